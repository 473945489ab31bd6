import { Option, type Command } from 'commander';
import type { Server } from '../engines/clickhouse/server.js';
import { UserError } from '../lake/error.js';
import { globalOptions, sayHidden } from './options.js';
import { stoppable } from './stoppable.js';

export interface ServerFlags {
  engine?: string;
  url?: string;
}

/** The options of commands that can ask a server in place of the lake. */
export const serverOptions = (): Option[] => [
  new Option('--engine <name>', 'ask the lake that was exported to a server: clickhouse (user and password: CLICKHOUSE_USER, CLICKHOUSE_PASSWORD)'),
  new Option('--url <url>', 'address of the server, http://host:8123/database (default: CLICKHOUSE_URL)'),
];

/** Whether a server is to be asked. Throws UserError when the options say no server that is known. */
export function asksServer({ engine, url }: ServerFlags): boolean {
  if (engine === undefined && url !== undefined) throw new UserError('--url is the address of a server: add --engine clickhouse', undefined, 2);
  if (engine !== undefined && engine !== 'clickhouse') throw new UserError(`No engine "${engine}"`, 'Engines: clickhouse', 2);
  return engine !== undefined;
}

/** Opens the server of the options, does the work and closes it. Says how many posts are hidden. */
export async function withServer(command: Command, { url }: ServerFlags, work: (server: Server) => Promise<void>): Promise<void> {
  const { openServer } = await import('../engines/clickhouse/server.js');
  const server = await openServer({ rating: globalOptions(command).rating, url });
  try {
    await stoppable(() => server.interrupt(), async () => {
      await work(server);
      sayHidden(await server.hiddenPosts());
    });
  } finally {
    await server.close();
  }
}
