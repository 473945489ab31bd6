import type { CrossPairs } from '../../kernels/cross-counts.js';
import type { NameRule } from './name-pairs.js';

/** A pair of tags of two boards that may be one, with what is known of it. */
export interface Candidates {
  readonly pairs: CrossPairs;
  /** For each pair how the names agree; null where they do not. */
  readonly rules: readonly (NameRule | null)[];
  readonly categoryA: Int32Array;
  readonly categoryB: Int32Array;
  readonly weights: TagWeights;
  /** For each pair 1 where a person says that the two are one, -1 where they are not. */
  readonly decided: Int8Array;
  /** 1 where the decision is about this pair, not about all of a board. */
  readonly isNamed: Uint8Array;
}

export interface Verdicts {
  /** Probability that the two tags are one, 0 to 1. */
  readonly score: Float64Array;
  /** 1 where the pair is linked. */
  readonly isLinked: Uint8Array;
  /** 1 where one of the two tags is linked elsewhere. */
  readonly isTaken: Uint8Array;
  /** How much better each tag tells of the other than of the next best one, in nats. */
  readonly margin: Float64Array;
}

/** What evidence is worth, in nats of log-odds: names by how often they are right on real old names, the rest by hand on one simulated lake (docs/linking.md). */
export const tagWeights = {
  prior: -5,
  same: 9,
  alias: 9,
  words: 7,
  romanised: 5.8,
  unqualified: 4,
  slip: 5.4,
  otherCategory: -4,
  /** Of each nat by which shared works prefer the pair to the next best; no more than `mostMargin` either way. */
  margin: 0.5,
  mostMargin: 9,
  /** They meet in fewer than `apartShare` of the works of the rarer one, which has at least `apartWorks`. */
  apart: -6,
} as const;
export type TagWeights = { readonly [name in keyof typeof tagWeights]: number };
export const [apartShare, apartWorks] = [0.2, 10];
/** Shared works without which names must help. */
export const fewWorks = 5;

const rounds = 8;

/**
 * Weighs pairs and links the sure ones, one to one: the surest first, round after round, since a tag that is linked is no rival of others any more. An alias
 * may give a tag a second partner. What people decided comes before all, with scores of 1 and 0.
 */
export function weighPairs(candidates: Candidates, accept: number): Verdicts {
  const { pairs, rules, decided, weights } = candidates;
  const { a, b, both, likelihood, worksA, worksB } = pairs;
  const count = a.length;
  const [score, margin] = [new Float64Array(count), new Float64Array(count)];
  const isLinked = new Uint8Array(count);
  const [takenA, takenB] = [new Uint8Array(worksA.length), new Uint8Array(worksB.length)];
  const known = Float64Array.from(a, (_, pair) => {
    const { rule, isOther, isApart } = factsOf(candidates, pair);
    return weights.prior + (rule === null ? 0 : weights[rule]) + (isOther ? weights.otherCategory : 0) + (isApart ? weights.apart : 0);
  });
  for (let pair = 0; pair < count; pair++) {
    if (decided[pair]! > 0) score[pair] = isLinked[pair] = takenA[a[pair]!] = takenB[b[pair]!] = 1;
  }
  const isFree = (pair: number) => takenA[a[pair]!] === 0 && takenB[b[pair]!] === 0;
  for (let round = 0; round < rounds; round++) {
    const open = (pair: number) => decided[pair] === 0 && isFree(pair);
    const mayLink = (pair: number) => decided[pair] === 0 && (rules[pair] === 'alias' || isFree(pair));
    setMargins(pairs, margin, open);
    for (let pair = 0; pair < count; pair++) {
      if (isLinked[pair] === 1 || !mayLink(pair)) continue;
      score[pair] = 1 / (1 + Math.exp(-known[pair]! - Math.max(-weights.mostMargin, Math.min(weights.mostMargin, weights.margin * margin[pair]!))));
    }
    const sure = Array.from(a.keys()).filter((pair) => isLinked[pair] === 0 && score[pair]! >= accept && mayLink(pair) && (rules[pair] !== null || both[pair]! >= fewWorks));
    if (sure.length === 0) break;
    sure.sort((x, y) => score[y]! - score[x]! || likelihood[y]! - likelihood[x]! || x - y);
    for (const pair of sure) {
      if (!mayLink(pair)) continue;
      isLinked[pair] = 1;
      takenA[a[pair]!] = takenB[b[pair]!] = 1;
    }
  }
  return { score, margin, isLinked, isTaken: Uint8Array.from(a, (tag, pair) => takenA[tag]! | takenB[b[pair]!]!) };
}

/** What is known of a pair besides its margin: how the names agree, whether the categories differ, whether works that should have both have not. */
export function factsOf({ pairs: { a, b, both, worksA, worksB }, rules, categoryA, categoryB }: Pick<Candidates, 'pairs' | 'rules' | 'categoryA' | 'categoryB'>, pair: number): { rule: NameRule | null; isOther: boolean; isApart: boolean } {
  const [tagA, tagB] = [a[pair]!, b[pair]!];
  const [own, other] = [categoryA[tagA]!, categoryB[tagB]!];
  const rarer = Math.min(worksA[tagA]!, worksB[tagB]!);
  return { rule: rules[pair]!, isOther: own !== other && own !== -1 && other !== -1, isApart: rarer >= apartWorks && both[pair]! < apartShare * rarer };
}

/** The margins of all pairs while no tag has its partner yet. */
export function firstMargins(pairs: CrossPairs): Float64Array {
  const margin = new Float64Array(pairs.a.length);
  setMargins(pairs, margin, () => true);
  return margin;
}

/** The margins of open pairs over their rivals, which are the other open pairs of either tag. */
function setMargins({ a, b, likelihood, worksA, worksB }: CrossPairs, margin: Float64Array, open: (pair: number) => boolean): void {
  const firsts = [new Float64Array(worksA.length), new Float64Array(worksB.length)] as const;
  const seconds = [new Float64Array(worksA.length), new Float64Array(worksB.length)] as const;
  const ends = [a, b] as const;
  for (let pair = 0; pair < a.length; pair++) {
    if (!open(pair)) continue;
    const value = likelihood[pair]!;
    for (const side of [0, 1] as const) {
      const tag = ends[side][pair]!;
      if (value > firsts[side][tag]!) [seconds[side][tag], firsts[side][tag]] = [firsts[side][tag]!, value];
      else if (value > seconds[side][tag]!) seconds[side][tag] = value;
    }
  }
  for (let pair = 0; pair < a.length; pair++) {
    if (!open(pair)) continue;
    const value = likelihood[pair]!;
    const over = ([0, 1] as const).map((side) => {
      const tag = ends[side][pair]!;
      return value - (value === firsts[side][tag]! ? seconds[side][tag]! : firsts[side][tag]!);
    });
    margin[pair] = Math.min(over[0]!, over[1]!);
  }
}
