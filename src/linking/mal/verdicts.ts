import type { Decision } from '../decisions.js';
import type { Pairs } from './blocking.js';
import type { Entry } from './read-entries.js';
import type { TagGroup } from './read-tags.js';
import type { TrueLink } from './truth.js';

/** What is known of links, by the places of tags and entries: from labels that came with a dump, and from people's decisions, which win over labels. */
export interface Verdicts {
  /** Entry by tag: this is it. */
  readonly links: ReadonlyMap<number, number>;
  /** Tags whose link is known from a label alone. */
  readonly labelled: ReadonlySet<number>;
  /** Entries by tag: these are not. */
  readonly refused: ReadonlyMap<number, ReadonlySet<number>>;
  /** Tags that no entry is. */
  readonly barred: ReadonlySet<number>;
}

/** Labels and decisions about tags and entries that the lake has; a later decision replaces an earlier one of the same tag and entry. */
export function verdictsOf(labels: readonly TrueLink[], decisions: readonly Decision[], tags: readonly TagGroup[], entries: readonly Entry[]): Verdicts {
  const placeOfTag = new Map(tags.flatMap(({ spellings }, at) => spellings.map((name) => [name, at] as const)));
  const placeOfEntry = new Map(entries.map(({ id }, at) => [String(id), at]));
  const links = new Map<number, number>();
  for (const { tag_name, mal_id } of labels) {
    const [tag, entry] = [placeOfTag.get(tag_name), placeOfEntry.get(String(mal_id))];
    if (tag !== undefined && entry !== undefined) links.set(tag, entry);
  }
  const labelled = new Set(links.keys());
  const refused = new Map<number, Set<number>>();
  const barred = new Set<number>();
  for (const { left, right, isLink } of decisions) {
    const tag = placeOfTag.get(left);
    const entry = right === null ? undefined : placeOfEntry.get(right);
    if (tag === undefined || (right !== null && entry === undefined)) continue;
    if (entry === undefined) {
      if (isLink) continue;
      barred.add(tag);
      links.delete(tag);
    } else if (isLink) {
      links.set(tag, entry);
      barred.delete(tag);
      refused.get(tag)?.delete(entry);
    } else {
      refused.set(tag, (refused.get(tag) ?? new Set()).add(entry));
      if (links.get(tag) === entry) links.delete(tag);
    }
    if (!isLink || entry !== undefined) labelled.delete(tag);
  }
  return { links, labelled, refused, barred };
}

/** What verdicts say of pairs. */
export interface Settled {
  /** 1 where the pair is known to be a link. */
  readonly isLink: Uint8Array;
  /** 1 where the pair cannot be, since of another tag it is known that it is the entry, or since somebody said no: it is no rival of the other pairs of its tag. */
  readonly entryGone: Uint8Array;
  /** 1 where the pair cannot be, since its tag is known to be another entry or none: it is no rival of the other pairs of its entry. */
  readonly tagGone: Uint8Array;
}

export function settledOf({ left, right }: Pairs, { links, refused, barred }: Verdicts): Settled {
  const taken = new Set(links.values());
  const isLink = Uint8Array.from(left, (tag, pair) => Number(links.get(tag) === right[pair]));
  const isRefused = (tag: number, pair: number) => refused.get(tag)?.has(right[pair]!) === true;
  return {
    isLink,
    entryGone: Uint8Array.from(left, (tag, pair) => Number(!isLink[pair] && (taken.has(right[pair]!) || isRefused(tag, pair)))),
    tagGone: Uint8Array.from(left, (tag, pair) => Number(!isLink[pair] && (links.has(tag) || barred.has(tag) || isRefused(tag, pair)))),
  };
}
