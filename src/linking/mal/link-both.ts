import { UserError } from '../../lake/error.js';
import type { Lake } from '../../lake/lake.js';
import { castsOfCharacters, castsOfTitles, readRoles } from './casts.js';
import type { Casts } from './company.js';
import { defaultWeights } from './default-weights.js';
import { acceptedOf, linkKind, type Linked, type Learning } from './link-kind.js';
import { readSide, type Side } from './side.js';

/** One kind of links, with what was linked. */
export interface LinkedSide {
  readonly side: Side;
  readonly linked: Linked;
}

/** How weights are learned for a kind; null for the built-in ones. */
export type Learn = (side: Side) => Learning | null;

const builtIn: Learn = () => null;

/**
 * Links titles, then characters, by what is in the lake; where it has casts, titles again by those of their characters, and characters by theirs. Throws
 * UserError when the lake has no entries or no tags of these categories.
 */
export async function linkBoth(lake: Lake, learn: Learn = builtIn, onProgress: (label: string, done: number, total: number) => void = () => undefined): Promise<LinkedSide[]> {
  const [works, persons] = [await readSide(lake, 'anime'), await readSide(lake, 'character')];
  if (works.entries.length + persons.entries.length === 0) throw new UserError('The lake has nothing of MyAnimeList', 'Load titles or characters of it; docs/linking.md says which dumps there are.');
  if (works.tags.length + persons.tags.length === 0) throw new UserError('The lake has no tag of the category copyright or character', 'Load posts or a list of tags that says which they are.');
  const roles = await readRoles(lake);
  let step = 0;
  const link = (side: Side, casts: Casts | null): LinkedSide => {
    onProgress(side.kind === 'anime' ? 'linking titles' : 'linking characters', step++, roles === null ? 2 : 4);
    return { side, linked: linkKind(side, defaultWeights[side.kind], casts, learn(side) ?? undefined) };
  };
  const castsByTitles = (titles: LinkedSide) => roles && castsOfCharacters(roles, persons.entries, works.tags, acceptedOf(titles.linked), works.entries);
  let titles = link(works, null);
  let characters = link(persons, castsByTitles(titles));
  if (roles !== null) {
    titles = link(works, castsOfTitles(roles, works.entries, persons.tags, acceptedOf(characters.linked), persons.entries));
    characters = link(persons, castsByTitles(titles));
  }
  return [titles, characters];
}
