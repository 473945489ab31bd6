import { symmetricEigen } from '../../kernels/symmetric-eigen.js';
import type { Comparison, Teach, Weights } from './model.js';
import type { Settled, Verdicts } from './verdicts.js';

/** A tag, or a pair, of which it is known what it is: the pairs it could be, and the place among them of the one it is, or -1 for none of them. */
interface Choice {
  readonly pairs: Int32Array;
  readonly chosen: number;
}

/** Weight of the squared weights (in nats), in choices. */
const penalty = 1;
const steps = 30;
const least = 1e-7;

/**
 * Fits the weights to what is known, by maximum penalised likelihood of `posteriors` (conditional logistic regression: D. McFadden, 1974), by Newton's
 * method. A tag of known entry chooses that among the pairs that share its tag or its entry and none of them, a tag that is no entry chooses none of its
 * pairs, and a pair somebody said no to loses against none. Levels that no choice has keep their weights. The same input gives the same bits.
 */
export const fitWeights = (verdicts: Verdicts): Teach => (comparison, start, settled) => {
  const choices = choicesOf(comparison, verdicts, settled);
  if (choices.length === 0) return start;
  const offsets = comparison.levels.reduce<number[]>((list, size) => [...list, list.at(-1)! + size], [1]);
  const columns = (pair: number): number[] => [0, ...comparison.outcomes.flatMap((levels, field) => (levels[pair] === comparison.unknown[field] ? [] : [offsets[field]! + levels[pair]!]))];
  const cells = new Map<number, readonly number[]>();
  for (const { pairs } of choices) for (const pair of pairs) if (!cells.has(pair)) cells.set(pair, columns(pair));
  const width = offsets.at(-1)!;
  const seen = new Uint8Array(width);
  for (const list of cells.values()) for (const column of list) seen[column] = 1;
  let weights = flat(start, width);
  const penalised = (column: number) => column > 0 && seen[column] === 1;
  let found = evaluate(choices, cells, weights, penalised);
  for (let step = 0; step < steps; step++) {
    const direction = newtonStep(found.slope, found.curvature, seen);
    let length = 1;
    let next = found;
    let moved = weights;
    for (; length > 1e-4; length /= 2) {
      moved = weights.map((value, column) => value + length * direction[column]!);
      next = evaluate(choices, cells, moved, penalised);
      if (next.value >= found.value) break;
    }
    if (next.value <= found.value) break;
    const gain = next.value - found.value;
    [weights, found] = [moved, next];
    if (gain < least * Math.abs(found.value)) break;
  }
  const bits = comparison.levels.map((size, field) => Array.from({ length: size }, (_, level) => (level === comparison.unknown[field] ? 0 : weights[offsets[field]! + level]! / Math.LN2)));
  return { prior: weights[0]! / Math.LN2, bits };
};

const flat = ({ prior, bits }: Weights, width: number): Float64Array => {
  const weights = new Float64Array(width);
  weights.set([prior, ...bits.flat()].map((value) => value * Math.LN2));
  return weights;
};

function choicesOf({ left, right, outcomes, levels }: Comparison, { links, refused, barred }: Verdicts, { isLink, entryGone, tagGone }: Settled): Choice[] {
  // Pairs whose names do not agree at all are there only because they are known: they are no candidates, and must not teach.
  const isCandidate = (pair: number) => outcomes[0]![pair]! < levels[0]! - 1;
  const byTag = grouped(left, (pair) => entryGone[pair] === 0 && isCandidate(pair));
  const byEntry = grouped(right, (pair) => tagGone[pair] === 0 && isCandidate(pair));
  const choices: Choice[] = [];
  for (const tag of [...links.keys(), ...barred].sort((a, b) => a - b)) {
    const mine = byTag.get(tag) ?? [];
    const chosen = mine.findIndex((pair) => isLink[pair] === 1);
    const others = chosen < 0 ? [] : (byEntry.get(links.get(tag)!) ?? []).filter((pair) => left[pair] !== tag);
    if (mine.length > 0) choices.push({ pairs: Int32Array.from([...mine, ...others]), chosen });
  }
  left.forEach((tag, pair) => {
    if (!links.has(tag) && !barred.has(tag) && refused.get(tag)?.has(right[pair]!) && isCandidate(pair)) choices.push({ pairs: Int32Array.of(pair), chosen: -1 });
  });
  return choices;
}

function grouped(keys: Int32Array, isIn: (pair: number) => boolean): Map<number, number[]> {
  const groups = new Map<number, number[]>();
  keys.forEach((key, pair) => {
    if (!isIn(pair)) return;
    const list = groups.get(key);
    if (list === undefined) groups.set(key, [pair]);
    else list.push(pair);
  });
  return groups;
}

interface Evaluation {
  readonly value: number;
  readonly slope: Float64Array;
  /** Negative second derivatives, row by row. */
  readonly curvature: Float64Array;
}

function evaluate(choices: readonly Choice[], cells: ReadonlyMap<number, readonly number[]>, weights: Float64Array, penalised: (column: number) => boolean): Evaluation {
  const width = weights.length;
  const slope = new Float64Array(width);
  const curvature = new Float64Array(width * width);
  const mean = new Float64Array(width);
  let value = 0;
  for (const { pairs, chosen } of choices) {
    const rows = Array.from(pairs, (pair) => cells.get(pair)!);
    const scores = rows.map((row) => row.reduce((sum, column) => sum + weights[column]!, 0));
    const top = Math.max(0, ...scores);
    const odds = scores.map((score) => Math.exp(score - top));
    const all = odds.reduce((sum, odd) => sum + odd, Math.exp(-top));
    value += (chosen < 0 ? 0 : scores[chosen]!) - top - Math.log(all);
    const touched: number[] = [];
    rows.forEach((row, at) => {
      const share = odds[at]! / all;
      for (const a of row) {
        if (mean[a] === 0) touched.push(a);
        mean[a]! += share;
        slope[a]! += (at === chosen ? 1 : 0) - share;
        for (const b of row) curvature[a * width + b]! += share;
      }
    });
    for (const a of touched) for (const b of touched) curvature[a * width + b]! -= mean[a]! * mean[b]!;
    for (const a of touched) mean[a] = 0;
  }
  for (let column = 0; column < width; column++) {
    if (!penalised(column)) continue;
    value -= (penalty / 2) * weights[column]! ** 2;
    slope[column]! -= penalty * weights[column]!;
    curvature[column * width + column]! += penalty;
  }
  return { value, slope, curvature };
}

/** The step to where the slope would vanish were the curvature the same all over. */
function newtonStep(slope: Float64Array, curvature: Float64Array, seen: Uint8Array): Float64Array {
  const kept = Int32Array.from(seen.keys()).filter((column) => seen[column] === 1);
  const size = kept.length;
  const matrix = new Float64Array(size * size);
  kept.forEach((a, i) => kept.forEach((b, j) => (matrix[i * size + j] = curvature[a * slope.length + b]!)));
  const { values, vectors } = symmetricEigen(matrix, size);
  const step = new Float64Array(slope.length);
  values.forEach((value, k) => {
    let along = 0;
    for (let i = 0; i < size; i++) along += vectors[k * size + i]! * slope[kept[i]!]!;
    for (let i = 0; i < size; i++) step[kept[i]!]! += (along / Math.max(value, 1e-6)) * vectors[k * size + i]!;
  });
  return step;
}
