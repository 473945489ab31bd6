import { literal } from '../../lake/sql.js';
import { ratingStdSql } from '../../tags/ratings.js';
import { boardSql, unknownBoardRule } from '../board-sql.js';
import { newSchemeSql } from '../danbooru/danbooru-posts.js';
import { e621Parts } from '../e621/e621-posts.js';
import { partColumns, partsRule, type JsonParts } from '../json-parts.js';
import { partlyTagged } from '../partly-tagged.js';
import type { Sample } from '../sample.js';
import type { Rule, Source } from '../source.js';
import { galleryCategory, galleryTags, hasWrongTags, tagFields } from './gallery-dl-tags.js';

/** What e621's objects hold, under names of their own. */
const parts: JsonParts = Object.fromEntries(Object.entries(e621Parts).map(([name, part]) => [`e621_${name}`, part]));

const fields = {
  category: 'VARCHAR', id: 'VARCHAR', created_at: 'JSON', date: 'VARCHAR', updated_at: 'VARCHAR', change: 'BIGINT', rating: 'VARCHAR', status: 'VARCHAR', score: 'JSON', total_score: 'INTEGER',
  up_score: 'INTEGER', down_score: 'INTEGER', vote_count: 'INTEGER', fav_count: 'INTEGER', md5: 'VARCHAR', hash: 'VARCHAR', file_ext: 'VARCHAR', extension: 'VARCHAR', file_size: 'BIGINT', size: 'VARCHAR',
  width: 'INTEGER', height: 'INTEGER', image_width: 'INTEGER', image_height: 'INTEGER', sample_width: 'INTEGER', sample_height: 'INTEGER', file_url: 'VARCHAR', sample_url: 'VARCHAR', large_file_url: 'VARCHAR',
  preview_url: 'VARCHAR', preview_file_url: 'VARCHAR', source: 'VARCHAR', sources: 'VARCHAR[]', parent_id: 'VARCHAR', has_children: 'BOOLEAN', uploader: 'VARCHAR', uploader_id: 'VARCHAR', author: 'JSON',
  owner: 'VARCHAR', creator_id: 'VARCHAR', pixiv_id: 'BIGINT', pools: 'VARCHAR[]', pool: 'JSON', is_pending: 'BOOLEAN', is_flagged: 'BOOLEAN', is_deleted: 'BOOLEAN', is_banned: 'BOOLEAN',
  is_note_locked: 'BOOLEAN', media_asset: 'STRUCT(id BIGINT)', file: 'JSON', sample: 'JSON', preview: 'JSON', flags: 'JSON', relationships: 'JSON', ...tagFields,
} as const;

const gelbooru = `booru IN ('gelbooru.com', 'safebooru.org', 'tbib.org')`;

const first = {
  booru: boardSql('category'), ...partColumns(parts), posted: 'json_time(created_at)', dated: `coalesce(TRY_CAST("date" AS TIMESTAMPTZ), board_time("date"))`, updated_at: 'board_time(updated_at)',
  poster: `CASE json_type(author) WHEN 'OBJECT' THEN author ->> '$.name' WHEN 'VARCHAR' THEN author ->> '$' END`,
  // Zerochan's lists round to kilobytes: 1929k.
  bytes: `CASE WHEN regexp_full_match(size, '[0-9]+k') THEN TRY_CAST(rtrim(size, 'k') AS BIGINT) * 1024 ELSE TRY_CAST(size AS BIGINT) END`,
  has_sample: `coalesce(lower(sample ->> '$'), '1') NOT IN ('0', 'false')`,
} as const;

const filledTime = `CASE json_type(created_at) WHEN 'OBJECT' THEN created_at ->> '$.s' ELSE created_at ->> '$' END`;

const rules: Rule[] = [
  unknownBoardRule('category'),
  { reason: 'bad_value', when: `NOT regexp_full_match(trim(id), CASE WHEN booru = 'chan.sankakucomplex.com' THEN '[0-9A-Za-z_-]{1,64}' ELSE '[0-9]{1,18}' END)`, detail: literal('the id is not a number') },
  // gallery-dl writes [Invalid DateTime] for a date it cannot read.
  { reason: 'bad_value', when: `coalesce(trim(${filledTime}), '') <> '' AND NOT starts_with(${filledTime}, '[') AND posted IS NULL`, detail: literal('field created_at') },
  { reason: 'bad_value', when: `blank_null("date") IS NOT NULL AND NOT starts_with("date", '[') AND dated IS NULL`, detail: literal('field date') },
  { reason: 'bad_value', when: `json_type(score) <> 'OBJECT' AND trim(score ->> '$') <> '' AND TRY_CAST(score ->> '$' AS INTEGER) IS NULL`, detail: literal('field score') },
  { reason: 'bad_value', when: hasWrongTags, detail: literal('the tags are no names') },
  partsRule(parts, `booru = 'e621.net'`),
];

const status = (prefix: string) => `CASE WHEN ${prefix}is_deleted THEN 'deleted' WHEN ${prefix}is_pending THEN 'pending' WHEN ${prefix}is_flagged THEN 'flagged' WHEN ${prefix}is_deleted IS NOT NULL THEN 'active' END`;

/** Sankaku's addresses expire by what stands behind the question mark. */
const lasting = (url: string) => `CASE WHEN booru = 'chan.sankakucomplex.com' THEN split_part(whole_url(${url}), '?', 1) ELSE whole_url(${url}) END`;

const isDanbooru = `booru = 'danbooru.donmai.us'`;

const columnsOf = (newScheme: string) => `booru, canonical_fid(trim(id)) AS fid, _row, real_time(coalesce(posted, dated)) AS created_at, CASE WHEN real_time(coalesce(posted, dated)) IS NOT NULL THEN 'second' END AS created_precision,
  coalesce(real_time(updated_at), CASE WHEN ${gelbooru} THEN unix_time(change) END) AS updated_at, blank_null(rating) AS rating_raw, ${ratingStdSql('rating', `(${isDanbooru} AND ${newScheme})`)} AS rating_std,
  CASE booru WHEN 'e621.net' THEN e621_score_total WHEN 'chan.sankakucomplex.com' THEN total_score ELSE TRY_CAST(score ->> '$' AS INTEGER) END AS score,
  coalesce(up_score, e621_score_up) AS score_up, coalesce(down_score, e621_score_down) AS score_down, CASE WHEN vote_count > 0 THEN total_score / vote_count END AS score_avg, vote_count AS score_votes, fav_count AS favs,
  coalesce(real_md5(md5), real_md5(e621_file_md5), real_md5(hash)) AS md5, coalesce(lower(blank_null(file_ext)), lower(e621_file_ext), url_ext(file_url), lower(blank_null(extension))) AS file_ext,
  nullif(coalesce(file_size, e621_file_size, bytes), 0) AS file_size, nullif(coalesce(image_width, width, e621_file_width), 0) AS width, nullif(coalesce(image_height, height, e621_file_height), 0) AS height,
  CASE WHEN has_sample THEN nullif(coalesce(sample_width, e621_sample_width), 0) END AS sample_width, CASE WHEN has_sample THEN nullif(coalesce(sample_height, e621_sample_height), 0) END AS sample_height,
  ${lasting('coalesce(file_url, e621_file_url)')} AS file_url, ${lasting('coalesce(large_file_url, sample_url, e621_sample_url)')} AS sample_url, ${lasting('coalesce(preview_file_url, preview_url, e621_preview_url)')} AS preview_url,
  coalesce(blank_null(CASE WHEN ${gelbooru} THEN html_unescape(source) ELSE source END), blank_null(array_to_string(sources, chr(10)))) AS source,
  nullif(canonical_fid(blank_null(coalesce(parent_id, e621_parent_id::VARCHAR))), '0') AS parent_fid, coalesce(has_children, e621_has_children) AS has_children,
  coalesce(CASE WHEN is_banned THEN 'banned' END, ${status('')}, ${status('e621_')}, lower(blank_null(status))) AS status,
  coalesce(blank_null(html_unescape(owner)), blank_null(uploader), blank_null(poster), blank_null(uploader_id), blank_null(creator_id)) AS uploader, nullif(pixiv_id, 0) AS pixiv_id,
  coalesce(pools, CASE json_type(pool) WHEN 'OBJECT' THEN [pool ->> '$.id'] WHEN 'UBIGINT' THEN [pool ->> '$'] WHEN 'VARCHAR' THEN [pool ->> '$'] END) AS pools`;

/** True for what gallery-dl writes of a post or, as info.json, of a gallery. */
const isGalleryDl = ({ first: head, shape, text }: Sample) =>
  head !== null && typeof head['category'] === 'string' && typeof head['subcategory'] === 'string' && !(shape === 'array' && /^\s*\[\s*\[/.test(text));

/**
 * What gallery-dl writes beside a picture, or of many in data.jsonl (format reference A8.1): the board's own answer with
 * fields added. Lists or texts of tags, numbers or strings: each as its board has it.
 */
export const galleryDlJson: Source = {
  id: 'gallery-dl',
  code: 'GD',
  title: 'Gallery-dl: metadata beside pictures, data.jsonl',
  detect: isGalleryDl,
  sidecar: true,
  format: { kind: 'json' },
  fields,
  derived: [first],
  required: ['category', 'id'],
  identity: `booru || ' ' || canonical_fid(trim(id))`,
  newest: 'coalesce(updated_at, unix_time(change))',
  rules: () => rules,
  emit: async (context) => [
    ...partlyTagged({
      table: 'posts', origin: 'board',
      select: `WITH gallery AS (${galleryTags}) SELECT ${columnsOf(await newSchemeSql(context, isDanbooru))}, tags.names AS tags FROM (SELECT * EXCLUDE (tags) FROM record) AS post LEFT JOIN (SELECT _row AS of_row, list(DISTINCT tag_name) AS names FROM gallery GROUP BY _row) AS tags ON of_row = _row`,
    }),
    {
      table: 'tags',
      select: `SELECT booru, tag_name, max(${galleryCategory}) AS tag_cat, max(type_name) AS tag_type_raw FROM (${galleryTags}) WHERE tag_name <> '' GROUP BY booru, tag_name ORDER BY booru, tag_name`,
    },
  ],
};
