import { hasHeader } from '../header.js';
import type { Source } from '../source.js';

const booru = 'safebooru.org';

/** BOORU CHARS' tags of safebooru.org posts with their danbooru tags: one row a post and tag (format reference B2). */
export const sbTags: Source = {
  id: 'sb-tags',
  code: 'SBT',
  title: 'BOORU CHARS: SB_TAGS_2019.csv',
  detect: (sample) => hasHeader(sample, ';', ['SB_FID', 'TAG_CAT', 'SB_TAG', 'DANB_TAG', 'DANB_FR']),
  format: { kind: 'csv', delimiter: ';', quoted: false, wide: 'SB_TAG', fallback: 'windows-1251' },
  fields: { SB_FID: 'VARCHAR', TAG_CAT: 'TINYINT', SB_TAG: 'VARCHAR', DANB_TAG: 'BIGINT', DANB_FR: 'BIGINT' },
  required: ['SB_FID', 'TAG_CAT', 'SB_TAG'],
  rules: () => [{ reason: 'bad_value', when: 'TAG_CAT NOT IN (0, 1, 3, 4, 5)', detail: `'TAG_CAT ' || TAG_CAT` }],
  emit() {
    const tag = 'normal_tag(html_unescape(trim(SB_TAG)))';
    const label = (kind: string, id: string) => `SELECT '${booru}' AS booru, ${tag} AS tag_name, max(TAG_CAT) AS tag_cat, '${kind}' AS kind, ${id} AS id, min(_row) AS _row
      FROM record WHERE ${id} > 0 GROUP BY ${tag}, ${id}`;
    return [
      {
        table: 'posts', origin: 'mention', tagOrigin: 'release',
        select: `SELECT '${booru}' AS booru, canonical_fid(trim(SB_FID)) AS fid, NULL::VARCHAR AS rating_std, min(_row) AS _row, count(*) AS records FROM record GROUP BY ALL`,
        pairs: `SELECT '${booru}' AS booru, canonical_fid(trim(SB_FID)) AS fid, ${tag} AS tag_name FROM record`,
      },
      { table: 'tags', select: `SELECT '${booru}' AS booru, ${tag} AS tag_name, max(TAG_CAT) AS tag_cat FROM record GROUP BY ${tag} ORDER BY tag_name` },
      { table: 'labels', select: label('danbooru_tag', 'DANB_TAG') },
      { table: 'labels', select: label('franchise', 'DANB_FR') },
    ];
  },
};
