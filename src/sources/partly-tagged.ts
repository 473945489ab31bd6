import type { Emission } from './source.js';

type Posts = Extract<Emission, { table: 'posts' }>;

/**
 * Posts of which some come without tags (NULL or none in `tags`): these bring no tags, so that those known from elsewhere stay.
 * Both share `select`.
 */
export function partlyTagged(posts: Posts): Posts[] {
  const { tagOrigin: _, ...bare } = posts;
  return [
    { ...posts, select: `SELECT * FROM (${posts.select}) WHERE len(tags) > 0` },
    { ...bare, select: `SELECT * EXCLUDE (tags) FROM (${posts.select}) WHERE coalesce(len(tags), 0) = 0` },
  ];
}
