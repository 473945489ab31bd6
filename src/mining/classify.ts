import { DOUBLE, VARCHAR } from '@duckdb/node-api';
import { parts } from '../kernels/split.js';
import { createColumnTable } from '../lake/column-table.js';
import { UserError } from '../lake/error.js';
import type { Lake } from '../lake/lake.js';
import { schemaOf } from '../lake/schema.js';
import { literal } from '../lake/sql.js';
import { runStep, type StepOptions } from '../lake/step.js';
import type { LakeWriter } from '../lake/writer.js';
import { readPosts, type ClassifyData } from './classify-data.js';
import { rowsOfPart, runMethods, type MethodResult, type MethodScore } from './classify-methods.js';
import { readTags } from './classify-tags.js';
import type { ClassifyTask } from './classify-tasks.js';

export interface ClassifyOptions extends StepOptions {
  /** Canonical name of a board. Without it: every board; for ratings and categories the board with most examples. */
  readonly booru?: string;
  /** Chooses the parts and the order of learning. Default 1. */
  readonly seed?: number;
  /** Classes with fewer posts (tags) are left out. Default 20. */
  readonly minimumPosts?: number;
  /** At most so many classes, the most frequent. Default 200. */
  readonly classes?: number;
}

/** What was learned from and how well each method told the classes of the test part. */
export interface Classification {
  readonly task: ClassifyTask;
  /** Boards of the examples. */
  readonly boards: readonly string[];
  readonly classes: readonly string[];
  /** Columns that were learned from: tags, or dimensions of vectors. */
  readonly features: number;
  readonly train: number;
  readonly calibration: number;
  readonly test: number;
  /** Examples left out: of classes too rare, and with several answers. */
  readonly rare: number;
  readonly several: number;
  readonly methods: readonly MethodScore[];
}

/** The command in the ledger of runs. */
export const classifyCommand = 'classify';

/**
 * Learns to tell the franchise, the character or the rating of posts from their other tags, or the category of tags from their vectors, by three methods, and
 * writes what each says of the test part to the table `predictions` in place of the task's earlier rows. The same lake and seed give the same bytes.
 * Throws UserError when there is too little to learn from, the lake is being written or changed since it was opened, or on the signal.
 */
export async function classify(lake: Lake, task: ClassifyTask, options: ClassifyOptions = {}): Promise<Classification> {
  const { seed = 1, minimumPosts = 20, classes = 200, signal } = options;
  return runStep(lake, classifyCommand, options, async (writer) => {
    const step = (label: string) => (done: number, total: number) => {
      signal?.throwIfAborted();
      options.onStep?.({ label, done, total });
    };
    const booru = options.booru ?? (task === 'rating' ? await mostRated(lake) : undefined);
    const input = { seed, minimum: minimumPosts, limit: classes, onProgress: step('reading'), ...(booru === undefined ? {} : { booru }) };
    const data = task === 'category' ? await readTags(lake, input) : await readPosts(lake, task, input);
    const [train, calibration, test] = Object.values(parts).map((part) => rowsOfPart(data, part).length) as [number, number, number];
    if (test === 0 || new Set(Array.from(rowsOfPart(data, parts.train), (row) => data.examples.labels[row])).size < 2) {
      throw new UserError(`${data.subject.length.toLocaleString('en')} examples are too few to learn from some and score the others`, 'Load more, or try another --seed');
    }
    const results = await runMethods(data, seed, (label, done, total) => step(label)(done, total));
    const boards = [...new Set(data.booru)];
    return {
      writes: [await predictionsWrite(writer, task, data, results)], rows: data.subject.length, parameters: { task, boards, seed, minimumPosts, classes },
      result: {
        task, boards, classes: data.classNames, features: data.features, train, calibration, test, rare: data.rare, several: data.several,
        methods: results.map(({ predicted: _predicted, probability: _probability, ...score }) => score),
      },
    };
  });
}

async function mostRated(lake: Lake): Promise<string | undefined> {
  const [most] = await lake.rows<{ booru: string }>('SELECT booru FROM posts WHERE rating_std IS NOT NULL GROUP BY booru ORDER BY count(DISTINCT rating_std) > 1 DESC, count(*) DESC, booru LIMIT 1');
  return most?.booru;
}

async function predictionsWrite(writer: LakeWriter, task: ClassifyTask, data: ClassifyData, results: readonly MethodResult[]) {
  const test = Array.from(rowsOfPart(data, parts.test));
  const name = (label: number) => data.classNames[label]!;
  await createColumnTable(writer.connection, 'predicted_rows', {
    booru: { type: VARCHAR, values: results.flatMap(() => test.map((row) => data.booru[row]!)) },
    subject: { type: VARCHAR, values: results.flatMap(() => test.map((row) => data.subject[row]!)) },
    method: { type: VARCHAR, values: results.flatMap(({ method }) => test.map(() => method)) },
    truth: { type: VARCHAR, values: results.flatMap(() => test.map((row) => name(data.examples.labels[row]!))) },
    predicted: { type: VARCHAR, values: results.flatMap(({ predicted }) => Array.from(predicted, name)) },
    probability: { type: DOUBLE, values: results.flatMap(({ probability }) => Array.from(probability)) },
  });
  const { columns, key } = schemaOf('predictions');
  const select = `SELECT ${Object.keys(columns).join(', ')} FROM (SELECT ${literal(task)} AS task, * FROM predicted_rows
    UNION ALL BY NAME SELECT * FROM (${writer.scan('predictions')}) WHERE task <> ${literal(task)}) ORDER BY ${key.join(', ')}`;
  return { table: 'predictions' as const, part: '', select };
}
