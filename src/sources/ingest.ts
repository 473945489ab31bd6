import type { DuckDBConnection } from '@duckdb/node-api';
import { join } from 'node:path';
import type { Inbox } from '../lake/inbox.js';
import { literal } from '../lake/sql.js';
import { insertEmission } from './insert-rows.js';
import { writeLines } from './line-file.js';
import type { OpenedFile } from './open-file.js';
import { ofManyFiles, ofOneFile, type FilePart, type Provenance } from './provenance.js';
import { makeBad, readByRecord, readRaw, recordsIn, recordsOf, type NumberedRecord } from './raw.js';
import { keepRawTexts, markBad } from './record-rules.js';
import type { Sample } from './sample.js';
import type { LoadContext, Source } from './source.js';
import { keepTableTexts, readTable } from './table.js';
import { isAboutContent, markUnfit } from './unfit-rows.js';

export interface Ingested {
  read: number;
  /** Good records that are no posts, in a file that brings posts. */
  beside: number;
}

/**
 * Reads one file and puts its rows into the inbox under `loadId`, rejects included. Either all of the file is in the
 * inbox afterwards or, when it throws, nothing of it.
 */
export async function ingestFile(inbox: Inbox, source: Source, file: OpenedFile, loadId: number, board: string | null, staging: string): Promise<Ingested> {
  const { sample } = file;
  const { connection } = inbox;
  const scalar = scalarOf(connection);
  const ofFile = async (aggregate: string) => valueSql(await scalar(`SELECT ${aggregate} FROM numbered`));
  const context: LoadContext = { connection, sample, board, vocabulary: inbox.vocabulary, labels: inbox.labels, scalar, ofFile };
  const from = ofOneFile(loadId, sample.path);
  const { columns } = sample;
  const read = columns === null ? await readRaw(connection, source, file, sample, staging) : await readTable(connection, source, file.path, columns);
  const keepTexts = () => (columns === null ? keepRawTexts(() => recordsOf(source, file, sample), context, staging) : keepTableTexts(connection, file.path, columns));
  const besides = await ingest(inbox, source, { context, read, from, keepTexts });
  return { read, beside: besides.get(loadId) ?? 0 };
}

/** A small file held in memory whole. */
export interface SmallFile {
  loadId: number;
  sample: Sample;
  content: Buffer;
}

/**
 * Reads many small files of one source as one table and puts their rows into the inbox, each under its own load: the
 * same rows and rejects as by `ingestFile` one after the other. All of them are in the inbox afterwards or, when it throws, none.
 */
export async function ingestBatch(inbox: Inbox, source: Source, files: readonly SmallFile[], board: string | null, staging: string): Promise<Ingested[]> {
  const { connection } = inbox;
  const scalar = scalarOf(connection);
  let facts = 0;
  const ofFile = async (aggregate: string) => {
    const name = `of_file_${facts++}`;
    await connection.run(`SET VARIABLE ${name} = (SELECT list(fact ORDER BY _file) FROM
      (SELECT f._file, ${aggregate} AS fact FROM batch_files AS f LEFT JOIN numbered USING (_file) GROUP BY f._file))`);
    return `getvariable('${name}')[_file]`;
  };
  const context: LoadContext = { connection, sample: files[0]!.sample, board, vocabulary: inbox.vocabulary, labels: inbox.labels, scalar, ofFile };
  const parts: FilePart[] = files.map(({ loadId, sample }, at) => ({ number: at + 1, loadId, path: sample.path, records: 0 }));
  await makeBad(connection);
  const read = await readByRecord(connection, source, recordsOfAll(source, files, (at) => parts[at]!.records++), staging, true);
  const from = await ofManyFiles(connection, parts, async (rows) => {
    const path = join(staging, 'batch.jsonl');
    await writeLines(path, rows.map((row) => JSON.stringify(row)));
    return path;
  });
  const keepTexts = () => keepRawTexts(() => recordsOfAll(source, files, () => undefined), context, staging);
  const besides = await ingest(inbox, source, { context, read, from, keepTexts });
  for (let fact = 0; fact < facts; fact++) await connection.run(`RESET VARIABLE of_file_${fact}`);
  return parts.map(({ loadId, records }) => ({ read: records, beside: besides.get(loadId) ?? 0 }));
}

async function* recordsOfAll(source: Source, files: readonly SmallFile[], onRecord: (at: number) => void): AsyncIterable<NumberedRecord> {
  for (const [at, { sample, content }] of files.entries()) {
    for await (const record of recordsIn(source, once(content), sample)) {
      onRecord(at);
      yield { ...record, file: at + 1 };
    }
  }
}

async function* once(content: Buffer): AsyncIterable<Buffer> {
  yield content;
}

function scalarOf(connection: DuckDBConnection): LoadContext['scalar'] {
  return async (sql) => (await (await connection.run(sql)).getRowsJS())[0]?.[0] ?? null;
}

function valueSql(value: unknown): string {
  return value === null ? 'NULL' : typeof value === 'string' ? literal(value) : String(value);
}

interface Reading {
  context: LoadContext;
  /** Records read into `raw` and `bad`. */
  read: number;
  from: Provenance;
  /** Fills in the raw texts of what is in `bad`. */
  keepTexts: () => Promise<void>;
}

/** Puts what was read into the inbox. Resolves to the good records that are no posts, by load. */
async function ingest(inbox: Inbox, source: Source, { context, read, from, keepTexts }: Reading): Promise<Map<number, number>> {
  const { connection } = inbox;
  await markBad(source, context, from.count > 1);
  await keepTexts();
  const besides = await insertRecords(inbox, source, { context, read, from }).catch(async (error: Error) => {
    if (!isAboutContent(error) || (await markUnfit(source, context)) === 0) throw error;
    await keepTexts();
    return insertRecords(inbox, source, { context, read, from });
  });
  // Their memory is wanted for the sorts of the commit.
  for (const table of ['raw', 'bad', 'emitted', 'learned', 'places', 'batch_files']) await connection.run(`DROP TABLE IF EXISTS ${table}`);
  return besides;
}

/** Puts the good records' rows and the others as rejects into the inbox, all or, when it throws, none. */
async function insertRecords(inbox: Inbox, source: Source, { context, read, from }: Omit<Reading, 'keepTexts'>): Promise<Map<number, number>> {
  const { connection } = inbox;
  const bad = Number(await context.scalar('SELECT count(*) FROM bad'));
  await connection.run(`CREATE OR REPLACE TEMP VIEW record AS SELECT * FROM numbered${bad > 0 ? ' ANTI JOIN bad USING (_row)' : ''}`);
  const good = Number(await context.scalar('SELECT count(*) FROM record'));
  if (good + bad !== read) throw new Error(`${context.sample.path}: ${read} rows read, but ${good} good and ${bad} bad`);

  return inbox.whole(async () => {
    await inbox.insert('rejects', `SELECT load_id, src_file AS file, src_row AS row, _line AS line, reason, detail, 1 AS records, raw FROM ${from.placed('bad')}`);
    const found = new Map<number, number>();
    for (const emission of await source.emit(context)) {
      if (emission.table === 'posts' && emission.beside !== undefined) {
        const counts = await connection.run(`SELECT load_id, count(*) FROM ${from.placed('record')} WHERE ${emission.beside} GROUP BY load_id`);
        for (const [load, count] of (await counts.getRowsJS()) as [number, bigint][]) found.set(load, (found.get(load) ?? 0) + Number(count));
      }
      await insertEmission(inbox, source, emission, from);
    }
    return found;
  });
}
