import { splitQuoted } from '../csv-records.js';
import { jsonRecords } from '../json-records.js';
import { parseFileName, splitPath } from '../../tags/file-name.js';
import type { Emission, FileRecord, Source } from '../source.js';
import { lineRecords } from '../text-lines.js';
import { pictureColumns, pictureFields, pictureRules, placeOf, postsOfPictures, withPictures } from './picture.js';

/** What ExifTool says when its words go to the same file as its rows. */
const summary = /^\s*\d+ (?:directories scanned|image files|files )/;

/** The rows of one CSV, or of several one after another, each with its own header line. */
function csvRows(bytes: AsyncIterable<Buffer>): AsyncIterable<FileRecord> {
  let header: string[] = [];
  return lineRecords(bytes, (text) => {
    if (summary.test(text)) return null;
    const fields = splitQuoted(text, ',');
    if (typeof fields === 'string') return { reason: 'bad_quote' };
    if (fields[0] === 'SourceFile') {
      header = fields.map(bareName);
      return null;
    }
    if (fields.length !== header.length) return { reason: 'bad_columns', detail: `${fields.length} fields, ${header.length} expected` };
    return { values: Object.fromEntries(fields.map((field, i) => [header[i]!, field])) };
  });
}

/** The objects of one array or several, their groups (`-g`) laid flat. */
async function* jsonObjects(records: AsyncIterable<FileRecord>): AsyncIterable<FileRecord> {
  for await (const record of records) {
    if ('reason' in record) yield record;
    else yield { line: record.line, raw: record.raw, values: flat('json' in record ? (JSON.parse(record.json) as object) : record.values) };
  }
}

function flat(object: object): Record<string, unknown> {
  const pairs = Object.entries(object).flatMap(([key, value]) =>
    value !== null && typeof value === 'object' && !Array.isArray(value) ? Object.entries(flat(value as object)) : [[bareName(key), value] as const]);
  return Object.fromEntries(pairs);
}

/** `File:FileSize` is `FileSize`. */
const bareName = (name: string) => name.slice(name.lastIndexOf(':') + 1);

/** A renamed file may carry its key in its tag Software. */
function pathOf({ SourceFile: path, Software: key }: Readonly<Record<string, unknown>>): unknown {
  if (typeof path !== 'string' || typeof key !== 'string') return path;
  return parseFileName(path).fid === null && parseFileName(key).fid !== null ? `${splitPath(path).folder}${key}` : path;
}

async function* pictures(records: AsyncIterable<FileRecord>): AsyncIterable<FileRecord> {
  for await (const record of withPictures(records, pathOf)) {
    if ('values' in record && typeof record.values['SourceFile'] === 'string' && record.values['file_name'] !== null) {
      yield { ...record, values: { ...record.values, ...placeOf(record.values['SourceFile']) } };
    } else yield record;
  }
}

const known = (column: string) => `CASE WHEN NOT starts_with(trim(${column}), '<') THEN nullif(nullif(trim(${column}), ''), '-') END`;
const size = (part: 1 | 2) => `TRY_CAST(nullif(regexp_extract(ImageSize, '^ *([0-9]+)[x ]([0-9]+) *$', ${part}), '') AS INTEGER)`;
const date = `regexp_replace(${known('FileCreateDate')}, '^([0-9]{4}):([0-9]{2}):', '\\1-\\2-')`;
const wrong = (column: string, when: string) => ({ reason: 'bad_value' as const, when: `${known(column)} IS NOT NULL AND ${when}`, detail: `'field ${column}'` });

const exiftool = {
  fields: { ...pictureFields, SourceFile: 'VARCHAR', FileCreateDate: 'VARCHAR', ImageSize: 'VARCHAR', FileSize: 'VARCHAR', FileType: 'VARCHAR', JPEGQualityEstimate: 'VARCHAR' },
  // Sizes such as "891 kB" are rounded, and the number of bytes in a kB depends on the version: they are no sizes.
  derived: [{
    real_width: size(1), real_height: size(2), bytes: `TRY_CAST(regexp_extract(FileSize, '^ *([0-9]+)(?: bytes)? *$', 1) AS BIGINT)`,
    file_dt: `CASE WHEN NOT starts_with(${date}, '0000') THEN TRY_CAST(${date} AS TIMESTAMPTZ) END`,
    quality: `TRY_CAST(${known('JPEGQualityEstimate')} AS SMALLINT)`,
  }],
  required: ['SourceFile'],
  identity: 'path',
  rules: () => [
    ...pictureRules(),
    wrong('ImageSize', 'real_width IS NULL'), wrong('FileCreateDate', `file_dt IS NULL AND NOT starts_with(FileCreateDate, '0000')`), wrong('JPEGQualityEstimate', 'quality IS NULL'),
    wrong('FileSize', `NOT regexp_full_match(trim(FileSize), '[0-9.]+( bytes| [kMGTi]+B)?')`),
  ],
  emit: (): Emission[] => [
    postsOfPictures(),
    {
      table: 'images',
      select: `SELECT ${pictureColumns}, bytes AS file_size, real_width AS width, real_height AS height, upper(${known('FileType')}) AS file_type, file_dt, quality AS jpeg_quality, _row FROM record`,
    },
  ],
} satisfies Partial<Source>;

/** CSV of ExifTool, several of them in one file too (format reference D2). */
export const exiftoolCsv: Source = {
  ...exiftool,
  id: 'exiftool-csv',
  code: 'X',
  title: 'ExifTool: exiftool -csv',
  detect: (sample) => sample.shape === 'text' && sample.header(',')[0] === 'SourceFile',
  format: { kind: 'custom', read: (bytes) => pictures(csvRows(bytes)) },
};

/** JSON of ExifTool, plain or in groups (format reference D2). */
export const exiftoolJson: Source = {
  ...exiftool,
  id: 'exiftool-json',
  code: 'X',
  title: 'ExifTool: exiftool -j',
  detect: ({ shape, first }) => shape === 'array' && first !== null && 'SourceFile' in first,
  format: { kind: 'custom', read: (bytes, sample) => pictures(jsonObjects(jsonRecords(bytes, sample))) },
};
