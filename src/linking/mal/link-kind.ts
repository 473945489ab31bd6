import { candidatePairs, type Pairs } from './blocking.js';
import { castOutcomes, companyOutcomes, companyPairs, neighbourOutcomes, type Casts, type Likely } from './company.js';
import { homeOutcomes } from './home.js';
import { ageOutcomes, companyFields, fieldsOf, nameLevels, nameOutcomes, popularityOutcomes, qualifierOutcomes, rivalOutcomes, type Outcomes } from './fields.js';
import { logOdds, posteriors, withVerdicts, type Comparison, type Teach, type Weights } from './model.js';
import { formOutcomes, numberOutcomes, seriesOutcomes } from './series.js';
import type { Side } from './side.js';
import { settledOf, type Settled, type Verdicts } from './verdicts.js';
import { workOutcomes, type WorkTitles } from './work-titles.js';

export interface Linked {
  readonly comparison: Comparison;
  readonly weights: Weights;
  /** The probability of each pair among its rivals, with what is known. */
  readonly probability: Float64Array;
}

const sure = 0.9;
const passes = 3;

/** What is known of works: who plays in them, and for characters the titles linked to each group, with the ids of all titles. */
export interface KnownWorks {
  readonly casts: Casts | null;
  readonly titles: { readonly linked: WorkTitles; readonly ids: Float64Array } | null;
}

/** Tags and entries whose names were compared; this is the same whatever the weights and verdicts. */
export const compareSide = (side: Side): Candidates => compared(side, candidatePairs(side.tags, side.entries, side.kind === 'anime'), false);

/**
 * Links tags to entries of one kind: names first, then three times again with what the links so far say of their company. With a teacher, the weights are
 * learned anew each time.
 */
export function linkKind(side: Side, blocked: Candidates, start: Weights, known: KnownWorks, teach?: Teach): Linked {
  let weights = start;
  const fit = (likely: Likely | null, { pairs, settled, lone }: Prepared): Linked => {
    const comparison = comparisonOf(side, pairs, [...lone, ...(likely === null ? companyFields.map(() => new Uint8Array(pairs.left.length)) : companyOf(side, pairs, likely, known))]);
    if (teach) weights = teach(comparison, weights, settled);
    return { comparison, weights, probability: withVerdicts(posteriors(comparison, logOdds(comparison, weights), settled), settled) };
  };
  const named = merged(blocked, compared(side, decidedPairs(side.verdicts), true), side.entries.length);
  let found = fit(null, prepared(side, named));
  const all = prepared(side, merged(named, compared(side, companyPairs(side.tags, side.entries, acceptedOf(found)), false), side.entries.length));
  for (let pass = 0; pass < passes; pass++) found = fit({ pairs: found.comparison, probability: found.probability }, all);
  return found;
}

/** Candidates with what is known of them, and the outcomes that do not depend on other links. */
interface Prepared {
  readonly pairs: Pairs;
  readonly settled: Settled;
  readonly lone: readonly Outcomes[];
}

function prepared({ tags, entries, kind, verdicts }: Side, { pairs, names }: Candidates): Prepared {
  const settled = settledOf(pairs, verdicts);
  const qualifiers = qualifierOutcomes(tags, kind);
  const rivals = rivalOutcomes(pairs, names, tags.length, entries.length, nameLevels(kind).length, settled);
  const both = [rivals, Uint8Array.from(pairs.left, (left) => qualifiers[left]!), ageOutcomes(pairs, tags, entries), popularityOutcomes(pairs, tags, entries)];
  return { pairs, settled, lone: kind === 'character' ? both : [...both, numberOutcomes(pairs, tags, entries), formOutcomes(pairs, tags, entries), seriesOutcomes(pairs, names, entries)] };
}

function companyOf({ tags, entries }: Side, pairs: Pairs, likely: Likely, { casts, titles }: KnownWorks): Outcomes[] {
  const unknown = new Uint8Array(pairs.left.length);
  return [casts === null ? unknown : castOutcomes(pairs, tags, casts), companyOutcomes(pairs, tags, entries, likely), neighbourOutcomes(pairs, tags, entries, likely), homeOutcomes(pairs, tags, entries, likely), titles === null ? unknown : workOutcomes(pairs, tags, entries, titles.linked, titles.ids)];
}

function comparisonOf({ tags, entries, kind }: Side, pairs: Pairs, outcomes: readonly Outcomes[]): Comparison {
  const fields = fieldsOf(kind);
  return { ...pairs, tags: tags.length, entries: entries.length, outcomes, levels: fields.map(({ levels }) => levels.length), unknown: fields.map(({ levels }) => levels.indexOf('unknown')) };
}

/** The entry each tag is surely linked to, by place, or -1. */
export function acceptedOf({ comparison: { left, right, tags }, probability }: Linked): Int32Array {
  const found = new Int32Array(tags).fill(-1);
  probability.forEach((value, pair) => {
    if (value >= sure) found[left[pair]!] = right[pair]!;
  });
  return found;
}

/** Pairs with the levels at which their names agree. */
export interface Candidates {
  readonly pairs: Pairs;
  readonly names: Outcomes;
}

/** The pairs whose names agree at all; known ones are kept however they are called. */
function compared({ tags, entries, kind }: Side, pairs: Pairs, isKnown: boolean): Candidates {
  const names = nameOutcomes(pairs, tags, entries, kind);
  const other = nameLevels(kind).length - 1;
  const kept = Int32Array.from(names.keys()).filter((pair) => isKnown || names[pair]! < other);
  return { pairs: { left: kept.map((pair) => pairs.left[pair]!), right: kept.map((pair) => pairs.right[pair]!) }, names: Uint8Array.from(kept, (pair) => names[pair]!) };
}

const decidedPairs = ({ links }: Verdicts): Pairs => ({ left: Int32Array.from(links.keys()), right: Int32Array.from(links.values()) });

/** Both lists of candidates in one, each pair once, by rising tag and entry. */
function merged(a: Candidates, b: Candidates, width: number): Candidates {
  const all = new Map<number, number>();
  for (const { pairs, names } of [a, b]) pairs.left.forEach((left, pair) => all.set(left * width + pairs.right[pair]!, names[pair]!));
  const codes = Float64Array.from(all.keys()).sort();
  return { pairs: { left: Int32Array.from(codes, (code) => Math.floor(code / width)), right: Int32Array.from(codes, (code) => code % width) }, names: Uint8Array.from(codes, (code) => all.get(code)!) };
}
