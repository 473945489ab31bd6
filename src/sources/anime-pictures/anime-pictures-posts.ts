import { literal } from '../../lake/sql.js';
import { categorySql, typeNameSql } from '../../tags/categories.js';
import { eroticsStdSql } from '../../tags/ratings.js';
import type { Emission, FileRecord, Source } from '../source.js';

type Value = Readonly<Record<string, unknown>>;

/** The board's name. */
export const booru = 'anime-pictures.net';

const isObject = (value: unknown): value is Value => value !== null && typeof value === 'object' && !Array.isArray(value);

/** A tag of a detail, which has the tag beside who set it, of older answers, or a bare name; null for anything else. */
function tagOf(value: unknown): Value | null {
  if (typeof value === 'string') return { tag: value };
  if (!isObject(value)) return null;
  const { id, tag, tag_ru, tag_jp, num, type } = isObject(value['tag']) ? value['tag'] : value;
  return typeof tag === 'string' ? { id, tag, tag_ru, tag_jp, num, type } : null;
}

/** The posts in a record of the board: those of a page of a list, the one of a detail with its tags and source, or itself. */
export function* postsOf(record: FileRecord): Iterable<FileRecord> {
  if ('reason' in record) {
    yield record;
    return;
  }
  const { line, raw } = record;
  const value = 'values' in record ? record.values : (JSON.parse(record.json) as Value);
  for (const post of Array.isArray(value['posts']) ? (value['posts'] as unknown[]) : [isObject(value['post']) ? value['post'] : value]) {
    if (isObject(post)) yield { line, raw, ...withParts(post, value) };
    else yield { line, raw, reason: 'not_a_record' };
  }
}

function withParts(post: Value, whole: Value): { values: Value } | { reason: 'bad_value'; detail: string } {
  const listed: unknown = whole['tags'];
  const origin = isObject(whole['source']) ? whole['source']['url'] : undefined;
  const values = { ...post, ...(origin === undefined ? {} : { source_url: origin }) };
  if (!Array.isArray(listed)) return { values };
  const tags = listed.map(tagOf);
  return tags.includes(null) ? { reason: 'bad_value', detail: 'field tags' } : { values: { ...values, tags } };
}

const address = (column: string) => `CASE WHEN regexp_matches(${column}, '^(?:https?:)?//') THEN whole_url(${column}) END`;
const ext = `nullif(lower(ltrim(trim(ext), '.')), '')`;
const name = `bare_tag(t.tag)`;
const typeName = `coalesce(${typeNameSql('TRY_CAST(t.type AS INTEGER)', 'animePictures')}, nullif(lower(trim(t.type)), ''))`;

/** SQL for the columns of a post; `file_url` of a detail is a file name, so the address comes from the md5. */
const columns = `'${booru}' AS booru, canonical_fid(trim(id)) AS fid, _row, real_time(pubtime AT TIME ZONE 'UTC') AS created_at, CASE WHEN real_time(pubtime AT TIME ZONE 'UTC') IS NOT NULL THEN 'second' END AS created_precision,
  erotics::VARCHAR AS rating_raw, ${eroticsStdSql('erotics')} AS rating_std, score_number AS score, score AS score_avg, score_number AS score_votes, real_md5(md5) AS md5, ${ext} AS file_ext,
  nullif(size, 0) AS file_size, nullif(width, 0) AS width, nullif(height, 0) AS height,
  coalesce(${address('file_url')}, 'https://oimages.anime-pictures.net/' || left(real_md5(md5), 3) || '/' || real_md5(md5) || '.' || ${ext}) AS file_url,
  ${address('big_preview')} AS sample_url, coalesce(${address('small_preview')}, ${address('medium_preview')}) AS preview_url, blank_null(source_url) AS source,
  CASE trim(status) WHEN '1' THEN 'active' ELSE blank_null(status) END AS status, blank_null(juser_id) AS uploader`;

/** What the posts of anime-pictures share, however they were written down (format reference A7). A list does not know the tags, so it leaves those of a detail as they are. */
export const animePicturesPosts = {
  fields: {
    id: 'VARCHAR', md5: 'VARCHAR', juser_id: 'VARCHAR', width: 'INTEGER', height: 'INTEGER', pubtime: 'TIMESTAMP', score: 'DOUBLE', score_number: 'INTEGER', size: 'BIGINT', erotics: 'INTEGER',
    ext: 'VARCHAR', status: 'VARCHAR', file_url: 'VARCHAR', small_preview: 'VARCHAR', medium_preview: 'VARCHAR', big_preview: 'VARCHAR', source_url: 'VARCHAR',
    tags: 'STRUCT(id BIGINT, tag VARCHAR, tag_ru VARCHAR, tag_jp VARCHAR, num BIGINT, type VARCHAR)[]',
  },
  required: ['id'],
  identity: 'canonical_fid(trim(id))',
  newest: 'tags IS NOT NULL',
  rules: () => [
    { reason: 'bad_value', when: `NOT regexp_full_match(trim(id), '[0-9]{1,18}')`, detail: literal('the id is not a number') },
    { reason: 'bad_value', when: `blank_null(md5) IS NOT NULL AND real_md5(md5) IS NULL`, detail: literal('field md5') },
  ],
  emit: (): Emission[] => [
    { table: 'posts', origin: 'board', select: `SELECT ${columns}, list_transform(tags, lambda t: ${name}) AS tags FROM record WHERE tags IS NOT NULL` },
    { table: 'posts', origin: 'board', select: `SELECT ${columns} FROM record WHERE tags IS NULL` },
    {
      table: 'tags',
      select: `SELECT '${booru}' AS booru, ${name} AS tag_name, max(${categorySql(typeName)}) FILTER (t.type IS NOT NULL) AS tag_cat, max(${typeName}) AS tag_type_raw, max(t.id) AS board_tag_id, max(t.num) AS post_count,
        max(blank_null(t.tag_jp)) AS name_ja, list_distinct(list(blank_null(t.tag_ru)) FILTER (blank_null(t.tag_ru) IS NOT NULL)) AS other_names
        FROM (SELECT unnest(tags) AS t FROM record) WHERE ${name} <> '' GROUP BY ${name} ORDER BY tag_name`,
    },
  ],
} as const satisfies Omit<Source, 'id' | 'code' | 'title' | 'detect' | 'format'>;
