import type { Command } from 'commander';
import { scoreFranchises } from '../mining/score-franchises.js';
import { withLake } from './options.js';
import { put, putRows, say } from './print.js';
import { wholeNumber } from './tag-options.js';

interface ScoreFlags {
  truth?: string;
  limit: string;
  json?: boolean;
}

const scoreTypes = {
  scope: 'VARCHAR', tags: 'BIGINT', franchises: 'BIGINT', found: 'BIGINT', precision: 'DOUBLE', recall: 'DOUBLE', f1: 'DOUBLE',
  b3_precision: 'DOUBLE', b3_recall: 'DOUBLE', b3_f1: 'DOUBLE', adjusted_rand: 'DOUBLE', v_measure: 'DOUBLE',
};
const mergeTypes = { franchise: 'VARCHAR', other: 'VARCHAR', found: 'VARCHAR', tags_lost: 'BIGINT' };
const splitTypes = { franchise: 'VARCHAR', tags: 'BIGINT', pieces: 'BIGINT', tags_lost: 'BIGINT', found: 'VARCHAR' };

export function addScore(program: Command): void {
  const score = program
    .command('score')
    .description('Score a result of mining against known truth')
    .addHelpText('after', '\nExample:\n  boorulab score franchises');
  for (const add of [addScoreFranchises]) add(score);
}

function addScoreFranchises(score: Command): void {
  score
    .command('franchises')
    .description('Score the franchises found against labels, with the worst wrong merges and splits')
    .option('--truth <file>', 'Parquet file with the truth instead of the labels of the lake, as a simulation writes to truth/franchise_members.parquet')
    .option('--limit <number>', 'merges and splits to list', '10')
    .option('--json', 'print as JSON')
    .addHelpText('after', '\nExample:\n  boorulab score franchises --truth data/simulated/truth/franchise_members.parquet')
    .action((flags: ScoreFlags, command: Command) => {
      const options = { limit: wholeNumber(flags.limit, 'limit', 0), ...(flags.truth === undefined ? {} : { truth: flags.truth }) };
      return withLake(command, async (lake) => {
        const found = await scoreFranchises(lake, options);
        if (flags.json) return put(JSON.stringify(found, null, 2));
        const rounded = found.scores.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, typeof value === 'number' ? Number(value.toFixed(3)) : value])));
        putRows(scoreTypes, rounded, false);
        for (const [title, types, rows] of [['Wrongly put together', mergeTypes, found.merges], ['Wrongly split', splitTypes, found.splits]] as const) {
          if (rows.length === 0) continue;
          put(`\n${title}`);
          putRows(types, rows.map((row) => ({ ...row })), false);
        }
        const share = found.labelled === 0 ? 0 : (100 * found.covered) / found.labelled;
        const left = [[found.unknown, 'the lake does not have'], [found.ambiguous, 'have several labels']].filter(([tags]) => Number(tags) > 0).map(([tags, why]) => `; ${tags!.toLocaleString('en')} more ${why}`);
        say(`${found.covered.toLocaleString('en')} of ${found.labelled.toLocaleString('en')} labelled tags have a franchise (${share.toFixed(1)}%)${left.join('')}`);
      }, false);
    });
}
