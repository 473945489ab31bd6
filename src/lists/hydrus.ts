import { postAddress } from '../tags/file-address.js';
import { postList, withLine } from './post-list.js';

/**
 * Addresses one a line, as the URL downloader of hydrus takes them from the clipboard: pages of posts, from which it reads the tags, too; or of files.
 * Tags beside pictures that are there already are the sidecars of `folder`.
 */
export const hydrus = postList('URLs for the downloader of hydrus: pages of posts, or files with --of files', { tags: 'none', mirrors: false, facts: [] }, ({ of = 'posts' }) => ({
  entry: (post, address) => withLine(of === 'posts' ? postAddress(post) : address),
}));
