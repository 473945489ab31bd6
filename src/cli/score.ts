import type { Command } from 'commander';
import { scoreFranchises } from '../mining/score-franchises.js';
import { scorePredictions } from '../mining/score-predictions.js';
import { withLake } from './options.js';
import { put, putRows, putTitled, rounded, say } from './print.js';
import { addScoreComposition } from './score-composition.js';
import { addScoreCrossposts } from './score-crossposts.js';
import { addScoreMal } from './score-mal.js';
import { addScoreQuality } from './score-quality.js';
import { addScoreTags } from './score-tags.js';
import { wholeNumber } from './tag-options.js';

interface ScoreFlags {
  truth?: string;
  method?: string;
  limit: string;
  json?: boolean;
}

const scoreTypes = {
  scope: 'VARCHAR', tags: 'BIGINT', franchises: 'BIGINT', found: 'BIGINT', precision: 'DOUBLE', recall: 'DOUBLE', f1: 'DOUBLE',
  b3_precision: 'DOUBLE', b3_recall: 'DOUBLE', b3_f1: 'DOUBLE', adjusted_rand: 'DOUBLE', v_measure: 'DOUBLE',
};
const predictionTypes = { method: 'VARCHAR', predictions: 'BIGINT', accuracy: 'DOUBLE', macro_f1: 'DOUBLE', confidence: 'DOUBLE', ece: 'DOUBLE' };
const classTypes = { label: 'VARCHAR', items: 'BIGINT', predicted: 'BIGINT', right: 'BIGINT', precision: 'DOUBLE', recall: 'DOUBLE', f1: 'DOUBLE' };
const confusionTypes = { truth: 'VARCHAR', predicted: 'VARCHAR', items: 'BIGINT', share: 'DOUBLE' };
const reliabilityTypes = { from: 'DOUBLE', to: 'DOUBLE', predictions: 'BIGINT', confidence: 'DOUBLE', accuracy: 'DOUBLE' };
const mergeTypes = { franchise: 'VARCHAR', other: 'VARCHAR', found: 'VARCHAR', tags_lost: 'BIGINT' };
const splitTypes = { franchise: 'VARCHAR', tags: 'BIGINT', pieces: 'BIGINT', tags_lost: 'BIGINT', found: 'VARCHAR' };

export function define(score: Command): void {
  score.addHelpText('after', '\nExample:\n  boorulab score franchises');
  for (const add of [addScoreFranchises, addScoreClassify, addScoreMal, addScoreTags, addScoreCrossposts, addScoreComposition, addScoreQuality]) add(score);
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
        putRows(scoreTypes, found.scores.map(rounded), false);
        putTitled('Wrongly put together', mergeTypes, found.merges);
        putTitled('Wrongly split', splitTypes, found.splits);
        const share = found.labelled === 0 ? 0 : (100 * found.covered) / found.labelled;
        const left = [[found.unknown, 'the lake does not have'], [found.ambiguous, 'have several labels']].filter(([tags]) => Number(tags) > 0).map(([tags, why]) => `; ${tags!.toLocaleString('en')} more ${why}`);
        say(`${found.covered.toLocaleString('en')} of ${found.labelled.toLocaleString('en')} labelled tags have a franchise (${share.toFixed(1)}%)${left.join('')}`);
      }, false);
    });
}

function addScoreClassify(score: Command): void {
  score
    .command('classify')
    .description('Score the predictions on posts kept aside: each method, then classes, confusions and reliability of the best')
    .argument('[task]', 'franchise, character, rating or category; may be left out when there are predictions of one only')
    .option('--method <name>', 'list the classes of this method: naive_bayes, logistic or majority')
    .option('--limit <number>', 'classes and confusions to list', '10')
    .option('--json', 'print as JSON')
    .addHelpText('after', '\nExample:\n  boorulab score classify character --method naive_bayes')
    .action((task: string | undefined, flags: ScoreFlags, command: Command) => {
      const options = { limit: wholeNumber(flags.limit, 'limit', 0), ...(task === undefined ? {} : { task }), ...(flags.method === undefined ? {} : { method: flags.method }) };
      return withLake(command, async (lake) => {
        const found = await scorePredictions(lake, options);
        if (flags.json) return put(JSON.stringify(found, null, 2));
        putRows(predictionTypes, found.methods.map(rounded), false);
        putTitled(`Classes of ${found.method}`, classTypes, found.classes);
        putTitled('Taken for another', confusionTypes, found.confusions);
        putTitled('As sure as right?', reliabilityTypes, found.reliability);
      });
    });
}
