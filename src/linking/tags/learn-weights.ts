import { fitCorrection } from '../../kernels/logistic-correction.js';
import { isEnough } from '../enough-decisions.js';
import { nameRules, type NameRule } from './name-pairs.js';
import { tagWeights, type TagWeights } from './weigh-pairs.js';

/** A pair that a person decided, with the evidence that the machine has. */
export interface DecidedPair {
  readonly rule: NameRule | null;
  readonly isOther: boolean;
  readonly isApart: boolean;
  /** In nats. */
  readonly margin: number;
  readonly isLink: boolean;
}

/** A weight set by hand is thought to be right but for this many nats; that of the margin for so many in four nats of it. */
const deviation = 2;
const marginUnit = 4;

const { margin: slope, mostMargin } = tagWeights;

/** The weights that the decided pairs speak for, starting from those set by hand; these themselves where there are too few decisions to learn from. */
export function learnWeights(pairs: readonly DecidedPair[]): { weights: TagWeights; learned: number } {
  if (!isEnough(pairs)) return { weights: tagWeights, learned: 0 };
  const names = ['prior', ...nameRules, 'otherCategory', 'apart', 'margin'] as const;
  const unitOf = (name: (typeof names)[number]) => (name === 'margin' ? marginUnit : 1);
  const rows = pairs.map(({ rule, isOther, isApart, margin }) => [1, ...nameRules.map((name) => Number(name === rule)), Number(isOther), Number(isApart), Math.max(-mostMargin / slope, Math.min(mostMargin / slope, margin))]);
  const found = fitCorrection({
    features: Float64Array.from(rows.flatMap((row) => row.map((value, column) => value / unitOf(names[column]!)))), width: names.length, labels: Uint8Array.from(pairs, ({ isLink }) => Number(isLink)),
    offsets: Float64Array.from(rows, (row) => row.reduce((sum, value, column) => sum + value * tagWeights[names[column]!], 0)),
  }, deviation);
  const weights = { ...tagWeights, ...Object.fromEntries(names.map((name, column) => [name, tagWeights[name] + found[column]! / unitOf(name)])) };
  // More works for a pair never speak against it.
  return { weights: { ...weights, margin: Math.max(0, weights.margin) }, learned: pairs.length };
}
