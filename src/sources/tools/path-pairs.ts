import { isPictureName } from '../../tags/file-name.js';
import type { FileRecord, Source } from '../source.js';
import { areMostLines, lineRecords } from '../text-lines.js';
import { duplicatesOf } from './duplicate-groups.js';
import { pictureColumns, pictureFields, pictureOf, pictureRules, postsOfPictures } from './picture.js';

const header = /^path_?a\tpath_?b(\t|$)/i;
const names = Object.keys(pictureFields);

/** Pairs of paths, TAB between them, with or without a difference and a header line. */
function pairs(bytes: AsyncIterable<Buffer>): AsyncIterable<FileRecord> {
  return lineRecords(bytes, (text) => {
    if (header.test(text)) return null;
    const [a, b, difference, ...more] = text.split('\t');
    if (b === undefined || more.length > 0) return { reason: 'bad_columns', detail: 'not two paths and a difference' };
    const sides = [a!, b].flatMap((path, i) => Object.entries(pictureOf(path)).map(([name, value]) => [`${name}_${'ab'[i]}`, value]));
    return { values: { ...Object.fromEntries(sides), difference: difference?.replace('%', '') } };
  });
}

const side = (which: 'a' | 'b') => names.map((name) => `${name}_${which} AS ${name}`).join(', ');
const isPair = (line: string) => line.split('\t').length <= 3 && line.split('\t').slice(0, 2).filter((path) => isPictureName(path.trim())).length === 2;

/** Pairs of pictures that are alike, as a user wrote them out of a program without an export, such as AntiDupl (format reference D1). */
export const pathPairs: Source = {
  id: 'path-pairs',
  code: 'PP',
  title: 'Pairs of alike pictures: path_a, path_b, difference',
  detect: ({ shape, text, firstLine }) => shape === 'text' && (header.test(firstLine) || areMostLines(text, isPair)),
  format: { kind: 'custom', read: pairs },
  fields: { ...Object.fromEntries([...'ab'].flatMap((which) => names.map((name) => [`${name}_${which}`, 'VARCHAR']))), difference: 'DOUBLE' },
  required: [],
  identity: 'row(path_a, path_b)',
  rules: () => [
    ...pictureRules('_a'), ...pictureRules('_b'),
    { reason: 'bad_value', when: 'path_a = path_b', detail: `'both paths are one'` },
  ],
  emit() {
    const sides = `(SELECT ${side('a')}, difference, _row, 1 AS counted FROM record UNION ALL SELECT ${side('b')}, difference, _row, 0 FROM record)`;
    return [
      postsOfPictures({ from: sides, records: 'sum(counted)' }),
      duplicatesOf('path-pairs', `SELECT ${pictureColumns}, round(difference)::INTEGER AS distance, _row AS "group", _row FROM ${sides}`, 'pairs'),
    ];
  },
};
