import { numberedRule } from '../board-of-row.js';
import type { Emission, LoadContext, Source } from '../source.js';
import { ratingStdSql } from '../../tags/ratings.js';

const booru = 'danbooru.donmai.us';

/** Fields of a post in every form. */
export const fields = {
  id: 'VARCHAR', created_at: 'TIMESTAMPTZ', updated_at: 'TIMESTAMPTZ', uploader_id: 'VARCHAR', score: 'INTEGER', up_score: 'INTEGER', down_score: 'INTEGER',
  fav_count: 'INTEGER', rating: 'VARCHAR', source: 'VARCHAR', md5: 'VARCHAR', file_ext: 'VARCHAR', file_size: 'BIGINT', image_width: 'INTEGER', image_height: 'INTEGER',
  parent_id: 'BIGINT', has_children: 'BOOLEAN', is_pending: 'BOOLEAN', is_flagged: 'BOOLEAN', is_deleted: 'BOOLEAN', is_banned: 'BOOLEAN', pixiv_id: 'BIGINT',
  file_url: 'VARCHAR', large_file_url: 'VARCHAR', preview_file_url: 'VARCHAR', is_note_locked: 'BOOLEAN', media_asset: 'STRUCT(id BIGINT)',
} as const;

const categoryFields = { artist: 1, copyright: 3, character: 4, meta: 5 } as const;

/**
 * SQL that is true for rows whose rating letter s means sensitive. A row says so itself by `media_asset` (2023 on), or
 * denies it by `is_note_locked` (until 2022-01); for the others the file decides: it is of the new scheme when it has
 * a rating g or a change after the scheme did (format reference 0.2). `isDanbooru` is true of rows that count, in files of several boards.
 */
export async function newSchemeSql(context: LoadContext, isDanbooru = 'true'): Promise<string> {
  const file = await context.ofFile(`coalesce(bool_or(rating = 'g' AND ${isDanbooru}), false) OR coalesce(max(CASE WHEN ${isDanbooru} THEN updated_at END) >= TIMESTAMPTZ '2022-05-22 00:00:00+00', false)`);
  return `(media_asset.id IS NOT NULL OR (is_note_locked IS NULL AND ${file}))`;
}

/** SQL for the columns of a post but its tags. */
export function postColumns(newScheme: string): string {
  return `'${booru}' AS booru, canonical_fid(id) AS fid, _row, real_time(created_at) AS created_at, 'second' AS created_precision, real_time(updated_at) AS updated_at,
    rating AS rating_raw, ${ratingStdSql('rating', newScheme)} AS rating_std, score, up_score AS score_up, down_score AS score_down,
    md5, file_ext, file_size, image_width AS width, image_height AS height, file_url, large_file_url AS sample_url, preview_file_url AS preview_url,
    blank_null(source) AS source, nullif(parent_id, 0)::VARCHAR AS parent_fid, has_children,
    CASE WHEN is_banned THEN 'banned' WHEN is_deleted THEN 'deleted' WHEN is_pending THEN 'pending' WHEN is_flagged THEN 'flagged' ELSE 'active' END AS status,
    uploader_id AS uploader, nullif(pixiv_id, 0) AS pixiv_id`;
}

/** The API objects, one a line or in an array (format reference A1.1), also as the bucket export and gwern's 2021 set write them (A1.3, A1.5). */
export const danbooruPosts: Source = {
  id: 'danbooru-posts',
  code: 'D',
  title: 'Danbooru posts: API JSON or JSONL, daily export, gwern Danbooru2021',
  detect: ({ first }) => first !== null && 'tag_string' in first && !('category' in first),
  format: { kind: 'json' },
  sidecar: true,
  fields: {
    ...fields, tag_string: 'VARCHAR', tag_string_artist: 'VARCHAR', tag_string_copyright: 'VARCHAR', tag_string_character: 'VARCHAR', tag_string_meta: 'VARCHAR',
  },
  required: ['id'],
  identity: 'canonical_fid(id)',
  newest: 'updated_at',
  rules: () => [numberedRule],
  async emit(context): Promise<Emission[]> {
    const named = Object.entries(categoryFields).map(
      ([name, cat]) => `SELECT unnest(split_tags(tag_string_${name})) AS tag_name, ${cat} AS tag_cat FROM record WHERE tag_string_${name} <> ''`,
    );
    // What is in no other category is general, if the file tells categories; general tags are too many to split twice.
    const sorted = await context.scalar('SELECT bool_and(tag_string_artist IS NOT NULL) FROM record');
    const general = `SELECT tag_name, 0 AS tag_cat FROM ${sorted === true ? 'learned' : "(SELECT unnest(split_tags(tag_string)) AS tag_name FROM record WHERE tag_string_artist IS NOT NULL)"}`;
    return [
      {
        table: 'posts', origin: 'board',
        select: `SELECT ${postColumns(await newSchemeSql(context))}, fav_count AS favs, split_tags(tag_string) AS tags FROM record`,
      },
      {
        table: 'tags',
        select: `SELECT '${booru}' AS booru, tag_name, max(tag_cat)::TINYINT AS tag_cat FROM (${named.join(' UNION ALL ')} UNION ALL ${general}) GROUP BY tag_name ORDER BY tag_name`,
      },
    ];
  },
};

/** gwern's Danbooru2017 to 2020 (and 2021-old): numbers as strings, tags as objects (format reference A1.4). */
export const gwernPosts: Source = {
  id: 'gwern-posts',
  code: 'Dg',
  title: 'gwern Danbooru2017-2020 and 2021-old posts',
  detect: ({ first }) => {
    if (first === null || typeof first['id'] !== 'string' || !('image_width' in first)) return false;
    const tag: unknown = Array.isArray(first['tags']) ? first['tags'][0] : undefined;
    return tag === undefined ? 'favs' in first && 'pools' in first : tag !== null && typeof tag === 'object' && 'category' in tag;
  },
  format: { kind: 'json' },
  fields: { ...fields, tags: 'STRUCT(id VARCHAR, "name" VARCHAR, category VARCHAR)[]', favs: 'VARCHAR[]', pools: 'VARCHAR[]' },
  required: ['id'],
  identity: 'canonical_fid(id)',
  newest: 'updated_at',
  rules: () => [numberedRule],
  async emit(context): Promise<Emission[]> {
    return [
      {
        table: 'posts', origin: 'board',
        select: `SELECT ${postColumns(await newSchemeSql(context))}, len(favs) AS favs, pools, list_transform(tags, lambda t: t.name) AS tags FROM record`,
      },
      {
        table: 'tags',
        select: `SELECT '${booru}' AS booru, t.name AS tag_name, max(TRY_CAST(t.category AS TINYINT)) AS tag_cat, max(TRY_CAST(t.id AS BIGINT)) AS board_tag_id
          FROM (SELECT unnest(tags) AS t FROM record) GROUP BY t.name ORDER BY t.name`,
      },
    ];
  },
};
