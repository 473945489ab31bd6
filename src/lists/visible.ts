import { resolve } from 'node:path';
import type { Lake } from '../lake/lake.js';
import type { TableName } from '../lake/schema.js';
import { highestLevel, scanOf } from '../lake/views.js';

/** SQL of all rows of a table of the lake. Not by the name of its view, which a table of the session might have taken. */
export const allOf = (lake: Lake, table: TableName): string => `(${scanOf(lake.manifest, table, resolve(lake.dir))})`;

/** SQL of the posts, or pairs of posts and tags, that the session's rating shows. */
export const visibleOf = (lake: Lake, table: 'posts' | 'post_tags'): string => `(SELECT * FROM ${allOf(lake, table)} WHERE rating_level <= ${highestLevel[lake.rating]})`;

/** SQL of the rows of `images` with a path, but for files that are of a post which the session's rating hides. */
export const visiblePictures = (lake: Lake): string => `(SELECT i.* FROM ${allOf(lake, 'images')} AS i ANTI JOIN (SELECT path FROM ${allOf(lake, 'images')}
  SEMI JOIN (SELECT booru, post_key FROM ${allOf(lake, 'posts')} WHERE rating_level > ${highestLevel[lake.rating]}) USING (booru, post_key)) AS h ON h.path = i.path WHERE i.path IS NOT NULL)`;
