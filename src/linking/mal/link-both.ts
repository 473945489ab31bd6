import { setImmediate } from 'node:timers/promises';
import { UserError } from '../../lake/error.js';
import type { Lake } from '../../lake/lake.js';
import { castsOfCharacters, castsOfTitles, readRoles, type Roles } from './casts.js';
import type { Casts } from './company.js';
import { acceptedOf, compareSide, linkKind, type Candidates, type KnownWorks, type Linked } from './link-kind.js';
import type { Teach, Weights } from './model.js';
import type { MalKind } from './read-entries.js';
import { readSide, withLabels, type Side } from './side.js';
import type { TrueLink } from './truth.js';
import { workTitles } from './work-titles.js';

export type OfKinds<T> = Readonly<Record<MalKind, T>>;

/** What there is to link: the tags and entries of both kinds, with what does not depend on weights and labels. */
export interface Material {
  readonly sides: OfKinds<Side>;
  readonly candidates: OfKinds<Candidates>;
  readonly roles: Roles | null;
}

/** One kind of links, with what was linked. */
export interface LinkedSide {
  readonly side: Side;
  readonly linked: Linked;
}

export type OnProgress = (label: string, done: number, total: number) => void;

/** Reads both kinds and compares names. Throws UserError when the lake has no entries or no tags of these categories. */
export async function readMaterial(lake: Lake): Promise<Material> {
  const sides = { anime: await readSide(lake, 'anime'), character: await readSide(lake, 'character') };
  const all = Object.values(sides);
  if (all.every(({ entries }) => entries.length === 0)) throw new UserError('The lake has nothing of MyAnimeList', 'Load titles or characters of it; docs/linking.md says which dumps there are.');
  if (all.every(({ tags }) => tags.length === 0)) throw new UserError('The lake has no tag of the category copyright or character', 'Load posts or a list of tags that says which they are.');
  return { sides, candidates: { anime: compareSide(sides.anime), character: compareSide(sides.character) }, roles: await readRoles(lake) };
}

/** The same with links that are known; decisions about the tags of `hidden` are left out. */
export const labelled = (material: Material, labels: OfKinds<readonly TrueLink[]>, hidden: OfKinds<ReadonlySet<string>> = { anime: new Set(), character: new Set() }): Material =>
  ({ ...material, sides: { anime: withLabels(material.sides.anime, labels.anime, hidden.anime), character: withLabels(material.sides.character, labels.character, hidden.character) } });

/** Links titles, then characters; where casts are known, titles again by those of their characters, and characters by theirs. */
export async function linkBoth({ sides, candidates, roles }: Material, weights: OfKinds<Weights>, teach: (side: Side) => Teach | undefined, onProgress: OnProgress = () => undefined): Promise<OfKinds<LinkedSide>> {
  let step = 0;
  const link = async (side: Side, casts: Casts | null, titles: KnownWorks['titles'] = null): Promise<LinkedSide> => {
    await setImmediate();
    onProgress(side.kind === 'anime' ? 'linking titles' : 'linking characters', step++, roles === null ? 2 : 4);
    return { side, linked: linkKind(side, candidates[side.kind], weights[side.kind], { casts, titles }, teach(side)) };
  };
  const [works, persons] = [sides.anime, sides.character];
  const ids = Float64Array.from(works.entries, ({ id }) => id);
  const linkCharacters = (titles: LinkedSide) => {
    const found = acceptedOf(titles.linked);
    return link(persons, roles && castsOfCharacters(roles, persons.entries, works.tags, found, works.entries), { linked: workTitles(works.tags, found, works.entries), ids });
  };
  let titles = await link(works, null);
  let characters = await linkCharacters(titles);
  if (roles !== null) {
    titles = await link(works, castsOfTitles(roles, works.entries, persons.tags, acceptedOf(characters.linked), persons.entries));
    characters = await linkCharacters(titles);
  }
  return { anime: titles, character: characters };
}
