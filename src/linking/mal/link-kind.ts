import { candidatePairs, type Pairs } from './blocking.js';
import { castOutcomes, companyOutcomes, companyPairs, neighbourOutcomes, type Casts, type Likely } from './company.js';
import { ageOutcomes, fieldsOf, nameLevels, nameOutcomes, popularityOutcomes, qualifierOutcomes, rivalOutcomes, type Outcomes } from './fields.js';
import { estimateWeights, logOdds, posteriors, type Comparison, type Known, type Weights } from './model.js';
import type { Side, Verdicts } from './side.js';

export interface Linked {
  readonly comparison: Comparison;
  readonly weights: Weights;
  /** Natural logarithm of the odds of each pair alone, and its probability among its rivals. */
  readonly logs: Float64Array;
  readonly probability: Float64Array;
}

/** How weights are estimated: rounds of expectation and maximisation, and what is known of pairs. */
export interface Learning {
  readonly rounds: number;
  readonly known?: (pairs: Pairs) => Known;
}

const sure = 0.9;
const passes = 3;

/** Links tags to entries of one kind: names first, then three times again with what the links so far say of their company. */
export function linkKind(side: Side, start: Weights, casts: Casts | null, learning?: Learning): Linked {
  const { tags, entries, kind, verdicts } = side;
  const fields = fieldsOf(kind);
  const qualifiers = qualifierOutcomes(tags, kind);
  let candidates = merged(compared(side, candidatePairs(tags, entries, kind === 'anime')), compared(side, decidedPairs(verdicts)), entries.length);
  let weights = start;
  const fit = (likely: Likely | null): Linked => {
    const { pairs, names } = candidates;
    const unknown = new Uint8Array(pairs.left.length);
    const outcomes = [
      rivalOutcomes(pairs, names, tags.length, entries.length, nameLevels(kind).length), Uint8Array.from(pairs.left, (left) => qualifiers[left]!), likely && casts ? castOutcomes(pairs, tags, casts) : unknown,
      likely ? companyOutcomes(pairs, tags, entries, likely) : unknown, likely ? neighbourOutcomes(pairs, tags, entries, likely) : unknown,
      ageOutcomes(pairs, tags, entries), popularityOutcomes(pairs, tags, entries),
    ];
    const comparison = { ...pairs, tags: tags.length, entries: entries.length, outcomes, levels: fields.map(({ levels }) => levels.length), unknown: fields.map(({ levels }) => levels.indexOf('unknown')) };
    if (learning) weights = estimateWeights(comparison, weights, learning.rounds, learning.known?.(pairs));
    const logs = decided(pairs, logOdds(comparison, weights), verdicts);
    return { comparison, weights, logs, probability: posteriors(comparison, logs) };
  };
  let found = fit(null);
  candidates = merged(candidates, compared(side, companyPairs(tags, entries, acceptedOf(found))), entries.length);
  for (let pass = 0; pass < passes; pass++) found = fit({ pairs: found.comparison, probability: found.probability });
  return found;
}

/** The entry each tag is surely linked to, by place, or -1. */
export function acceptedOf({ comparison: { left, right, tags }, probability }: Linked): Int32Array {
  const found = new Int32Array(tags).fill(-1);
  probability.forEach((value, pair) => {
    if (value >= sure) found[left[pair]!] = right[pair]!;
  });
  return found;
}

interface Candidates {
  readonly pairs: Pairs;
  readonly names: Outcomes;
}

/** The pairs whose names agree at all, or that people decided. */
function compared({ tags, entries, kind, verdicts }: Side, pairs: Pairs): Candidates {
  const names = nameOutcomes(pairs, tags, entries, kind);
  const other = nameLevels(kind).length - 1;
  const kept = Int32Array.from(names.keys()).filter((pair) => names[pair]! < other || verdicts.links.get(pairs.left[pair]!) === pairs.right[pair]!);
  return { pairs: { left: kept.map((pair) => pairs.left[pair]!), right: kept.map((pair) => pairs.right[pair]!) }, names: Uint8Array.from(kept, (pair) => names[pair]!) };
}

const decidedPairs = ({ links }: Verdicts): Pairs => ({ left: Int32Array.from(links.keys()), right: Int32Array.from(links.values()) });

const certain = 300;

/** The odds with what people decided: what they linked is certain, what they refused impossible. */
function decided({ left, right }: Pairs, logs: Float64Array, { links, refused, barred }: Verdicts): Float64Array {
  const taken = new Set(links.values());
  return logs.map((value, pair) => {
    const [tag, entry] = [left[pair]!, right[pair]!];
    if (links.get(tag) === entry) return certain;
    return links.has(tag) || taken.has(entry) || barred.has(tag) || refused.get(tag)?.has(entry) ? -certain : value;
  });
}

/** Both lists of candidates in one, each pair once, by rising tag and entry. */
function merged(a: Candidates, b: Candidates, width: number): Candidates {
  const all = new Map<number, number>();
  for (const { pairs, names } of [a, b]) pairs.left.forEach((left, pair) => all.set(left * width + pairs.right[pair]!, names[pair]!));
  const codes = Float64Array.from(all.keys()).sort();
  return { pairs: { left: Int32Array.from(codes, (code) => Math.floor(code / width)), right: Int32Array.from(codes, (code) => code % width) }, names: Uint8Array.from(codes, (code) => all.get(code)!) };
}
