import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Mirror } from '../../src/engines/clickhouse/mirror.js';
import { translate } from '../../src/engines/clickhouse/translate.js';
import type { Params } from '../../src/lake/lake.js';
import { resolveParams } from '../../src/reports/params.js';
import { listQueries } from '../../src/reports/query.js';

let mirror: Mirror;
beforeAll(async () => { mirror = await Mirror.open('sensitive'); });
afterAll(() => mirror.close());

const written = async (sql: string, params: Params = {}) => translate(await mirror.prepare(sql, params));

describe('statements for ClickHouse', () => {
  it('are written of every saved query, and none of its texts stands in them', async () => {
    for (const { name, sql, params } of await listQueries()) {
      const given = Object.fromEntries(params.filter(({ name: param, type, fallback }) => type === 'VARCHAR' && fallback === '' && param !== 'kind').map(({ name: param }) => [param, "ma'rk\\er`"]));
      const { text, values } = await written(sql, resolveParams(name, params, given));
      expect(text, name).not.toContain('rk\\er');
      if (Object.keys(given).length > 0) expect(JSON.stringify(values), name).toMatch(/ma'rk/);
    }
  });

  it('bind texts by name, once each, and give columns the types of the lake', async () => {
    const hostile = "a'); DROP TABLE posts; --\n{s2:String}";
    const { text, values } = await written('SELECT tag_name || $mark AS name, $mark AS mark FROM tags WHERE tag_name <> $other', { mark: hostile, other: 'x' });
    expect(Object.values(values).sort()).toEqual([hostile, 'x'].sort());
    expect(text).toMatch(/^SELECT CAST\(concat\(t1\.`tag_name`, \{s\d:String\}\) AS Nullable\(String\)\) AS c0/);
    expect(text).not.toContain('DROP');
  });

  it('show posts up to the rating, also where a query reads other tables', async () => {
    const shown = (sql: string) => written(sql).then(({ text }) => text);
    expect(await shown('SELECT fid FROM posts')).toContain('`rating_level` <= CAST(2 AS Int8)');
    expect(await shown('SELECT path FROM images')).toMatch(/LEFT ANTI JOIN \(SELECT [^]* FROM `posts` [^]*`rating_level` > CAST\(2 AS Int8\)/);
    await expect(shown('SELECT fid FROM server.posts')).rejects.toThrow('server');
    await expect(shown('SELECT * FROM duckdb_tables()')).rejects.toThrow('duckdb_tables, which reads what is here, is not carried over');
    await expect(shown("SELECT * FROM read_csv('/etc/hostname')")).rejects.toThrow('This statement is not carried over');
  });

  it.each([
    ['SELECT * FROM unified_implications', 'WITH RECURSIVE'],
    ['SELECT booru, count(*) FROM posts GROUP BY ROLLUP (booru)', 'GROUP BY with ROLLUP, CUBE or GROUPING SETS'],
    ['DESCRIBE posts', 'DESCRIBE'],
    ["SELECT tag_name FROM tags WHERE jaro_similarity(tag_name, 'x') > 0.9", 'The function jaro_similarity'],
    ['SELECT approx_count_distinct(tag_name) FROM tags', 'The aggregate approx_count_distinct'],
    ['SELECT max(created_at) - min(created_at) FROM posts', 'The difference of two moments'],
    ['SELECT * FROM posts USING SAMPLE 10', 'SAMPLE'],
  ])('say by name what is not carried over: %s', async (sql, what) => {
    await expect(written(sql)).rejects.toThrow(`${what}${what.startsWith('WITH') ? ' (which the views unified_implications and unified_post_tags_implied use)' : ''} is not carried over to ClickHouse`);
  });

  it('are refused with the words of DuckDB, and where they would change something', async () => {
    await expect(written('SELECT fld FROM posts')).rejects.toThrow('Referenced column "fld" not found');
    await expect(written('SELEC 1')).rejects.toThrow('syntax error');
    await expect(written('CREATE TABLE x AS SELECT 1')).rejects.toThrow('CREATE TABLE is not carried over');
  });
});
