import { hasHeader } from '../header.js';
import { mentionedPosts, postOfPath, unknownNameRule } from './mentioned-posts.js';
import { numberRule, numberSql } from './release-text.js';
import type { Source } from '../source.js';
import type { Sample } from '../sample.js';

const detectColumns = ['FNAME', 'OBJ', 'PROB', 'X', 'Y', 'W', 'H'];
const boxNumbers = ['PROB', 'X', 'Y', 'W', 'H'];
const objectNumbers = ['OPROB', 'OX', 'OY', 'OW', 'OH'];
const place = 'board AS booru, post AS fid, folder AS path, picture AS file_name';

const texts = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, 'VARCHAR']));

/** `;` in the log, and that or TAB in the published lists. */
const formatOf = (names: readonly string[]) => (sample: Sample) =>
  ({ kind: 'csv', delimiter: hasHeader(sample, '\t', names) ? '\t' : ';', quoted: false, wide: 'FNAME', fallback: 'windows-1251' }) as const;

const detectOf = (names: readonly string[]) => (sample: Sample) => ['\t', ';'].some((delimiter) => hasHeader(sample, delimiter, names) && sample.header(delimiter).length === names.length);

/** SQL for the columns of a box in pixels. */
function boxSql(columns: readonly string[]): string {
  return columns.map((column, i) => `${numberSql(column)} AS ${['prob', 'x', 'y', 'w', 'h'][i]}`).join(', ');
}

/** BOORU CHARS 2021: what NudeNet saw in pictures; of its labels only those with FACE in them are shown unless everything is (format reference B4). */
export const bcnDetect: Source = {
  id: 'bcn-detect',
  code: 'NU',
  title: 'BOORU CHARS 2021: BCN_detect.tsv, nude.csv',
  detect: detectOf(detectColumns),
  format: formatOf(detectColumns),
  fields: texts(detectColumns),
  derived: postOfPath('FNAME'),
  required: ['FNAME', 'OBJ', ...boxNumbers.slice(1)],
  identity: `row(${detectColumns.map((name) => `trim(${name})`).join(', ')})`,
  rules: () => [unknownNameRule, numberRule(boxNumbers)],
  emit: () => [
    mentionedPosts(),
    {
      table: 'faces',
      select: `SELECT ${place}, 'nudenet' AS detector, trim(OBJ) AS label, ${boxSql(boxNumbers)},
        row_number() OVER (PARTITION BY board, post, folder, picture ORDER BY ${numberSql('PROB')} DESC NULLS LAST, _row) AS rank, _row FROM record`,
    },
  ],
};

const lineupColumns = ['FNAME', 'FACE_ID', ...boxNumbers, 'OBJ', ...objectNumbers];

/** BOORU CHARS 2021: faces with the parts of the same figure, a row for each part; `level` says which box belongs to which face (format reference B4). */
export const bcnLineup: Source = {
  id: 'bcn-lineup',
  code: 'NU',
  title: 'BOORU CHARS 2021: BCN_lineup.tsv',
  detect: detectOf(lineupColumns),
  format: formatOf(lineupColumns),
  fields: texts(lineupColumns),
  derived: postOfPath('FNAME'),
  required: ['FNAME', 'FACE_ID', ...boxNumbers.slice(1)],
  identity: `row(${lineupColumns.map((name) => `trim(${name})`).join(', ')})`,
  rules: () => [unknownNameRule, numberRule([...boxNumbers, ...objectNumbers])],
  emit() {
    const faces = `SELECT board, post, folder, picture, trim(FACE_ID) AS face, 'FACE' AS label, 0 AS part, ${boxSql(boxNumbers)}, min(_row) AS _row FROM record GROUP BY ALL`;
    const objects = `SELECT board, post, folder, picture, trim(FACE_ID) AS face, trim(OBJ) AS label, 1 AS part, ${boxSql(objectNumbers)}, _row FROM record WHERE OBJ IS NOT NULL`;
    return [
      mentionedPosts(),
      {
        table: 'faces',
        select: `SELECT ${place}, 'nudenet_lineup' AS detector, label, face AS level, prob, x, y, w, h,
          row_number() OVER (PARTITION BY board, post, folder, picture ORDER BY part, _row) AS rank, _row FROM (${faces} UNION ALL ${objects})`,
      },
    ];
  },
};
