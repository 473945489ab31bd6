import { UserError } from '../../lake/error.js';

/** Where a server is and who asks it. `shown` is its address without credentials, for messages. */
export interface ServerAddress {
  url: string;
  database: string;
  user: string;
  password: string;
  shown: string;
}

/**
 * The server of `--url`, else of CLICKHOUSE_URL: `http://host:8123/database`; the database is boorulab when none is named.
 * User and password come from CLICKHOUSE_USER and CLICKHOUSE_PASSWORD, or stand in the URL. Throws UserError.
 */
export function serverAddress(given: string | undefined, env: Readonly<Record<string, string | undefined>> = process.env): ServerAddress {
  const text = given ?? env['CLICKHOUSE_URL'];
  const example = 'Such as --url http://localhost:8123/boorulab, or the same in CLICKHOUSE_URL.';
  if (!text) throw new UserError('--engine clickhouse needs the address of the server', example, 2);
  // What cannot be read may hold a password all the same: it is not repeated.
  const url = parsed(text);
  const database = url === undefined ? undefined : decoded(url.pathname.slice(1));
  if (url === undefined || !/^https?:$/.test(url.protocol) || database === undefined || database.includes('/')) throw new UserError('The address of the server is no http:// or https:// URL with one database after it', example, 2);
  return {
    url: url.origin, database: database || 'boorulab',
    user: decoded(url.username) || env['CLICKHOUSE_USER'] || 'default',
    password: decoded(url.password) || env['CLICKHOUSE_PASSWORD'] || '',
    shown: url.origin,
  };
}

function parsed(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
