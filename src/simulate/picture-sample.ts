import { Random } from '../kernels/random.js';
import type { Picture } from './pictures.js';
import type { Post } from './posts.js';

const sampleStream = 2 ** 44;

/** A picture and the posts of it, in order of time. */
export interface PostedPicture {
  readonly picture: Picture;
  readonly posts: readonly Post[];
}

/** Picks about `wanted` of `posts` posts evenly, those of one picture and of its variants together. Holds what is picked, not what is passed by. */
export class PictureSample {
  readonly #random = new Random(0);
  readonly #share: number;
  readonly #families = new Map<number, { rank: number; posts: Post[] }>();

  constructor(readonly seed: number, readonly wanted: number, posts: number) {
    this.#share = (wanted + 9 * Math.sqrt(wanted) + 20) / posts;
  }

  add(post: Post): void {
    const { base } = post.picture;
    const rank = this.#random.reseed(this.seed, sampleStream + base).uniform();
    if (rank >= this.#share) return;
    const family = this.#families.get(base);
    if (family === undefined) this.#families.set(base, { rank, posts: [post] });
    else family.posts.push(post);
  }

  /** The pictures picked, in order of their numbers, with `wanted` posts in all, or fewer when there are no more. */
  pictures(): PostedPicture[] {
    const found = new Map<number, { picture: Picture; posts: Post[] }>();
    let left = this.wanted;
    for (const { posts } of [...this.#families.values()].sort((a, b) => a.rank - b.rank)) {
      for (const post of posts.slice(0, left)) {
        const known = found.get(post.picture.id);
        if (known === undefined) found.set(post.picture.id, { picture: post.picture, posts: [post] });
        else known.posts.push(post);
      }
      left -= Math.min(left, posts.length);
    }
    return [...found.values()].sort((a, b) => a.picture.id - b.picture.id);
  }
}
