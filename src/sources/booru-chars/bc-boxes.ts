import { unknownBoardRule } from '../board-sql.js';
import { hasHeader } from '../header.js';
import { mentionedPosts, postOfRow } from './mentioned-posts.js';
import { numberRule, numberSql, sizeRule, sizeSql } from './release-text.js';
import type { Source } from '../source.js';

const format = { kind: 'csv', delimiter: '\t', quoted: false, fallback: 'windows-1251' } as const;
const texts = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, 'VARCHAR']));
const post = 'board AS booru, post AS fid';

/** SQL for the columns of a box in pixels whose place is told by its middle. */
export function middleBoxSql(x: string, y: string, w: string, h: string): string {
  return `round(${x} - abs(${w}) / 2) AS x, round(${y} - abs(${h}) / 2) AS y, abs(${w}) AS w, abs(${h}) AS h`;
}

/** SQL for the columns of a box in parts of the picture whose place is told by its middle. */
export function relativeBoxSql(x: string, y: string, w: string, h: string): string {
  return `${x} - ${w} / 2 AS x_rel, ${y} - ${h} / 2 AS y_rel, ${w} AS w_rel, ${h} AS h_rel`;
}

/** SQL for what the detector of faces and heads says a thing is: it numbers its classes, 0 is a face. */
export const yoloLabelSql = `CASE trim(OBJ) WHEN '0' THEN 'face' ELSE trim(OBJ) END`;

const textColumns = ['TN', 'TX', 'TY', 'TW', 'TH'];

/** BOORU CHARS 2015: boxes of text in pixels, their middle and size as kc.py writes them; sizes may be negative (format reference B5). */
export const bcTextBoxes: Source = {
  id: 'bc-text-boxes',
  code: 'BC_KC',
  title: 'BOORU CHARS 2015: BC_KC.tsv',
  detect: (sample) => hasHeader(sample, '\t', ['BOORU', 'FID', ...textColumns]),
  format,
  fields: texts(['BOORU', 'FID', ...textColumns]),
  derived: postOfRow,
  required: ['BOORU', 'FID', ...textColumns],
  identity: `row(board, post, trim(TN))`,
  rules: () => [unknownBoardRule('BOORU'), numberRule(textColumns)],
  emit() {
    const [rank, x, y, w, h] = textColumns.map(numberSql) as [string, string, string, string, string];
    return [mentionedPosts(), { table: 'detections', select: `SELECT ${post}, 'keras_craft' AS detector, 'text' AS label, ${middleBoxSql(x, y, w, h)}, ${rank} AS rank, _row FROM record` }];
  },
};

/** BOORU CHARS 2015: separate areas of one colour (format reference B5). */
export const bcAreas: Source = {
  id: 'bc-areas',
  code: 'BC_IS',
  title: 'BOORU CHARS 2015: BC_IS.tsv',
  detect: (sample) => hasHeader(sample, '\t', ['BOORU', 'FID', 'NN', 'BBOX', 'CX', 'CY', 'SZ', 'COLR']),
  format,
  fields: texts(['BOORU', 'FID', 'NN', 'BBOX', 'COLR']),
  derived: postOfRow,
  required: ['BOORU', 'FID', 'NN', 'BBOX'],
  identity: `row(board, post, trim(NN))`,
  rules: () => [unknownBoardRule('BOORU'), numberRule(['NN']), sizeRule(['BBOX'])],
  emit() {
    const box = (['x', 'y', 'w', 'h'] as const).map((part) => `${sizeSql('BBOX', part)} AS ${part}`);
    return [
      mentionedPosts(),
      { table: 'detections', select: `SELECT ${post}, 'connected_components' AS detector, concat_ws(' ', 'area', blank_null(COLR)) AS label, ${box.join(', ')}, ${numberSql('NN')} AS rank, _row FROM record` },
    ];
  },
};

const yoloNumbers = ['PROB', 'X', 'Y', 'W', 'H'];

/** BOORU CHARS 2015: faces and heads, their middle and size in parts of the picture; SUPPR is filled where a better box covers the same (format reference B5). */
export const bcYolo: Source = {
  id: 'bc-yolo',
  code: 'BC_Y',
  title: 'BOORU CHARS 2015: BC_Y.csv',
  detect: (sample) => hasHeader(sample, '\t', ['BOORU', 'FID', 'BATCH_ID', 'OBJ', ...yoloNumbers, 'SUPPR']),
  format,
  fields: texts(['BOORU', 'FID', 'BATCH_ID', 'OBJ', 'SUPPR', ...yoloNumbers]),
  derived: postOfRow,
  required: ['BOORU', 'FID', 'OBJ', 'X', 'Y', 'W', 'H'],
  rules: () => [unknownBoardRule('BOORU'), numberRule(yoloNumbers)],
  emit() {
    const [prob, x, y, w, h] = yoloNumbers.map(numberSql) as [string, string, string, string, string];
    return [
      mentionedPosts(),
      {
        table: 'detections',
        select: `SELECT ${post}, concat_ws(' ', 'yolo', blank_null(BATCH_ID)) AS detector, ${yoloLabelSql} AS label, ${prob} AS prob, ${relativeBoxSql(x, y, w, h)},
          CASE WHEN blank_null(SUPPR) IS NOT NULL THEN 'suppressed' END AS level,
          row_number() OVER (PARTITION BY board, post, blank_null(BATCH_ID) ORDER BY blank_null(SUPPR) IS NOT NULL, ${prob} DESC NULLS LAST, _row) AS rank, _row FROM record`,
      },
    ];
  },
};
