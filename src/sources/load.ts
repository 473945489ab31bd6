import type { Manifest } from '../lake/manifest.js';
import { UserError } from '../lake/error.js';
import { supersededByLake } from '../lake/merge.js';
import { LakeWriter, type WriterOptions } from '../lake/writer.js';
import { canonicalBoard } from '../tags/boards.js';
import { filesUnder, Recogniser, type Found } from './discover.js';
import { FileLoader, isFatal } from './file-loader.js';
import { parseTemplate } from './grabber/log-template.js';
import { Ledger, type FileOutcome } from './ledger.js';
import { sourceMacros } from './macros.js';
import { mappedSource } from './mapped/mapped-source.js';
import { readMapping } from './mapped/mapping.js';
import { openInput, type OpenedFile } from './open-file.js';
import { ownSources } from './own-sources.js';
import { sources } from './registry.js';
import type { Source } from './source.js';
import { damaged, inputsOf } from './unpack.js';

export type { FileOutcome } from './ledger.js';

export interface LoadOptions extends WriterOptions {
  /** Source id for every file, instead of finding it by content. */
  source?: string;
  /** Path of a mapping: every file is a table to be read by it. */
  map?: string;
  /** Path of a module with sources of the user's own, which are tried first. */
  with?: string;
  /** Board of files that do not say theirs. */
  board?: string;
  /** Template by which Grabber wrote its logs. */
  template?: string;
  /** Time kept in the ledger, for the same bytes each time. Default now. */
  now?: Date;
  version?: string;
  /** Stops the load; the lake stays as it was. */
  signal?: AbortSignal;
  onStep?: (step: LoadStep) => void;
}

/** What the load is at: one of `total` files, or writing a part of a table. */
export interface LoadStep {
  label: string;
  done: number;
  total: number;
}

export interface LoadSummary {
  files: FileOutcome[];
  /** False when a file failed, or one named by the user is of no known format. */
  ok: boolean;
  manifest: Manifest;
}

/**
 * Loads dump files and folders into a lake in one commit. A file that cannot be read is left out whole and named; the
 * others are loaded. Every row read is loaded or in `rejects`. Files loaded before (same bytes) change nothing.
 */
export async function loadFiles(dir: string, paths: readonly string[], options: LoadOptions = {}): Promise<LoadSummary> {
  const board = options.board === undefined ? null : canonicalBoard(options.board);
  if (board === null && options.board !== undefined) throw new UserError(`Unknown board ${options.board}`, 'Boards: danbooru, gelbooru, safebooru, tbib, yandere, konachan, ...', 2);
  const { known, forced } = await chooseSources(options);
  if (options.template !== undefined) parseTemplate(options.template);
  const found = await filesUnder(paths, forced);
  const writer = await LakeWriter.open(dir, options);
  const interrupt = () => writer.interrupt();
  options.signal?.addEventListener('abort', interrupt);
  try {
    for (const macro of sourceMacros) await writer.connection.run(macro);
    const ledger = await Ledger.open(writer, { board, template: options.template }, known);
    const started = new Date();
    const outcomes = await loadAll(writer, ledger, found, new Recogniser(writer.connection, known, forced, options.template), board, options);
    const manifest = ledger.entries.size > 0 ? await finish(writer, ledger, paths, started, options) : writer.manifest;
    return { files: outcomes, ok: outcomes.every((outcome) => outcome.outcome !== 'failed'), manifest };
  } catch (error) {
    if (options.signal?.aborted) throw new UserError('Interrupted; the lake is as it was before');
    throw isFatal(error as Error) ? outOfSpace(error as Error) : await writer.explain(error as Error);
  } finally {
    options.signal?.removeEventListener('abort', interrupt);
    await writer.close();
  }
}

/** The sources to try, and the one that every file is of, if the user says so. */
async function chooseSources(options: LoadOptions): Promise<{ known: readonly Source[]; forced: Source | null }> {
  if (options.map !== undefined && options.source !== undefined) throw new UserError('Give --map or --source, not both', undefined, 2);
  const known = options.with === undefined ? sources : [...(await ownSources(options.with, sources)), ...sources];
  if (options.map !== undefined) return { known, forced: mappedSource(await readMapping(options.map)) };
  const forced = options.source === undefined ? null : known.find((source) => source.id === options.source);
  if (forced === undefined) throw new UserError(`Unknown source ${options.source}`, `Sources: ${known.map((source) => source.id).join(', ')}`, 2);
  return { known, forced };
}

/** Loads every file in order, those of late sources after the others. */
async function loadAll(writer: LakeWriter, ledger: Ledger, found: readonly Found[], recogniser: Recogniser, board: string | null, options: LoadOptions): Promise<FileOutcome[]> {
  const { signal, onStep } = options;
  const { staging } = writer;
  const loader = new FileLoader(writer, ledger, board, signal);
  const outcomes: FileOutcome[] = [];
  const late: { source: Source; file: OpenedFile; outcome: FileOutcome }[] = [];
  for (const [done, { path, named }] of found.entries()) {
    for await (const input of inputsOf(path, named, { staging, signal })) {
      signal?.throwIfAborted();
      onStep?.({ label: input.path, done, total: found.length });
      const recognised = await recogniser.recognise(input);
      const outcome: FileOutcome = { file: input.path, source: null, outcome: 'skipped', read: 0, loaded: 0, rejected: 0, note: '' };
      if ('note' in recognised) {
        outcomes.push(outcome);
        const isFailed = input.content.kind === 'none' ? input.content.failed : input.named;
        Object.assign(outcome, { note: recognised.note, ...(isFailed ? { outcome: 'failed' } : {}) });
        continue;
      }
      const { source, sample } = recognised;
      outcome.source = source.id;
      if (source.late !== true) {
        outcomes.push(outcome);
        await loader.add(input, source, sample, outcome);
      } else {
        try {
          late.push({ source, file: await openInput(input, sample, staging), outcome });
        } catch (error) {
          if (signal?.aborted || isFatal(error as Error)) throw error;
          outcomes.push({ ...outcome, outcome: 'failed', note: damaged(input.path, error as Error) });
        }
      }
    }
  }
  await loader.flush();
  for (const [done, { source, file, outcome }] of late.entries()) {
    signal?.throwIfAborted();
    onStep?.({ label: outcome.file, done, total: late.length });
    outcomes.push(outcome);
    await loader.addOpened(source, file, outcome);
  }
  return outcomes;
}

async function finish(writer: LakeWriter, ledger: Ledger, paths: readonly string[], started: Date, options: LoadOptions): Promise<Manifest> {
  const { connection } = writer;
  const { entries } = ledger;
  options.onStep?.({ label: 'settling posts', done: 0, total: 1 });
  await ledger.write(writer, options.now ?? started, options.version ?? '');
  const posts = await writer.settlePosts();
  await connection.run(`UPDATE in_loads SET rows_rejected = coalesce((SELECT sum(records) FROM in_rejects WHERE in_rejects.load_id = in_loads.load_id), 0)`);
  await connection.run('UPDATE in_loads SET rows_loaded = rows_read - rows_rejected');
  await checkPosts(writer, ledger);
  const counts = await connection.run('SELECT load_id, rows_loaded, rows_rejected FROM in_loads');
  for (const [id, rowsLoaded, rowsRejected] of (await counts.getRowsJS()) as [number, bigint, bigint][]) {
    Object.assign(entries.get(id)!.outcome, { loaded: Number(rowsLoaded), rejected: Number(rowsRejected) });
  }
  const startedAt = options.now ?? started;
  const files = [...entries.values()].map(({ outcome }) => outcome.file);
  const run = {
    // The ledger of files names them all; of many the run names where they are.
    command: 'load', parameters: { files: files.length > 1000 ? paths : files, source: options.source, board: options.board, template: options.template, map: options.map, with: options.with },
    rows: [...entries.values()].reduce((sum, { outcome }) => sum + outcome.read, 0), startedAt, version: options.version ?? '',
    ...(options.now === undefined ? { seconds: (Date.now() - started.getTime()) / 1000 } : {}),
  };
  return writer.commit(posts, run, (write) => {
    options.signal?.throwIfAborted();
    options.onStep?.({ label: `writing ${write.table} ${write.part}`.trim(), done: 1, total: 1 });
  });
}

/** For loads that brought posts, their records and those beside them must come to what the ledger says was not rejected by the file itself. */
async function checkPosts(writer: LakeWriter, ledger: Ledger): Promise<void> {
  const beside = [...ledger.entries].filter(([, entry]) => entry.beside > 0).map(([id, { beside: records }]) => `WHEN ${id} THEN ${records}`);
  const wrong = await writer.connection.run(`SELECT l.file, l.rows_read, p.records, r.records FROM in_loads AS l
    JOIN (SELECT load_id, sum(records) AS records FROM in_posts GROUP BY load_id) AS p USING (load_id)
    LEFT JOIN (SELECT load_id, sum(records) AS records FROM in_rejects WHERE detail IS DISTINCT FROM '${supersededByLake}' GROUP BY load_id) AS r USING (load_id)
    WHERE l.rows_read <> p.records + coalesce(r.records, 0) + ${beside.length > 0 ? `CASE l.load_id ${beside.join(' ')} ELSE 0 END` : '0'}`);
  const row = (await wrong.getRowsJS())[0];
  if (row) throw new Error(`${String(row[0])}: ${String(row[1])} rows read, but ${String(row[2])} loaded and ${String(row[3])} rejected; nothing was committed`);
}

function outOfSpace(error: Error): UserError {
  return new UserError(`The disk or the memory is full: ${error.message.split('\n')[0]}`, 'The lake is as it was before. Free some space, or give more with --memory, and load again.');
}
