import { hasHeader } from '../header.js';
import { pictureColumns, pictureRules, postsOfPictures } from '../tools/picture.js';
import { fieldsByName, rowsByName } from './name-rows.js';
import { numberRule, numberSql } from './release-text.js';
import type { Sample } from '../sample.js';
import type { Source } from '../source.js';

const boxNumbers = ['PROB', 'X', 'Y', 'W', 'H'];
const objectNumbers = ['OPROB', 'OX', 'OY', 'OW', 'OH'];
const detectColumns = ['FNAME', 'OBJ', ...boxNumbers];
const lineupColumns = ['FNAME', 'FACE_ID', ...boxNumbers, 'OBJ', ...objectNumbers];

const isSplitBy = (sample: Sample, delimiter: string, names: readonly string[]) => hasHeader(sample, delimiter, names) && sample.header(delimiter).length === names.length;

/** `;` in the log, and that or TAB in the published lists. */
const formatOf = (names: readonly string[]) => rowsByName((sample) => ({ delimiter: isSplitBy(sample, '\t', names) ? '\t' : ';' }));

const detectOf = (names: readonly string[]) => (sample: Sample) => ['\t', ';'].some((delimiter) => isSplitBy(sample, delimiter, names));

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
  fields: fieldsByName(detectColumns),
  required: ['FNAME', 'OBJ', ...boxNumbers.slice(1)],
  identity: `row(${detectColumns.map((name) => `trim(${name})`).join(', ')})`,
  rules: () => [...pictureRules(), numberRule(boxNumbers)],
  emit: () => [
    postsOfPictures(),
    {
      table: 'detections',
      select: `SELECT ${pictureColumns}, 'nudenet' AS detector, trim(OBJ) AS label, ${boxSql(boxNumbers)},
        row_number() OVER (PARTITION BY path ORDER BY ${numberSql('PROB')} DESC NULLS LAST, _row) AS rank, _row FROM record`,
    },
  ],
};

/** BOORU CHARS 2021: faces with the parts of the same figure, a row for each part; `level` says which box belongs to which face (format reference B4). */
export const bcnLineup: Source = {
  id: 'bcn-lineup',
  code: 'NU',
  title: 'BOORU CHARS 2021: BCN_lineup.tsv',
  detect: detectOf(lineupColumns),
  format: formatOf(lineupColumns),
  fields: fieldsByName(lineupColumns),
  required: ['FNAME', 'FACE_ID', ...boxNumbers.slice(1)],
  identity: `row(${lineupColumns.map((name) => `trim(${name})`).join(', ')})`,
  rules: () => [...pictureRules(), numberRule([...boxNumbers, ...objectNumbers])],
  emit() {
    const face = `${pictureColumns}, trim(FACE_ID) AS level`;
    const faces = `SELECT ${face}, 'FACE' AS label, 0 AS part, ${boxSql(boxNumbers)}, min(_row) AS _row FROM record GROUP BY ALL`;
    const objects = `SELECT ${face}, trim(OBJ) AS label, 1 AS part, ${boxSql(objectNumbers)}, _row FROM record WHERE OBJ IS NOT NULL`;
    return [
      postsOfPictures(),
      {
        table: 'detections',
        select: `SELECT * EXCLUDE (part), 'nudenet_lineup' AS detector, row_number() OVER (PARTITION BY path ORDER BY part, _row) AS rank FROM (${faces} UNION ALL ${objects})`,
      },
    ];
  },
};
