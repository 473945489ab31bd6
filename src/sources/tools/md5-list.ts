import type { Sample } from '../sample.js';
import type { FileRecord, Source } from '../source.js';
import { textLines } from '../text-lines.js';
import { pictureColumns, pictureFields, pictureOf, pictureRules, postsOfPictures } from './picture.js';

/** `md5 path` of fciv, `md5  path` or `md5 *path` of md5sum. */
const md5Line = /^([0-9a-fA-F]{32}) [ *]?(.+)$/;

async function* pictures(bytes: AsyncIterable<Buffer>): AsyncIterable<FileRecord> {
  for await (const entry of textLines(bytes)) {
    if ('reason' in entry) {
      yield entry;
      continue;
    }
    // What fciv says of itself.
    if (entry.text.startsWith('//')) continue;
    const found = md5Line.exec(entry.text);
    if (found === null) yield { line: entry.line, raw: entry.raw, reason: 'bad_columns', detail: 'not an md5 and a path' };
    else yield { line: entry.line, raw: entry.raw, values: { file_md5: found[1]!.toLowerCase(), ...pictureOf(found[2]!) } };
  }
}

function isMd5List({ shape, text }: Sample): boolean {
  const lines = text.split(/\r?\n/).slice(0, 100).filter((line) => line.trim() !== '' && !line.startsWith('//'));
  return shape === 'text' && lines.filter((line) => md5Line.test(line)).length * 2 > lines.length;
}

/** MD5 of picture files, by fciv or md5sum (format reference B7). */
export const md5List: Source = {
  id: 'md5-list',
  code: 'MD5',
  title: 'MD5 of pictures: fciv, md5sum',
  detect: isMd5List,
  format: { kind: 'custom', read: pictures },
  fields: { ...pictureFields, file_md5: 'VARCHAR' },
  required: [],
  identity: 'row(path, file_name)',
  rules: () => pictureRules(),
  emit: () => [postsOfPictures(), { table: 'images', select: `SELECT ${pictureColumns}, file_md5, _row FROM record` }],
};
