import type { Lake } from '../../lake/lake.js';
import { tagCategories } from '../../tags/categories.js';
import { readDecisions, type Decision } from '../decisions.js';
import { readEntries, type Entry, type MalKind } from './read-entries.js';
import { readTags, type TagGroup } from './read-tags.js';
import type { TrueLink } from './truth.js';
import { verdictsOf, type Verdicts } from './verdicts.js';

/** Tags and entries of one kind, to be linked with each other. */
export interface Side {
  readonly kind: MalKind;
  readonly category: number;
  readonly tags: readonly TagGroup[];
  readonly entries: readonly Entry[];
  readonly decisions: readonly Decision[];
  readonly verdicts: Verdicts;
}

const categoryOf: Readonly<Record<MalKind, number>> = { anime: tagCategories.copyright, character: tagCategories.character };

/** Reads the tags, entries and decisions of a kind. */
export async function readSide(lake: Lake, kind: MalKind): Promise<Side> {
  const category = categoryOf[kind];
  const [tags, entries, decisions] = [await readTags(lake, category), await readEntries(lake, kind), await readDecisions(lake, `mal_${kind}`)];
  return { kind, category, tags, entries, decisions, verdicts: verdictsOf([], decisions, tags, entries) };
}

/** The same with links that are known; decisions win over them. Decisions about the tags of `hidden` are left out. */
export const withLabels = (side: Side, labels: readonly TrueLink[], hidden: ReadonlySet<string>): Side =>
  ({ ...side, verdicts: verdictsOf(labels, side.decisions.filter(({ left }) => !hidden.has(left)), side.tags, side.entries) });

/** The links that people's decisions know. */
export const decidedLinks = ({ tags, entries, verdicts: { links, labelled } }: Side): TrueLink[] =>
  [...links].filter(([tag]) => !labelled.has(tag)).map(([tag, entry]) => ({ tag_name: tags[tag]!.spellings[0]!, mal_id: entries[entry]!.id }));
