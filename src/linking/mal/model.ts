import type { Pairs } from './blocking.js';
import { fieldsOf, type Outcomes } from './fields.js';
import type { MalKind } from './read-entries.js';
import type { Settled } from './verdicts.js';

/**
 * Weights of probabilistic linkage (I. Fellegi, A. Sunter, "A theory for record linkage", 1969): for each field and outcome log2 of how much more often
 * true pairs have it than others, and the same for the odds that a pair is true before anything is compared.
 */
export interface Weights {
  readonly prior: number;
  readonly bits: readonly (readonly number[])[];
}

const flatOf = (kind: MalKind): Weights => ({ prior: 0, bits: fieldsOf(kind).map(({ name, levels }) => (name === 'cast' ? [0, -3, 5] : levels.map(() => 0))) });

/** Weights that say nothing, but for casts, which are believed as far as is sensible: no list with known links has told of them. */
export const flatWeights: Readonly<Record<MalKind, Weights>> = { anime: flatOf('anime'), character: flatOf('character') };

/** What is compared: pairs, and for each field the outcomes. */
export interface Comparison extends Pairs {
  readonly tags: number;
  readonly entries: number;
  readonly outcomes: readonly Outcomes[];
  /** How many outcomes each field has, and which of them says that nothing is known (it weighs nothing), or -1. */
  readonly levels: readonly number[];
  readonly unknown: readonly number[];
}

/** Natural logarithm of the odds of each pair, taken alone. */
export function logOdds({ left, outcomes, unknown }: Comparison, { prior, bits }: Weights): Float64Array {
  const sums = new Float64Array(left.length).fill(prior * Math.LN2);
  outcomes.forEach((levels, field) => {
    const weights = Float64Array.from(bits[field]!, (weight, level) => (unknown[field] === level ? 0 : weight * Math.LN2));
    for (let pair = 0; pair < sums.length; pair++) sums[pair]! += weights[levels[pair]!]!;
  });
  return sums;
}

/**
 * The probability of each pair when a tag has at most one entry and an entry at most one tag: its odds over 1 + those of all pairs that share its tag or
 * its entry. This is the exact share among the assignments in which the two sides bear at most one link. What is known of other pairs counts, what is
 * known of the pair's own tag does not: so known links can be judged, too.
 */
export function posteriors({ left, right, tags, entries }: Comparison, logs: Float64Array, { entryGone, tagGone }: Settled): Float64Array {
  const odds = logs.map((value) => Math.exp(Math.min(value, 300)));
  const [byTag, byEntry] = [new Float64Array(tags), new Float64Array(entries)];
  odds.forEach((value, pair) => {
    if (entryGone[pair] === 0) byTag[left[pair]!]! += value;
    if (tagGone[pair] === 0) byEntry[right[pair]!]! += value;
  });
  return odds.map((value, pair) => (entryGone[pair] === 1 ? 0 : value / (1 + byTag[left[pair]!]! + byEntry[right[pair]!]! - (tagGone[pair] === 1 ? 0 : value))));
}

/** The probabilities with what is known of each pair itself. */
export const withVerdicts = (probability: Float64Array, { isLink, entryGone, tagGone }: Settled): Float64Array =>
  probability.map((value, pair) => (isLink[pair] === 1 ? 1 : entryGone[pair] === 1 || tagGone[pair] === 1 ? 0 : value));

/** How weights are learned from what is compared, starting from others. */
export type Teach = (comparison: Comparison, start: Weights, settled: Settled) => Weights;

/**
 * Estimates the weights by expectation and maximisation from the pairs themselves (W. Winkler, 1988), starting from given ones. Every share is pulled a
 * little towards the even one, so that none is 0.
 */
export const estimateWeights = (rounds: number): Teach => (comparison, start, settled) => {
  let weights = start;
  for (let round = 0; round < rounds; round++) weights = weightsOf(comparison, withVerdicts(posteriors(comparison, logOdds(comparison, weights), settled), settled));
  return weights;
};

const pull = 0.5;

/** The weights that follow from the probability of each pair. */
export function weightsOf({ outcomes, levels, unknown }: Comparison, share: Float64Array): Weights {
  const total = share.reduce((sum, value) => sum + value, 0);
  const sharesBy = (isTrue: boolean) => outcomes.map((list, field) => {
    const sums = new Float64Array(levels[field]!).fill(pull);
    for (let pair = 0; pair < share.length; pair++) sums[list[pair]!]! += isTrue ? share[pair]! : 1 - share[pair]!;
    if (unknown[field]! >= 0) sums[unknown[field]!] = 0;
    const all = sums.reduce((sum, value) => sum + value, 0);
    return Array.from(sums, (value) => value / all);
  });
  const [m, u] = [sharesBy(true), sharesBy(false)];
  const bits = m.map((list, field) => list.map((value, level) => (level === unknown[field] ? 0 : Math.log2(value / u[field]![level]!))));
  return { prior: Math.log2(Math.max(total, 1) / Math.max(share.length - total, 1)), bits };
}
