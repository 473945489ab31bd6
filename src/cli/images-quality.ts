import type { Command } from 'commander';
import { fitQuality, leastTrain, type QualitySummary } from '../images/quality.js';
import { scoreQuality } from '../images/score-quality.js';
import { UserError } from '../lake/error.js';
import type { Lake } from '../lake/lake.js';
import { withLake } from './options.js';
import { put, putRows, putTitled, rounded, say } from './print.js';
import { qualityScoreTypes, qualityScoreWords } from './score-quality.js';
import { withStep } from './step.js';
import { wholeNumber } from './tag-options.js';

const weightTypes = { feature: 'VARCHAR', weight: 'DOUBLE', mean: 'DOUBLE', deviation: 'DOUBLE' };
const bestTypes = { path: 'VARCHAR', fitted: 'DOUBLE', bc_main: 'DOUBLE', bc_reverse: 'DOUBLE', target: 'DOUBLE' };

export function define(command: Command): void {
  command
    .option('--top <number>', 'best pictures to list', '20')
    .option('--seed <number>', 'which pictures are kept aside to score', '1')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', '\nExample:\n  boorulab images quality --top 50\n  boorulab score quality')
    .action(async (flags: { top: string; seed: string; json?: boolean }, command: Command) => {
      const [top, seed] = [wholeNumber(flags.top, 'top', 0), wholeNumber(flags.seed, 'seed', 0)];
      let summary: QualitySummary | null = null;
      await withLake(command, async (lake, globals) => {
        summary = await withStep(globals, 'steps', (step) => fitQuality(lake, { seed, ...step }));
      }, false);
      await withLake(command, async (lake) => print(lake, summary!, top, flags.json === true));
    });
}

async function print(lake: Lake, summary: QualitySummary, top: number, json: boolean): Promise<void> {
  const weights = await lake.rows("SELECT feature, weight, mean, deviation FROM quality_weights ORDER BY feature <> 'intercept', abs(weight) DESC, feature");
  const scores = summary.isFitted ? await scoresOf(lake) : [];
  const best = await lake.rows(`SELECT path, fitted, bc_main, bc_reverse, target FROM picture_quality WHERE coalesce(fitted, bc_reverse) IS NOT NULL
    ORDER BY fitted DESC NULLS LAST, bc_reverse DESC NULLS LAST, path LIMIT $top`, { top });
  if (json) return put(JSON.stringify({ ...summary, weights, scores, best }, null, 2));
  if (weights.length > 0) putRows(weightTypes, weights.map(rounded), false);
  putTitled('On pictures kept aside', qualityScoreTypes, scores.filter(({ scope }) => scope === 'all'));
  putTitled(summary.isFitted ? 'The best by the fitted quality' : 'The best by bc_reverse', bestTypes, best);
  say(wordsOf(summary));
  if (scores.length > 0) say(`${qualityScoreWords}. By board and year: boorulab score quality`);
}

/** Nothing where every picture kept aside is hidden. */
async function scoresOf(lake: Lake) {
  try {
    return await scoreQuality(lake);
  } catch (error) {
    if (error instanceof UserError) return [];
    throw error;
  }
}

function wordsOf({ pictures, measured, rated, train, test, isFitted, penalty }: QualitySummary): string {
  const many = (n: number) => n.toLocaleString('en');
  const head = `${many(pictures)} pictures, ${many(measured)} with statistics, ${many(rated)} of these of posts with a score to compare`;
  if (measured === 0) return `${head}. Measure them first: boorulab images scan FOLDER`;
  if (!isFitted) return `${head}: too few to learn from (${leastTrain} are needed beside those kept aside), so only the weight functions of BOORU CHARS are told`;
  return `${head}: learned from ${many(train)}, kept ${many(test)} aside, penalty ${penalty}. weight: what one deviation more of the feature adds; 0.5 is the middle of a board, year and rating`;
}
