import { BIGINT, VARCHAR, type DuckDBConnection } from '@duckdb/node-api';
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createColumnTable } from '../lake/column-table.js';
import { UserError } from '../lake/error.js';
import { literal } from '../lake/sql.js';
import type { FoundFile } from './picture-files.js';
import type { Shard, ShardPlace } from './shard.js';

/** What two parts must have in common to be of one piece of work. */
export interface PartWork {
  /** Which step, in words that can be a file name. */
  readonly step: string;
  readonly version: string;
  readonly schemaVersion: number;
  readonly options: Readonly<Record<string, unknown>>;
}

/** What a part says of itself, in its file. */
export interface PartHeader {
  readonly work: PartWork;
  readonly shard: Shard;
  /** What was there to look at, as the shard saw it: the folder, and what the lake knew. Null in a part that is not finished. */
  readonly state: { readonly folder: string; readonly lake: string } | null;
  /** What the step keeps beside rows. */
  readonly facts: unknown;
}

const partName = (step: string, { number, count }: Shard): string => `${step}-${number}-of-${count}`;

/** What `partName` and an extension make, taken apart. */
export const partPattern = /^(.+)-(\d+)-of-(\d+)\.parquet$/;

/** The header of a part that can be read to its end, else null. */
export async function readHeader(connection: DuckDBConnection, path: string): Promise<PartHeader | null> {
  try {
    await connection.run(`SELECT count(COLUMNS(*)) FROM read_parquet(${literal(path)})`);
    const found = await connection.run(`SELECT decode(value) FROM parquet_kv_metadata(${literal(path)}) WHERE decode(key) = 'part'`);
    return JSON.parse(String((await found.getRowsJS())[0]![0])) as PartHeader;
  } catch {
    return null;
  }
}

const keyOf = ({ path, size, changed }: Pick<FoundFile, 'path' | 'size' | 'changed'>): string => `${size} ${changed} ${path}`;

/**
 * What a shard writes: rows of (path, seen_size, changed, walk_at, row and others). Rows are kept in files beside the part while it grows, so that the shard of
 * a process that was killed goes on from there, and the part gets its name when it is whole. Each run writes files of its own: of two runs of one shard
 * the part of the later stays, whole.
 */
export class ShardPart {
  private readonly kept = new Set<string>();
  private readonly reused: FoundFile[] = [];
  private readonly reusedRows: number[] = [];
  private pieces: string[] = [];

  private constructor(private readonly connection: DuckDBConnection, private readonly place: ShardPlace, private readonly work: PartWork) {}

  /** Begins a part; rows of earlier runs of the same work that `reusable` (SQL) is true of can be reused. Throws UserError when the folder cannot be made. */
  static async open(connection: DuckDBConnection, place: ShardPlace, work: PartWork, reusable: string): Promise<ShardPart> {
    const part = new ShardPart(connection, place, work);
    await mkdir(part.piecesFolder, { recursive: true }).catch((error: Error) => {
      throw new UserError(`Cannot make the folder of parts ${place.folder}: ${error.message}`, 'Say where parts go with --parts DIR.');
    });
    await part.readKept(reusable);
    return part;
  }

  get path(): string {
    return join(this.place.folder, `${partName(this.work.step, this.place)}.parquet`);
  }

  private get piecesFolder(): string {
    return join(this.place.folder, `${partName(this.work.step, this.place)}.pieces`);
  }

  /** Rows of earlier runs, as the table part_kept. */
  private async readKept(reusable: string): Promise<void> {
    this.pieces = (await readdir(this.piecesFolder)).filter((name) => name.endsWith('.parquet')).map((name) => join(this.piecesFolder, name));
    const same: string[] = [];
    for (const path of [this.path, ...this.pieces]) {
      const header = await readHeader(this.connection, path);
      if (JSON.stringify(header?.work) === JSON.stringify(this.work)) same.push(path);
    }
    if (same.length === 0) return;
    await this.connection.run(`CREATE TEMP TABLE part_kept AS FROM read_parquet([${same.map(literal).join(', ')}]) WHERE ${reusable} QUALIFY row_number() OVER (PARTITION BY path, seen_size, changed) = 1`);
    const keys = await this.connection.run(`SELECT seen_size || ' ' || changed || ' ' || path FROM part_kept`);
    for (const [key] of (await keys.getRowsJS()) as [string][]) this.kept.add(key);
  }

  /** True when an earlier run has looked at a file as it is: then its row will be in the part, with this number. */
  reuse(file: FoundFile, row: number): boolean {
    if (!this.kept.delete(keyOf(file))) return false;
    this.reused.push(file);
    this.reusedRows.push(row);
    return true;
  }

  /** Adds rows (SQL) and puts them on the disk. */
  async add(select: string): Promise<void> {
    const isFirst = (await this.connection.run("SELECT 1 FROM duckdb_tables() WHERE table_name = 'part_rows'")).rowCount === 0;
    await this.connection.run(isFirst ? `CREATE TEMP TABLE part_rows AS ${select}` : `INSERT INTO part_rows BY NAME ${select}`);
    const piece = join(this.piecesFolder, `${randomUUID()}.parquet`);
    if ((await this.write(select, piece, null, null)) > 0) this.pieces.push(piece);
    else await rm(piece, { force: true });
  }

  /** Writes the part and removes what was kept on the way. `add` must have been called, if only with no rows. */
  async finish(state: NonNullable<PartHeader['state']>, facts: unknown): Promise<{ path: string; rows: number }> {
    let rows = 'FROM part_rows';
    if (this.reused.length > 0) {
      const numbers = (of: (file: FoundFile, i: number) => number) => ({ type: BIGINT, values: this.reused.map((file, i) => BigInt(of(file, i))) });
      await createColumnTable(this.connection, 'part_reused', {
        path: { type: VARCHAR, values: this.reused.map(({ path }) => path) }, seen_size: numbers(({ size }) => size), changed: numbers(({ changed }) => changed), walk_at: numbers(({ at }) => at), row: numbers((_, i) => this.reusedRows[i]!),
      });
      rows += ' UNION ALL BY NAME SELECT part_kept.* REPLACE (part_reused.walk_at AS walk_at, part_reused."row" AS "row") FROM part_kept JOIN part_reused USING (path, seen_size, changed)';
    }
    const count = await this.write(`SELECT * FROM (${rows}) ORDER BY walk_at, "row"`, this.path, state, facts);
    for (const piece of this.pieces) await rm(piece, { force: true });
    // Another run of this shard may be using it.
    await rmdir(this.piecesFolder).catch(() => undefined);
    return { path: this.path, rows: count };
  }

  /** Writes rows to a file, whole or not at all. */
  private async write(select: string, path: string, state: PartHeader['state'], facts: unknown): Promise<number> {
    const header: PartHeader = { work: this.work, shard: { number: this.place.number, count: this.place.count }, state, facts };
    const temporary = `${path}.${randomUUID()}`;
    try {
      await mkdir(this.piecesFolder, { recursive: true });
      const written = await this.connection.run(`COPY (${select}) TO ${literal(temporary)} (FORMAT parquet, COMPRESSION zstd, KV_METADATA {part: ${literal(JSON.stringify(header))}})`);
      await rename(temporary, path);
      return Number((await written.getRowsJS())[0]![0]);
    } catch (error) {
      await rm(temporary, { force: true });
      throw new UserError(`Cannot write ${path}: ${(error as Error).message.split('\n')[0]}`, 'What was kept before stays; run the shard again when there is room.');
    }
  }
}
