import { literal } from '../../lake/sql.js';
import { boardInText, boardNamed } from '../../tags/boards.js';
import { hasHeader } from '../header.js';
import type { RecordFormat, Source } from '../source.js';

const tsv = { kind: 'csv', delimiter: '\t', quoted: false, fallback: 'windows-1251' } as const satisfies RecordFormat;
const categories = { reason: 'bad_value', when: 'TAG_CAT NOT IN (-1, 0, 1, 3, 4, 5)', detail: `'TAG_CAT ' || TAG_CAT` } as const;
const tag = 'bare_tag(TAG)';

/**
 * `yndr_dt.tsv` and `kona_tags.tsv`: a row a post and tag; circles count as copyrights there (format reference A3.4).
 * Only the path tells the board, also from zerochan's list with the same columns.
 */
export const moebooruReleaseTags: Source = {
  id: 'moebooru-release-tags',
  code: 'Y',
  title: 'Yande.re and konachan tags of posts: yndr_dt.tsv, kona_tags.tsv',
  detect: (sample) => {
    const board = boardInText(sample.path);
    return hasHeader(sample, '\t', ['ID', 'TAG', 'TAG_CAT', 'TAG_RANK']) && (board === null || boardNamed(board)?.family === 'moebooru');
  },
  format: tsv,
  fields: { ID: 'VARCHAR', TAG: 'VARCHAR', TAG_CAT: 'TINYINT' },
  required: ['ID', 'TAG'],
  rules: ({ board }) => [
    { reason: 'bad_value', when: `NOT regexp_full_match(trim(ID), '[0-9]{1,18}')`, detail: literal('the id is not a number') },
    categories,
    { reason: 'unknown_board', when: String(board === null), detail: literal('the rows do not name their board; --board NAME says it') },
  ],
  emit({ board }) {
    if (board === null) return [];
    const booru = literal(board);
    return [
      {
        table: 'posts', origin: 'mention', tagOrigin: 'release',
        select: `SELECT ${booru} AS booru, canonical_fid(trim(ID)) AS fid, NULL::VARCHAR AS rating_std, min(_row) AS _row, count(*) AS records FROM record GROUP BY ALL`,
        pairs: `SELECT ${booru} AS booru, canonical_fid(trim(ID)) AS fid, ${tag} AS tag_name FROM record`,
      },
      { table: 'tags', select: `SELECT ${booru} AS booru, ${tag} AS tag_name, max(nullif(TAG_CAT, -1)) AS tag_cat FROM record GROUP BY ${tag} ORDER BY tag_name` },
    ];
  },
};

const name = (column: string) => `nullif(nullif(trim(${column}), ''), 'NONE')`;

/** `yndr_copyr_char_tags.tsv`: copyrights and characters with danbooru's tag, franchise and MyAnimeList id; 0 and NONE say that there is none (format reference A3.4). */
export const moebooruReleaseLinks: Source = {
  id: 'moebooru-release-links',
  code: 'Y',
  title: 'Yande.re copyrights and characters: yndr_copyr_char_tags.tsv',
  detect: (sample) => hasHeader(sample, '\t', ['TAG_NAME', 'TAG_CAT', 'POSTS_CNT', 'DANB_ID', 'FR_ID', 'FR_NAME', 'MAL_ID', 'MAL_NAME']),
  format: tsv,
  fields: { TAG_NAME: 'VARCHAR', TAG_CAT: 'TINYINT', POSTS_CNT: 'BIGINT', DANB_ID: 'VARCHAR', FR_ID: 'VARCHAR', FR_NAME: 'VARCHAR', MAL_ID: 'VARCHAR', MAL_NAME: 'VARCHAR' },
  derived: [Object.fromEntries(['DANB_ID', 'FR_ID', 'MAL_ID'].map((id) => [`${id}_known`, `nullif(TRY_CAST(${name(id)} AS BIGINT), 0)`]))],
  required: ['TAG_NAME'],
  identity: 'bare_tag(TAG_NAME)',
  newest: 'POSTS_CNT',
  rules: () => [
    categories,
    ...['DANB_ID', 'FR_ID', 'MAL_ID'].map((id) => ({ reason: 'bad_value', when: `${name(id)} IS NOT NULL AND TRY_CAST(${name(id)} AS BIGINT) IS NULL`, detail: literal(`field ${id}`) }) as const),
  ],
  emit({ board }) {
    const key = `${literal(board ?? 'yande.re')} AS booru, bare_tag(TAG_NAME) AS tag_name, nullif(TAG_CAT, -1) AS tag_cat`;
    const label = (kind: string, id: string, named: string) => `SELECT ${key}, ${kind} AS kind, ${id}_known AS id, ${named} AS name, _row FROM record WHERE ${id}_known IS NOT NULL`;
    return [
      { table: 'tags', select: `SELECT ${key}, POSTS_CNT AS post_count FROM record ORDER BY tag_name` },
      { table: 'labels', select: label(`'danbooru_tag'`, 'DANB_ID', 'NULL') },
      { table: 'labels', select: label(`'franchise'`, 'FR_ID', name('FR_NAME')) },
      { table: 'labels', select: `${label(`CASE TAG_CAT WHEN 3 THEN 'mal_anime' ELSE 'mal_character' END`, 'MAL_ID', name('MAL_NAME'))} AND TAG_CAT IN (3, 4)` },
    ];
  },
};
