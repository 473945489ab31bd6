import type { Command } from 'commander';
import { scoreCrossposts } from '../linking/crossposts/score-crossposts.js';
import { withLake } from './options.js';
import { put, putRows, rounded, say } from './print.js';
import { putScoreCurve } from './score-curve.js';

const types = { scope: 'VARCHAR', pairs: 'BIGINT', found: 'BIGINT', right: 'BIGINT', precision: 'DOUBLE', recall: 'DOUBLE', f1: 'DOUBLE' };

export function addScoreCrossposts(score: Command): void {
  score
    .command('crossposts')
    .description('Score which posts show one picture against the truth of a simulation, by pairs of posts')
    .requiredOption('--truth <file>', 'Parquet file with booru, fid and picture_id, as a simulation writes to truth/posts.parquet')
    .option('--json', 'print as JSON')
    .addHelpText('after', '\nExample:\n  boorulab link crossposts\n  boorulab score crossposts --truth data/simulated/truth/posts.parquet')
    .action((flags: { truth: string; json?: boolean }, command: Command) =>
      withLake(command, async (lake) => {
        const found = await scoreCrossposts(lake, flags.truth);
        if (flags.json) return put(JSON.stringify(found, null, 2));
        putRows(types, found.scopes.map(rounded), false);
        putScoreCurve(found);
        say('Curve and reliability are of the surest edge of each pair of posts between boards, before chains of edges.');
      }));
}
