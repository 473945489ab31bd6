import { pictureColumns, pictureRules, postsOfPictures } from '../tools/picture.js';
import { middleBoxSql, relativeBoxSql, yoloLabelSql } from './bc-boxes.js';
import { fieldsByName, rowsByName } from './name-rows.js';
import { numberRule, numberSql, sizeRule, sizeSql } from './release-text.js';
import type { Sample } from '../sample.js';
import type { Source } from '../source.js';

const picture = '\\.(?:jpe?g|png|gif|webp)';
const starts = (pattern: RegExp) => ({ shape, firstLine }: Sample) => shape === 'text' && pattern.test(firstLine);
const textColumns = ['FNAME', 'TN', 'TX', 'TY', 'TW', 'TH'];

/** The log of text boxes behind BC_KC.tsv, without a header (format reference B5, B7: kc__load_det.ctl). */
export const textBoxLog: Source = {
  id: 'text-box-log',
  code: 'BC_KC',
  title: 'Text boxes of kc.py, no header',
  detect: starts(new RegExp(`^[^\\t]+${picture}\\t\\d+(?:\\t-?\\d+){4}$`, 'i')),
  format: rowsByName({ delimiter: '\t', columns: textColumns }),
  fields: fieldsByName(textColumns),
  required: textColumns,
  identity: 'row(path, trim(TN))',
  rules: () => [...pictureRules(), numberRule(textColumns.slice(1))],
  emit() {
    const [rank, x, y, w, h] = textColumns.slice(1).map(numberSql) as [string, string, string, string, string];
    return [postsOfPictures(), { table: 'detections', select: `SELECT ${pictureColumns}, 'keras_craft' AS detector, 'text' AS label, ${middleBoxSql(x, y, w, h)}, ${rank} AS rank, _row FROM record` }];
  },
};

const yoloColumns = ['FNAME', 'PROB', 'OBJ', 'X', 'Y', 'W', 'H'];
const yoloNumbers = ['PROB', 'X', 'Y', 'W', 'H'];

/** The log of faces and heads behind BC_Y.csv, without a header (format reference B5, B7: load_yolo.ctl). */
export const yoloLog: Source = {
  id: 'yolo-log',
  code: 'BC_Y',
  title: 'Faces and heads for load_yolo.ctl, no header',
  detect: starts(new RegExp(`^"?[^"]+${picture}"?;[01]?\\.\\d+;\\d+(?:;(?:[01]|[01]?\\.\\d+)){4}$`, 'i')),
  format: rowsByName({ delimiter: ';', columns: yoloColumns }),
  fields: fieldsByName(yoloColumns),
  required: ['FNAME', 'OBJ', 'X', 'Y', 'W', 'H'],
  identity: `row(${yoloColumns.join(', ')})`,
  rules: () => [...pictureRules(), numberRule(yoloNumbers)],
  emit() {
    const [prob, x, y, w, h] = yoloNumbers.map(numberSql) as [string, string, string, string, string];
    return [
      postsOfPictures(),
      {
        table: 'detections',
        select: `SELECT ${pictureColumns}, 'yolo SS' AS detector, ${yoloLabelSql} AS label, ${prob} AS prob, ${relativeBoxSql(x, y, w, h)},
          row_number() OVER (PARTITION BY path ORDER BY ${prob} DESC NULLS LAST, _row) AS rank, _row FROM record`,
      },
    ];
  },
};

/** One line of ImageMagick's connected components: number, box, middle, size, colour. */
const component = '^\\s*([0-9]+): ([0-9]+x[0-9]+\\+[0-9]+\\+[0-9]+) [0-9.,]+ [0-9.e+]+ (\\S.*)$';
const part = (group: number) => `nullif(regexp_extract(ROL, '${component}', ${group}), '')`;

/** The text of a picture is named as the picture, which is a JPEG in all of this release. */
const jpegOfText = Object.fromEntries(['path', 'file_name'].map((name) => [name, `regexp_replace(${name}, '\\.txt$', '.jpg')`]));

/** The log of areas behind BC_IS.tsv, each line after the name of its text and a TAB (format reference B5, B7: is_load.ctl). */
export const areaLog: Source = {
  id: 'area-log',
  code: 'BC_IS',
  title: 'Connected components of ImageMagick behind file names, no header',
  detect: starts(/^[^\t]+\.txt\t\s*\d+: \d+x\d+\+\d+\+\d+ /i),
  format: rowsByName({ delimiter: '\t', columns: ['FNAME', 'ROL'] }),
  fields: fieldsByName(['FNAME', 'ROL']),
  derived: [{ NN: part(1), BBOX: part(2), COLR: part(3), ...jpegOfText }],
  required: ['FNAME', 'ROL'],
  identity: 'row(path, NN)',
  rules: () => [...pictureRules(), { reason: 'bad_value', when: 'NN IS NULL', detail: `'not a line of connected components'` }, numberRule(['NN']), sizeRule(['BBOX'])],
  emit() {
    const box = (['x', 'y', 'w', 'h'] as const).map((side) => `${sizeSql('BBOX', side)} AS ${side}`);
    return [
      postsOfPictures(),
      { table: 'detections', select: `SELECT ${pictureColumns}, 'connected_components' AS detector, 'area ' || COLR AS label, ${box.join(', ')}, ${numberSql('NN')} AS rank, _row FROM record` },
    ];
  },
};
