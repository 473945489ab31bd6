import { csvRecords } from '../csv-records.js';
import { pictureFields, withPictures } from '../tools/picture.js';
import type { Sample } from '../sample.js';
import type { RecordFormat, RecordReader } from '../source.js';

type Rows = { delimiter: string; columns?: readonly string[] };

/** Rows never quoted that name their picture in FNAME, which may hold the delimiter: with a header, or with the columns given. */
export function rowsByName(rows: Rows | ((sample: Sample) => Rows)): RecordFormat {
  const read: RecordReader = (bytes, sample) => {
    const format = { kind: 'csv', quoted: false, wide: 'FNAME', fallback: 'windows-1251', ...(typeof rows === 'function' ? rows(sample) : rows) } as const;
    return withPictures(csvRecords(bytes, format), ({ FNAME }) => (typeof FNAME === 'string' ? FNAME.replace(/^"(.*)"$/, '$1') : null));
  };
  return { kind: 'custom', read };
}

/** The fields of such rows: their picture, and texts. */
export function fieldsByName(names: readonly string[]): Record<string, string> {
  return { ...pictureFields, ...Object.fromEntries(names.map((name) => [name, 'VARCHAR'])) };
}
