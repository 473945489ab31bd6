import { boardInText } from '../../tags/boards.js';
import { sizeRule, sizeSql } from '../booru-chars/release-text.js';
import { hasHeader } from '../header.js';
import type { Source } from '../source.js';
import { unreadRule } from '../unread.js';
import { tagRows } from '../tag-rows.js';
import { zerochanBoard, zerochanIdRule } from './zerochan-json.js';

const names = ['ID', 'FILE_NAME', 'MD5', 'IMAGE_SIZE', 'FILE_SIZE', 'IMAGE_URL', 'CREATED_AT'] as const;
const known = (column: string) => `CASE WHEN upper(trim(${column})) NOT IN ('NOT_RETRIEVED', 'NONE') THEN nullif(trim(${column}), '') END`;

/** aperveyev's table of posts (format reference A6.2); 2018-01-01 00:00 and NOT_RETRIEVED stand for nothing. */
export const zerochanPostTexts: Source = {
  id: 'zerochan-posts',
  code: 'Zh',
  title: 'Zerochan posts: ZERO_POSTS.TSV',
  detect: (sample) => hasHeader(sample, '\t', names),
  format: { kind: 'csv', delimiter: '\t', quoted: false, fallback: 'windows-1251' },
  fields: Object.fromEntries(names.map((name) => [name, 'VARCHAR'])),
  derived: [
    Object.fromEntries(names.map((name) => [name, known(name)])),
    { fid: 'canonical_fid(ID)', posted: 'TRY_CAST(CREATED_AT AS TIMESTAMPTZ)', file_bytes: 'TRY_CAST(FILE_SIZE AS BIGINT)' },
  ],
  required: ['ID'],
  identity: 'fid',
  rules: () => [
    zerochanIdRule, sizeRule(['IMAGE_SIZE']),
    unreadRule('FILE_SIZE', 'file_bytes'), unreadRule('CREATED_AT', 'posted'),
  ],
  emit() {
    const time = `nullif(posted, TIMESTAMPTZ '2018-01-01 00:00:00+00')`;
    return [{
      table: 'posts', origin: 'release',
      select: `SELECT '${zerochanBoard}' AS booru, fid, _row, ${time} AS created_at, CASE WHEN ${time} IS NOT NULL THEN 'minute' END AS created_precision, NULL::VARCHAR AS rating_std, real_md5(MD5) AS md5,
        coalesce(url_ext(IMAGE_URL), url_ext(FILE_NAME)) AS file_ext, nullif(file_bytes, 0) AS file_size, nullif(${sizeSql('IMAGE_SIZE', 'w')}, 0) AS width, nullif(${sizeSql('IMAGE_SIZE', 'h')}, 0) AS height, whole_url(IMAGE_URL) AS file_url FROM record`,
    }];
  },
};

const category = 'TRY_CAST(TAG_CAT AS TINYINT)';

/**
 * aperveyev's table of the tags of each post (format reference A6.2). Those of other boards have the same header: the path must name zerochan.
 * 0 is what he threw out of file names (studios, meta, sources of scans), nothing is all other types: neither tells a category.
 */
export const zerochanTagTexts: Source = {
  ...tagRows({
    booru: zerochanBoard, id: 'ID', name: 'spaced_tag(html_unescape(TAG))', category: `CASE WHEN ${category} IN (1, 3, 4) THEN ${category} END`,
    rules: [{ reason: 'bad_value', when: `blank_null(TAG_CAT) IS NOT NULL AND coalesce(${category} NOT IN (-1, 0, 1, 3, 4, 5), true)`, detail: `'TAG_CAT ' || TAG_CAT` }],
  }),
  id: 'zerochan-post-tags',
  code: 'Zh',
  title: 'Zerochan tags of posts: ZERO_TAGS.TSV',
  detect: (sample) => hasHeader(sample, '\t', ['ID', 'TAG', 'TAG_CAT', 'TAG_RANK']) && boardInText(sample.path) === zerochanBoard,
  named: true,
};
