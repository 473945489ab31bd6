import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testLake, type TestLake } from '../reports/fixture.js';

describe('year in a session', () => {
  let test: TestLake;
  beforeAll(async () => { test = await testLake({ posts: `SELECT i AS post_key, i::VARCHAR AS fid, 'a' AS booru, 0 AS rating_level, TIMESTAMPTZ '1899-12-31 23:59:59Z' + to_seconds(i * 86400 * 11) AS created_at FROM range(5000) AS t(i)` }); });
  afterAll(() => test.close());
  const value = async (sql: string) => (await test.lake.rows<{ v: unknown }>(`SELECT ${sql} AS v`))[0]!.v;

  it('is that of the built-in function', async () => {
    const [row] = await test.lake.rows(`SELECT count(*) AS n, count(*) FILTER (year(created_at) IS DISTINCT FROM date_part('year', created_at)) AS wrong FROM posts`);
    expect(row).toEqual({ n: 5000, wrong: 0 });
  });

  it.each([
    [`year(DATE '2021-02-03')`, 2021], [`year(TIMESTAMP '2021-02-03 04:05:06')`, 2021], [`year(TIMESTAMPTZ '2021-12-31 23:59:59.999Z')`, 2021], [`year(TIMESTAMPTZ '2022-01-01 00:00:00Z')`, 2022],
    [`year(INTERVAL 3 YEAR)`, 3], [`year(NULL::TIMESTAMPTZ)`, null], [`year('infinity'::TIMESTAMPTZ)`, null],
  ])('%s is %s', async (sql, expected) => { expect(await value(sql)).toBe(expected); });

  it('follows another time zone', async () => {
    await test.lake.rows(`SET TimeZone = 'Asia/Tokyo'`);
    expect(await value(`year(TIMESTAMPTZ '2021-12-31 20:00:00Z')`)).toBe(2022);
    await test.lake.rows(`SET TimeZone = 'UTC'`);
    expect(await value(`year(TIMESTAMPTZ '2021-12-31 20:00:00Z')`)).toBe(2021);
  });
});
