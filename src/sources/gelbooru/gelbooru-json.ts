import { gelbooruPosts } from './gelbooru-posts.js';
import { nestedRecords } from '../json-records.js';
import type { Source } from '../source.js';

/**
 * Posts as gelbooru.com, safebooru.org and tbib.org answer in JSON: an array, objects one a line, or the array or
 * single object under `post` in an envelope, which has none when nothing was found (format reference A2.1, A2.2).
 */
export const gelbooruJson: Source = {
  ...gelbooruPosts,
  id: 'gelbooru-json',
  code: 'GJ',
  title: 'Gelbooru, safebooru.org and tbib.org posts: JSON',
  detect: ({ first, rootKeys }) => {
    if (rootKeys.has('@attributes')) return !rootKeys.has('tag');
    return first !== null && typeof first['tags'] === 'string' && 'directory' in first && 'image' in first && !('category' in first);
  },
  format: ({ rootKeys }) => (rootKeys.has('@attributes') ? { kind: 'custom', read: (bytes) => nestedRecords(bytes, ['post']) } : { kind: 'json' }),
};
