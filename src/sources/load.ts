import { basename } from 'node:path';
import type { Manifest } from '../lake/manifest.js';
import { UserError } from '../lake/error.js';
import { supersededByLake } from '../lake/merge.js';
import { literal } from '../lake/sql.js';
import { LakeWriter, type WriterOptions } from '../lake/writer.js';
import { boardInText, canonicalBoard } from '../tags/boards.js';
import { discover, type Candidate } from './discover.js';
import { ingestFile } from './ingest.js';
import { sourceMacros } from './macros.js';
import { openFile } from './open-file.js';
import { sources } from './registry.js';

export interface LoadOptions extends WriterOptions {
  /** Source id for every file, instead of finding it by content. */
  source?: string;
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

export interface FileOutcome {
  file: string;
  /** Source id, or null when no source knows the file. */
  source: string | null;
  outcome: 'loaded' | 'already loaded' | 'skipped' | 'failed';
  read: number;
  loaded: number;
  rejected: number;
  /** Why it was skipped or failed. */
  note: string;
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
  const candidates = await discover(paths, options.source, options.template);
  const writer = await LakeWriter.open(dir, options);
  const interrupt = () => writer.interrupt();
  options.signal?.addEventListener('abort', interrupt);
  try {
    for (const macro of sourceMacros) await writer.connection.run(macro);
    return await loadAll(writer, candidates, board, options);
  } catch (error) {
    if (options.signal?.aborted) throw new UserError('Interrupted; the lake is as it was before');
    throw isFatal(error as Error) ? outOfSpace(error as Error) : await writer.explain(error as Error);
  } finally {
    options.signal?.removeEventListener('abort', interrupt);
    await writer.close();
  }
}

async function loadAll(writer: LakeWriter, candidates: Candidate[], board: string | null, options: LoadOptions): Promise<LoadSummary> {
  // With a board given, a file of which nothing said the board is another file.
  const boardless = board === null ? '' : `WHERE load_id NOT IN (SELECT load_id FROM (${writer.scan('rejects')}) WHERE reason = 'unknown_board')`;
  const known = await writer.connection.run(`SELECT sha256, source, file, bytes FROM (${writer.scan('loads')}) ${boardless}`);
  const earlier = (await known.getRowsJS()) as [string, string, string, bigint][];
  const loaded = new Set(earlier.map(([sha256, source, path]) => markOf(sha256, source, path)));
  const sizes = new Set(earlier.map(([, , , bytes]) => Number(bytes)));
  const last = await writer.connection.run(`SELECT coalesce(max(load_id), 0) FROM (${writer.scan('loads')})`);
  let loadId = Number((await last.getRowsJS())[0]![0]);
  const started = new Date();
  const outcomes: FileOutcome[] = [];
  const loadIds = new Map<number, FileOutcome>();
  const besides = new Map<number, number>();
  for (const [done, candidate] of candidates.entries()) {
    options.signal?.throwIfAborted();
    options.onStep?.({ label: candidate.path, done, total: candidates.length });
    const outcome: FileOutcome = { file: candidate.path, source: candidate.source?.id ?? null, outcome: 'skipped', read: 0, loaded: 0, rejected: 0, note: candidate.note };
    outcomes.push(outcome);
    if (candidate.failed) outcome.outcome = 'failed';
    if (candidate.source === null || candidate.sample === null || candidate.failed) continue;
    try {
      const file = await openFile(candidate.path, candidate.sample, writer.staging, options.signal);
      // Only a file of a size seen before can be one loaded before; any other is hashed while it is read.
      if (sizes.has(file.bytes) && loaded.has(markOf(await file.sha256, candidate.source.id, candidate.path))) {
        outcome.outcome = 'already loaded';
        continue;
      }
      const { read, beside } = await ingestFile(writer.inbox, candidate.source, file, loadId + 1, board ?? boardInText(candidate.path), writer.staging);
      const sha256 = await file.sha256;
      loaded.add(markOf(sha256, candidate.source.id, candidate.path));
      sizes.add(file.bytes);
      loadIds.set(++loadId, outcome);
      besides.set(loadId, beside);
      Object.assign(outcome, { outcome: 'loaded', read });
      await writer.inbox.insert('loads', `SELECT ${loadId} AS load_id, ${literal(candidate.path)} AS file, ${literal(sha256)} AS sha256, ${file.bytes} AS bytes,
        ${literal(candidate.source.id)} AS source, ${literal(candidate.source.code)} AS src_format, ${read} AS rows_read,
        ${literal((options.now ?? new Date()).toISOString())}::TIMESTAMPTZ AS loaded_at, ${literal(options.version ?? '')} AS version`);
    } catch (error) {
      if (options.signal?.aborted || isFatal(error as Error)) throw error;
      Object.assign(outcome, { outcome: 'failed', note: (error as Error).message.split('\n')[0] });
      if (!(error instanceof UserError)) outcome.note = `cannot be read as ${candidate.source.id}: ${outcome.note}`;
    }
  }
  const manifest = loadIds.size > 0 ? await finish(writer, loadIds, besides, started, options) : writer.manifest;
  const ok = outcomes.every((outcome) => outcome.outcome !== 'failed');
  return { files: outcomes, ok, manifest };
}

/** What makes a file the same as one loaded before: its bytes, its source and, where the source goes by it, its name. */
function markOf(sha256: string, sourceId: string, path: string): string {
  const named = sources.find((source) => source.id === sourceId)?.named === true;
  return [sha256, sourceId, ...(named ? [basename(path)] : [])].join(' ');
}

async function finish(writer: LakeWriter, loadIds: Map<number, FileOutcome>, besides: Map<number, number>, started: Date, options: LoadOptions): Promise<Manifest> {
  const { connection } = writer;
  options.onStep?.({ label: 'settling posts', done: 0, total: 1 });
  const posts = await writer.settlePosts();
  await connection.run(`UPDATE in_loads SET rows_rejected = coalesce((SELECT sum(records) FROM in_rejects WHERE in_rejects.load_id = in_loads.load_id), 0)`);
  await connection.run('UPDATE in_loads SET rows_loaded = rows_read - rows_rejected');
  await checkPosts(writer, besides);
  const counts = await connection.run('SELECT load_id, rows_loaded, rows_rejected FROM in_loads');
  for (const [id, rowsLoaded, rowsRejected] of (await counts.getRowsJS()) as [number, bigint, bigint][]) {
    Object.assign(loadIds.get(id)!, { loaded: Number(rowsLoaded), rejected: Number(rowsRejected) });
  }
  const startedAt = options.now ?? started;
  const run = {
    command: 'load', parameters: { files: [...loadIds.values()].map((outcome) => outcome.file), source: options.source, board: options.board, template: options.template },
    rows: [...loadIds.values()].reduce((sum, outcome) => sum + outcome.read, 0), startedAt, version: options.version ?? '',
    ...(options.now === undefined ? { seconds: (Date.now() - started.getTime()) / 1000 } : {}),
  };
  return writer.commit(posts, run, (write) => {
    options.signal?.throwIfAborted();
    options.onStep?.({ label: `writing ${write.table} ${write.part}`.trim(), done: 1, total: 1 });
  });
}

/** For loads that brought posts, their records and those beside them must come to what the ledger says was not rejected by the file itself. */
async function checkPosts(writer: LakeWriter, besides: Map<number, number>): Promise<void> {
  const beside = [...besides].map(([id, records]) => `WHEN ${id} THEN ${records}`);
  const wrong = await writer.connection.run(`SELECT l.file, l.rows_read, p.records, r.records FROM in_loads AS l
    JOIN (SELECT load_id, sum(records) AS records FROM in_posts GROUP BY load_id) AS p USING (load_id)
    LEFT JOIN (SELECT load_id, sum(records) AS records FROM in_rejects WHERE detail IS DISTINCT FROM '${supersededByLake}' GROUP BY load_id) AS r USING (load_id)
    WHERE l.rows_read <> p.records + coalesce(r.records, 0) + CASE l.load_id ${beside.join(' ')} ELSE 0 END`);
  const row = (await wrong.getRowsJS())[0];
  if (row) throw new Error(`${String(row[0])}: ${String(row[1])} rows read, but ${String(row[2])} loaded and ${String(row[3])} rejected; nothing was committed`);
}

function isFatal(error: Error): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOSPC' || /no space left|out of memory|could not write|failed to offload/i.test(error.message);
}

function outOfSpace(error: Error): UserError {
  return new UserError(`The disk or the memory is full: ${error.message.split('\n')[0]}`, 'The lake is as it was before. Free some space, or give more with --memory, and load again.');
}
