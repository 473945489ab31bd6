import { literal } from '../../lake/sql.js';
import { sizeSql } from '../booru-chars/release-text.js';
import { hasHeader } from '../header.js';
import { partlyTagged } from '../partly-tagged.js';
import type { Source } from '../source.js';
import { unreadRule } from '../unread.js';
import { tagRows } from '../tag-rows.js';
import { quotedTag, quotedTags } from './quoted-tags.js';
import { shuushuuBoard } from './shuushuu-tag.js';

/** Tag columns: their category and the words that stand there for none. */
const classes = { TAGS_GENERAL: 0, TAGS_COPYR: 3, TAGS_CHAR: 4, TAGS_ARTIST: 1 } as const;
const tagColumns = Object.keys(classes) as (keyof typeof classes)[];
const texts = ['POST_ID', 'POST_DT', 'IMG_FMT', 'FILE_MD5', 'IMAGE_SIZE', 'FILE_NAME', 'TORR_PATH', ...tagColumns] as const;

const known = (column: string) => `CASE WHEN lower(trim(${column})) NOT IN ('none', 'misc', 'unknown', 'anonymous') THEN nullif(trim(${column}), '') END`;
const size = `regexp_extract(IMAGE_SIZE, '^[0-9]+x[0-9]+')`;
const filled = tagColumns.map((column) => `WHEN ${column} IS NOT NULL AND NOT regexp_full_match(${column}, '".*"') THEN ${literal(`field ${column}`)}`);
const wrongTags = `CASE ${filled.join(' ')} END`;
const width = `nullif(${sizeSql(size, 'w')}, 0) AS width, nullif(${sizeSql(size, 'h')}, 0) AS height`;

/** aperveyev's table of images with the facts of his own copies (format reference A5.3). */
export const shuushuuPostTexts: Source = {
  id: 'e-shuushuu-posts',
  code: 'Es',
  title: 'e-shuushuu images: ess_posts.tsv',
  detect: (sample) => hasHeader(sample, '\t', ['POST_ID', 'POST_DT', 'FAV_COUNT', 'TORR_PATH', 'TAGS_GENERAL', 'TAGS_COPYR', 'TAGS_CHAR', 'TAGS_ARTIST']),
  format: { kind: 'csv', delimiter: '\t', quoted: false, fallback: 'windows-1251' },
  fields: { ...Object.fromEntries(texts.map((name) => [name, 'VARCHAR'])), FILE_SIZE: 'BIGINT', FAV_COUNT: 'INTEGER' },
  derived: [
    { fid: 'canonical_fid(trim(POST_ID))', posted: 'TRY_CAST(POST_DT AS TIMESTAMPTZ)', ...Object.fromEntries(['IMG_FMT', 'FILE_NAME', 'TORR_PATH', ...tagColumns].map((name) => [name, known(name)])) },
    Object.fromEntries(tagColumns.map((name) => [`of_${name}`, quotedTags(name)])),
  ],
  required: ['POST_ID'],
  identity: 'fid',
  rules: () => [
    { reason: 'bad_value', when: `NOT regexp_full_match(fid, '[0-9]{1,18}')`, detail: literal('the id is not a number') },
    unreadRule('POST_DT', 'posted'),
    { reason: 'bad_value', when: `nullif(${known('IMAGE_SIZE')}, '0') IS NOT NULL AND ${size} = ''`, detail: literal('field IMAGE_SIZE') },
    { reason: 'bad_value', when: `${wrongTags} IS NOT NULL`, detail: wrongTags },
  ],
  emit: () => [
    ...partlyTagged({
      table: 'posts', origin: 'release',
      select: `SELECT '${shuushuuBoard}' AS booru, fid, _row, real_time(posted) AS created_at, CASE WHEN real_time(posted) IS NOT NULL THEN 'minute' END AS created_precision, NULL::VARCHAR AS rating_std, FAV_COUNT AS favs,
        real_md5(FILE_MD5) AS md5, coalesce(url_ext(FILE_NAME), lower(IMG_FMT)) AS file_ext, nullif(FILE_SIZE, 0) AS file_size, ${width}, ${tagColumns.map((name) => `of_${name}`).join(' || ')} AS tags FROM record`,
    }),
    {
      table: 'tags',
      select: `SELECT '${shuushuuBoard}' AS booru, tag_name, max(tag_cat)::TINYINT AS tag_cat FROM (${tagColumns.map((name) => `SELECT unnest(of_${name}) AS tag_name, ${classes[name]} AS tag_cat FROM record`).join(' UNION ALL ')})
        WHERE tag_name <> '' GROUP BY tag_name ORDER BY tag_name`,
    },
    {
      table: 'images',
      select: `SELECT '${shuushuuBoard}' AS booru, fid, picture_path(TORR_PATH, FILE_NAME) AS path, FILE_NAME AS file_name, nullif(FILE_SIZE, 0) AS file_size, ${width}, IMG_FMT AS file_type, real_md5(FILE_MD5) AS file_md5, _row
        FROM record WHERE TORR_PATH IS NOT NULL AND FILE_NAME IS NOT NULL`,
    },
  ],
};

/** aperveyev's table of the tags of each image; categories other than 3, 4 and 1 are general (format reference A5.3). */
export const shuushuuTagTexts: Source = {
  ...tagRows({ booru: shuushuuBoard, id: 'POST_ID', name: quotedTag('TAG'), category: `CASE trim(TAG_CAT) WHEN '1' THEN 1 WHEN '3' THEN 3 WHEN '4' THEN 4 ELSE 0 END` }),
  id: 'e-shuushuu-post-tags',
  code: 'Es',
  title: 'e-shuushuu tags of images: ess_tags.tsv',
  detect: (sample) => hasHeader(sample, '\t', ['POST_ID', 'TAG', 'TAG_CAT', 'TAG_RANK']),
};
