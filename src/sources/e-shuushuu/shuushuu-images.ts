import { literal } from '../../lake/sql.js';
import { partlyTagged } from '../partly-tagged.js';
import type { Emission, Source } from '../source.js';
import { shuushuuBoard, shuushuuCategory, shuushuuTagName, shuushuuType, shuushuuUrl } from './shuushuu-tag.js';

/** Tags of an image, and the same under the names of /images/ID/tags. Numbers are text here, so that one of the wrong kind is seen. */
export const shuushuuTagsType = 'STRUCT(tag_id VARCHAR, title VARCHAR, tag VARCHAR, "type" VARCHAR, type_id VARCHAR, usage_count VARCHAR)[]';

/** The names of an image's tags as `names`. */
export const shuushuuNames = { names: `list_transform(tags, lambda t: ${shuushuuTagName('coalesce(t.title, t.tag)')})` };

const tagRule = {
  reason: 'bad_value', detail: literal('field tags'),
  when: `list_bool_or(list_transform(tags, lambda t: ${['tag_id', 'usage_count'].map((name) => `(t.${name} IS NOT NULL AND TRY_CAST(t.${name} AS BIGINT) IS NULL)`).join(' OR ')}))`,
} as const;

const keyRule = { reason: 'bad_value', when: 'image_id < 1', detail: literal('field image_id') } as const;

const last = (value: string) => `last(${value} ORDER BY _row) FILTER (${value} IS NOT NULL)`;

/** The vocabulary in the tags of images. */
export const shuushuuVocabulary: Emission = {
  table: 'tags',
  select: `SELECT '${shuushuuBoard}' AS booru, tag_name, ${last('tag_cat')} AS tag_cat, ${last('type_name')} AS tag_type_raw, ${last('board_tag_id')} AS board_tag_id, ${last('post_count')} AS post_count
    FROM (SELECT *, ${shuushuuCategory('type_name')} AS tag_cat FROM (
      SELECT ${shuushuuTagName('coalesce(t.title, t.tag)')} AS tag_name, ${shuushuuType('coalesce(t."type", t.type_id)')} AS type_name,
        TRY_CAST(t.tag_id AS BIGINT) AS board_tag_id, TRY_CAST(t.usage_count AS BIGINT) AS post_count, _row FROM (SELECT unnest(tags) AS t, _row FROM record)))
    WHERE tag_name <> '' GROUP BY tag_name ORDER BY tag_name`,
};

const statuses = { '-4': 'review', '-3': 'low_quality', '-2': 'inappropriate', '-1': 'repost', 0: 'deactivated', 1: 'active', 2: 'spoiler' };
const status = `CASE status ${Object.entries(statuses).map(([code, name]) => `WHEN ${code} THEN '${name}'`).join(' ')} ELSE status::VARCHAR END`;
/** SQL for an address that may lack its host. */
export const wholeShuushuuUrl = (url: string) => `CASE WHEN starts_with(${url}, '/') AND NOT starts_with(${url}, '//') THEN 'https://e-shuushuu.net' || ${url} ELSE whole_url(${url}) END`;

/** Images of the REST API, pages of them or single ones; `rating` is what users think of them, not a safety rating (format reference A5.1). */
export const shuushuuImages: Source = {
  id: 'e-shuushuu-images',
  code: 'E',
  title: 'e-shuushuu images: JSON of the API',
  detect: ({ first, inner, rootKeys }) => {
    const image = inner['images'] ?? first;
    if (image !== null && 'image_id' in image) return 'filename' in image && 'date_added' in image;
    return rootKeys.has('images') && rootKeys.has('per_page');
  },
  format: { kind: 'json', unwrap: ['images'] },
  fields: {
    image_id: 'BIGINT', user_id: 'VARCHAR', user: 'STRUCT(username VARCHAR)', filename: 'VARCHAR', ext: 'VARCHAR', md5_hash: 'VARCHAR', filesize: 'BIGINT', width: 'INTEGER', height: 'INTEGER', status: 'INTEGER',
    rating: 'DOUBLE', num_ratings: 'INTEGER', favorites: 'INTEGER', date_added: 'TIMESTAMPTZ', source_url: 'VARCHAR', url: 'VARCHAR', thumbnail_url: 'VARCHAR', medium_url: 'VARCHAR', large_url: 'VARCHAR', tags: shuushuuTagsType,
  },
  derived: [{ ...shuushuuNames, file: `filename || '.' || ext` }],
  required: ['image_id'],
  identity: 'image_id',
  sidecar: true,
  rules: () => [keyRule, tagRule],
  emit: () => [
    ...partlyTagged({
      table: 'posts', origin: 'board',
      select: `SELECT '${shuushuuBoard}' AS booru, image_id::VARCHAR AS fid, _row, real_time(date_added) AS created_at, CASE WHEN real_time(date_added) IS NOT NULL THEN 'second' END AS created_precision,
        NULL::VARCHAR AS rating_std, nullif(rating, 0) AS score_avg, num_ratings AS score_votes, favorites AS favs, real_md5(md5_hash) AS md5, lower(blank_null(ext)) AS file_ext, nullif(filesize, 0) AS file_size,
        nullif(width, 0) AS width, nullif(height, 0) AS height, coalesce(${wholeShuushuuUrl('url')}, ${shuushuuUrl('file')}) AS file_url, coalesce(${wholeShuushuuUrl('large_url')}, ${wholeShuushuuUrl('medium_url')}) AS sample_url, ${wholeShuushuuUrl('thumbnail_url')} AS preview_url,
        blank_null(source_url) AS source, ${status} AS status, coalesce(blank_null("user".username), nullif(blank_null(user_id), '0')) AS uploader, names AS tags FROM record`,
    }),
    shuushuuVocabulary,
  ],
};

/** The tags of one image, /images/ID/tags (format reference A5.1). */
export const shuushuuImageTags: Source = {
  id: 'e-shuushuu-image-tags',
  code: 'E',
  title: 'e-shuushuu tags of an image: JSON of the API',
  detect: ({ first }) => first !== null && 'image_id' in first && Array.isArray(first['tags']) && !('filename' in first),
  format: { kind: 'json' },
  fields: { image_id: 'BIGINT', tags: shuushuuTagsType },
  derived: [shuushuuNames],
  required: ['image_id'],
  identity: 'image_id',
  sidecar: true,
  rules: () => [keyRule, tagRule],
  emit: () => [
    ...partlyTagged({ table: 'posts', origin: 'mention', tagOrigin: 'board', select: `SELECT '${shuushuuBoard}' AS booru, image_id::VARCHAR AS fid, _row, NULL::VARCHAR AS rating_std, names AS tags FROM record` }),
    shuushuuVocabulary,
  ],
};
