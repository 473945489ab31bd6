import type { Command } from 'commander';
import { scoreQuality } from '../images/score-quality.js';
import { withLake } from './options.js';
import { put, putRows, rounded, say } from './print.js';
import { wholeNumber } from './tag-options.js';

export const qualityScoreTypes = { scope: 'VARCHAR', method: 'VARCHAR', pictures: 'BIGINT', spearman: 'DOUBLE', low: 'DOUBLE', high: 'DOUBLE' };

export const qualityScoreWords = "spearman: Spearman's rank correlation with the score within board, year and rating, on pictures kept aside; low and high: its 95 % confidence interval";

export function addScoreQuality(score: Command): void {
  score
    .command('quality')
    .description('Score the fitted quality and the weight functions of BOORU CHARS on pictures kept aside, by board and year')
    .option('--truth <file>', 'Parquet file with the planted quality of posts instead of their scores, as a simulation writes to truth/posts.parquet')
    .option('--min <pictures>', 'leave out boards and years with fewer pictures', '30')
    .option('--json', 'print as JSON')
    .addHelpText('after', '\nExample:\n  boorulab score quality')
    .action((flags: { truth?: string; min: string; json?: boolean }, command: Command) => withLake(command, async (lake) => {
      const rows = await scoreQuality(lake, { least: wholeNumber(flags.min, 'min', 4), ...(flags.truth === undefined ? {} : { truth: flags.truth }) });
      if (flags.json) return put(JSON.stringify(rows, null, 2));
      putRows(qualityScoreTypes, rows.map(rounded), false);
      say(flags.truth === undefined ? qualityScoreWords : qualityScoreWords.replace('score within board, year and rating', 'planted quality'));
    }));
}
