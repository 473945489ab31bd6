import { UserError } from '../../lake/error.js';
import { boardSql, unknownBoardRule } from '../board-sql.js';
import { hasHeader } from '../header.js';
import { namedTagsSql } from './picture-name.js';
import { fidSql, frameSql, numberRule, numberSql } from './release-text.js';
import type { Source } from '../source.js';

/** Number columns, to the columns of `images` they fill, in file order. */
const numbers = {
  XBYTES: 'file_size', XWIDTH: 'width', XHEIGHT: 'height', BOUNDW: 'bound_w', BOUNDH: 'bound_h', BOUNDX: 'bound_x', BOUNDY: 'bound_y',
  TBYTES: 'thumb_bytes', TWIDTH: 'thumb_w', THEIGHT: 'thumb_h', TENTR: 'entropy', TSKEW: 'skew', TMEAN: 'mean', TSTDDEV: 'stddev', TCOLORS: 'colors',
  MEANGREY: 'chroma_mean', MAXGREY: 'chroma_max', REDMEAN: 'r_mean', GREENMEAN: 'g_mean', BLUEMEAN: 'b_mean', EDGE: 'edge',
} as const;

/** Columns of danbooru tag ids, to the category of the tag. */
const tagIds = { COPYRTAG1: 3, COPYRTAG2: 3, CHARSTAG1: 4, CHARSTAG2: 4, CHARSTAG3: 4, ARTTAG1: 1 } as const;

const columns = ['BOORU', 'FID', 'IPATH', 'IFILE', ...Object.keys(numbers), 'FACES', ...Object.keys(tagIds)];
const booru = boardSql('BOORU');
const fid = fidSql('FID');
const faces = `TRY_CAST(CASE WHEN json_valid(FACES) THEN FACES::JSON END AS STRUCT(flevel VARCHAR, facex DOUBLE, facey DOUBLE, facew DOUBLE)[])`;
/** Only IFILE is quoted; `;` in it is rejoined by the reader. */
const fileName = `regexp_replace(IFILE, '^"(.*)"$', '\\1')`;
const wrongFaces = `FACES IS NOT NULL AND (${faces} IS NULL OR list_bool_or(list_transform(${faces}, lambda f: f.facex IS NULL OR f.facey IS NULL OR f.facew IS NULL)))`;

/** BOORU CHARS 2016 to 2019: pictures with statistics, faces and the danbooru ids of their main tags (format reference B3). */
export const v20: Source = {
  id: 'v20',
  code: 'V',
  title: 'BOORU CHARS: V2016.csv to V2019.csv',
  detect: (sample) => hasHeader(sample, ';', ['BOORU', 'FID', 'IPATH', 'IFILE', 'XBYTES', 'TENTR', 'FACES', 'COPYRTAG1', 'CHARSTAG1', 'ARTTAG1']),
  format: { kind: 'csv', delimiter: ';', quoted: false, wide: 'IFILE', fallback: 'windows-1251' },
  fields: Object.fromEntries(columns.map((name) => [name, 'VARCHAR'])),
  required: ['BOORU', 'FID'],
  identity: `row(${booru}, trim(FID), picture_path(IPATH, ${fileName}))`,
  late: true,
  rules: () => [
    unknownBoardRule('BOORU'), numberRule([...Object.keys(numbers), ...Object.keys(tagIds)]), { reason: 'bad_value', when: wrongFaces, detail: `'field FACES'` },
  ],
  async emit({ connection, scalar, vocabulary, sample }) {
    await connection.run(`CREATE OR REPLACE TEMP TABLE danbooru_names AS SELECT board_tag_id, min(tag_name) AS tag_name FROM (${vocabulary})
      WHERE booru = 'danbooru.donmai.us' AND board_tag_id IS NOT NULL GROUP BY board_tag_id`);
    const ids = Object.entries(tagIds).map(([column, cat]) => `SELECT _row, ${booru} AS booru, ${fid} AS fid, ${numberSql(column)}::BIGINT AS board_tag_id, ${cat}::TINYINT AS tag_cat FROM record WHERE ${column} IS NOT NULL`);
    await connection.run(`CREATE OR REPLACE TEMP TABLE listed AS ${ids.join(' UNION ALL ')}`);
    const named = 'listed JOIN danbooru_names USING (board_tag_id)';
    if ((await scalar('SELECT count(*) FROM listed')) !== 0n && (await scalar(`SELECT count(*) FROM ${named}`)) === 0n) {
      throw new UserError(`${sample.path}: the lake knows none of the danbooru tag ids in this file`, "Load danbooru's tags first (danbooru_taglist_201911.csv or tags.json), or both in one command.");
    }
    const filled = Object.entries(numbers).map(([column, to]) => `${numberSql(column)} AS ${to}`);
    const picture = `${booru} AS booru, ${fid} AS fid, picture_path(IPATH, ${fileName}) AS path, ${fileName} AS file_name`;
    return [
      {
        // A post may be in several pictures; the last one tells of it.
        table: 'posts', origin: 'listing', implied: true,
        select: `SELECT ${booru} AS booru, ${fid} AS fid, _row, count(*) OVER same AS records, ${frameSql('FID')} AS frame, NULL::VARCHAR AS rating_std,
          ${numberSql('XWIDTH')} AS width, ${numberSql('XHEIGHT')} AS height, ${namedTagsSql(fileName)}
          FROM record WINDOW same AS (PARTITION BY ${booru}, ${fid}) QUALIFY row_number() OVER (PARTITION BY ${booru}, ${fid} ORDER BY _row DESC) = 1`,
        pairs: `SELECT booru, fid, tag_name FROM ${named}`,
      },
      { table: 'tags', select: `SELECT booru, tag_name, max(tag_cat) AS tag_cat FROM ${named} WHERE booru <> 'danbooru.donmai.us' GROUP BY booru, tag_name ORDER BY booru, tag_name` },
      { table: 'images', select: `SELECT ${picture}, ${filled.join(', ')}, 2 AS edge_radius, 'thumb512' AS measured_on, _row FROM record WHERE IFILE IS NOT NULL` },
      {
        table: 'faces',
        select: `SELECT booru, fid, path, file_name, 'anime_cascade' AS detector, 'face' AS label, face.flevel AS level, face.facex AS x, face.facey AS y, face.facew AS w, face.facew AS h,
          ref_w, ref_h, rank, _row FROM (SELECT ${picture}, ${numberSql('TWIDTH')} AS ref_w, ${numberSql('THEIGHT')} AS ref_h, unnest(${faces}) AS face, generate_subscripts(${faces}, 1) AS rank, _row
          FROM record WHERE FACES IS NOT NULL)`,
      },
    ];
  },
};
