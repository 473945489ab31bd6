import type { Pairs } from './blocking.js';
import { groupsOf } from './casts.js';
import type { Outcomes } from './fields.js';
import type { Entry } from './read-entries.js';
import type { TagGroup } from './read-tags.js';
import { lowerBound } from './sorted.js';

/** Whether the work of a tag has a title, and how many ranks after that the entry was added; ranks are of 1. */
export const workLevels = ['unknown', 'without a title', 'of many titles', 'long before', 'before', 'just before', 'just after', 'after', 'long after', 'far after'] as const;

/** Ids of the titles linked to each group. */
export type WorkTitles = ReadonlyMap<string, readonly number[]>;

/** A group with more titles says nothing of when. */
const many = 4;
const bounds = [-0.2, -0.05, 0, 0.05, 0.15, 0.35];

export function workTitles(works: readonly TagGroup[], linked: Int32Array, entries: readonly Entry[]): WorkTitles {
  const titles = new Map<string, number[]>();
  works.forEach((work, at) => {
    if (linked[at]! < 0) return;
    for (const group of groupsOf(work)) titles.set(group, [...(titles.get(group) ?? []), entries[linked[at]!]!.id]);
  });
  return titles;
}

/** For each pair of characters: whether the work of the tag has titles, and when the entry was added by its rank among characters, against the first by its among titles. */
export function workOutcomes({ left, right }: Pairs, tags: readonly TagGroup[], entries: readonly Entry[], titles: WorkTitles, titleIds: Float64Array): Outcomes {
  const ids = Float64Array.from(entries, ({ id }) => id);
  const level = (name: (typeof workLevels)[number]) => workLevels.indexOf(name);
  const ranks = tags.map(({ group }) => {
    const found = group === null ? undefined : titles.get(group);
    return found === undefined ? NaN : found.length > many ? Infinity : lowerBound(titleIds, Math.min(...found)) / titleIds.length;
  });
  return Uint8Array.from(left, (tag, pair) => {
    if (tags[tag]!.group === null || titleIds.length === 0) return 0;
    const rank = ranks[tag]!;
    if (Number.isNaN(rank)) return level('without a title');
    if (rank === Infinity) return level('of many titles');
    const gap = lowerBound(ids, entries[right[pair]!]!.id) / ids.length - rank;
    const above = bounds.findIndex((bound) => gap < bound);
    return level('long before') + (above < 0 ? bounds.length : above);
  });
}
