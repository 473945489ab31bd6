import { createClient } from '@clickhouse/client';
import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { serverAddress } from '../../src/engines/clickhouse/address.js';
import { createStatements, insertStatements } from '../../src/engines/ddl.js';
import { exportLake } from '../../src/engines/export.js';
import { schemas } from '../../src/lake/schema.js';
import { scanOf } from '../../src/lake/views.js';
import { withLake } from '../load/fixtures.js';
import { startChdb } from './chdb-server.js';

/** A server that holds a lake, with its address and password as users have them: in the environment. */
export interface LoadedServer {
  env: { CLICKHOUSE_URL: string; CLICKHOUSE_USER: string; CLICKHOUSE_PASSWORD: string };
  close(): Promise<void>;
}

/** The lake on the server of CLICKHOUSE_URL, in a database of its own that is dropped at the end; without one on ClickHouse in this process. */
export async function loadServer(lakeDir: string, folder: string): Promise<LoadedServer> {
  return process.env['CLICKHOUSE_URL'] ? loadGiven(lakeDir, folder) : loadChdb(lakeDir, folder);
}

/** Filled from an export by the statements that come with it. */
async function loadChdb(lakeDir: string, folder: string): Promise<LoadedServer> {
  await exportLake(lakeDir, { to: folder, rating: 'all' });
  const password = 'not & "to" be\\shown%';
  const chdb = await startChdb(password);
  const filled = [...schemas.keys()].filter((table) => existsSync(join(folder, table)));
  for (const statement of [...createStatements('clickhouse'), ...insertStatements(filled, { folder })]) chdb.run(statement);
  return { env: { CLICKHOUSE_URL: `${chdb.url}/boorulab`, CLICKHOUSE_USER: 'default', CLICKHOUSE_PASSWORD: password }, close: () => chdb.close() };
}

/** Filled by the client, since a server elsewhere cannot read a folder of this machine. */
async function loadGiven(lakeDir: string, folder: string): Promise<LoadedServer> {
  const { url, user: username, password } = serverAddress(undefined);
  const database = `boorulab_test_${process.pid}`;
  const client = createClient({ url, username, password });
  for (const query of createStatements('clickhouse', { database })) await client.command({ query });
  const file = `${folder}.parquet`;
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  for (const [table, { columns }] of schemas) {
    await withLake(lakeDir, (lake) => lake.connection.run(`COPY (${scanOf(lake.manifest, table, lakeDir)}) TO '${file}'`));
    const query = `INSERT INTO ${database}.${table} (${Object.keys(columns).join(', ')}) FORMAT Parquet`;
    const response = await fetch(`${url}/?query=${encodeURIComponent(query)}`, { method: 'POST', headers: { authorization }, body: await readFile(file) });
    if (!response.ok) throw new Error(await response.text());
  }
  await rm(file);
  return {
    env: { CLICKHOUSE_URL: `${url}/${database}`, CLICKHOUSE_USER: username, CLICKHOUSE_PASSWORD: password },
    close: async () => {
      await client.command({ query: `DROP DATABASE ${database}` });
      await client.close();
    },
  };
}
