import { BIGINT, BOOLEAN, DOUBLE, VARCHAR, type DuckDBValue } from '@duckdb/node-api';
import { choosePenalty, fitRidge, ridgeValues, type RidgeModel } from '../kernels/ridge.js';
import { hashUnit, linkedGroups } from '../kernels/split.js';
import { createColumnTable } from '../lake/column-table.js';
import type { Lake } from '../lake/lake.js';
import type { PartWrite } from '../lake/merge.js';
import type { Column } from '../lake/result.js';
import { schemaOf, type TableName } from '../lake/schema.js';
import { runStep, type StepOptions } from '../lake/step.js';
import { noPictures } from './compose.js';
import { presets, qualityFeatures, qualityRowsSql, samePicture } from './quality-features.js';

export interface QualityOptions extends StepOptions {
  /** Parts the pictures. Default 1. */
  readonly seed?: number;
}

export interface QualitySummary {
  readonly pictures: number;
  /** Pictures with statistics: those that can be told of. */
  readonly measured: number;
  /** Pictures with statistics of a post with a score to compare. */
  readonly rated: number;
  /** Of these, pictures that were learned from and that were kept aside. */
  readonly train: number;
  readonly test: number;
  /** False when there was too little to learn from. */
  readonly isFitted: boolean;
  /** Weight of the squared weights; null when nothing was fitted. */
  readonly penalty: number | null;
}

/** Part of the pictures that is kept aside. */
const testShare = 0.3;
/** Pictures that must be there to learn from. */
export const leastTrain = 50;
const penalties = [0.1, 1, 10, 100, 1000, 10_000];
const folds = 5;

/**
 * Writes `picture_quality`, a row for each of `images`, and `quality_weights`: ridge regression of the target on the features, its penalty chosen by five
 * folds of the training part. Pictures that show the same (by post, file, duplicate, parent, pixiv id or source) are all learned from or all kept aside.
 * Throws UserError when the lake has no pictures.
 */
export async function fitQuality(lake: Lake, options: QualityOptions = {}): Promise<QualitySummary> {
  const { seed = 1 } = options;
  return runStep(lake, 'images quality', options, async (writer) => {
    const say = (label: string, done: number) => {
      options.signal?.throwIfAborted();
      options.onStep?.({ label, done, total: 3 });
    };
    say('reading statistics', 0);
    const data = await lake.columns(qualityRowsSql((table) => writer.scan(table)));
    const pictures = data['row']!.length;
    if (pictures === 0) throw noPictures();
    const names = Object.keys(qualityFeatures);
    const x = matrixOf(names.map((name) => data[`f_${name}`]!), pictures);
    const y = Float64Array.from(data['target']!, (value) => (value === null ? NaN : Number(value)));
    const measured = Uint32Array.from(data['row'] as Int32Array).filter((row) => data['f_entropy']![row] !== null);
    const rated = measured.filter((row) => !Number.isNaN(y[row]!));
    const groups = linkedGroups(pictures, Object.keys(samePicture).map((name) => data[`same_${name}`] as Int32Array));
    const keys = Array.from(groups, (first) => keyOf(data, first));
    const isTest = keys.map((key) => hashUnit(key, seed) < testShare);
    const train = rated.filter((row) => !isTest[row]);
    const examples = { x, y, features: names.length };
    let model: RidgeModel | null = null;
    if (train.length >= leastTrain) {
      say('choosing the penalty', 1);
      const penalty = choosePenalty(examples, train, penalties, (row) => Math.floor(hashUnit(keys[row]!, seed + 1) * folds), folds);
      say('fitting', 2);
      model = fitRidge(examples, train, [penalty])[0]!;
    }
    const fitted = Array<number | null>(pictures).fill(null);
    if (model !== null) ridgeValues(model, x, measured).forEach((value, i) => (fitted[measured[i]!] = value));
    const isRated = new Set(rated);
    await createColumnTable(writer.connection, 'new_picture_quality', {
      ...Object.fromEntries(['booru', 'fid', 'path', 'file_name'].map((name) => [name, { type: VARCHAR, values: data[name] as DuckDBValue[] }])),
      post_key: { type: BIGINT, values: Array.from(data['post_key'] as Iterable<number | bigint | null>, (key) => (key === null ? null : BigInt(key))) },
      ...Object.fromEntries(Object.keys(presets).map((name) => [name, { type: DOUBLE, values: data[`f_${name}`] as DuckDBValue[] }])),
      fitted: { type: DOUBLE, values: fitted },
      target: { type: DOUBLE, values: data['target'] as DuckDBValue[] },
      is_test: { type: BOOLEAN, values: isTest.map((test, row) => (isRated.has(row) ? test : null)) },
    });
    await createWeights(writer.connection, names, model);
    const result = { pictures, measured: measured.length, rated: rated.length, train: train.length, test: rated.length - train.length, isFitted: model !== null, penalty: model?.penalty ?? null };
    return { writes: [wholeTable('picture_quality'), wholeTable('quality_weights')], parameters: { seed }, rows: pictures, result };
  });
}

function matrixOf(columns: readonly Column[], rows: number): Float64Array {
  const x = new Float64Array(rows * columns.length);
  columns.forEach((column, k) => {
    for (let row = 0; row < rows; row++) {
      const value = column[row];
      x[row * columns.length + k] = value === null || !Number.isFinite(value) ? NaN : Number(value);
    }
  });
  return x;
}

/** A name of a picture that stays as the lake grows. */
const keyOf = (data: Record<string, Column>, row: number) => (data['fid']![row] === null ? String(data['path']![row]) : `${String(data['booru']![row])} ${String(data['fid']![row])}`);

/** Features in the order of their weight's size; the intercept, named so, is what a picture of the mean has. Features that do not vary are left out. */
async function createWeights(connection: Parameters<typeof createColumnTable>[0], names: readonly string[], model: RidgeModel | null): Promise<void> {
  const kept = model === null ? [] : names.map((_, k) => k).filter((k) => model.deviations[k]! > 0);
  const column = (of: Float64Array | undefined, first: number | null) => ({ type: DOUBLE, values: model === null ? [] : [first, ...kept.map((k) => of![k]!)] });
  await createColumnTable(connection, 'new_quality_weights', {
    feature: { type: VARCHAR, values: model === null ? [] : ['intercept', ...kept.map((k) => names[k]!)] },
    weight: column(model?.weights, model?.intercept ?? null), mean: column(model?.means, null), deviation: column(model?.deviations, null),
  });
}

function wholeTable(table: TableName): PartWrite {
  const { columns, key } = schemaOf(table);
  const casts = Object.entries(columns).map(([name, type]) => `${name}::${type} AS ${name}`).join(', ');
  return { table, part: '', select: `SELECT ${casts} FROM new_${table} ORDER BY ${key.join(', ')}` };
}
