import type { Pairs } from './blocking.js';
import { nearLevel, type Outcomes } from './fields.js';
import { lowerBound } from './sorted.js';
import type { Entry } from './read-entries.js';
import type { TagGroup } from './read-tags.js';

/** Titles each entry plays in (by place of the entry), and titles of each group of tags: ids of MyAnimeList. */
export interface Casts {
  readonly titlesOf: readonly (readonly number[])[];
  readonly groupTitles: ReadonlyMap<string, ReadonlySet<number>>;
}

/** Guesses less likely than this are no company. */
const faint = 0.02;
/** A tag's neighbours are so many tags before and after it by the board's numbers, of those that have an entry with at least this chance. */
const beside = 4;
const hopeful = 0.3;
/** Distances of ids that are looked at, and what is added to counts so that few say little. */
const radii = [8, 40, 200];
const doubt = 0.03;
/** Entries so near to the known ones of a group are compared with all its tags. */
const reach = 30;

/** The links thought of for some tags, by rising id of the entry: which tag, and how likely. */
interface Guesses {
  readonly ids: Float64Array;
  readonly tags: Int32Array;
  readonly chances: Float64Array;
}

/** How likely each pair is by what is known so far. */
export interface Likely {
  readonly pairs: Pairs;
  readonly probability: Float64Array;
}

/** For each tag, where its pairs begin; they are in order of tags. */
function startsOf({ left }: Pairs, tags: number): Int32Array {
  const starts = new Int32Array(tags + 1);
  for (const tag of left) starts[tag + 1]!++;
  for (let tag = 0; tag < tags; tag++) starts[tag + 1]! += starts[tag]!;
  return starts;
}

function guessesOf(tags: readonly number[], starts: Int32Array, { pairs, probability }: Likely, entries: readonly Entry[]): Guesses {
  const list = tags.flatMap((tag) => {
    const found: { id: number; tag: number; chance: number }[] = [];
    for (let pair = starts[tag]!; pair < starts[tag + 1]!; pair++) if (probability[pair]! >= faint) found.push({ id: entries[pairs.right[pair]!]!.id, tag, chance: probability[pair]! });
    return found;
  }).sort((a, b) => a.id - b.id || a.tag - b.tag);
  return { ids: Float64Array.from(list, ({ id }) => id), tags: Int32Array.from(list, ({ tag }) => tag), chances: Float64Array.from(list, ({ chance }) => chance) };
}

/**
 * How much the other guesses speak for an entry, in bits: log2 of how many likely links lie near its id over how many would by chance, at the distance
 * at which that is most. Guesses about the tag itself or the very entry do not count. NaN when there is no other guess.
 */
function support({ ids, tags, chances }: Guesses, tag: number, id: number, all: Float64Array): number {
  let total = 0;
  for (let i = 0; i < ids.length; i++) if (tags[i] !== tag && ids[i] !== id) total += chances[i]!;
  if (total === 0) return NaN;
  let best = -Infinity;
  for (const radius of radii) {
    let near = 0;
    for (let i = lowerBound(ids, id - radius); i < ids.length && ids[i]! <= id + radius; i++) if (tags[i] !== tag && ids[i] !== id) near += chances[i]!;
    const expected = (total * (lowerBound(all, id + radius + 1) - lowerBound(all, id - radius))) / all.length;
    best = Math.max(best, Math.log2((near + doubt) / (expected + doubt)));
  }
  return best;
}

/** How much the other tags of its tag's group speak for each pair: entries that MyAnimeList numbered together are mostly the cast of one title. */
export function companyOutcomes({ left, right }: Pairs, tags: readonly TagGroup[], entries: readonly Entry[], likely: Likely): Outcomes {
  const members = new Map<string, number[]>();
  tags.forEach(({ group }, tag) => {
    if (group !== null) members.set(group, [...(members.get(group) ?? []), tag]);
  });
  const starts = startsOf(likely.pairs, tags.length);
  const all = idsOf(entries);
  const guesses = new Map([...members].filter(([, list]) => list.length > 1).map(([group, list]) => [group, guessesOf(list, starts, likely, entries)]));
  return Uint8Array.from(left, (tag, pair) => {
    const { group } = tags[tag]!;
    const mates = group === null ? undefined : guesses.get(group);
    return mates === undefined ? 0 : nearLevel(support(mates, tag, entries[right[pair]!]!.id, all));
  });
}

/** The same for the tags that the board numbered just before and after, if they are likely to have an entry at all. */
export function neighbourOutcomes({ left, right }: Pairs, tags: readonly TagGroup[], entries: readonly Entry[], likely: Likely): Outcomes {
  const all = idsOf(entries);
  const starts = startsOf(likely.pairs, tags.length);
  const chance = new Float64Array(tags.length);
  likely.pairs.left.forEach((tag, pair) => (chance[tag]! += likely.probability[pair]!));
  const order = tags.map((_, tag) => tag).filter((tag) => tags[tag]!.boardId !== null && chance[tag]! >= hopeful).sort((a, b) => tags[a]!.boardId! - tags[b]!.boardId!);
  const numbers = Float64Array.from(order, (tag) => tags[tag]!.boardId!);
  const around = new Map<number, Guesses>();
  return Uint8Array.from(left, (tag, pair) => {
    const { boardId } = tags[tag]!;
    if (boardId === null) return 0;
    let near = around.get(tag);
    if (near === undefined) {
      const at = lowerBound(numbers, boardId);
      const own = order[at] === tag ? 1 : 0;
      near = guessesOf([...order.slice(Math.max(0, at - beside), at), ...order.slice(at + own, at + own + beside)], starts, likely, entries);
      around.set(tag, near);
    }
    return nearLevel(support(near, tag, entries[right[pair]!]!.id, all));
  });
}

const idsOf = (entries: readonly Entry[]) => Float64Array.from(entries, ({ id }) => id);

/** Whether each entry is in the cast of (or is) a title of its tag's group. */
export function castOutcomes({ left, right }: Pairs, tags: readonly TagGroup[], { titlesOf, groupTitles }: Casts): Outcomes {
  return Uint8Array.from(left, (tag, pair) => {
    const { group } = tags[tag]!;
    const titles = group === null ? undefined : groupTitles.get(group);
    const plays = titlesOf[right[pair]!]!;
    if (titles === undefined || plays.length === 0) return 0;
    return plays.some((title) => titles.has(title)) ? 2 : 1;
  });
}

/** Pairs of the tags of a group without a link with the entries near those its other tags are linked to. */
export function companyPairs(tags: readonly TagGroup[], entries: readonly Entry[], accepted: Int32Array): Pairs {
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
