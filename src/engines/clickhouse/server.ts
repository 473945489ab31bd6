import type { Params } from '../../lake/lake.js';
import type { QueryResult, Row } from '../../lake/result.js';
import { highestLevel, type Rating } from '../../lake/views.js';
import { serverAddress } from './address.js';
import { connectTo, type ServerConnection } from './connection.js';
import { Mirror } from './mirror.js';
import { ServerResult } from './server-result.js';
import { translate } from './translate.js';

export interface ServerOptions {
  rating: Rating;
  /** Address of the server; default: CLICKHOUSE_URL. */
  url?: string | undefined;
}

/** Opens the lake that was exported to a ClickHouse server: the same statements, views of a rating and results as of the lake itself. Throws UserError. */
export async function openServer({ rating, url }: ServerOptions): Promise<Server> {
  const address = serverAddress(url);
  const [connection, mirror] = await Promise.all([connectTo(address), Mirror.open(rating)]);
  return new Server(rating, `${address.shown}/${address.database}`, connection, mirror);
}

/** A lake on a ClickHouse server. Close it when done. */
export class Server {
  private readonly stopper = new AbortController();

  constructor(
    readonly rating: Rating,
    /** Address and database, without credentials. */
    readonly name: string,
    private readonly connection: ServerConnection,
    private readonly mirror: Mirror,
  ) {}

  /** Runs SQL with `$name` parameters; rows as plain values. */
  async query(sql: string, params: Params = {}): Promise<QueryResult> {
    const { columns, rows } = await (await this.stream(sql, params)).first(Infinity);
    return { columns, rows };
  }

  /** The rows of `query`. */
  async rows<T = Row>(sql: string, params: Params = {}): Promise<T[]> {
    return (await this.query(sql, params)).rows as T[];
  }

  /** A statement's rows as they come, for results of any size. */
  async stream(sql: string, params: Params = {}): Promise<ServerResult> {
    const prepared = await this.mirror.prepare(sql, params);
    return new ServerResult(prepared.columns, this.connection.rows(translate(prepared), this.stopper.signal));
  }

  /** How many posts the rating leaves out. */
  async hiddenPosts(): Promise<number> {
    const [row] = await this.rows<{ n: number }>(`SELECT count(*) AS n FROM (${this.mirror.scan('posts')}) WHERE rating_level > ${highestLevel[this.rating]}`);
    return row?.n ?? 0;
  }

  /** Stops what is running. */
  interrupt(): void {
    this.stopper.abort();
  }

  async close(): Promise<void> {
    this.mirror.close();
    await this.connection.close();
  }
}
