import { calibrationError, reliability, type ReliabilityBin } from '../kernels/calibration.js';
import { classScores, type ClassScores } from '../kernels/class-scores.js';
import { UserError } from '../lake/error.js';
import type { Lake } from '../lake/lake.js';

export interface PredictionScoreOptions {
  /** Default: the one whose predictions the lake has. */
  readonly task?: string;
  /** Method whose classes and confusions are listed. Default: the one with the best accuracy. */
  readonly method?: string;
  /** Classes and confusions to list. Default all. */
  readonly limit?: number;
}

export interface PredictionScore {
  readonly method: string;
  readonly predictions: number;
  readonly accuracy: number;
  readonly macro_f1: number;
  /** Mean probability given to what was predicted. */
  readonly confidence: number;
  /** Expected calibration error. */
  readonly ece: number;
}

export interface PredictionScores {
  readonly task: string;
  readonly method: string;
  readonly methods: PredictionScore[];
  /** Classes by number of items. */
  readonly classes: { label: string; items: number; predicted: number; right: number; precision: number; recall: number; f1: number }[];
  /** What was taken for what, the most frequent first; share of the true class's items. */
  readonly confusions: { truth: string; predicted: string; items: number; share: number }[];
  readonly reliability: ReliabilityBin[];
}

/**
 * Scores the predictions of a task whose truth is known, of posts this session shows: each method, then the classes, the confusions and the reliability of one.
 * Throws UserError when there are none, or when the task is to be named.
 */
export async function scorePredictions(lake: Lake, options: PredictionScoreOptions = {}): Promise<PredictionScores> {
  const tasks = (await lake.rows<{ task: string }>('SELECT DISTINCT task FROM predictions WHERE truth IS NOT NULL ORDER BY task')).map((row) => row.task);
  if (tasks.length === 0) throw new UserError('The table predictions is empty', 'Make some first: boorulab classify');
  const task = options.task ?? (tasks.length === 1 ? tasks[0]! : undefined);
  if (task === undefined || !tasks.includes(task)) throw new UserError(task === undefined ? 'There are predictions of several tasks' : `There are no predictions of ${task}`, `Name one of: ${tasks.join(', ')}`, 2);
  const rows = await lake.columns(`SELECT method, truth, predicted, probability FROM predictions AS p WHERE task = $task AND truth IS NOT NULL AND predicted IS NOT NULL
    AND (task = 'category' OR EXISTS (FROM posts WHERE posts.booru = p.booru AND posts.fid = p.subject)) ORDER BY method, booru, subject`, { task });
  const table = rows as unknown as Table;
  const names = [...new Set([...table.truth, ...table.predicted])].sort();
  const numberOf = new Map(names.map((name, number) => [name, number]));
  const scored = [...new Set(table.method)].map((method) => scoreOf(method, table, numberOf));
  if (scored.length === 0) throw new UserError(`Every post with a prediction of ${task} is hidden`, '--rating all shows them');
  const chosen = options.method === undefined ? scored.reduce((best, one) => (one.classes.accuracy > best.classes.accuracy ? one : best)) : scored.find(({ row }) => row.method === options.method);
  if (chosen === undefined) throw new UserError(`There are no predictions of ${task} by ${options.method}`, `Methods: ${scored.map(({ row }) => row.method).join(', ')}`, 2);
  return { task, method: chosen.row.method, methods: scored.map(({ row }) => row), reliability: chosen.bins, ...named(chosen.classes, names, options.limit) };
}

interface Table {
  method: string[];
  truth: string[];
  predicted: string[];
  probability: Float64Array;
}

function scoreOf(method: string, table: Table, numberOf: ReadonlyMap<string, number>): { row: PredictionScore; classes: ClassScores; bins: ReliabilityBin[] } {
  const items = table.method.flatMap((name, item) => (name === method ? [item] : []));
  const numbers = (of: readonly string[]) => Int32Array.from(items, (item) => numberOf.get(of[item]!)!);
  const [truth, predicted] = [numbers(table.truth), numbers(table.predicted)];
  const classes = classScores(truth, predicted, numberOf.size);
  const probability = items.map((item) => table.probability[item]!);
  const bins = reliability(probability, truth.map((label, at) => Number(label === predicted[at])));
  const confidence = probability.reduce((sum, p) => sum + p, 0) / items.length;
  return { row: { method, predictions: items.length, accuracy: classes.accuracy, macro_f1: classes.macroF1, confidence, ece: calibrationError(bins) }, classes, bins };
}

function named({ classes, confusions }: ClassScores, names: readonly string[], limit = Infinity): Pick<PredictionScores, 'classes' | 'confusions'> {
  const items = new Map(classes.map((row) => [row.label, row.items]));
  return {
    classes: [...classes].sort((a, b) => b.items - a.items || a.label - b.label).slice(0, limit).map(({ label, ...row }) => ({ ...row, label: names[label]! })),
    confusions: confusions.slice(0, limit).map((row) => ({ truth: names[row.truth]!, predicted: names[row.predicted]!, items: row.items, share: row.items / items.get(row.truth)! })),
  };
}
