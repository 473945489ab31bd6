import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openServer, type Server } from '../../src/engines/clickhouse/server.js';
import { openLake, type Lake } from '../../src/lake/lake.js';
import type { Rating } from '../../src/lake/views.js';
import { listQueries, runQuery, type SavedQuery } from '../../src/reports/query.js';
import { tempFolder } from '../load/fixtures.js';
import { loadServer, type LoadedServer } from './loaded-server.js';
import { difference } from './same-rows.js';
import { writeSimulatedLake } from './simulated-lake.js';

const queries = await listQueries();
const dir = tempFolder('engines');
const lakeDir = join(dir, 'lake');
let loaded: LoadedServer;

/** Values with which a query finds something in a small lake, and all of it. */
const eager: Readonly<Record<string, string>> = { days: '1', earliest: '2015-01-01', silent_years: '0', min_years: '0', limit: '100000', groups: '1000', max_confidence: '1' };

const givenOf = ({ params }: SavedQuery): Record<string, string> =>
  Object.fromEntries(params.flatMap(({ name }) => (name in eager ? [[name, eager[name]!]] : name.startsWith('min_') ? [[name, '1']] : [])));

beforeAll(async () => {
  await writeSimulatedLake(lakeDir);
  loaded = await loadServer(lakeDir, join(dir, 'export'));
  Object.assign(process.env, loaded.env);
}, 300_000);
afterAll(() => loaded.close());

describe.each<Rating>(['sensitive', 'safe'])('on ClickHouse with --rating %s', (rating) => {
  let lake: Lake;
  let server: Server;
  const answered: string[] = [];

  beforeAll(async () => {
    lake = await openLake(lakeDir, { rating });
    server = await openServer({ rating });
  });
  afterAll(async () => {
    lake.close();
    await server.close();
  });

  it.each(queries.map((query) => [query.name, query] as const))('%s gives the rows of the lake', async (_, query) => {
    for (const given of rating === 'safe' ? [givenOf(query)] : [{}, givenOf(query)]) {
      const want = await runQuery(lake, query, given);
      expect(difference(await runQuery(server, query, given), want)).toBeUndefined();
      if (want.rows.length > 0 && !answered.includes(query.name)) answered.push(query.name);
    }
  });

  it('every query found something', () => expect(queries.map(({ name }) => name).filter((name) => !answered.includes(name))).toEqual([]));

  it('as many posts are hidden', async () => {
    expect(await server.hiddenPosts()).toBe(await lake.hiddenPosts());
    expect(await server.hiddenPosts()).toBeGreaterThan(0);
  });
});
