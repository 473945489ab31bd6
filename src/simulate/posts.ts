import { Random } from '../kernels/random.js';
import { boards, SAFEBOORU } from './boards.js';
import { boardTags } from './board-tags.js';
import type { Picture } from './pictures.js';
import type { Score } from './scores.js';
import { scoreOf } from './scores.js';
import type { World } from './world.js';

/** What is to be posted where and when, before the board has given it a number. */
export interface Upload {
  readonly time: number;
  readonly board: number;
  readonly picture: Picture;
  /** 0 the picture's first file, 1 and more the same picture saved anew. */
  readonly revision: number;
  /** The board it was taken from, when it was posted elsewhere before. */
  readonly from?: number;
  /** The upload this one is a child of. */
  readonly parent?: { id: number };
  /** Told the number of this upload once it has one, when it has a child. */
  readonly asParent?: { id: number };
}

/** A post as a board has it. */
export interface Post {
  readonly board: number;
  readonly id: number;
  readonly picture: Picture;
  readonly revision: number;
  readonly time: number;
  readonly updated: number;
  readonly md5: string;
  readonly ext: string;
  readonly size: number;
  readonly score: Score;
  /** As the board's users rate it: 0 general to 3 explicit. */
  readonly rating: number;
  readonly uploader: number;
  readonly copyOf: number | undefined;
  readonly deleted: boolean;
  /** A banned post hides its file and md5 (danbooru). */
  readonly banned: boolean;
  readonly parent: number | null;
  readonly hasChildren: boolean;
  /** Ranks of its tags in the board's spelling order, ascending. */
  readonly ranks: readonly number[];
}

const fileStream = 2 ** 40;
const postStream = 2 ** 41;
const uploaders = [2000, 400, 150, 300] as const;

function hex(random: Random): string {
  let text = '';
  for (let word = 0; word < 4; word++) text += random.next32().toString(16).padStart(8, '0');
  return text;
}

function ratingOn(random: Random, picture: Picture): number {
  if (picture.rating > 1 || !random.chance(0.05)) return picture.rating;
  return 1 - picture.rating;
}

/** Turns uploads into posts: numbers them by board in the order they come and settles what the board makes of them. */
export class PostMaker {
  readonly #random = new Random(0);
  readonly #lastId = boards.map(() => 1000);

  constructor(readonly world: World) {}

  make(upload: Upload): Post {
    const { board, picture, revision, time } = upload;
    const random = this.#random.reseed(this.world.seed, fileStream + picture.id * 8 + revision);
    const md5 = hex(random);
    random.reseed(this.world.seed, postStream + (picture.id * 8 + revision) * 8 + board);
    const step = boards[board]!.idStep;
    const id = (this.#lastId[board]! += random.between(1, 2 * step - 1));
    if (upload.asParent) upload.asParent.id = id;
    const { file } = picture;
    const end = this.world.end;
    return {
      board, id, picture, revision, time, md5,
      ext: revision > 0 ? 'jpg' : file.ext,
      size: revision > 0 ? Math.round(file.size * (file.ext === 'jpg' ? 0.72 : 0.3)) : file.size,
      updated: Math.min(end - 1, time + Math.floor(random.exponential(random.chance(0.3) ? 200 * 86_400_000 : 900_000))),
      score: scoreOf(random, board, picture, time, end),
      rating: ratingOn(random, picture),
      uploader: 1000 + Math.floor(random.uniform() ** 3 * uploaders[board]!), copyOf: upload.from,
      deleted: random.chance(board === SAFEBOORU ? 0 : 0.07 * (1 - picture.quality)), banned: random.chance(0.002),
      parent: upload.parent?.id ?? null, hasChildren: upload.asParent !== undefined,
      ranks: boardTags(this.world, random, board, picture),
    };
  }
}
