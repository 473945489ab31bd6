import { boardSql, unknownBoardRule } from '../board-sql.js';
import { hasHeader } from '../header.js';
import { dateRule, measuredSql, releasePosts, releaseTags } from './release-posts.js';
import { numberRule, sizeRule, sizeSql } from './release-text.js';
import type { Source } from '../source.js';

/** Number columns, to the columns of `images` they fill, if any. */
const numbers = {
  TORR_FSIZE: 'file_size', S_JQ: 'jpeg_quality', R_ALL: 'rank_all', TENTR: 'entropy', R_ENTR: 'rank_entropy', TSKEW: 'skew', TSTDDEV: 'stddev', R_SDEV: 'rank_stddev',
  TCOLORS: 'colors', R_COLOR: 'rank_colors', MEANG: 'chroma_mean', R_MEANG: 'rank_chroma', EDGE: 'edge', R_EDGE: 'rank_edge',
  ORIG_FSIZE: null, POST_FSIZE: null, SCORE: null, FAVS: null,
} as const;

const sizes = ['TORR_ISIZE', 'BOUNDBOX', 'ORIG_ISIZE', 'POST_ISIZE'] as const;
const texts = ['BOORU', 'FID', 'TORR_PATH', 'TORR_FNAME', 'ORIG_MD5', 'POST_MD5', 'POST_DT', 'RATING', 'POST_EXT'] as const;
const tags = { TAGS_COPYR: [3, 'misc'], TAGS_CHARS: [4, 'unknown'], TAGS_ART: [1, 'anonymous'], TAGS_GEN: [0, ''], TAGS_ETC: [null, ''] } as const;
const columns = [...texts, ...sizes, ...Object.keys(numbers), ...Object.keys(tags)];

/** BOORU CHARS 2021: pictures with the facts and tags of their posts, columns in the order of its SQL or of its readme (format reference B4). */
export const bcPosts: Source = {
  id: 'bc-posts',
  code: 'BC',
  title: 'BOORU CHARS 2021: BC_posts.tsv',
  detect: (sample) => hasHeader(sample, '\t', ['BOORU', 'FID', 'TORR_FNAME', 'ORIG_MD5', 'POST_DT', 'TAGS_CHARS', 'POST_MD5']),
  format: { kind: 'csv', delimiter: '\t', quoted: false, fallback: 'windows-1251' },
  fields: Object.fromEntries(columns.map((name) => [name, 'VARCHAR'])),
  required: ['BOORU', 'FID'],
  identity: `row(${boardSql('BOORU')}, trim(FID), picture_path(TORR_PATH, TORR_FNAME))`,
  rules: () => [unknownBoardRule('BOORU'), numberRule(Object.keys(numbers)), sizeRule(sizes), dateRule('POST_DT')],
  emit: () => [
    releasePosts({
      date: 'POST_DT', rating: 'RATING', score: 'SCORE', favs: 'FAVS', ext: 'POST_EXT', md5: ['POST_MD5', 'ORIG_MD5'], bytes: ['POST_FSIZE', 'ORIG_FSIZE'], size: ['POST_ISIZE', 'ORIG_ISIZE'], tags,
    }),
    releaseTags(tags),
    {
      table: 'images',
      select: `SELECT ${measuredSql(numbers)}, picture_path(TORR_PATH, TORR_FNAME) AS path, TORR_FNAME AS file_name, ${sizeSql('TORR_ISIZE', 'w')} AS width, ${sizeSql('TORR_ISIZE', 'h')} AS height, 3 AS edge_radius, _row
        FROM record WHERE TORR_FNAME IS NOT NULL`,
    },
  ],
};
