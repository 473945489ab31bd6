import { ARTIST, boards, CHARACTER, COPYRIGHT } from './boards.js';
import type { Post } from './posts.js';
import type { World } from './world.js';

const LONGEST = 200;

const inName = (tag: string): string => tag.replace(/[ /:]/g, '_').replace(/['&%*"?`=+!\\<>|]/g, '');

/** The name of a post's picture by the convention of BOORU CHARS, `board - id - copyrights ~ characters (artists).ext` (format reference B6). */
export function pictureName(world: World, { board, id, ranks }: Pick<Post, 'board' | 'id' | 'ranks'>, ext: string): string {
  const tagsOf = (wanted: number): string[] => ranks.map((rank) => world.book.concepts[world.byRank[board]![rank]!]!)
    .filter(({ category }) => category === wanted).map(({ names }) => inName(names[board]!));
  const [works, people, makers] = [tagsOf(COPYRIGHT), tagsOf(CHARACTER), tagsOf(ARTIST)];
  const artists = makers.slice(0, 2).join('+') || 'anonymous';
  for (let count = 3; ; count--) {
    const copyrights = works.slice(0, count).join('+') || 'misc';
    const characters = people.slice(0, 5).join('+').slice(0, Math.max(140 - copyrights.length - artists.length, 5)) || 'unknown';
    const name = `${boards[board]!.booru} - ${id} - ${copyrights} ~ ${characters} (${artists}).${ext}`;
    if (name.length <= LONGEST || count === 0) return name;
  }
}
