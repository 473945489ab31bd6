import { postAddress } from '../tags/file-address.js';
import { postList, withLine } from './post-list.js';

/** Plain addresses, one a line, without comments (format reference E4): of files, or with `of: 'posts'` of the posts' pages. */
export const urls = postList('plain URLs, one a line: of files, or of posts with --of posts', { tags: 'none', mirrors: false, facts: [] }, ({ of = 'files' }) => ({
  entry: (post, address) => withLine(of === 'posts' ? postAddress(post) : address),
}));
