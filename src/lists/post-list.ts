import { fileAddress } from '../tags/file-address.js';
import type { ListFormat } from './list-format.js';
import type { ListOptions } from './list-options.js';
import { listedPosts, type ListedPost, type PostNeeds } from './listed-posts.js';
import { withText } from './text-out.js';

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
export function postList(about: string, needs: PostNeeds, writer: (options: ListOptions) => PostWriter): ListFormat {
  return {
    about, lists: 'posts', gives: 'text',
    async write({ lake, options, step }) {
      const { start = '', entry, end = '' } = writer(options);
      let [listed, addressless] = [0, 0];
      await withText(options, async (write) => {
        await write(start);
        for await (const posts of listedPosts(lake, needs)) {
          const texts = posts.map((post) => entry(post, fileAddress(post))).filter((text) => text !== null);
          await write(texts.join(''));
          listed += texts.length;
          addressless += posts.length - texts.length;
          step(posts.length);
        }
        step(0);
        await write(end);
      });
      return { listed, addressless };
    },
  };
}

export const withLine = (address: string | null): string | null => (address === null ? null : `${address}\n`);
