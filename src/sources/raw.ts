import type { DuckDBConnection } from '@duckdb/node-api';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { identifier, literal } from '../lake/sql.js';
import { bytesOf } from './bytes.js';
import { csvRecords } from './csv-records.js';
import { countObjects, isJsonLines, jsonRecords } from './json-records.js';
import { hasHalfCharacter, jsonOf, LineFile } from './line-file.js';
import type { RejectReason } from './reject.js';
import type { Sample } from './sample.js';
import type { FileRecord, RecordFormat, Source } from './source.js';
import { isAboutContent } from './unfit-rows.js';

/** A file ready to read: decompressed. Its number of lines (empty ones left out) is counted while it is read. */
export interface PlainFile {
  path: string;
  lines: Promise<number>;
  /** Stops the reading. */
  signal?: AbortSignal | undefined;
}

function formatOf(source: Source, sample: Sample): RecordFormat {
  return typeof source.format === 'function' ? source.format(sample) : source.format;
}

/** The records of a file by the source's own reader. */
export function recordsOf(source: Source, file: PlainFile, sample: Sample): AsyncIterable<FileRecord> {
  return recordsIn(source, bytesOf(file.path, file.signal), sample);
}

/** The records of the bytes of a file by the source's own reader. */
export function recordsIn(source: Source, bytes: AsyncIterable<Buffer>, sample: Sample): AsyncIterable<FileRecord> {
  const format = formatOf(source, sample);
  if (format.kind === 'custom') return format.read(bytes, sample);
  if (format.kind === 'csv') return csvRecords(bytes, format);
  const records = jsonRecords(bytes, sample, format.unwrap);
  return hasPreamble(format, sample) ? withoutFirst(records) : records;
}

function hasPreamble(format: RecordFormat, sample: Sample): boolean {
  return format.kind === 'json' && sample.shape === 'objects' && sample.first !== null && format.preamble?.(sample.first) === true;
}

async function* withoutFirst(records: AsyncIterable<FileRecord>): AsyncIterable<FileRecord> {
  let row = 0;
  for await (const record of records) if (row++ > 0) yield record;
}

/**
 * Reads a file into the temp table `raw` (the source's fields with their types; rows in file order), the temp view
 * `numbered` (`raw` with `_row` and `_line`) and the temp table `bad` (_row, _line, reason, detail, raw).
 * DuckDB's own readers are tried first, in their strictest form; a file they refuse, or whose rows do not come to its
 * lines or objects, is read record by record. Returns the number of records in the file.
 */
export async function readRaw(connection: DuckDBConnection, source: Source, file: PlainFile, sample: Sample, staging: string): Promise<number> {
  await makeBad(connection);
  const scan = strictScan(source, file, sample);
  if (scan !== null) {
    // A scan that fails leaves it unasked.
    scan.records.catch(() => undefined);
    try {
      await connection.run(`CREATE OR REPLACE TEMP TABLE raw AS ${withDerived(source, `SELECT ${scan.fields} FROM ${scan.from}`)}`);
      const rows = await countRows(connection, 'raw');
      const isWhole = rows === (await scan.records) && (scan.tooWide === null || (await countRows(connection, scan.tooWide)) === 0);
      if (isWhole) {
        await connection.run(`CREATE OR REPLACE TEMP VIEW numbered AS SELECT rowid + 1 AS _row, ${scan.line} AS _line, * FROM raw`);
        return rows;
      }
    } catch (error) {
      if (!isAboutContent(error as Error)) throw error;
    }
  }
  return readByRecord(connection, source, recordsOf(source, file, sample), staging);
}

/** Makes the empty temp table `bad`. */
export async function makeBad(connection: DuckDBConnection): Promise<void> {
  await connection.run('CREATE OR REPLACE TEMP TABLE bad (_row BIGINT, _line BIGINT, reason VARCHAR, detail VARCHAR, raw VARCHAR)');
}

/** The number of rows of a table. */
export async function countRows(connection: DuckDBConnection, table: string): Promise<number> {
  return Number((await (await connection.run(`SELECT count(*) FROM ${table}`)).getRowsJS())[0]![0]);
}

interface StrictScan {
  from: string;
  fields: string;
  /** Records that the file must come to. */
  records: Promise<number>;
  /** SQL for the line of a row. */
  line: string;
  /** Rows with more fields than there are columns: DuckDB takes them when the surplus ones at the end are empty. */
  tooWide: string | null;
}

function strictScan(source: Source, file: PlainFile, sample: Sample): StrictScan | null {
  const { fields } = source;
  const format = formatOf(source, sample);
  const path = literal(file.path);
  if (format.kind === 'json' && !hasPreamble(format, sample)) {
    const from = (kind: string) => `read_json(${path}, format = '${kind}', compression = 'uncompressed', hive_partitioning = false, columns = ${structOf(fields)})`;
    if (isJsonLines(sample, format.unwrap ?? [])) return { from: from('newline_delimited'), fields: '*', records: file.lines, line: 'rowid + 1', tooWide: null };
    if (sample.shape === 'array') return { from: from('array'), fields: '*', records: countObjects(bytesOf(file.path, file.signal)), line: 'NULL::BIGINT', tooWide: null };
  }
  if (format.kind === 'csv' && !format.multiline) {
    const names = format.columns ?? sample.header(format.delimiter);
    if (new Set(names).size !== names.length) return null;
    const columns = structOf(Object.fromEntries(names.map((name) => [name, fields[name] ?? 'VARCHAR'])));
    const options = `auto_detect = false, delim = ${literal(format.delimiter)}, quote = ${format.quoted ? `'"'` : `''`}, escape = ${format.quoted ? `'"'` : `''`},
      header = ${format.columns === undefined}, nullstr = '', null_padding = false, strict_mode = true, hive_partitioning = false, columns = ${columns}`;
    const select = Object.entries(fields).map(([name, type]) => (names.includes(name) ? identifier(name) : `NULL::${type} AS ${identifier(name)}`));
    const lines = `read_csv(${path}, auto_detect = false, delim = chr(1), quote = '', escape = '', header = false, nullstr = '', hive_partitioning = false, columns = {line: 'VARCHAR'})`;
    const delimiters = `strlen(line) - strlen(replace(line, ${literal(format.delimiter)}, ''))`;
    const tooWide = format.quoted ? null : `${lines} WHERE ${delimiters} > ${(names.length - 1) * format.delimiter.length}`;
    const headerLines = format.columns === undefined ? 1 : 0;
    return { from: `read_csv(${path}, ${options})`, fields: select.join(', '), records: file.lines.then((count) => count - headerLines), line: `rowid + 1 + ${headerLines}`, tooWide };
  }
  return null;
}

function structOf(columns: Readonly<Record<string, string>>): string {
  return `{${Object.entries(columns).map(([name, type]) => `${literal(name)}: ${literal(type)}`).join(', ')}}`;
}

/** A query of records with the columns derived from them. */
function withDerived({ derived = [], fields }: Source, query: string): string {
  const known = new Set(Object.keys(fields));
  return derived.reduce((inner, columns) => {
    const replaced = Object.keys(columns).filter((name) => known.has(name));
    for (const name of Object.keys(columns)) known.add(name);
    const rest = replaced.length > 0 ? `* EXCLUDE (${replaced.map(identifier).join(', ')})` : '*';
    return `SELECT ${rest}, ${Object.entries(columns).map(([name, sql]) => `${sql} AS ${identifier(name)}`).join(', ')} FROM (${inner})`;
  }, query);
}

/** A record of one of many files that are read as one: `file` is its number among them. */
export type NumberedRecord = FileRecord & { file?: number };

/** Reads records into `raw`, `numbered` and `bad` as `readRaw` does; with a column `_file` of their file when `many`. */
export async function readByRecord(connection: DuckDBConnection, source: Source, records: AsyncIterable<NumberedRecord>, staging: string, many = false): Promise<number> {
  const bad = join(staging, 'rejects.jsonl');
  const places = many ? ['_row', '_line', '_file'] : ['_row', '_line'];
  const texts = structOf(Object.fromEntries([...places.map((name) => [name, 'BIGINT']), ...Object.entries(source.fields).map(([name, type]) => [name, isNested(type) ? 'JSON' : 'VARCHAR'])]));
  const select = (part: string, longest: number) =>
    typedSelect(source, places, `read_json(${literal(part)}, format = 'newline_delimited', hive_partitioning = false, maximum_object_size = ${longest}, columns = ${texts})`);
  const rows = await writeRecords(records, Object.keys(source.fields), bad, staging, async (part, isFirst, longest) => {
    await connection.run(isFirst ? `CREATE OR REPLACE TEMP TABLE raw AS ${select(part, longest)}` : `INSERT INTO raw ${select(part, longest)}`);
    await rm(part);
  });
  await connection.run(`INSERT INTO bad BY NAME SELECT * FROM read_json(${literal(bad)}, format = 'newline_delimited', hive_partitioning = false,
    columns = {_row: 'BIGINT', _line: 'BIGINT', reason: 'VARCHAR', detail: 'VARCHAR', raw: 'VARCHAR'})`);
  await sortOutWrong(connection);
  return rows;
}

/** Rows of texts (JSON where nested) with the types of their fields and derived columns; `_wrong` names a field whose text is of another kind. */
export function typedSelect(source: Source, places: readonly string[], from: string): string {
  const cells = Object.entries(source.fields).map(([name, type]) => `${cellSql(identifier(name), type)} AS ${identifier(name)}`);
  const wrong = Object.entries(source.fields).flatMap(([name, type]) => {
    const cell = `texts.${identifier(name)}`;
    return type === 'VARCHAR' ? [] : [`WHEN ${identifier(name)} IS NULL AND ${isFilled(cell, type)} THEN ${literal(name)}`];
  });
  return withDerived(source, `SELECT * EXCLUDE (texts), ${wrong.length > 0 ? `CASE ${wrong.join(' ')} END` : 'NULL'} AS _wrong
    FROM (SELECT ${[...places, ...cells].join(', ')}, texts FROM ${from} AS texts)`);
}

/** Makes `numbered` of a `raw` whose rows have `_row`, `_line` and `_wrong`; the wrong ones are bad. */
export async function sortOutWrong(connection: DuckDBConnection): Promise<void> {
  await connection.run(`INSERT INTO bad SELECT _row, _line, 'bad_value', 'field ' || _wrong, NULL FROM raw WHERE _wrong IS NOT NULL`);
  await connection.run('CREATE OR REPLACE TEMP VIEW numbered AS SELECT * EXCLUDE (_wrong) FROM raw');
}

/** True for types whose values are read as JSON. */
export const isNested = (type: string) => type === 'JSON' || type.endsWith(']') || type.startsWith('STRUCT') || type.startsWith('MAP');

/** A field as read, JSON where it is nested and text elsewhere, as its type. */
function cellSql(cell: string, type: string): string {
  if (type === 'VARCHAR' || type === 'JSON') return cell;
  return isNested(type) ? `TRY_CAST(${cell} AS ${type})` : `TRY_CAST(nullif(trim(${cell}), '') AS ${type})`;
}

function isFilled(cell: string, type: string): string {
  return isNested(type) ? `json_type(${cell}) <> 'NULL'` : `nullif(trim(${cell}), '') IS NOT NULL`;
}

/** Length of a part in characters. */
const partLength = 16 << 20;

/**
 * Writes good records as JSON lines with `_row` and `_line` into one part after another, and the others apart. Each part
 * is taken while the next is written, with a bound of the bytes of its lines; there is at least one.
 */
async function writeRecords(
  records: AsyncIterable<NumberedRecord>, fields: string[], badPath: string, staging: string, take: (part: string, isFirst: boolean, longest: number) => Promise<void>,
): Promise<number> {
  const bad = await LineFile.open(badPath);
  const partPath = (number: number) => join(staging, `records-${number}.jsonl`);
  let good = await LineFile.open(partPath(0));
  let parts = 0;
  let taking: Promise<void> = Promise.resolve();
  const next = async (): Promise<void> => {
    await good.close();
    await taking;
    // DuckDB reads in buffers of twice that size.
    taking = take(partPath(parts), parts === 0, Math.max(1 << 20, 3 * good.longest));
    taking.catch(() => undefined);
    parts++;
  };
  let row = 0;
  try {
    for await (const record of records) {
      if (good.length > partLength) {
        await next();
        good = await LineFile.open(partPath(parts));
      }
      row++;
      const place = `{"_row":${row},"_line":${record.line}${record.file === undefined ? '' : `,"_file":${record.file}`}`;
      const reject = (reason: RejectReason, detail?: string) => bad.write(jsonOf({ _row: row, _line: record.line, reason, detail, raw: record.raw() }));
      if ('reason' in record) await reject(record.reason, record.detail);
      else if ('json' in record) {
        const rest = record.json.trimStart().slice(1).trimStart();
        await good.write(rest.startsWith('}') ? `${place}}` : `${place},${rest}`);
      } else {
        const values: Record<string, unknown> = {};
        for (const name of fields) if (record.values[name] != null) values[name] = record.values[name];
        const rest = JSON.stringify(values);
        if (hasHalfCharacter(rest)) await reject('bad_encoding', 'half of a UTF-16 pair');
        else await good.write(rest === '{}' ? `${place}}` : `${place},${rest.slice(1)}`);
      }
    }
    await next();
    await taking;
    await bad.close();
  } finally {
    await Promise.all([good.drop(), bad.drop()]);
  }
  return row;
}
