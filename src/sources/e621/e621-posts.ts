import { literal } from '../../lake/sql.js';
import { categorySql } from '../../tags/categories.js';
import { ratingStdSql } from '../../tags/ratings.js';
import { numberedRule } from '../board-of-row.js';
import { hasHeader } from '../header.js';
import { partColumns, partsRule, type JsonParts } from '../json-parts.js';
import type { Source } from '../source.js';

const booru = 'e621.net';

const fields = {
  id: 'VARCHAR', created_at: 'TIMESTAMPTZ', updated_at: 'TIMESTAMPTZ', uploader_id: 'VARCHAR', rating: 'VARCHAR', fav_count: 'INTEGER', change_seq: 'BIGINT',
} as const;

const shared = `'${booru}' AS booru, canonical_fid(trim(id)) AS fid, _row, real_time(created_at) AS created_at, CASE WHEN real_time(created_at) IS NOT NULL THEN 'second' END AS created_precision,
  real_time(updated_at) AS updated_at, rating AS rating_raw, ${ratingStdSql('rating')} AS rating_std, fav_count AS favs, blank_null(uploader_id) AS uploader`;

/** What stands in objects within an API object. */
export const e621Parts = {
  file_width: ['file', 'width', 'INTEGER'], file_height: ['file', 'height', 'INTEGER'], file_ext: ['file', 'ext', 'VARCHAR'], file_size: ['file', 'size', 'BIGINT'], file_md5: ['file', 'md5', 'VARCHAR'],
  file_url: ['file', 'url', 'VARCHAR'], sample_width: ['sample', 'width', 'INTEGER'], sample_height: ['sample', 'height', 'INTEGER'], sample_url: ['sample', 'url', 'VARCHAR'], preview_url: ['preview', 'url', 'VARCHAR'],
  score_total: ['score', 'total', 'INTEGER'], score_up: ['score', 'up', 'INTEGER'], score_down: ['score', 'down', 'INTEGER'], parent_id: ['relationships', 'parent_id', 'BIGINT'], has_children: ['relationships', 'has_children', 'BOOLEAN'],
  is_pending: ['flags', 'pending', 'BOOLEAN'], is_flagged: ['flags', 'flagged', 'BOOLEAN'], is_deleted: ['flags', 'deleted', 'BOOLEAN'],
} as const satisfies JsonParts;

const status = `CASE WHEN is_deleted THEN 'deleted' WHEN is_pending THEN 'pending' WHEN is_flagged THEN 'flagged' ELSE 'active' END AS status`;

/** True for a post of the API. */
const isE621Post = (post: Readonly<Record<string, unknown>> | null | undefined) =>
  post !== null && post !== undefined && !('category' in post) && typeof post['file'] === 'object' && typeof post['tags'] === 'object' && 'relationships' in post;

/** Posts as the API of e621 answers: under `posts`, one under `post`, in an array or one a line; tags stand under their category (format reference 0.3, A8.1). */
export const e621Posts: Source = {
  id: 'e621-posts',
  code: 'E6',
  title: 'E621 posts: API JSON',
  detect: ({ first, inner }) => isE621Post(inner['posts'] ?? inner['post'] ?? first),
  format: { kind: 'json', unwrap: ['posts', 'post'] },
  fields: {
    ...fields, tags: 'MAP(VARCHAR, VARCHAR[])', sources: 'VARCHAR[]', pools: 'VARCHAR[]', file: 'JSON', sample: 'JSON', preview: 'JSON', score: 'JSON', relationships: 'JSON', flags: 'JSON',
  },
  derived: [partColumns(e621Parts)],
  required: ['id'],
  identity: 'canonical_fid(trim(id))',
  newest: 'change_seq',
  rules: () => [
    numberedRule, partsRule(e621Parts),
    { reason: 'bad_value', when: 'list_bool_or(list_transform(map_values(tags), lambda names: names IS NULL))', detail: literal('field tags') },
  ],
  emit: () => [
    {
      table: 'posts', origin: 'board',
      select: `SELECT ${shared}, score_total AS score, score_up, score_down, real_md5(file_md5) AS md5, lower(file_ext) AS file_ext, nullif(file_size, 0) AS file_size,
        nullif(file_width, 0) AS width, nullif(file_height, 0) AS height, nullif(sample_width, 0) AS sample_width, nullif(sample_height, 0) AS sample_height,
        whole_url(file_url) AS file_url, whole_url(sample_url) AS sample_url, whole_url(preview_url) AS preview_url, blank_null(array_to_string(sources, chr(10))) AS source,
        nullif(parent_id, 0)::VARCHAR AS parent_fid, has_children, ${status}, pools, flatten(map_values(tags)) AS tags FROM record`,
    },
    {
      table: 'tags',
      select: `SELECT '${booru}' AS booru, tag_name, max(${categorySql('type_name')}) AS tag_cat, max(type_name) AS tag_type_raw
        FROM (SELECT pair."key" AS type_name, unnest(pair."value") AS tag_name FROM (SELECT unnest(map_entries(tags)) AS pair FROM record)) WHERE tag_name <> '' GROUP BY tag_name ORDER BY tag_name`,
    },
  ],
};

const columns = ['id', 'uploader_id', 'md5', 'rating', 'tag_string', 'locked_tags', 'change_seq'];

/** `posts-YYYY-MM-DD.csv` of the daily export: times of UTC without a zone, t and f, descriptions over several lines. */
export const e621Export: Source = {
  id: 'e621-export',
  code: 'E6',
  title: 'E621 posts: daily export',
  detect: (sample) => hasHeader(sample, ',', columns),
  format: { kind: 'csv', delimiter: ',', quoted: true, multiline: true },
  fields: {
    ...fields, md5: 'VARCHAR', source: 'VARCHAR', image_width: 'INTEGER', image_height: 'INTEGER', tag_string: 'VARCHAR', file_ext: 'VARCHAR', parent_id: 'BIGINT', file_size: 'BIGINT',
    is_deleted: 'BOOLEAN', is_pending: 'BOOLEAN', is_flagged: 'BOOLEAN', score: 'INTEGER', up_score: 'INTEGER', down_score: 'INTEGER',
  },
  required: ['id'],
  identity: 'canonical_fid(trim(id))',
  newest: 'change_seq',
  rules: () => [numberedRule],
  emit: () => [{
    table: 'posts', origin: 'board',
    select: `SELECT ${shared}, score, up_score AS score_up, down_score AS score_down, real_md5(md5) AS md5, lower(blank_null(file_ext)) AS file_ext, nullif(file_size, 0) AS file_size,
      nullif(image_width, 0) AS width, nullif(image_height, 0) AS height, blank_null(source) AS source, nullif(parent_id, 0)::VARCHAR AS parent_fid,
      ${status}, split_tags(tag_string) AS tags FROM record`,
  }],
};
