import type { DuckDBConnection } from '@duckdb/node-api';
import type { EventEmitter } from 'node:events';

/** Emitted on `process` by a host that takes Ctrl-C itself, such as a notebook kernel: the queries that run then stop with an error. */
export const interruptEvent = 'boorulab:interrupt';

const open = new Set<DuckDBConnection>();

(process as EventEmitter).on(interruptEvent, () => {
  for (const connection of open) connection.interrupt();
});

/** Lets the connection be interrupted until it is closed. */
export function interruptible(connection: DuckDBConnection): void {
  open.add(connection);
}

/** To be called before the connection is closed. */
export function forgetConnection(connection: DuckDBConnection): void {
  open.delete(connection);
}
