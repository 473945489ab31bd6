import { boardSql, unknownBoardRule } from '../board-sql.js';
import { hasHeader } from '../header.js';
import { ratingStdSql } from '../../tags/ratings.js';
import { fidSql, frameSql, numberRule, numberSql, sizeRule, sizeSql } from './release-text.js';
import type { Source } from '../source.js';

/** Number columns, to the columns of `images` they fill, if any. */
const numbers = {
  TORR_FSIZE: 'file_size', S_JQ: 'jpeg_quality', R_ALL: 'rank_all', TENTR: 'entropy', R_ENTR: 'rank_entropy', TSKEW: 'skew', TSTDDEV: 'stddev', R_SDEV: 'rank_stddev',
  TCOLORS: 'colors', R_COLOR: 'rank_colors', MEANG: 'chroma_mean', R_MEANG: 'rank_chroma', EDGE: 'edge', R_EDGE: 'rank_edge',
  ORIG_FSIZE: null, POST_FSIZE: null, SCORE: null, FAVS: null,
} as const;

const sizes = ['TORR_ISIZE', 'BOUNDBOX', 'ORIG_ISIZE', 'POST_ISIZE'] as const;
const texts = ['BOORU', 'FID', 'TORR_PATH', 'TORR_FNAME', 'ORIG_MD5', 'POST_MD5', 'POST_DT', 'RATING', 'POST_EXT'] as const;

/** Tag columns: their category (NULL: meta tags and undefined ones in one) and the word that stands for none. */
const classes = { TAGS_COPYR: [3, 'misc'], TAGS_CHARS: [4, 'unknown'], TAGS_ART: [1, 'anonymous'], TAGS_GEN: [0, ''], TAGS_ETC: [null, ''] } as const;

const columns = [...texts, ...sizes, ...Object.keys(numbers), ...Object.keys(classes)];
const booru = boardSql('BOORU');
const fid = fidSql('FID');
const ownSize = (part: 'w' | 'h') => `coalesce(${sizeSql('POST_ISIZE', part)}, ${sizeSql('ORIG_ISIZE', part)})`;
const md5 = (column: string) => `CASE WHEN regexp_full_match(lower(${column}), '[0-9a-f]{32}') THEN lower(${column}) END`;
const tagsOf = (column: keyof typeof classes) => `coalesce(split_tags(nullif(${column}, '${classes[column][1]}')), [])`;
const tagColumns = Object.keys(classes) as (keyof typeof classes)[];

/** BOORU CHARS 2021: pictures with the facts and tags of their posts, columns in the order of its SQL or of its readme (format reference B4). */
export const bcPosts: Source = {
  id: 'bc-posts',
  code: 'BC',
  title: 'BOORU CHARS 2021: BC_posts.tsv',
  detect: (sample) => hasHeader(sample, '\t', ['BOORU', 'FID', 'TORR_FNAME', 'ORIG_MD5', 'POST_DT', 'TAGS_CHARS', 'POST_MD5']),
  format: { kind: 'csv', delimiter: '\t', quoted: false, fallback: 'windows-1251' },
  fields: Object.fromEntries(columns.map((name) => [name, 'VARCHAR'])),
  required: ['BOORU', 'FID'],
  identity: `row(${booru}, trim(FID), TORR_PATH, TORR_FNAME)`,
  rules: () => [
    unknownBoardRule('BOORU'), numberRule(Object.keys(numbers)), sizeRule(sizes),
    { reason: 'bad_value', when: `POST_DT IS NOT NULL AND TRY_CAST(POST_DT AS TIMESTAMP) IS NULL`, detail: `'field POST_DT'` },
  ],
  emit() {
    const filled = Object.entries(numbers).flatMap(([column, to]) => (to === null ? [] : [`${numberSql(column)} AS ${to}`]));
    const named = tagColumns.map((column) => `SELECT ${booru} AS booru, unnest(${tagsOf(column)}) AS tag_name, ${classes[column][0] ?? 'NULL'}::TINYINT AS tag_cat FROM record`);
    return [
      {
        // A post may be in several pictures or frames; the last one tells of it.
        table: 'posts', origin: 'release',
        select: `SELECT ${booru} AS booru, ${fid} AS fid, _row, count(*) OVER same AS records, ${frameSql('FID')} AS frame,
          TRY_CAST(POST_DT AS TIMESTAMP) AT TIME ZONE 'UTC' AS created_at, CASE WHEN length(POST_DT) > 10 THEN 'minute' WHEN POST_DT IS NOT NULL THEN 'day' END AS created_precision,
          RATING AS rating_raw, ${ratingStdSql('RATING')} AS rating_std, ${numberSql('SCORE')} AS score, ${numberSql('FAVS')} AS favs,
          coalesce(${md5('POST_MD5')}, ${md5('ORIG_MD5')}) AS md5, lower(ltrim(trim(POST_EXT), '.')) AS file_ext, coalesce(${numberSql('POST_FSIZE')}, ${numberSql('ORIG_FSIZE')}) AS file_size,
          ${ownSize('w')} AS width, ${ownSize('h')} AS height, ${tagColumns.map(tagsOf).join(' || ')} AS tags
          FROM record WINDOW same AS (PARTITION BY ${booru}, ${fid}) QUALIFY row_number() OVER (PARTITION BY ${booru}, ${fid} ORDER BY _row DESC) = 1`,
      },
      { table: 'tags', select: `SELECT booru, tag_name, max(tag_cat) AS tag_cat FROM (${named.join(' UNION ALL ')}) GROUP BY booru, tag_name ORDER BY booru, tag_name` },
      {
        table: 'images',
        select: `SELECT ${booru} AS booru, ${fid} AS fid, TORR_PATH AS path, TORR_FNAME AS file_name, ${sizeSql('TORR_ISIZE', 'w')} AS width, ${sizeSql('TORR_ISIZE', 'h')} AS height,
          ${(['w', 'h', 'x', 'y'] as const).map((part) => `${sizeSql('BOUNDBOX', part)} AS bound_${part}`).join(', ')}, ${filled.join(', ')}, 3 AS edge_radius, _row
          FROM record WHERE TORR_FNAME IS NOT NULL`,
      },
    ];
  },
};
