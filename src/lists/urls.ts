import { postAddress } from '../tags/file-address.js';
import type { PostFormat } from './post-format.js';

/** Plain addresses, one a line, without comments (format reference E4): of files, or with `of: 'posts'` of the posts' pages. */
export const urls: PostFormat = {
  kind: 'posts',
  about: 'plain URLs, one a line: of files, or of posts with --of posts',
  needs: { tags: 'none', mirrors: false },
  writer: ({ of = 'files' }) => ({ entry: (post, address) => withLine(of === 'posts' ? postAddress(post) : address) }),
};

export const withLine = (address: string | null): string | null => (address === null ? null : `${address}\n`);
