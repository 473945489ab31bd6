import { isPictureName } from '../../tags/file-name.js';
import type { Sample } from '../sample.js';
import type { FileRecord, Source } from '../source.js';
import { textLines } from '../text-lines.js';
import { duplicatesOf } from './duplicate-groups.js';
import { pictureColumns, pictureFields, pictureOf, pictureRules, postsOfPictures } from './picture.js';

const header = /^path_?a\tpath_?b(\t|$)/i;
const names = Object.keys(pictureFields);

/** Pairs of paths, TAB between them, with or without a difference and a header line. */
async function* pairs(bytes: AsyncIterable<Buffer>): AsyncIterable<FileRecord> {
  for await (const entry of textLines(bytes)) {
    if ('reason' in entry) {
      yield entry;
      continue;
    }
    const { line, raw, text } = entry;
    if (header.test(text)) continue;
    const fields = text.split('\t');
    if (fields.length < 2 || fields.length > 3) {
      yield { line, raw, reason: 'bad_columns', detail: `${fields.length} fields, 2 or 3 expected` };
      continue;
    }
    const sides = fields.slice(0, 2).map((path, i) => Object.fromEntries(Object.entries(pictureOf(path)).map(([name, value]) => [`${name}_${'ab'[i]}`, value])));
    yield { line, raw, values: { ...sides[0], ...sides[1], difference: fields[2]?.replace('%', '') } };
  }
}

const side = (which: 'a' | 'b') => names.map((name) => `${name}_${which} AS ${name}`).join(', ');
function isPairList({ shape, text }: Sample): boolean {
  if (shape !== 'text') return false;
  const lines = text.split(/\r?\n/).slice(0, 50).filter((line) => line.trim() !== '');
  const arePairs = (line: string) => line.split('\t').length <= 3 && line.split('\t').slice(0, 2).filter((path) => isPictureName(path.trim())).length === 2;
  return header.test(lines[0] ?? '') || (lines.length > 0 && lines.filter(arePairs).length * 2 > lines.length);
}

/** Pairs of pictures that are alike, as a user wrote them out of a program without an export, such as AntiDupl (format reference D1). */
export const pathPairs: Source = {
  id: 'path-pairs',
  code: 'PP',
  title: 'Pairs of alike pictures: path_a, path_b, difference',
  detect: isPairList,
  format: { kind: 'custom', read: pairs },
  fields: { ...Object.fromEntries([...'ab'].flatMap((which) => names.map((name) => [`${name}_${which}`, 'VARCHAR']))), difference: 'DOUBLE' },
  required: [],
  identity: 'row(path_a, file_name_a, path_b, file_name_b)',
  rules: () => [
    ...pictureRules('_a'), ...pictureRules('_b'),
    { reason: 'bad_value', when: 'row(path_a, file_name_a) IS NOT DISTINCT FROM row(path_b, file_name_b)', detail: `'both paths are one'` },
  ],
  emit() {
    const sides = `(SELECT ${side('a')}, difference, _row, 1 AS counted FROM record UNION ALL SELECT ${side('b')}, difference, _row, 0 FROM record)`;
    return [
      postsOfPictures({ from: sides, records: 'sum(counted)' }),
      duplicatesOf('path-pairs', `SELECT ${pictureColumns}, round(difference)::INTEGER AS distance, _row AS "group", _row FROM ${sides}`, 'pairs'),
    ];
  },
};
