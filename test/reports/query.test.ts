import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseQuery, listQueries, loadQuery, queriesFolder, runQuery } from '../../src/reports/query.js';
import { exportParquet } from '../../src/reports/export.js';
import { formatResult } from '../../src/reports/format.js';
import { handMade, testLake, type TestLake } from './fixture.js';

describe('parseQuery', () => {
  it('reads the header and leaves the statement', () => {
    const query = parseQuery('q', '\uFEFF-- title: Posts\r\n-- topic: Boards\r\n-- description: One\r\n-- description: two.\r\n-- param: year INTEGER = 2020\r\n-- chart: bar x=n\r\n\r\nselect 1 as n -- title: not this\r\nwhere $year > 0;\r\n');
    expect(query).toMatchObject({ name: 'q', title: 'Posts', topic: 'Boards', description: 'One two.', chart: { mark: 'bar', x: 'n' } });
    expect(query.sql).toBe('select 1 as n -- title: not this\nwhere $year > 0');
    expect(query.params.map(({ name, fallback }) => [name, fallback])).toEqual([['year', 2020]]);
  });

  it('takes undeclared parameters as text that must be given', () => {
    expect(parseQuery('q', 'select $x').params).toEqual([{ name: 'x', type: 'VARCHAR', fallback: undefined, about: '' }]);
  });

  it.each([
    ['-- title: nothing', 'q holds no statement.'],
    ['-- param: x INTEGER\nselect 1', 'q declares the parameter x but does not use $x.'],
    ['-- chart: pie\nselect 1', 'q: unknown chart "pie"; charts: bar, line, area, heatmap, scatter, map, histogram, gallery'],
  ])('refuses %j', (text, message) => {
    expect(() => parseQuery('q', text)).toThrow(expect.objectContaining({ message }));
  });
});

describe('saved queries', () => {
  it('are at least fourteen, each with title, topic, description and defaults, none over 30 lines', async () => {
    const queries = await listQueries();
    expect(queries.length).toBeGreaterThanOrEqual(14);
    for (const query of queries) {
      expect(query.title, query.name).not.toBe(query.name);
      expect(query.topic, query.name).not.toBe('More');
      expect(query.description.length, query.name).toBeGreaterThan(40);
      expect(query.sql.split('\n').length, query.name).toBeLessThanOrEqual(30);
      for (const param of query.params) expect([param.fallback, param.about], `${query.name} ${param.name}`).not.toContain(undefined);
      expect(readFileSync(join(queriesFolder, `${query.name}.sql`), 'utf8'), query.name).not.toMatch(/donmai|safebooru|gelbooru|yande|konachan|sankaku|zerochan/i);
    }
    expect(queries.filter((query) => query.chart).length).toBeGreaterThanOrEqual(14);
  });

  it('are found by name, or near names are given', async () => {
    expect((await loadQuery('hit-parade')).title).toBe('General hit parade');
    await expect(loadQuery('hitparade')).rejects.toMatchObject({ message: 'No saved query "hitparade".', hint: 'Did you mean hit-parade?', exitCode: 2 });
    await expect(loadQuery('../package')).rejects.toMatchObject({ exitCode: 2 });
    await expect(loadQuery('/nowhere/x.sql')).rejects.toMatchObject({ message: 'Cannot read the query /nowhere/x.sql: no such file.' });
  });
});

describe('on a lake without a row', () => {
  it('every saved query answers', async () => {
    const test = await testLake({ posts: 'SELECT 1 AS post_key WHERE false' });
    for (const query of await listQueries()) {
      const result = await runQuery(test.lake, query);
      expect(result.rows, query.name).toEqual([]);
      expect(result.columns.length, query.name).toBeGreaterThan(1);
    }
    test.close();
  });
});

describe('on a lake counted by hand', () => {
  let test: TestLake;
  beforeAll(async () => { test = await testLake(handMade); });
  afterAll(() => test.close());
  const ask = async (name: string, given: Record<string, string> = {}): Promise<Record<string, unknown>[]> => (await runQuery(test.lake, await loadQuery(name), given)).rows;

  it('portraits counts posts with any portrait tag by character and year', async () => {
    expect(await ask('portraits')).toMatchObject([
      { character: 'miku', year: 2020, portraits: 2, percent_of_posts: 50, median_score: 7.5, all_years: 3 },
      { character: 'miku', year: 2021, portraits: 1, percent_of_posts: 100, median_score: 20, all_years: 3 },
    ]);
    expect(await ask('portraits', { portrait: 'face', board: 'b' })).toMatchObject([{ portraits: 1, year: 2020 }]);
  });

  it('artist-series keeps to posts with all the tags', async () => {
    expect(await ask('artist-series')).toMatchObject([{ artist: 'ixy', work: 'vocaloid', posts: 2 }]);
    expect(await ask('artist-series', { tags: '  miku portrait ' })).toMatchObject([{ artist: 'ixy', posts: 1 }]);
    expect(await ask('artist-series', { tags: 'miku nothing' })).toEqual([]);
  });

  it('hit-parade ranks within board, year and rating, a post alone in the middle, and hides what the rating hides', async () => {
    const rows = await ask('hit-parade');
    expect(rows.map((row) => [row['booru'], row['fid'], row['normalised_score']])).toEqual([['b', '2', 75], ['a', '2', 50], ['a', '3', 50], ['a', '1', 50], ['b', '1', 25]]);
    expect((await ask('hit-parade', { tags: 'MIKU portrait' })).map((row) => row['fid'])).toEqual(['3', '1']);
    expect((await ask('hit-parade', { year: '2020', min_score: '8', board: 'a' })).map((row) => row['fid'])).toEqual(['2', '1']);
    expect(await ask('hit-parade', { limit: '1' })).toHaveLength(1);
  });

  it('cross-posts counts each shared file once, from the earlier board', async () => {
    expect(await ask('cross-posts')).toMatchObject([
      { earlier_board: 'a', later_board: 'b', files: 1, median_days_between: 2 },
      { earlier_board: 'b', later_board: 'a', files: 1 },
    ]);
  });

  it('franchise-labels and mal-titles read the labels', async () => {
    expect(await ask('franchise-labels')).toMatchObject([{ franchise: 'vocaloid', works: 1, characters: 1, main_character: 'miku' }]);
    expect(await ask('mal-titles', { kind: 'mal_character' })).toMatchObject([{ entry: 'Hatsune, Miku', mal_id: 9, tags: 'miku', followers: 777 }]);
  });

  it('the rest adds up', async () => {
    expect((await ask('boards')).map((row) => [row['booru'], row['posts']])).toEqual([['a', 3], ['b', 2]]);
    expect((await ask('board-growth')).reduce((sum, row) => sum + Number(row['posts']), 0)).toBe(5);
    expect((await ask('long-tail')).reduce((sum, row) => sum + Number(row['uses']), 0)).toBe(15);
    expect((await ask('tags-a-post')).reduce((sum, row) => sum + Number(row['posts']), 0)).toBe(5);
    expect((await ask('idle-tags')).map((row) => [row['trouble'], row['tag_name']])).toEqual([['no posts', 'unused'], ['unknown category', 'odd']]);
    expect(await ask('pairs')).toMatchObject([{ pair: 'miku + vocaloid', posts_both: 3, jaccard: 1 }]);
    expect((await ask('top-characters'))[0]).toMatchObject({ character: 'miku', posts: 5, boards: 2 });
    expect((await ask('top-works'))[0]).toMatchObject({ work: 'vocaloid', posts: 3, characters_beside: 1 });
  });

  it('binds values, never pastes them', async () => {
    expect(await ask('hit-parade', { tags: "'; drop view posts; --" })).toEqual([]);
    expect((await ask('boards')).length).toBe(2);
    const echo = parseQuery('echo', 'select $x as x');
    expect((await runQuery(test.lake, echo, { x: "a' || 'b" })).rows).toEqual([{ x: "a' || 'b" }]);
  });

  it('says what DuckDB objects to, what may be meant, and where', async () => {
    await expect(runQuery(test.lake, parseQuery('q', 'select fidd from posts'))).rejects.toMatchObject({ name: 'UserError', message: expect.stringMatching(/^q, line 1: Binder Error: .*fidd/) as string, hint: 'Did you mean fid?\n  select fidd from posts\n         ^' });
  });

  it('writes Parquet that reads back the same, or no file', async () => {
    const out = mkdtempSync(join(tmpdir(), 'boorulab-export-'));
    const file = join(out, "it's.parquet");
    const query = await loadQuery('board-growth');
    const direct = await runQuery(test.lake, query, { board: 'a' });
    expect(await exportParquet(test.lake, query, { board: 'a' }, file)).toBe(direct.rows.length);
    expect(formatResult(await test.lake.query('select * from read_parquet($file)', { file }), 'json')).toBe(formatResult(direct, 'json'));
    await expect(exportParquet(test.lake, parseQuery('q', 'select nothing from posts'), {}, join(out, 'bad.parquet'))).rejects.toThrow(/Binder/);
    expect(() => readFileSync(join(out, 'bad.parquet'))).toThrow();
    rmSync(out, { recursive: true });
  });

  it('runs a file of the user', async () => {
    const file = join(test.dir, 'mine.sql');
    writeFileSync(file, '-- title: Mine\nselect count(*) as n from posts where booru = $b;\n');
    const query = await loadQuery(file);
    expect(query).toMatchObject({ name: 'mine', title: 'Mine' });
    expect((await runQuery(test.lake, query, { b: 'a' })).rows).toEqual([{ n: 3 }]);
  });
});
