import { boardSql, unknownBoardRule } from '../board-sql.js';
import { hasHeader } from '../header.js';
import { fidSql } from './release-text.js';
import type { Source } from '../source.js';

const danbooru = 'danbooru.donmai.us';

/**
 * BOORU CHARS 2015, 2021 and 2023: one row a post and tag, of several boards (format reference B4, B5). What stands behind
 * TAG_CAT in 2023 is not known. TAG_ID is danbooru's id of the tag,
 * also on other boards; DANB_TAG is danbooru's name for it where that differs, but for copyrights and characters the franchise.
 */
export const bcTags: Source = {
  id: 'bc-tags',
  code: 'BT',
  title: 'BOORU CHARS: BC_tags.tsv, BC_2015_tags.tsv, BC_2023_tags.tsv',
  detect: (sample) => hasHeader(sample, '\t', ['BOORU', 'FID', 'TAG', 'TAG_ID', 'TAG_CAT']),
  format: { kind: 'csv', delimiter: '\t', quoted: false, fallback: 'windows-1251' },
  fields: { BOORU: 'VARCHAR', FID: 'VARCHAR', TAG: 'VARCHAR', TAG_ID: 'BIGINT', TAG_CAT: 'TINYINT', DANB_TAG: 'VARCHAR' },
  required: ['BOORU', 'FID', 'TAG'],
  rules: () => [unknownBoardRule('BOORU'), { reason: 'bad_value', when: 'TAG_CAT NOT IN (-1, 0, 1, 3, 4, 5)', detail: `'TAG_CAT ' || TAG_CAT` }],
  emit() {
    const rows = `SELECT ${boardSql('BOORU')} AS booru, BOORU, TAG, max(nullif(TAG_ID, 0)) AS danb_id, max(nullif(TAG_CAT, -1)) AS tag_cat, max(nullif(DANB_TAG, '')) AS danb_tag, min(_row) AS _row
      FROM record GROUP BY BOORU, TAG`;
    return [
      {
        table: 'posts', origin: 'mention', tagOrigin: 'release',
        select: `SELECT ${boardSql('BOORU')} AS booru, ${fidSql('FID')} AS fid, NULL::VARCHAR AS rating_std, min(first) AS _row, sum(n)::BIGINT AS records
          FROM (SELECT BOORU, FID, min(_row) AS first, count(*) AS n FROM record GROUP BY BOORU, FID) GROUP BY ALL`,
        pairs: `SELECT ${boardSql('BOORU')} AS booru, ${fidSql('FID')} AS fid, TAG AS tag_name FROM record`,
      },
      {
        table: 'tags',
        select: `SELECT booru, TAG AS tag_name, max(tag_cat) AS tag_cat, max(danb_id) FILTER (booru = '${danbooru}') AS board_tag_id FROM (${rows}) GROUP BY booru, TAG ORDER BY booru, tag_name`,
      },
      {
        table: 'labels',
        select: `SELECT booru, TAG AS tag_name, tag_cat, 'danbooru_tag' AS kind, danb_id AS id, CASE WHEN tag_cat IN (0, 1, 5) THEN coalesce(danb_tag, TAG) END AS name, _row
          FROM (${rows}) WHERE booru <> '${danbooru}' AND danb_id IS NOT NULL`,
      },
    ];
  },
};
