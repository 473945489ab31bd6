import type { Command } from 'commander';
import { UserError } from '../lake/error.js';
import { scoreMal, type MalScore } from '../linking/mal/score-mal.js';
import { withLake } from './options.js';
import { put, putRows, rounded, say } from './print.js';
import { withStep } from './step.js';
import { wholeNumber } from './tag-options.js';

const scoreTypes = {
  kind: 'VARCHAR', known: 'BIGINT', links: 'BIGINT', right: 'BIGINT', precision: 'DOUBLE', precision_low: 'DOUBLE', precision_high: 'DOUBLE', recall: 'DOUBLE', recall_low: 'DOUBLE', recall_high: 'DOUBLE',
  f1: 'DOUBLE', recall_at_99: 'DOUBLE', precision_entries: 'DOUBLE', ece: 'DOUBLE',
};
const curveTypes = { kind: 'VARCHAR', score: 'DOUBLE', links: 'BIGINT', precision: 'DOUBLE', recall: 'DOUBLE' };
const reliabilityTypes = { kind: 'VARCHAR', from: 'DOUBLE', to: 'DOUBLE', predictions: 'BIGINT', confidence: 'DOUBLE', accuracy: 'DOUBLE' };

export function addScoreMal(score: Command): void {
  score
    .command('mal')
    .description('Score links to MyAnimeList against the labels of the lake by cross-validation: precision and recall with 95% intervals, at other thresholds, and whether scores can be trusted')
    .option('--folds <n>', 'hide the labels in so many parts, each while the others are learned from', '3')
    .option('--apart <what>', 'keep whole franchises in one part, or only tags: franchises, tags', 'franchises')
    .option('--truth <file>', 'score the table mal_links against this Parquet file instead, as a simulation writes to truth/mal.parquet')
    .option('--json', 'print as JSON')
    .addHelpText('after', '\nExample:\n  boorulab score mal\n  boorulab link mal && boorulab score mal --truth data/simulated/truth/mal.parquet')
    .action((flags: ScoreMalFlags, command: Command) => {
      const folds = wholeNumber(flags.folds, 'folds', 2);
      const { apart } = flags;
      if (apart !== 'franchises' && apart !== 'tags') throw new UserError(`--apart takes franchises or tags, not "${apart}"`, undefined, 2);
      return withLake(command, async (lake, globals) => {
        const scores = await withStep(globals, 'kinds', (step) => scoreMal(lake, { folds, apart, ...step, ...(flags.truth === undefined ? {} : { truth: flags.truth }) }));
        if (flags.json) return put(JSON.stringify(scores, null, 2));
        putRows(scoreTypes, scores.map(({ curve: _curve, reliability: _bins, ...row }) => rounded(row)), false);
        put('\nIf links were accepted from another score on');
        putRows(curveTypes, rowsOf(scores, 'curve'), false);
        put('\nAs sure as right?');
        putRows(reliabilityTypes, rowsOf(scores, 'reliability'), false);
        say(`${flags.truth === undefined ? `Each label was hidden while its tag was linked by what the labels of other ${apart} teach. ` : ''}Only tags whose entry is known are judged; a link of a tag without a label counts for nothing. precision_entries also counts links that took the entry of another tag; recall_at_99 is the best recall at precision 0.99.`);
      }, false);
    });
}

interface ScoreMalFlags {
  folds: string;
  apart: string;
  truth?: string;
  json?: boolean;
}

const rowsOf = (scores: readonly MalScore[], part: 'curve' | 'reliability') => scores.flatMap((score) => score[part].map((row) => rounded({ kind: score.kind, ...row })));
