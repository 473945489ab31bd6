import type { DuckDBConnection, DuckDBDataChunk, DuckDBInstance, DuckDBMaterializedResult } from '@duckdb/node-api';
import type { Table } from 'apache-arrow';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { checkFiles, explainDamage } from './damage.js';
import { openDatabase } from './database.js';
import { UserError } from './error.js';
import { forgetConnection, interruptible } from './interrupt.js';
import { manifestName, readManifest, requireLake, type Manifest } from './manifest.js';
import { ResultStream } from './result-stream.js';
import { chunkColumns, toArrow, toColumns, toRows, type Column, type QueryResult, type Row } from './result.js';
import { spillFolder } from './spill.js';
import { bind, Statement, type AnyRow, type Bound, type BoundValue } from './statement.js';
import { highestLevel, ratings, scanOf, viewStatements, type Rating } from './views.js';

export type Params = Record<string, string | number | bigint | boolean | null>;

export interface OpenOptions {
  /** Which posts the views show. Default: BOORULAB_RATING, else 'sensitive' (general, safe and sensitive). */
  rating?: Rating;
  /** DuckDB memory limit such as '2GB'. */
  memory?: string;
  threads?: number;
}

/** The lake folder when none is given: BOORULAB_LAKE, else `data/lake` here or in the nearest folder above that has one. */
export function defaultLakeDir(): string {
  if (process.env['BOORULAB_LAKE']) return process.env['BOORULAB_LAKE'];
  for (let dir = process.cwd(); ; ) {
    const candidate = join(dir, 'data', 'lake');
    if (existsSync(join(candidate, manifestName))) return candidate;
    const parent = resolve(dir, '..');
    if (parent === dir) return join('data', 'lake');
    dir = parent;
  }
}

/** The rating when none is given: BOORULAB_RATING, else 'sensitive'; a word there that is no rating counts as none. */
export function defaultRating(): Rating {
  const given = process.env['BOORULAB_RATING'] as Rating | undefined;
  return given !== undefined && ratings.includes(given) ? given : 'sensitive';
}

/**
 * Opens a lake for reading: a DuckDB connection with a view for each table.
 * The session keeps the generation it opened; a load meanwhile does not disturb it.
 * Throws UserError when the folder is no lake or a file of it is missing or damaged.
 */
export async function openLake(dir: string = defaultLakeDir(), options: OpenOptions = {}): Promise<Lake> {
  requireLake(dir);
  const manifest = await readManifest(dir);
  await checkFiles(dir, manifest);
  // DuckDB makes the folder when it has to spill and removes it when closed.
  const temp = spillFolder();
  const { instance, connection } = await openDatabase({ ...options, temp });
  const rating = options.rating ?? defaultRating();
  try {
    for (const statement of viewStatements(manifest, rating, resolve(dir))) await connection.run(statement);
  } catch (error) {
    connection.closeSync();
    instance.closeSync();
    throw await explainDamage(dir, manifest, error as Error);
  }
  return new Lake(dir, rating, manifest, connection, instance);
}

/** An open lake. Close it when done. */
export class Lake {
  constructor(
    readonly dir: string,
    private shown: Rating,
    readonly manifest: Manifest,
    readonly connection: DuckDBConnection,
    private readonly instance: DuckDBInstance,
  ) {
    interruptible(connection);
  }

  /**
   * SQL with values in it: lake.sql`select * from tags where tag_name = ${name}`. Awaited it gives its rows; passed to a chart or a table it is shown;
   * `.arrow()` gives an Arrow table, `.columns()` typed arrays, `.result()` rows with column types. Values are bound, never pasted;
   * a list stands after `in`, and another lake.sql becomes a part of the text.
   */
  sql<T = AnyRow>(texts: TemplateStringsArray, ...parts: (BoundValue | Statement)[]): Statement<T> {
    if (!Array.isArray(texts)) throw new UserError('lake.sql is written before a text in backquotes', 'lake.sql`select ...`; a text that comes from elsewhere is run by lake.query(text, params).');
    return new Statement<T>({
      result: async (text, bound) => toRows(await this.run(text, bound)),
      columns: async (text, bound) => toColumns(await this.run(text, bound)),
      arrow: async (text, bound) => toArrow(await this.run(text, bound)),
    }, texts, parts);
  }

  /** Which posts the views show. */
  get rating(): Rating {
    return this.shown;
  }

  /** Shows posts up to another rating from now on. */
  async setRating(rating: Rating): Promise<void> {
    for (const statement of viewStatements(this.manifest, rating, resolve(this.dir))) await this.connection.run(statement);
    this.shown = rating;
  }

  /** Runs SQL with `$name` parameters bound; rows as plain values. */
  async query(sql: string, params: Params = {}): Promise<QueryResult> {
    return toRows(await this.run(sql, boundValues(params)));
  }

  /** The rows of `query`. */
  async rows<T = Row>(sql: string, params: Params = {}): Promise<T[]> {
    return (await this.query(sql, params)).rows as T[];
  }

  /** The columns of a query; numbers without NULLs as typed arrays. The fast way to data for kernels. */
  async columns(sql: string, params: Params = {}): Promise<Record<string, Column>> {
    return toColumns(await this.run(sql, boundValues(params)));
  }

  /** The columns of a query in pieces of up to 2,048 rows, in order, as they are made: for results too big to hold. */
  async *pieces(sql: string, params: Params = {}): AsyncGenerator<Record<string, Column>> {
    const bound = boundValues(params);
    let next: Promise<DuckDBDataChunk | null> = Promise.resolve(null);
    try {
      const result = await this.connection.stream(sql, bound?.values, bound?.types);
      const names = result.deduplicatedColumnNames();
      next = result.fetchChunk();
      for (let chunk = await next; chunk !== null && chunk.rowCount > 0; chunk = await next) {
        // Fetched while this one is used; what it throws is thrown where it is waited for.
        next = result.fetchChunk();
        next.catch(() => undefined);
        yield chunkColumns(chunk, names);
      }
    } catch (error) {
      throw await explainDamage(this.dir, this.manifest, error as Error);
    } finally {
      await next.catch(() => undefined);
    }
  }

  /** A statement's rows as they are made, for results of any size. The next statement ends it. */
  async stream(sql: string, params: Params = {}): Promise<ResultStream> {
    const explain = (error: Error): Promise<Error> => explainDamage(this.dir, this.manifest, error);
    const { values, types } = boundValues(params) ?? {};
    try {
      return new ResultStream(await this.connection.stream(sql, values, types), explain);
    } catch (error) {
      throw await explain(error as Error);
    }
  }

  /** A query as an Arrow table. */
  async arrow(sql: string, params: Params = {}): Promise<Table> {
    return toArrow(await this.run(sql, boundValues(params)));
  }

  /** How many posts the session's rating leaves out. */
  async hiddenPosts(): Promise<number> {
    const scan = scanOf(this.manifest, 'posts', resolve(this.dir));
    const [row] = await this.rows<{ n: number }>(`SELECT count(*) AS n FROM (${scan}) WHERE rating_level > ${highestLevel[this.rating]}`);
    return row?.n ?? 0;
  }

  /** What the session shows, in a sentence: posts, boards, and what its rating leaves out. */
  async about(): Promise<string> {
    const [shown] = await this.rows<{ posts: number; boards: number }>('SELECT count(*) AS posts, count(DISTINCT booru) AS boards FROM posts');
    const of = (n: number, one: string): string => `${n.toLocaleString('en')} ${one}${n === 1 ? '' : 's'}`;
    const hidden = await this.hiddenPosts();
    return `${of(shown!.posts, 'post')} of ${of(shown!.boards, 'board')}, up to rating "${this.rating}"; ${of(hidden, 'post')} ${hidden === 1 ? 'is' : 'are'} hidden.`;
  }

  close(): void {
    forgetConnection(this.connection);
    this.connection.closeSync();
    this.instance.closeSync();
  }

  private async run(sql: string, bound: Bound | undefined): Promise<DuckDBMaterializedResult> {
    const { values, types } = bound ?? {};
    try {
      return await this.connection.run(sql, values && Object.keys(values).length > 0 ? values : undefined, types);
    } catch (error) {
      throw await explainDamage(this.dir, this.manifest, error as Error);
    }
  }
}

function boundValues(params: Params): Bound | undefined {
  const bound: Bound = { values: {}, types: {} };
  for (const [name, value] of Object.entries(params)) bind(bound, name, value);
  return Object.keys(params).length > 0 ? bound : undefined;
}
