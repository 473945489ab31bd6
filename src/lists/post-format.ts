import type { ListOptions } from './list-options.js';
import type { ListedPost, PostNeeds } from './listed-posts.js';

/** Writes the text of a list post by post. */
export interface PostWriter {
  /** Text before the first post. */
  readonly start?: string;
  /** The text of a post, given the address of its file; null when it has no address for this list. */
  entry(post: ListedPost, address: string | null): string | null;
  /** Text after the last post. */
  readonly end?: string;
}

/** A list of posts as one text. */
export interface PostFormat {
  readonly kind: 'posts';
  readonly about: string;
  readonly needs: PostNeeds;
  writer(options: ListOptions): PostWriter;
}
