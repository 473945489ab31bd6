/** What the outputs of picture tools share: a picture is of the post that its file name names (format reference B6). */
import type { Origin } from '../../lake/inbox.js';
import { literal } from '../../lake/sql.js';
import { canonicalBoard } from '../../tags/boards.js';
import { parseFileName, splitPath } from '../../tags/file-name.js';
import type { Emission, FileRecord, LoadContext, Rule } from '../source.js';

const names = ['website', 'booru', 'fid', 'frame', 'path', 'file_name', 'copyr', 'chars', 'artis', 'frest', 'parse_variant'] as const;

/** Fields of a record of a picture; `website` is the board as the name spells it. */
export const pictureFields: Readonly<Record<(typeof names)[number], string>> = Object.fromEntries(names.map((name) => [name, 'VARCHAR'])) as Record<(typeof names)[number], string>;

/** Path and name of a picture file. Folders of all tools are spelled alike, with `/`, so that a picture is one row whoever tells of it. */
export function placeOf(path: string): { path: string | null; file_name: string | null } {
  const { folder, name } = splitPath(path.trim());
  return name === '' ? { path: null, file_name: null } : { path: `${plainFolder(folder)}${name}`, file_name: name };
}

/** The fields of a picture from its path. */
export function pictureOf(path: string): Record<(typeof names)[number], string | null> {
  const place = placeOf(path);
  // Written out: gathering the rest of an object and spreading it takes twice as long as all else here.
  const { booru, fid, frame, copyr, chars, artis, frest, variant } = parseFileName(place.file_name ?? '');
  return {
    website: booru, booru: booru === null ? null : canonicalBoard(booru), fid: fid?.replace(/^0+(?=[0-9]+$)/, '') ?? null, frame,
    path: place.path, file_name: place.file_name, copyr, chars, artis, frest, parse_variant: variant,
  };
}

/** A folder with one separator at its end. */
function plainFolder(folder: string): string {
  const plain = folder.replaceAll('\\', '/').replace(/^(?:\.\/+)+/, '');
  let end = plain.length;
  while (end > 1 && plain[end - 2] === '/') end--;
  return plain.slice(0, end);
}

/** Adds the fields of their picture to records; a record without a path stays without them. */
export async function* withPictures(records: AsyncIterable<FileRecord>, pathOf: (values: Readonly<Record<string, unknown>>) => unknown): AsyncIterable<FileRecord> {
  for await (const record of records) {
    if ('reason' in record) {
      yield record;
      continue;
    }
    const values = 'json' in record ? (JSON.parse(record.json) as Record<string, unknown>) : record.values;
    const path = pathOf(values);
    yield { line: record.line, raw: record.raw, values: { ...values, ...(typeof path === 'string' ? pictureOf(path) : { path: null, file_name: null }) } };
  }
}

/** Rejects records whose picture is of no post of a known board. `suffix` is behind the names of the fields. */
export function pictureRules(suffix = ''): Rule[] {
  return [
    { reason: 'missing_key', when: `file_name${suffix} IS NULL`, detail: literal('no name of a picture') },
    { reason: 'missing_key', when: `website${suffix} IS NULL`, detail: literal('the file name names no post') },
    { reason: 'unknown_board', when: `booru${suffix} IS NULL`, detail: `website${suffix}` },
    { reason: 'missing_key', when: `fid${suffix} IS NULL`, detail: literal('the file name has no id') },
  ];
}

/** SQL of the columns that say which picture a row is of. */
export const pictureColumns = 'booru, fid, path, file_name';

/** SQL that tells the file of a record from the others of a batch. */
export const fileOf = (context: LoadContext): Promise<string> => context.ofFile('min(_row)');

/**
 * The posts of the pictures in `record`, or in another relation with its fields, of which `records` (SQL) come to a
 * post; where many files are read as one, of each file for itself by `file` (SQL). Whoever writes rows about pictures
 * emits them first: only of a post that the lake knows can it tell how it is rated, or that nothing rates it.
 */
export function postsOfPictures({ from = 'record', origin = 'mention', records = 'count(*)', file = '' }: { from?: string; origin?: Origin; records?: string; file?: string } = {}): Extract<Emission, { table: 'posts' }> {
  const key = ['booru', 'fid', ...(file === '' ? [] : [file])].join(', ');
  return {
    table: 'posts', origin, implied: true,
    select: `SELECT booru, fid, _row, ${records} OVER same AS records, frame, NULL::VARCHAR AS rating_std, copyr, chars, artis, frest, parse_variant
      FROM ${from} WINDOW same AS (PARTITION BY ${key}), last AS (PARTITION BY ${key} ORDER BY _row DESC) QUALIFY row_number() OVER last = 1`,
  };
}
