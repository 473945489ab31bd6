import type { Random } from '../kernels/random.js';
import { ARTIST, CHARACTER, COPYRIGHT, DANBOORU, GELBOORU, GENERAL, META, SAFEBOORU, YANDERE } from './boards.js';
import type { Picture } from './pictures.js';
import type { World } from './world.js';

/** Chance that a board's users put a tag on a picture that shows it: by board, general and meta. */
const depth: readonly (readonly [general: number, meta: number])[] = [[1, 1], [0.94, 0.9], [0.2, 0.12], [0.8, 0.5]];
const DEPTH_EARLY = 0.6;

/** Which tags a picture carries on a board, as ranks in the board's spelling order, ascending. Tagging gets deeper over the years. */
export function boardTags(world: World, random: Random, board: number, picture: Picture): number[] {
  const [general, meta] = depth[board] ?? depth[DANBOORU]!;
  const ripe = Math.min(1, DEPTH_EARLY + (picture.time - Date.UTC(2008, 0, 1)) / (20 * 365.25 * 86_400_000));
  const ranks: number[] = [];
  for (const concept of picture.tags) {
    const category = world.book.concepts[concept]!.category;
    if (category === GENERAL && !random.chance(general * ripe)) continue;
    if (category === META && !random.chance(meta)) continue;
    if (category === COPYRIGHT && board === YANDERE && !random.chance(0.75)) continue;
    if (category === ARTIST && board !== DANBOORU && random.chance(0.08)) continue;
    if (category === CHARACTER && board === SAFEBOORU && random.chance(0.04)) continue;
    ranks.push(world.rankOf[board]![concept]!);
    if (board === DANBOORU || board === GELBOORU) for (const other of world.implied[concept]!) ranks.push(world.rankOf[board]![other]!);
  }
  if (board === YANDERE && random.chance(0.2)) ranks.push(world.rankOf[board]![world.book.find('tagme')!]!);
  ranks.sort((a, b) => a - b);
  return ranks.filter((rank, at) => at === 0 || rank !== ranks[at - 1]);
}
