import type { Command } from 'commander';
import { scoreComposition } from '../images/score-composition.js';
import { withLake } from './options.js';
import { put, putRows, putTitled, rounded, say } from './print.js';

const scoreTypes = { what: 'VARCHAR', tagged: 'BIGINT', pictures: 'BIGINT', right: 'BIGINT', accuracy: 'DOUBLE', low: 'DOUBLE', high: 'DOUBLE', majority: 'DOUBLE' };
const cellTypes = { tags: 'VARCHAR', boxes: 'VARCHAR', pictures: 'BIGINT', share: 'DOUBLE', right: 'BOOLEAN' };

export function addScoreComposition(score: Command): void {
  score
    .command('composition')
    .description('Score the scale and the number of figures that boxes alone tell against what tags say')
    .option('--json', 'print as JSON')
    .addHelpText('after', '\nExample:\n  boorulab score composition')
    .action((flags: { json?: boolean }, command: Command) => withLake(command, async (lake) => {
      const found = await scoreComposition(lake);
      if (flags.json) return put(JSON.stringify(found, null, 2));
      putRows(scoreTypes, found.scores.map(rounded), false);
      for (const [what, title] of [['scale', 'Scale'], ['figures', 'Figures']] as const) putTitled(`${title}: what tags say, and what boxes say of the same pictures`, cellTypes, found.cells.filter((cell) => cell.what === what));
      say('low and high: 95 % confidence interval of the accuracy; majority: that of always saying the most frequent class. Definitions: docs/composition.md');
    }));
}
