import { DANBOORU } from '../boards.js';
import type { Post } from '../posts.js';
import type { World } from '../world.js';

/** A tag of a post, as the post's board has it. */
export interface ToldTag {
  readonly name: string;
  readonly category: number;
  readonly id: number;
  /** Posts of the board that carry it so far. */
  readonly count: number;
  /** What danbooru makes of the same thing. */
  readonly danbooru: { readonly name: string; readonly id: number; readonly category: number };
}

/** A post with its tags by name: what every format tells in its own way. */
export interface ToldPost extends Post {
  readonly tags: readonly ToldTag[];
  /** The post as its board's own dump has it. */
  readonly own: string;
  /** The md5 that the board shows; a banned post of danbooru hides it. */
  readonly shownMd5: string | null;
}

/** Puts names to the tags of a post; `counts` are those of its board, by rank. */
export function toldPost(world: World, post: Post, own: string, counts: Int32Array): ToldPost {
  const { board } = post;
  const tags = post.ranks.map((rank) => {
    const concept = world.byRank[board]![rank]!;
    const { names, categories, category } = world.book.concepts[concept]!;
    return { name: names[board]!, category: categories[board]!, id: world.tagIds[board]![concept]!, count: counts[rank]!, danbooru: { name: names[DANBOORU]!, id: world.tagIds[DANBOORU]![concept]!, category } };
  });
  return { ...post, tags, own, shownMd5: board === DANBOORU && post.banned ? null : post.md5 };
}

/** Names of the tags, of one category when given. */
export function namesOf(post: ToldPost, category?: number): string[] {
  return post.tags.filter((tag) => category === undefined || tag.category === category).map(({ name }) => name);
}
