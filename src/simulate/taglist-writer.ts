import { join } from 'node:path';
import { Random } from '../kernels/random.js';
import { CHARACTER, COPYRIGHT, DANBOORU } from './boards.js';
import { usedTags } from './board-writer.js';
import type { MalWorld } from './mal.js';
import { TextFile } from './text-file.js';
import type { World } from './world.js';

const taglistStream = 10;
/** Shares of franchises and of MAL links that the list knows; the rest is left empty. */
const LABELLED = { franchises: 0.8, mal: 0.7 } as const;
/** Tags with fewer posts are not listed. */
const LEAST_COUNT = 5;

/** The franchise of each copyright and character concept; umbrella tags have none. */
export function franchiseOf(world: World): Map<number, number> {
  const found = new Map<number, number>();
  for (const franchise of world.franchises) {
    for (const concept of [franchise.head, ...franchise.parts.map((part) => part.concept)]) found.set(concept, franchise.index);
    for (const character of franchise.characters) {
      found.set(character.concept, franchise.index);
      if (character.costume !== undefined) found.set(character.costume, franchise.index);
    }
  }
  return found;
}

/** The BOORU CHARS list of danbooru's copyrights and characters by count, with franchise and MAL ids where the list knows them. */
export function writeTaglist(world: World, out: string, counts: Int32Array, mal: MalWorld): void {
  const random = new Random(world.seed, taglistStream);
  const labelled = world.franchises.map(() => random.chance(LABELLED.franchises));
  const franchises = franchiseOf(world);
  const links = new Map(mal.truth.filter((link) => link.main).map((link) => [link.concept, link]));
  const file = new TextFile(join(out, 'booru-chars/danbooru_taglist.csv'));
  file.write('TAG_CAT;TAG_ID;TAG_NAME;TAG_CNT;FR_ID;MAL_ID;MAL_NAME;MAL_CNT\r\n');
  const tags = usedTags(world, DANBOORU, counts).filter((tag) => (tag.category === COPYRIGHT || tag.category === CHARACTER) && tag.count >= LEAST_COUNT);
  tags.sort((a, b) => a.category - b.category || b.count - a.count || a.id - b.id);
  for (const tag of tags) {
    const franchise = franchises.get(tag.concept);
    const head = franchise !== undefined && labelled[franchise] ? world.tagIds[DANBOORU]![world.franchises[franchise]!.head] : '';
    const link = links.get(tag.concept);
    const known = link && random.chance(LABELLED.mal) ? `${link.id};${link.name.replace(/[;"]/g, '')};${link.count}` : ';;';
    file.write(`${tag.category};${tag.id};${tag.name.replace(/[;"]/g, '')};${tag.count};${head};${known}\r\n`);
  }
  file.close();
}
