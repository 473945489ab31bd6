import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { commitChange, mendLake, removeOrphans, stagingName, type StagedFile } from './commit.js';
import { checkFiles } from './damage.js';
import { openDatabase } from './database.js';
import { UserError } from './error.js';
import { Inbox } from './inbox.js';
import { lockLake } from './lock.js';
import { readManifest, schemaVersion, type Manifest } from './manifest.js';
import { plainMerge, postMerge, tagMerge, type PartWrite } from './merge.js';
import type { TableName } from './schema.js';
import { literal } from './sql.js';
import { scanOf } from './views.js';

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
  private constructor(
    readonly dir: string,
    readonly manifest: Manifest,
    readonly connection: DuckDBConnection,
    readonly inbox: Inbox,
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
    const unlock = await lockLake(root);
    try {
      const manifest = await readManifest(root);
      await checkFiles(root, manifest);
      await mendLake(root, manifest);
      const staging = join(root, stagingName);
      await mkdir(staging, { recursive: true });
      const { instance, connection } = await openDatabase({ ...options, temp: join(staging, 'spill') });
      return new LakeWriter(root, manifest, connection, await Inbox.open(connection, manifest, root), staging, instance, unlock);
    } catch (error) {
      await unlock();
      throw error;
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

  /** Writes the settled posts and every other table of the inbox, and makes them the lake. */
  async commit(posts: PartWrite[], onPart?: (write: PartWrite) => void): Promise<Manifest> {
    const others = this.inbox.tables.filter((table) => table !== 'posts' && table !== 'tags');
    const writes = [...posts, ...(await tagMerge(this.inbox, this.manifest, this.dir)), ...others.flatMap((table) => plainMerge(this.manifest, table, this.dir))];
    const staged: StagedFile[] = [];
    await removeOrphans(this.dir);
    for (const write of writes) {
      onPart?.(write);
      const path = join(this.staging, `${write.table}-${write.part.replaceAll('/', '-')}.parquet`);
      const rows = await this.writeParquet(write, path);
      if (rows > 0) staged.push({ table: write.table, part: write.part, path, rows });
    }
    try {
      return await commitChange(this.dir, this.manifest, { staged, parts: writes });
    } catch (error) {
      await removeOrphans(this.dir).catch(() => undefined);
      throw error;
    }
  }

  private async writeParquet(write: PartWrite, path: string): Promise<number> {
    await mkdir(dirname(path), { recursive: true });
    const metadata = `{schema_version: '${schemaVersion}', source: 'boorulab', table_name: ${literal(write.table)}}`;
    const result = await this.connection.run(`COPY (${write.select}) TO ${literal(path)} (FORMAT parquet, COMPRESSION zstd, KV_METADATA ${metadata}${layouts[write.table] ?? ''})`);
    return Number((await result.getRowsJS())[0]![0]);
  }

  async close(): Promise<void> {
    this.connection.closeSync();
    this.instance.closeSync();
    await rm(this.staging, { recursive: true, force: true });
    await this.unlock();
  }
}
