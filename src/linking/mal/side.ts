import type { Lake } from '../../lake/lake.js';
import { tagCategories } from '../../tags/categories.js';
import { readDecisions, type Decision } from '../decisions.js';
import { readEntries, type Entry, type MalKind } from './read-entries.js';
import { readTags, type TagGroup } from './read-tags.js';

/** What people decided, by the places of tags and entries. */
export interface Verdicts {
  /** Entry by tag: this is it. */
  readonly links: ReadonlyMap<number, number>;
  /** Entries by tag: these are not. */
  readonly refused: ReadonlyMap<number, ReadonlySet<number>>;
  /** Tags that no entry is. */
  readonly barred: ReadonlySet<number>;
}

/** Tags and entries of one kind, to be linked with each other. */
export interface Side {
  readonly kind: MalKind;
  readonly category: number;
  readonly tags: readonly TagGroup[];
  readonly entries: readonly Entry[];
  readonly verdicts: Verdicts;
}

const categoryOf: Readonly<Record<MalKind, number>> = { anime: tagCategories.copyright, character: tagCategories.character };

/** Reads the tags, entries and decisions of a kind. */
export async function readSide(lake: Lake, kind: MalKind): Promise<Side> {
  const category = categoryOf[kind];
  const [tags, entries] = [await readTags(lake, category), await readEntries(lake, kind)];
  return { kind, category, tags, entries, verdicts: verdictsOf(await readDecisions(lake, `mal_${kind}`), tags, entries) };
}

/** Decisions about tags and entries that the lake has; a later one replaces an earlier one of the same tag and entry. */
export function verdictsOf(decisions: readonly Decision[], tags: readonly TagGroup[], entries: readonly Entry[]): Verdicts {
  const placeOfTag = new Map(tags.flatMap(({ spellings }, at) => spellings.map((name) => [name, at] as const)));
  const placeOfEntry = new Map(entries.map(({ id }, at) => [String(id), at]));
  const links = new Map<number, number>();
  const refused = new Map<number, Set<number>>();
  const barred = new Set<number>();
  for (const { left, right, isLink } of decisions) {
    const tag = placeOfTag.get(left);
    const entry = right === null ? undefined : placeOfEntry.get(right);
    if (tag === undefined || (right !== null && entry === undefined)) continue;
    if (entry === undefined) {
      if (!isLink) barred.add(tag);
    } else if (isLink) {
      links.set(tag, entry);
      barred.delete(tag);
      refused.get(tag)?.delete(entry);
    } else {
      refused.set(tag, (refused.get(tag) ?? new Set()).add(entry));
      if (links.get(tag) === entry) links.delete(tag);
    }
  }
  return { links, refused, barred };
}
