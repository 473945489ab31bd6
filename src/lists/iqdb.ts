import { webAddress } from '../tags/file-address.js';
import { postList } from './post-list.js';

/** Searches of iqdb.org for a picture by its address, of the smallest size that the dump tells: the service fetches it, up to 8 MB (format reference E6). */
export const iqdb = postList('links that search iqdb.org for each picture', { tags: 'none', mirrors: false, facts: ['preview_url', 'sample_url'] }, () => ({
  entry({ preview_url, sample_url }, file) {
    const picture = webAddress(preview_url) ?? webAddress(sample_url) ?? file;
    return picture === null ? null : `https://iqdb.org/?url=${encodeURIComponent(picture)}\n`;
  },
}));
