import type { Pairs } from './blocking.js';
import { nearLevel, type Outcomes } from './fields.js';
import { lowerBound, Neighbourhood } from './neighbourhood.js';
import type { Entry } from './read-entries.js';
import type { TagGroup } from './read-tags.js';

/** Titles each entry plays in (by place of the entry), and titles of each group of tags: ids of MyAnimeList. */
export interface Casts {
  readonly titlesOf: readonly (readonly number[])[];
  readonly groupTitles: ReadonlyMap<string, ReadonlySet<number>>;
}

/** A tag's neighbours are so many linked tags before and after it by the board's numbers. */
const beside = 3;
/** Not to be near so few says nothing. */
const few = 5;
/** Entries so near to the known ones of a group are compared with all its tags. */
const reach = 30;

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

/** How near each entry is to those that the other tags of its tag's group are linked to. */
export function companyOutcomes({ left, right }: Pairs, tags: readonly TagGroup[], entries: readonly Entry[], accepted: Int32Array): Outcomes {
  const groups = groupsOf(tags, entries, accepted, idsOf(entries));
  return Uint8Array.from(left, (tag, pair) => {
    const { group } = tags[tag]!;
    const company = group === null ? undefined : groups.get(group);
    const own = idAt(entries, accepted[tag]!);
    if (company === undefined) return 0;
    const level = nearLevel(company.bits(entries[right[pair]!]!.id, own));
    return level === 1 && company.size < few ? 0 : level;
  });
}

/** The same for the linked tags that the board numbered just before and after. */
export function neighbourOutcomes({ left, right }: Pairs, tags: readonly TagGroup[], entries: readonly Entry[], accepted: Int32Array): Outcomes {
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
