import type { Lake } from '../lake/lake.js';
import { literal } from '../lake/sql.js';
import { highestLevel } from '../lake/views.js';
import { scanFormat } from '../images/picture-post.js';
import type { Chosen } from './chosen-posts.js';
import { allOf } from './visible.js';

/** SQL of the files of the lake: their sizes, the post of each (the first by board and key), whether one of its posts is hidden, whether a scan saw it. */
const filesSql = (lake: Lake): string => `SELECT i.path, max(i.width) AS width, max(i.height) AS height, arg_min({booru: i.booru, post_key: i.post_key}, (i.booru IS NULL, i.booru, i.post_key)) AS post,
    coalesce(bool_or(p.rating_level > ${highestLevel[lake.rating]}), false) AS is_hidden, coalesce(bool_or(i.src_format = ${literal(scanFormat)}), false) AS is_scanned
  FROM ${allOf(lake, 'images')} AS i LEFT JOIN (SELECT booru, post_key, rating_level FROM ${allOf(lake, 'posts')}) AS p ON p.booru = i.booru AND p.post_key = i.post_key
  WHERE i.path IS NOT NULL GROUP BY i.path`;

/**
 * Makes the table listed_pictures (nth, place, path, width, height, booru, post_key) of listed_rows: each file once, at its first row. A row with a path means this
 * file; another one all files of its post, but of these only such as a scan saw, if it saw any: lists tell of files that are nowhere. A file that is
 * also of a hidden post is hidden. With `once` the first file of each work only.
 */
export async function choosePictures(lake: Lake, once: boolean): Promise<Chosen> {
  const { connection } = lake;
  await connection.run(`CREATE OR REPLACE TEMP TABLE listed_files AS ${filesSql(lake)}`);
  await connection.run(`CREATE OR REPLACE TEMP TABLE listed_keys AS
    WITH asked AS (SELECT rowid AS place, booru, post_key, path FROM listed_rows),
      of_posts AS (SELECT a.place, f.path, f.is_hidden, f.is_scanned FROM asked AS a
        JOIN (SELECT DISTINCT booru, post_key, path FROM ${allOf(lake, 'images')} WHERE path IS NOT NULL) AS i ON a.path IS NULL AND i.booru = a.booru AND i.post_key = a.post_key
        JOIN listed_files AS f ON f.path = i.path QUALIFY f.is_scanned OR NOT bool_or(f.is_scanned) OVER (PARTITION BY a.place))
    SELECT a.place, f.path, f.is_hidden FROM asked AS a LEFT JOIN listed_files AS f ON f.path = a.path WHERE a.path IS NOT NULL
    UNION ALL SELECT a.place, o.path, o.is_hidden FROM asked AS a LEFT JOIN of_posts AS o ON o.place = a.place WHERE a.path IS NULL`);
  const [told] = await lake.rows<Pick<Chosen, 'hidden' | 'unknown'>>('SELECT count(DISTINCT path) FILTER (is_hidden) AS hidden, count(*) FILTER (path IS NULL) AS unknown FROM listed_keys');
  const work = once ? `LEFT JOIN ${allOf(lake, 'works')} AS w ON w.booru = post.booru AND w.post_key = post.post_key` : '';
  await connection.run(`CREATE OR REPLACE TEMP TABLE listed_pictures AS
    WITH chosen AS (SELECT min(place) AS place, path FROM listed_keys WHERE NOT is_hidden GROUP BY path)
    SELECT row_number() OVER (ORDER BY place, path) AS nth, place, path, width, height, post.booru AS booru, post.post_key AS post_key${once ? ', coalesce(w.work_id::VARCHAR, path) AS work' : ''}
    FROM chosen JOIN listed_files USING (path) ${work}`);
  await connection.run('DROP TABLE listed_files');
  await connection.run('DROP TABLE listed_keys');
  const [all] = await lake.rows<{ n: number }>('SELECT count(*) AS n FROM listed_pictures');
  if (once) await connection.run('DELETE FROM listed_pictures WHERE nth NOT IN (SELECT min(nth) FROM listed_pictures GROUP BY work)');
  const [kept] = await lake.rows<{ n: number }>('SELECT count(*) AS n FROM listed_pictures');
  return { ...told!, chosen: kept!.n, once: all!.n - kept!.n };
}
