import type { Command } from 'commander';
import { scoreTags } from '../linking/tags/score-tags.js';
import { withLake } from './options.js';
import { put, putRows, rounded, say } from './print.js';
import { putScoreCurve } from './score-curve.js';

const types = { scope: 'VARCHAR', pairs: 'BIGINT', found: 'BIGINT', right: 'BIGINT', precision: 'DOUBLE', recall: 'DOUBLE', f1: 'DOUBLE' };

export function addScoreTags(score: Command): void {
  score
    .command('tags')
    .description('Score which tags of two boards are one against the truth of a simulation')
    .requiredOption('--truth <file>', 'Parquet file with concept_id, booru and tag_name, as a simulation writes to truth/tag_equivalents.parquet')
    .option('--json', 'print as JSON')
    .addHelpText('after', '\nExample:\n  boorulab link tags\n  boorulab score tags --truth data/simulated/truth/tag_equivalents.parquet')
    .action((flags: { truth: string; json?: boolean }, command: Command) =>
      withLake(command, async (lake) => {
        const found = await scoreTags(lake, flags.truth);
        if (flags.json) return put(JSON.stringify(found, null, 2));
        putRows(types, found.scopes.map(rounded), false);
        putScoreCurve(found);
        say('Curve and reliability are of all links listed, those for review too; those that a person decided are left out.');
      }));
}
