import { boardSql, unknownBoardRule } from '../board-sql.js';
import { hasHeader } from '../header.js';
import { dateRule, measuredSql, releasePosts, releaseTags } from './release-posts.js';
import { fidSql, numberRule, numberSql, sizeRule, sizeSql } from './release-text.js';
import type { Source } from '../source.js';

/** Number columns, to the columns of `images` they fill, if any. */
const numbers = {
  S_FSIZE: 'file_size', S_JQ: 'jpeg_quality', RNK: 'rank_all', TENTR: 'entropy', ENT_R: 'rank_entropy', TSKEW: 'skew', TSTDDEV: 'stddev', SDEV_R: 'rank_stddev',
  TCOLORS: 'colors', COLR_R: 'rank_colors', MEANG: 'chroma_mean', GREY_R: 'rank_chroma', MAXIMAG: 'chroma_max', T_FSIZE: null, G_FSIZE: null, G_SCORE: null,
} as const;

const sizes = ['S_ISIZE', 'T_ISIZE', 'G_ISIZE', 'BOUNDBOX'] as const;
const texts = ['BOORU', 'FID', 'SPATH', 'FNAME', 'TORR', 'T_JQ', 'T_FMD5', 'G_DATE', 'G_RATN', 'G_EXT', 'G_FMD5'] as const;
const tags = { TAGS_C: [3, 'misc'], TAGS_P: [4, 'unknown'], TAGS_A: [1, 'anonymous'], TAGS_G: [0, ''], TAGS_X: [null, ''] } as const;
const columns = [...texts, ...sizes, ...Object.keys(numbers), ...Object.keys(tags)];

/** BOORU CHARS 2023: pictures (S_), the files they were made from (T_), the board's own facts (G_) and tags (format reference B5). */
export const bc2023: Source = {
  id: 'bc-2023',
  code: 'BC_2023',
  title: 'BOORU CHARS 2023: BC_2023.tsv',
  detect: (sample) => hasHeader(sample, '\t', ['BOORU', 'FID', 'SPATH', 'FNAME', 'T_FMD5', 'G_DATE', 'G_RATN', 'G_FMD5', 'TAGS_C', 'TAGS_P']),
  format: { kind: 'csv', delimiter: '\t', quoted: false, fallback: 'windows-1251' },
  fields: Object.fromEntries(columns.map((name) => [name, 'VARCHAR'])),
  required: ['BOORU', 'FID'],
  identity: `row(${boardSql('BOORU')}, trim(FID), picture_path(SPATH, FNAME))`,
  rules: () => [unknownBoardRule('BOORU'), numberRule(Object.keys(numbers)), sizeRule(sizes), dateRule('G_DATE')],
  async emit({ scalar }) {
    // The letter s changed its meaning on danbooru the year before (format reference 0.2).
    const hasGeneral = await scalar(`SELECT bool_or(lower(trim(G_RATN)) = 'g') FROM record WHERE ${boardSql('BOORU')} = 'danbooru.donmai.us'`);
    const newScheme = `${hasGeneral === true} AND ${boardSql('BOORU')} = 'danbooru.donmai.us'`;
    const picture = (size: string) => `${sizeSql(size, 'w')} AS width, ${sizeSql(size, 'h')} AS height`;
    return [
      releasePosts({ date: 'G_DATE', rating: 'G_RATN', newScheme, score: 'G_SCORE', ext: 'G_EXT', md5: ['G_FMD5'], bytes: ['G_FSIZE'], size: ['G_ISIZE'], tags }),
      releaseTags(tags),
      { table: 'images', select: `SELECT ${measuredSql(numbers)}, picture_path(SPATH, FNAME) AS path, FNAME AS file_name, ${picture('S_ISIZE')}, _row FROM record WHERE FNAME IS NOT NULL` },
      {
        table: 'images',
        select: `SELECT ${boardSql('BOORU')} AS booru, ${fidSql('FID')} AS fid, TORR AS path, ${picture('T_ISIZE')}, ${numberSql('T_FSIZE')} AS file_size, ${numberSql('T_JQ')} AS jpeg_quality,
          real_md5(T_FMD5) AS file_md5, _row FROM record WHERE TORR IS NOT NULL`,
      },
    ];
  },
};
