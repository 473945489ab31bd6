import { basename, dirname } from 'node:path';
import type { Sample } from '../sample.js';
import type { FileRecord, Source } from '../source.js';
import { areMostLines, lineRecords } from '../text-lines.js';
import { pictureOfSidecar } from './beside.js';
import { classNames } from './class-names.js';
import { fileOf, pictureColumns, pictureFields, pictureOf, pictureRules, postsOfPictures } from './picture.js';

function boxes(bytes: AsyncIterable<Buffer>, sample: Sample): AsyncIterable<FileRecord> {
  const picture = pictureOf(pictureOfSidecar(sample, ['../images']));
  const names = classNames(sample.path);
  return lineRecords(bytes, (text) => {
    const [number, cx, cy, w, h, prob, ...more] = text.trim().split(/\s+/);
    if (h === undefined || more.length > 0) return { reason: 'bad_columns', detail: h === undefined ? 'fewer than 5 fields' : 'a polygon or pose, not a box' };
    return { values: { class: number, label: names[Number(number)] ?? number, cx, cy, w, h, prob, ...picture } };
  });
}

const labelLine = /^\d+(?: (?:0?\.\d+(?:e-\d+)?|[01](?:\.0*)?)){4,}$/i;

function isLabels({ name, text, path }: Sample): boolean {
  // Of a picture with nothing in it there is an empty file, which only its folder makes known.
  const isEmpty = text.trim() === '' && basename(dirname(path)) === 'labels';
  return /\.txt$/i.test(name) && (isEmpty || areMostLines(text, (line) => labelLine.test(line)));
}

const outside = ['cx', 'cy', 'w', 'h', 'prob'].map((name) => `WHEN ${name} NOT BETWEEN 0 AND 1 THEN 'field ${name}'`);
const outsideSql = `CASE ${outside.join(' ')} END`;

/** Labels of YOLO: boxes in parts of the picture's size, a file a picture (format reference D6). */
export const yoloLabels: Source = {
  id: 'yolo-labels',
  code: 'YO',
  title: 'YOLO: a text of boxes for each picture',
  detect: isLabels,
  format: { kind: 'custom', read: boxes },
  fields: { ...pictureFields, class: 'INTEGER', label: 'VARCHAR', cx: 'DOUBLE', cy: 'DOUBLE', w: 'DOUBLE', h: 'DOUBLE', prob: 'DOUBLE' },
  required: [],
  named: true,
  sidecar: true,
  blank: true,
  rules: () => [...pictureRules(), { reason: 'bad_value', when: `${outsideSql} IS NOT NULL`, detail: outsideSql }],
  async emit(context) {
    const file = await fileOf(context);
    return [postsOfPictures({ file }), {
      table: 'detections',
      select: `SELECT ${pictureColumns}, 'yolo' AS detector, label, prob, cx - w / 2 AS x_rel, cy - h / 2 AS y_rel, w AS w_rel, h AS h_rel,
        row_number() OVER (PARTITION BY path, ${file} ORDER BY prob DESC NULLS LAST, _row) AS rank, _row FROM record`,
    }];
  },
};
