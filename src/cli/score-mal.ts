import type { Command } from 'commander';
import { scoreMal, type MalScore } from '../linking/mal/score-mal.js';
import { withLake } from './options.js';
import { put, putRows, rounded, say } from './print.js';

const scoreTypes = {
  kind: 'VARCHAR', known: 'BIGINT', links: 'BIGINT', right: 'BIGINT', precision: 'DOUBLE', precision_low: 'DOUBLE', precision_high: 'DOUBLE', recall: 'DOUBLE', recall_low: 'DOUBLE', recall_high: 'DOUBLE',
  f1: 'DOUBLE', precision_entries: 'DOUBLE', ece: 'DOUBLE',
};
const curveTypes = { kind: 'VARCHAR', score: 'DOUBLE', links: 'BIGINT', precision: 'DOUBLE', recall: 'DOUBLE' };
const reliabilityTypes = { kind: 'VARCHAR', from: 'DOUBLE', to: 'DOUBLE', predictions: 'BIGINT', confidence: 'DOUBLE', accuracy: 'DOUBLE' };

export function addScoreMal(score: Command): void {
  score
    .command('mal')
    .description('Score the links to MyAnimeList against labels: precision and recall with 95% intervals, at other thresholds, and whether scores can be trusted')
    .option('--truth <file>', 'Parquet file with the truth instead of the labels of the lake, as a simulation writes to truth/mal.parquet')
    .option('--json', 'print as JSON')
    .addHelpText('after', '\nExample:\n  boorulab link mal\n  boorulab score mal')
    .action((flags: { truth?: string; json?: boolean }, command: Command) =>
      withLake(command, async (lake) => {
        const scores = await scoreMal(lake, flags.truth === undefined ? {} : { truth: flags.truth });
        if (flags.json) return put(JSON.stringify(scores, null, 2));
        putRows(scoreTypes, scores.map(({ curve: _curve, reliability: _bins, ...row }) => rounded(row)), false);
        put('\nIf links were accepted from another score on');
        putRows(curveTypes, rowsOf(scores, 'curve'), false);
        put('\nAs sure as right?');
        putRows(reliabilityTypes, rowsOf(scores, 'reliability'), false);
        say('Only tags whose entry is known are judged; a link of a tag without a label counts for nothing. precision_entries also counts links that took the entry of another tag.');
      }, false));
}

const rowsOf = (scores: readonly MalScore[], part: 'curve' | 'reliability') => scores.flatMap((score) => score[part].map((row) => rounded({ kind: score.kind, ...row })));
