import type { ServerAddress } from './address.js';
import { serverError } from './server-error.js';
import { settings } from './settings.js';
import type { EngineStatement } from './translate.js';

/** A way to a ClickHouse server. */
export interface ServerConnection {
  /** The rows of a statement as JSON values, piece by piece. Throws UserError. */
  rows(statement: EngineStatement, signal?: AbortSignal): AsyncIterable<readonly (readonly unknown[])[]>;
  close(): Promise<void>;
}

/** Opens a connection; nothing is sent before the first statement. */
export async function connectTo(address: ServerAddress): Promise<ServerConnection> {
  const { createClient } = await import('@clickhouse/client');
  const { url, database, user, password } = address;
  // What goes wrong is told by the error itself; the client's own log would go to the console.
  const client = createClient({ url, database, username: user, password, application: 'boorulab', request_timeout: 86_400_000, clickhouse_settings: settings, log: { level: 127 } });
  return {
    async *rows({ text, values }, signal) {
      try {
        const result = await client.query({ query: text, query_params: values, format: 'JSONCompactEachRow', ...(signal ? { abort_signal: signal } : {}) });
        for await (const piece of result.stream<unknown[]>()) yield piece.map((row) => row.json());
      } catch (error) {
        throw serverError(error as Error, address);
      }
    },
    close: () => client.close(),
  };
}
