import type { Lake } from '../lake/lake.js';
import { tagCategories } from '../tags/categories.js';
import { normalTagSql } from '../tags/spelling.js';

export const postTasks = ['franchise', 'character', 'rating'] as const;
export type PostTask = (typeof postTasks)[number];

export const classifyTasks = [...postTasks, 'category'] as const;
export type ClassifyTask = (typeof classifyTasks)[number];

const { general, artist, copyright, character, meta } = tagCategories;

/** SQL for what the posts say of the task: booru, post_key, label; the label is NULL where they say several things. */
export async function labelsSql(lake: Lake, task: PostTask): Promise<string> {
  if (task === 'rating') return 'SELECT booru, post_key, rating_std AS label FROM posts WHERE rating_std IS NOT NULL';
  const named = 'SELECT p.booru, post_key, tag_name, tag_cat FROM post_tags AS p JOIN tags USING (tag_id)';
  if (task === 'character') {
    return `SELECT booru, post_key, CASE WHEN count(*) = 1 THEN min(tag_name) END AS label FROM (${named} WHERE tag_cat = ${character}) GROUP BY booru, post_key`;
  }
  const [members] = await lake.rows<{ n: number }>('SELECT count(*) AS n FROM franchise_members');
  if (members!.n > 0) {
    return `SELECT booru, post_key, CASE WHEN count(DISTINCT franchise_name) = 1 THEN min(franchise_name) END AS label
      FROM (${named} WHERE tag_cat IN (${copyright}, ${character})) JOIN franchise_members USING (tag_name, tag_cat) GROUP BY booru, post_key`;
  }
  return `SELECT booru, post_key, arg_max(tag_name, (posts, tag_name)) AS label
    FROM (SELECT *, count(*) OVER (PARTITION BY tag_name) AS posts FROM (${named} WHERE tag_cat = ${copyright})) GROUP BY booru, post_key`;
}

/**
 * SQL for the tags that may tell: tag_id, tag_name_norm. Of franchises and characters none that is a copyright or a character on any board or in a franchise,
 * nor one whose category is not known: those would give the answer away.
 */
export function featuresSql(task: PostTask): string {
  if (task === 'rating') return 'SELECT tag_id, tag_name_norm FROM tags';
  const telling = task === 'character' ? [general] : [general, artist, meta];
  return `SELECT tag_id, tag_name_norm FROM tags WHERE tag_cat IN (${telling.join(', ')})
    AND tag_name_norm NOT IN (SELECT tag_name_norm FROM tags WHERE tag_cat IN (${copyright}, ${character}) AND tag_name_norm IS NOT NULL)
    AND tag_name_norm NOT IN (SELECT ${normalTagSql('tag_name')} FROM franchise_members WHERE tag_name IS NOT NULL)`;
}
