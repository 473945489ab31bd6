import { hasHeader } from '../header.js';
import type { Source } from '../source.js';

const booru = 'danbooru.donmai.us';

/** BOORU CHARS' list of danbooru's copyrights and characters with franchise and MyAnimeList ids (format reference B1). */
export const booruCharsTaglist: Source = {
  id: 'booru-chars-taglist',
  code: 'TL',
  title: 'BOORU CHARS: danbooru_taglist_201911.csv',
  detect: (sample) => hasHeader(sample, ';', ['TAG_CAT', 'TAG_ID', 'TAG_NAME', 'TAG_CNT', 'FR_ID', 'MAL_ID', 'MAL_NAME', 'MAL_CNT']),
  format: { kind: 'csv', delimiter: ';', quoted: false, fallback: 'windows-1251' },
  fields: { TAG_CAT: 'TINYINT', TAG_ID: 'BIGINT', TAG_NAME: 'VARCHAR', TAG_CNT: 'BIGINT', FR_ID: 'BIGINT', MAL_ID: 'BIGINT', MAL_NAME: 'VARCHAR', MAL_CNT: 'BIGINT' },
  required: ['TAG_CAT', 'TAG_ID', 'TAG_NAME'],
  identity: 'TAG_ID',
  rules: () => [{ reason: 'bad_value', when: 'TAG_CAT NOT IN (0, 1, 3, 4, 5)', detail: `'TAG_CAT ' || TAG_CAT` }],
  emit() {
    const label = `'${booru}' AS booru, TAG_NAME AS tag_name, TAG_CAT AS tag_cat, TAG_ID AS board_tag_id`;
    return [
      {
        // Names without their non-ASCII letters may meet: the tag is then the more used one.
        table: 'tags',
        select: `SELECT '${booru}' AS booru, TAG_NAME AS tag_name, TAG_CAT AS tag_cat, TAG_ID AS board_tag_id, TAG_CNT AS post_count FROM record
          QUALIFY row_number() OVER (PARTITION BY TAG_NAME ORDER BY TAG_CNT DESC NULLS LAST, TAG_ID) = 1 ORDER BY tag_name`,
      },
      {
        table: 'labels',
        select: `SELECT ${label.replaceAll(/(TAG_\w+) AS/g, 'tag.$1 AS')}, 'franchise' AS kind, tag.FR_ID AS id, head.TAG_NAME AS name, tag._row
          FROM record AS tag LEFT JOIN record AS head ON head.TAG_ID = tag.FR_ID WHERE tag.FR_ID IS NOT NULL`,
      },
      {
        table: 'labels',
        select: `SELECT ${label}, CASE TAG_CAT WHEN 3 THEN 'mal_anime' ELSE 'mal_character' END AS kind, MAL_ID AS id, MAL_NAME AS name, MAL_CNT AS count, _row
          FROM record WHERE MAL_ID IS NOT NULL AND TAG_CAT IN (3, 4)`,
      },
    ];
  },
};
