import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { commitChange, mendLake, refuseForeignFolder, removeOrphans, stagingName, type StagedFile } from './commit.js';
import { checkFiles, explainDamage } from './damage.js';
import { openConnection, openDatabase } from './database.js';
import { UserError } from './error.js';
import { Inbox } from './inbox.js';
import { lockLake } from './lock.js';
import { readManifest, schemaVersion, type Manifest } from './manifest.js';
import { plainMerge, postMerge, tagMerge, touchExcludedPictures, type PartWrite } from './merge.js';
import { fileColumns, schemaOf, type TableName } from './schema.js';
import { identifier, literal } from './sql.js';
import { scanOf } from './views.js';

/** What the ledger keeps of a command that changed the lake. */
export interface Run {
  command: string;
  parameters: Readonly<Record<string, unknown>>;
  /** Rows it read. */
  rows: number;
  startedAt: Date;
  /** Left out where the same input must give the same bytes. */
  seconds?: number;
  version: string;
}

export interface WriterOptions {
  memory?: string;
  threads?: number;
}

/**
 * Where a table is not written the way DuckDB does it by default. Row groups of 1,000 posts and delta encoding halve the
 * time to find the tags of scattered posts; smaller groups lose it again to their metadata (docs/lake.md).
 */
const layouts: Partial<Record<TableName, string>> = { post_tags: ', ROW_GROUP_SIZE 32768, PARQUET_VERSION V2' };

/** The one process that writes a lake: fills the inbox, then commits it all or nothing. Close it in any case. */
export class LakeWriter {
  private second: DuckDBConnection | null = null;

  private constructor(
    readonly dir: string,
    public manifest: Manifest,
    readonly connection: DuckDBConnection,
    public inbox: Inbox,
    /** A folder for files of this load, removed at the end. */
    readonly staging: string,
    private readonly instance: DuckDBInstance,
    private readonly unlock: () => Promise<void>,
  ) {}

  /** Opens a lake for writing and makes the folder if need be. Throws UserError while another process writes it. */
  static async open(dir: string, options: WriterOptions = {}): Promise<LakeWriter> {
    const root = resolve(dir);
    await mkdir(root, { recursive: true }).catch((error: Error) => {
      throw new UserError(`Cannot make the lake folder ${dir}: ${error.message}`);
    });
    await refuseForeignFolder(root);
    const unlock = await lockLake(root);
    const staging = join(root, stagingName);
    let manifest: Manifest | null = null;
    let database: Awaited<ReturnType<typeof openDatabase>> | null = null;
    try {
      manifest = await readManifest(root);
      await checkFiles(root, manifest);
      await mendLake(root, manifest);
      await mkdir(staging, { recursive: true });
      database = await openDatabase({ ...options, temp: join(staging, 'spill') });
      const { instance, connection } = database;
      return new LakeWriter(root, manifest, connection, await Inbox.open(connection, manifest, root), staging, instance, unlock);
    } catch (error) {
      database?.connection.closeSync();
      database?.instance.closeSync();
      if (manifest !== null) await rm(staging, { recursive: true, force: true });
      await unlock();
      throw manifest === null ? error : await explainDamage(root, manifest, error as Error);
    }
  }

  /** SQL of all rows of a table as the lake holds them now. */
  scan(table: TableName): string {
    return scanOf(this.manifest, table, this.dir);
  }

  /** Settles posts and their tags; afterwards `in_rejects` holds the rows that lost, too. */
  async settlePosts(): Promise<PartWrite[]> {
    return postMerge(this.inbox, this.manifest, this.dir);
  }

  /** Writes the settled posts and every other table of the inbox with the run in the ledger, and makes them the lake. */
  async commit(posts: PartWrite[], run: Run, onPart?: (write: PartWrite) => void): Promise<Manifest> {
    await this.inbox.insert('runs', `SELECT 1 AS load_id, (SELECT coalesce(max(run_id), 0) + 1 FROM (${this.scan('runs')})) AS run_id,
      ${literal(run.command)} AS command, ${literal(JSON.stringify(run.parameters))} AS parameters, ${this.manifest.generation + 1} AS generation,
      ${run.rows} AS rows, ${run.seconds ?? 'NULL'} AS seconds, ${literal(run.version)} AS version, ${literal(run.startedAt.toISOString())}::TIMESTAMPTZ AS started_at`);
    await touchExcludedPictures(this.inbox, this.manifest, this.dir);
    const others = this.inbox.tables.filter((table) => table !== 'posts' && table !== 'tags');
    const writes = [...posts, ...(await tagMerge(this.inbox, this.manifest, this.dir)), ...others.flatMap((table) => plainMerge(this.inbox, this.manifest, table, this.dir))];
    const staged: StagedFile[] = [];
    await removeOrphans(this.dir);
    const queue = [...writes];
    const work = async (connection: DuckDBConnection): Promise<void> => {
      for (let write = queue.shift(); write !== undefined; write = queue.shift()) {
        onPart?.(write);
        const path = join(this.staging, `${write.table}-${write.part.replaceAll('/', '-')}.parquet`);
        const rows = await writeParquet(connection, write, path);
        if (rows > 0) staged.push({ table: write.table, part: write.part, path, rows });
      }
    };
    // Two at a time: one file alone does not keep all cores busy.
    this.second = await openConnection(this.instance);
    const failed = (error: unknown) => (queue.splice(0), { error });
    const outcomes = await Promise.all([this.connection, this.second].map((connection) => work(connection).catch(failed)));
    this.second.closeSync();
    this.second = null;
    for (const outcome of outcomes) if (outcome) throw outcome.error;
    try {
      return await commitChange(this.dir, this.manifest, { staged, parts: writes });
    } catch (error) {
      await removeOrphans(this.dir).catch(() => undefined);
      throw error;
    }
  }

  /** After a commit, begins another on top of it, with an empty inbox; the lake stays locked and other tables of the connection stay. */
  async again(manifest: Manifest): Promise<void> {
    await this.inbox.drop();
    this.manifest = manifest;
    this.inbox = await Inbox.open(this.connection, manifest, this.dir);
  }

  /** An error of this session as a UserError that names the damaged file of the lake it comes from, if it does. */
  explain(error: Error): Promise<Error> {
    return explainDamage(this.dir, this.manifest, error);
  }

  /** Stops what DuckDB is doing; the call that waits for it throws. */
  interrupt(): void {
    this.connection.interrupt();
    this.second?.interrupt();
  }

  async close(): Promise<void> {
    this.connection.closeSync();
    this.instance.closeSync();
    await rm(this.staging, { recursive: true, force: true });
    await this.unlock();
  }
}

/** Writes a part as a file of the lake and gives its rows. Level 1 of zstd: these columns come out smaller than at DuckDB's level 3, in two thirds of the time. */
export async function writeParquet(connection: DuckDBConnection, write: PartWrite, path: string): Promise<number> {
  await mkdir(dirname(path), { recursive: true });
  const metadata = `{schema_version: '${schemaVersion}', source: 'boorulab', table_name: ${literal(write.table)}}`;
  const { columns } = schemaOf(write.table);
  // A file of narrower types would be another table to every other reader.
  const typed = fileColumns(write.table).map((name) => `${identifier(name)}::${columns[name]} AS ${identifier(name)}`).join(', ');
  const result = await connection.run(`COPY (SELECT ${typed} FROM (${write.select})) TO ${literal(path)} (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, KV_METADATA ${metadata}${layouts[write.table] ?? ''})`);
  return Number((await result.getRowsJS())[0]![0]);
}
