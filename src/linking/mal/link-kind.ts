import { candidatePairs, type Pairs } from './blocking.js';
import { characterLevels, titleLevels } from './compare-names.js';
import { lowerBound, Neighbourhood } from './context.js';
import { ageOutcomes, fieldsOf, nameOutcomes, nearLevel, popularityOutcomes, qualifierOutcomes, type Outcomes } from './fields.js';
import { estimateWeights, logOdds, posteriors, type Comparison, type Known, type Weights } from './model.js';
import type { Entry, MalKind } from './read-entries.js';
import type { TagGroup } from './read-tags.js';

export interface Linked {
  readonly comparison: Comparison;
  readonly weights: Weights;
  /** ln of the odds of each pair alone, and its probability among its rivals. */
  readonly logs: Float64Array;
  readonly probability: Float64Array;
}

export interface Learning {
  readonly rounds: number;
  /** Says of pairs what is known of them. */
  readonly known?: (pairs: Pairs) => Known;
}

/** Titles of each entry, by the place of the entry: ids of MyAnimeList; and of each group of tags. */
export interface Casts {
  readonly titlesOf: readonly (readonly number[])[];
  readonly groupTitles: ReadonlyMap<string, ReadonlySet<number>>;
}

const sure = 0.9;
const passes = 3;
/** A tag's neighbours are so many linked tags before and after it by the board's numbers. */
const beside = 3;
/** Entries so near to the known ones of a group are compared with all its tags. */
const reach = 30;

/** Links tags to entries of one kind: names first, then three times again with what the links so far say of their company. */
export function linkKind(tags: readonly TagGroup[], entries: readonly Entry[], kind: MalKind, start: Weights, casts: Casts | null, learning?: Learning): Linked {
  const fields = fieldsOf(kind);
  const other = (kind === 'character' ? characterLevels : titleLevels).length - 1;
  const everyQualifier = qualifierOutcomes(tags, kind);
  const keep = (pairs: Pairs): { pairs: Pairs; names: Outcomes } => {
    const names = nameOutcomes(pairs, tags, entries, kind);
    const kept = Int32Array.from(names.keys()).filter((pair) => names[pair]! < other);
    return { pairs: { left: kept.map((pair) => pairs.left[pair]!), right: kept.map((pair) => pairs.right[pair]!) }, names: Uint8Array.from(kept, (pair) => names[pair]!) };
  };
  let { pairs, names } = keep(candidatePairs(tags, entries, kind === 'anime'));
  let weights = start;
  const fit = (accepted: Int32Array | null): Linked => {
    const unknown = new Uint8Array(pairs.left.length);
    const outcomes = [
      names, Uint8Array.from(pairs.left, (left) => everyQualifier[left]!), accepted && casts ? castOutcomes(pairs, tags, casts) : unknown,
      accepted ? companyOutcomes(pairs, tags, entries, accepted) : unknown, accepted ? neighbourOutcomes(pairs, tags, entries, accepted) : unknown,
      ageOutcomes(pairs, tags, entries), popularityOutcomes(pairs, tags, entries),
    ];
    const comparison = { ...pairs, tags: tags.length, entries: entries.length, outcomes, levels: fields.map(({ levels }) => levels.length), unknown: fields.map(({ levels }) => levels.indexOf('unknown')) };
    if (learning) weights = estimateWeights(comparison, weights, learning.rounds, learning.known?.(pairs));
    const logs = logOdds(comparison, weights);
    return { comparison, weights, logs, probability: posteriors(comparison, logs) };
  };
  let found = fit(null);
  const more = keep(companyPairs(tags, entries, acceptedOf(found)));
  const first = acceptedOf(found);
  ({ pairs, names } = merged(pairs, names, more.pairs, more.names, entries.length));
  for (let pass = 0; pass < passes; pass++) found = fit(pass === 0 ? first : acceptedOf(found));
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

function groupsOf(tags: readonly TagGroup[], entries: readonly Entry[], accepted: Int32Array, all: Float64Array): Map<string, Neighbourhood> {
  const ids = new Map<string, number[]>();
  tags.forEach(({ group }, tag) => {
    if (group === null || accepted[tag]! < 0) return;
    const list = ids.get(group);
    if (list) list.push(entries[accepted[tag]!]!.id);
    else ids.set(group, [entries[accepted[tag]!]!.id]);
  });
  return new Map([...ids].map(([group, list]) => [group, new Neighbourhood(list, all)]));
}

const idsOf = (entries: readonly Entry[]) => Float64Array.from(entries, ({ id }) => id);
const idAt = (entries: readonly Entry[], place: number) => (place < 0 ? NaN : entries[place]!.id);

function companyOutcomes({ left, right }: Pairs, tags: readonly TagGroup[], entries: readonly Entry[], accepted: Int32Array): Outcomes {
  const groups = groupsOf(tags, entries, accepted, idsOf(entries));
  return Uint8Array.from(left, (tag, pair) => {
    const { group } = tags[tag]!;
    const company = group === null ? undefined : groups.get(group);
    const own = idAt(entries, accepted[tag]!);
    if (company === undefined || company.size - (Number.isNaN(own) ? 0 : 1) === 0) return 0;
    return nearLevel(company.bits(entries[right[pair]!]!.id, own));
  });
}

function neighbourOutcomes({ left, right }: Pairs, tags: readonly TagGroup[], entries: readonly Entry[], accepted: Int32Array): Outcomes {
  const all = idsOf(entries);
  const order = tags.map((_, tag) => tag).filter((tag) => tags[tag]!.boardId !== null).sort((a, b) => tags[a]!.boardId! - tags[b]!.boardId!);
  const linked = order.filter((tag) => accepted[tag]! >= 0);
  const numbers = Float64Array.from(linked, (tag) => tags[tag]!.boardId!);
  const around = new Map<number, Neighbourhood>();
  return Uint8Array.from(left, (tag, pair) => {
    const { boardId } = tags[tag]!;
    if (boardId === null) return 0;
    let near = around.get(tag);
    if (near === undefined) {
      const at = lowerBound(numbers, boardId);
      const own = linked[at] === tag ? 1 : 0;
      const mates = [...linked.slice(Math.max(0, at - beside), at), ...linked.slice(at + own, at + own + beside)];
      near = new Neighbourhood(mates.map((mate) => entries[accepted[mate]!]!.id), all);
      around.set(tag, near);
    }
    return near.size === 0 ? 0 : nearLevel(near.bits(entries[right[pair]!]!.id, NaN));
  });
}

function castOutcomes({ left, right }: Pairs, tags: readonly TagGroup[], { titlesOf, groupTitles }: Casts): Outcomes {
  return Uint8Array.from(left, (tag, pair) => {
    const { group } = tags[tag]!;
    const titles = group === null ? undefined : groupTitles.get(group);
    const plays = titlesOf[right[pair]!]!;
    if (titles === undefined || plays.length === 0) return 0;
    return plays.some((title) => titles.has(title)) ? 2 : 1;
  });
}

/** Pairs of the tags of a group with the entries near those its other tags are linked to. */
function companyPairs(tags: readonly TagGroup[], entries: readonly Entry[], accepted: Int32Array): Pairs {
  const all = idsOf(entries);
  const near = new Map<string, Set<number>>();
  tags.forEach(({ group }, tag) => {
    if (group === null || accepted[tag]! < 0) return;
    const { id } = entries[accepted[tag]!]!;
    const set = near.get(group) ?? new Set<number>();
    near.set(group, set);
    for (let place = lowerBound(all, id - reach); place < all.length && all[place]! <= id + reach; place++) set.add(place);
  });
  const taken = new Set(accepted);
  const left: number[] = [];
  const right: number[] = [];
  tags.forEach(({ group }, tag) => {
    if (group === null || accepted[tag]! >= 0) return;
    for (const entry of near.get(group) ?? []) {
      if (taken.has(entry)) continue;
      left.push(tag);
      right.push(entry);
    }
  });
  return { left: Int32Array.from(left), right: Int32Array.from(right) };
}

function merged(a: Pairs, namesA: Outcomes, b: Pairs, namesB: Outcomes, width: number): { pairs: Pairs; names: Outcomes } {
  const all = new Map<number, number>();
  a.left.forEach((left, pair) => all.set(left * width + a.right[pair]!, namesA[pair]!));
  b.left.forEach((left, pair) => all.set(left * width + b.right[pair]!, namesB[pair]!));
  const codes = Float64Array.from(all.keys()).sort();
  return { pairs: { left: Int32Array.from(codes, (code) => Math.floor(code / width)), right: Int32Array.from(codes, (code) => code % width) }, names: Uint8Array.from(codes, (code) => all.get(code)!) };
}
