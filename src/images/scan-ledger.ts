import { BIGINT, VARCHAR } from '@duckdb/node-api';
import { createColumnTable } from '../lake/column-table.js';
import type { PartWrite } from '../lake/merge.js';
import { literal } from '../lake/sql.js';
import type { StepOptions } from '../lake/step.js';
import type { LakeWriter } from '../lake/writer.js';
import type { FoundFile } from './picture-files.js';
import { scanFormat } from './picture-post.js';
import { replaceRows } from './picture-rows.js';
import { adoptPictures } from './scan-adopt.js';
import { settleBatch, type BatchCounts } from './scan-batch.js';
import type { WalkCounts } from './scan-candidates.js';
import { archiveStep, scanStep } from './scan-triage.js';

/** `source` of scans in the ledger of loads. */
export const scanSource = 'images-scan';

/** What became of the files below a root; read = loaded + rejected. */
export interface RootSummary extends BatchCounts {
  readonly root: string;
  readonly files: number;
  readonly read: number;
  readonly rejected: number;
  readonly unchanged: number;
  readonly excludedBefore: number;
  readonly passedOver: number;
  readonly gone: number;
}

/** Commits what a scan finds, and keeps one row of the ledger a root. */
export class ScanLedger {
  /** Pictures looked at in all. */
  kept = 0;
  private place = { loadId: 0, root: '', place: '' };
  private read = 0;
  private bytes = 0;
  private counts: BatchCounts = nothing();

  constructor(private readonly writer: LakeWriter, readonly board: string | null, private readonly options: StepOptions, private readonly shards?: number) {}

  /** Begins with a root. Scans have numbers below zero: a replay of the loads of a lake gives these the same numbers whether it was scanned or not. */
  async begin(root: string, place: string): Promise<void> {
    const lowest = await this.writer.connection.run(`SELECT least(coalesce(min(load_id), 0), 0) FROM (${this.writer.scan('loads')})`);
    this.place = { loadId: Number((await lowest.getRowsJS())[0]![0]) - 1, root, place };
    this.read = 0;
    this.bytes = 0;
    this.counts = nothing();
  }

  /** Makes the files of the table `scanned` part of the lake. */
  async commit(): Promise<void> {
    const found = await this.writer.connection.run('SELECT count(*), coalesce(sum(seen_size), 0) FROM scanned');
    const [files, bytes] = (await found.getRowsJS())[0]!.map(Number) as [number, number];
    const { writes, counts } = await settleBatch(this.writer, { ...this.place, board: this.board });
    this.read += files;
    this.kept += files;
    this.bytes += bytes;
    for (const count of ['loaded', 'withPost', 'ofKnownPost', 'misnamed'] as const) this.counts[count] += counts[count];
    for (const [reason, count] of Object.entries(counts.rejects)) this.counts.rejects[reason] = (this.counts.rejects[reason] ?? 0) + count;
    const { loadId, root } = this.place;
    await this.writer.inbox.insert('loads', `SELECT ${loadId} AS load_id, ${literal(root)} AS file, ${this.bytes} AS bytes, ${literal(scanSource)} AS source, ${literal(scanFormat)} AS src_format,
      ${this.read} AS rows_read, ${this.counts.loaded} AS rows_loaded, ${this.read - this.counts.loaded} AS rows_rejected, ${this.time()} AS loaded_at, ${literal(this.options.version ?? '')} AS version`);
    await this.write(writes, files);
  }

  /** Remembers archives that were read to their end, with how many pictures of each are remembered. */
  async keepArchives(archives: readonly FoundFile[]): Promise<void> {
    if (archives.length === 0) return;
    const { connection } = this.writer;
    await connection.run('DROP TABLE IF EXISTS scan_whole');
    await createColumnTable(connection, 'scan_whole', {
      path: { type: VARCHAR, values: archives.map(({ path }) => path) },
      size: { type: BIGINT, values: archives.map(({ size }) => BigInt(size)) }, changed: { type: BIGINT, values: archives.map(({ changed }) => BigInt(changed)) },
    });
    const steps = `SELECT path, parse_filename(path) AS file_name, ${literal(archiveStep)} AS step, size AS file_size, make_timestamp(changed)::TIMESTAMPTZ AS file_dt,
      (SELECT count(*) FROM (${this.writer.scan('picture_steps')}) AS s WHERE s.step = ${literal(scanStep)} AND starts_with(s.path, scan_whole.path || '/')) AS found FROM scan_whole`;
    await this.write([replaceRows(this.writer, 'picture_steps', steps, `SELECT path, ${literal(archiveStep)} AS step FROM scan_whole`, ['path', 'step'])], archives.length);
  }

  /** Gives pictures of earlier scans the posts that the lake knows by now; how many. */
  async adopt(): Promise<number> {
    const { writes, adopted, mentioned } = await adoptPictures(this.writer);
    if (adopted > 0 || mentioned > 0) await this.write(writes, adopted);
    return adopted;
  }

  /** Commits writes, and begins anew. */
  private async write(writes: PartWrite[], rows: number): Promise<void> {
    const { now, version = '' } = this.options;
    const started = new Date();
    const posts = await this.writer.settlePosts();
    const parameters = { folder: this.place.root, ...(this.board === null ? {} : { board: this.board }), ...(this.shards === undefined ? {} : { shards: this.shards }) };
    const manifest = await this.writer.commit([...posts, ...writes], { command: 'images scan', parameters, rows, startedAt: now ?? started, version, ...(now === undefined ? { seconds: (Date.now() - started.getTime()) / 1000 } : {}) });
    await this.writer.again(manifest);
  }

  summary({ files, unchanged, excludedBefore, passedOver }: Omit<WalkCounts, 'archives' | 'troubles'>, gone: number): RootSummary {
    return { root: this.place.root, files, read: this.read, ...this.counts, rejected: this.read - this.counts.loaded, unchanged, excludedBefore, passedOver, gone };
  }

  private time(): string {
    return `${literal((this.options.now ?? new Date()).toISOString())}::TIMESTAMPTZ`;
  }
}

const nothing = (): BatchCounts => ({ loaded: 0, withPost: 0, ofKnownPost: 0, misnamed: 0, rejects: {} });
