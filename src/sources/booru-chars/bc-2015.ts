import { boardSql, unknownBoardRule } from '../board-sql.js';
import { hasHeader } from '../header.js';
import { namedTagsSql } from './picture-name.js';
import { measuredSql } from './release-posts.js';
import { fidSql, frameSql, numberRule, numberSql, sizeRule, sizeSql } from './release-text.js';
import type { Source } from '../source.js';

/** Number columns, to the columns of `images` they fill; what text, faces and areas come to has none. */
const numbers = {
  S_FSIZE: 'file_size', S_JQ: 'jpeg_quality', RNK: 'rank_all', TENTR: 'entropy', ENT_R: 'rank_entropy', TSKEW: 'skew', TSTDDEV: 'stddev', SDEV_R: 'rank_stddev',
  TCOLORS: 'colors', COLR_R: 'rank_colors', MEANG: 'chroma_mean', GREY_R: 'rank_chroma', MAXIMAG: 'chroma_max', EDGE: 'edge', EDGE_R: 'rank_edge', O_FSIZE: null,
} as const;

const sizes = ['S_ISIZE', 'O_ISIZE', 'BOUNDBOX'] as const;
const columns = ['BOORU', 'FID', 'RPATH', 'FNAME', 'O_FMD5', ...sizes, ...Object.keys(numbers)];
const booru = boardSql('BOORU');
const fid = fidSql('FID');

/** BOORU CHARS 2015: pictures with statistics and ranks, the facts of their originals, no ratings and no tags (format reference B5). */
export const bc2015: Source = {
  id: 'bc-2015',
  code: 'BC_2015',
  title: 'BOORU CHARS 2015: BC_2015.tsv',
  detect: (sample) => hasHeader(sample, '\t', ['BOORU', 'FID', 'RPATH', 'RNK', 'FNAME', 'S_FSIZE', 'O_FMD5', 'TENTR', 'MAXIMAG']),
  format: { kind: 'csv', delimiter: '\t', quoted: false, fallback: 'windows-1251' },
  fields: Object.fromEntries(columns.map((name) => [name, 'VARCHAR'])),
  required: ['BOORU', 'FID', 'FNAME'],
  identity: `row(${booru}, trim(FID), picture_path(RPATH, FNAME))`,
  rules: () => [unknownBoardRule('BOORU'), numberRule(Object.keys(numbers)), sizeRule(sizes)],
  emit: () => [
    {
      // Less is known here than in other releases, so these posts are listings.
      table: 'posts', origin: 'listing', implied: true,
      select: `SELECT ${booru} AS booru, ${fid} AS fid, _row, count(*) OVER same AS records, ${frameSql('FID')} AS frame, NULL::VARCHAR AS rating_std,
        real_md5(O_FMD5) AS md5, ${numberSql('O_FSIZE')} AS file_size, ${sizeSql('O_ISIZE', 'w')} AS width, ${sizeSql('O_ISIZE', 'h')} AS height, ${namedTagsSql('FNAME')}
        FROM record WINDOW same AS (PARTITION BY ${booru}, ${fid}) QUALIFY row_number() OVER (PARTITION BY ${booru}, ${fid} ORDER BY _row DESC) = 1`,
    },
    {
      table: 'images',
      select: `SELECT ${measuredSql(numbers)}, picture_path(RPATH, FNAME) AS path, FNAME AS file_name, ${sizeSql('S_ISIZE', 'w')} AS width, ${sizeSql('S_ISIZE', 'h')} AS height, 3 AS edge_radius, _row FROM record`,
    },
  ],
};
