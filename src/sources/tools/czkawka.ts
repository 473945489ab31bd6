import type { FileRecord, Emission, Source } from '../source.js';
import { linesOf, rawText } from '../bytes.js';
import { czkawkaRecords } from './czkawka-records.js';
import { duplicatesOf } from './duplicate-groups.js';
import { pictureColumns, pictureFields, pictureRules, postsOfPictures, withPictures } from './picture.js';

/** The fields of a file in any version; hashes are not kept. */
async function* members(records: AsyncIterable<FileRecord>): AsyncIterable<FileRecord> {
  for await (const record of records) {
    if (!('values' in record)) {
      yield record;
      continue;
    }
    const { path, size, dimensions, modified_date, group } = record.values;
    const [width, height] = typeof dimensions === 'string' ? dimensions.split('x') : [record.values['width'], record.values['height']];
    const likeness = record.values['similarity'] ?? record.values['difference'];
    // Old builds wrap the number: {"Similar": 5}.
    const distance = likeness !== null && typeof likeness === 'object' ? Object.values(likeness)[0] : likeness;
    // Of files that are equal byte for byte no distance is said.
    const isEqual = likeness === undefined && (typeof record.values['hash'] === 'string');
    yield { line: record.line, raw: record.raw, values: { path, size, width, height, modified: modified_date, distance: isEqual ? 0 : typeof distance === 'number' ? distance : null, group } };
  }
}

const reportLine = /^"(.+)" - (\d+)x(\d+) - (.+) - (.+)$/;
const reportTitle = /^Found \d+ (?:images|groups|pictures)/m;

/** The text report: groups between blank lines. */
async function* reportRecords(bytes: AsyncIterable<Buffer>): AsyncIterable<FileRecord> {
  let group = 1;
  for await (const { number: line, bytes: content } of linesOf(bytes)) {
    const text = content.toString('utf8').trim();
    const raw = () => rawText(content);
    if (text === '') group++;
    if (text === '' || reportTitle.test(text) || /^-+MESSAGES-+|^Found \d+/.test(text)) continue;
    const found = reportLine.exec(text);
    if (found === null) yield { line, raw, reason: 'bad_columns', detail: 'no line of a file' };
    else yield { line, raw, values: { path: found[1], width: found[2], height: found[3], distance: /^\d+$/.test(found[5]!) ? found[5] : null, group } };
  }
}

const czkawka = {
  fields: { ...pictureFields, size: 'BIGINT', width: 'INTEGER', height: 'INTEGER', modified: 'BIGINT', distance: 'INTEGER', group: 'BIGINT' },
  required: [],
  identity: 'row("group", path)',
  rules: () => pictureRules(),
  emit: (): Emission[] => [
    postsOfPictures(),
    { table: 'images', select: `SELECT ${pictureColumns}, nullif(size, 0) AS file_size, nullif(width, 0) AS width, nullif(height, 0) AS height, unix_time(modified) AS file_dt, _row FROM record` },
    duplicatesOf('czkawka', `SELECT ${pictureColumns}, nullif(size, 0) AS file_size, nullif(width, 0) AS width, nullif(height, 0) AS height, unix_time(modified) AS file_dt, distance, "group", _row FROM record`),
  ],
} satisfies Partial<Source>;

const isMember = (value: unknown) => value !== null && typeof value === 'object' && 'path' in value && 'modified_date' in value;

/** JSON of czkawka of every version: similar pictures, and files of equal content or name (format reference D4). */
export const czkawkaJson: Source = {
  ...czkawka,
  id: 'czkawka-json',
  code: 'CZ',
  title: 'czkawka: similar pictures and duplicates, JSON',
  detect: ({ shape, first, text }) =>
    (shape === 'array' && isMember(first) && /^\s*\[\s*\[/.test(text)) || (shape === 'objects' && /^\s*\{\s*"(?:[^"\\]|\\.)*"\s*:\s*(?:\[\s*){1,2}\{\s*"path"\s*:/.test(text) && text.includes('"modified_date"')),
  format: { kind: 'custom', read: (bytes) => withPictures(members(czkawkaRecords(bytes)), ({ path }) => path) },
};

/** The text report of czkawka (format reference D4). */
export const czkawkaReport: Source = {
  ...czkawka,
  id: 'czkawka-report',
  code: 'CZ',
  title: 'czkawka: similar pictures, text report',
  detect: ({ shape, text }) => shape === 'text' && reportTitle.test(text) && /^".+" - \d+x\d+ - .+ - .+$/m.test(text),
  format: { kind: 'custom', read: (bytes) => withPictures(reportRecords(bytes), ({ path }) => path) },
};
