import { DuckDBInstance } from '@duckdb/node-api';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { schemaVersion } from '../../src/lake/manifest.js';
import { schemas } from '../../src/lake/schema.js';
import { faultsOf, load, manifestOf, pinned, post, rowsOf, tempFolder, treeOf, withLake, writeLines } from '../load/fixtures.js';

const dir = tempFolder('commit');
const lake = join(dir, 'lake');
const posts = [9, 3, 7, 1, 5].map((id) => post(id, { tags: `sky tag_${id} water`, artist: `artist_${id % 2}`, rating: id === 7 ? 'e' : 'g' }));
const dump = writeLines(join(dir, 'posts.json'), [...posts, '{"id":']);

beforeAll(() => load(lake, dump));

async function ask(sql: string): Promise<unknown[][]> {
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  const rows = (await (await connection.run(sql)).getRowsJS()) as unknown[][];
  connection.closeSync();
  instance.closeSync();
  return rows;
}

const files = () => Object.entries(manifestOf(lake).tables).flatMap(([table, list]) => list.map((file) => ({ table, ...file })));

describe('a committed lake', () => {
  it('has a manifest that tells the truth of every file, and no other files', async () => {
    expect(faultsOf(lake)).toEqual([]);
    expect(files().map((file) => file.table)).toEqual(['posts', 'post_tags', 'tag_posts', 'tags', 'loads', 'rejects', 'runs']);
    for (const file of files()) {
      expect(statSync(join(lake, file.path)).size).toBe(file.bytes);
      expect(await ask(`SELECT count(*) FROM '${join(lake, file.path)}'`)).toEqual([[BigInt(file.rows)]]);
    }
  });

  it('has its files in order of their keys, with the schema version and the table in each', async () => {
    for (const { table, path } of files()) {
      const key = schemas.get(table as 'posts')!.key.filter((column) => column !== 'booru' || table === 'tags');
      const [unsorted] = await ask(`SELECT count(*) FROM (SELECT (${key.join(', ')}, NULL) < lag((${key.join(', ')}, NULL)) OVER (ORDER BY file_row_number) AS falls
        FROM read_parquet('${join(lake, path)}', file_row_number = true)) WHERE falls`);
      expect([table, unsorted]).toEqual([table, [0n]]);
      const metadata = await ask(`SELECT decode(key), decode(value) FROM parquet_kv_metadata('${join(lake, path)}')`);
      expect(Object.fromEntries(metadata)).toMatchObject({ schema_version: `${schemaVersion}`, source: 'boorulab', table_name: table });
    }
  });

  it('is zstd and keeps the board in the path only', async () => {
    const [codecs] = await ask(`SELECT list(DISTINCT compression) FROM parquet_metadata('${lake}/**/*.parquet')`);
    expect(codecs).toEqual([['ZSTD']]);
    const [file] = manifestOf(lake).tables.posts!;
    expect(file!.path).toMatch(/^posts\/booru=danbooru\.donmai\.us\/0-[0-9a-f]{12}\.parquet$/);
    expect((await ask(`SELECT name FROM parquet_schema('${join(lake, file!.path)}')`)).flat()).not.toContain('booru');
  });

  it('answers the same in a plain DuckDB through views.sql', async () => {
    const counts = ['posts', 'post_tags', 'tag_posts', 'post_tag_names', 'tags', 'loads', 'rejects', 'faces'].map((table) => `(SELECT count(*) FROM ${table})`);
    const sql = `SELECT [${counts.join(', ')}]::VARCHAR AS counts`;
    const script = `import { DuckDBInstance } from '@duckdb/node-api'; import { readFileSync } from 'node:fs';
      process.chdir(${JSON.stringify(lake)});
      const connection = await (await DuckDBInstance.create()).connect();
      await connection.run(readFileSync('views.sql', 'utf8'));
      console.log((await (await connection.run(${JSON.stringify(sql)})).getRowsJS())[0][0]);`;
    const plain = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
    expect(plain.stderr).toBe('');
    const [ours] = await rowsOf<{ counts: string }>(lake, sql, {});
    expect(ours).toEqual({ counts: '[4, 16, 16, 16, 8, 1, 1, 0]' });
    expect(plain.stdout.trim()).toBe(ours!.counts);
  });

  it('makes a view of every table, empty ones with their columns and types', async () => {
    await withLake(lake, async (open) => {
      for (const { name, columns } of schemas.values()) {
        const described = await open.rows<{ column_name: string; column_type: string }>(`DESCRIBE ${name}`);
        const expected = Object.entries(columns).map(([column, type]) => [column, type.replace('TIMESTAMPTZ', 'TIMESTAMP WITH TIME ZONE').replace('REAL', 'FLOAT')]);
        expect(described.map((row) => [row.column_name, row.column_type])).toEqual(expected);
      }
    });
  });
});

describe('the bytes of a lake', () => {
  it('do not change when a file is loaded again, under another name too', async () => {
    const before = treeOf(lake);
    const [again] = (await load(lake, dump, { now: new Date() })).files;
    expect(again).toMatchObject({ outcome: 'already loaded', read: 0 });
    const copy = join(dir, 'copy.json');
    writeFileSync(copy, readFileSync(dump));
    expect((await load(lake, [copy, dump])).files.map((file) => file.outcome)).toEqual(['already loaded', 'already loaded']);
    expect(treeOf(lake)).toEqual(before);
  });

  it('do not change when the last of several files is loaded again', async () => {
    const own = join(dir, 'twice');
    const second = writeLines(join(dir, 'second.json'), [post(3, { updated: '2024-02-01' }), post(11)]);
    await load(own, dump);
    await load(own, second);
    const before = treeOf(own);
    await load(own, second);
    await load(own, [dump, second]);
    expect(treeOf(own)).toEqual(before);
  });

  it('are the same for the same input and time', async () => {
    const more = writeLines(join(dir, 'more.json'), Array.from({ length: 500 }, (_, i) => post(1 + ((i * 7) % 501), { tags: `t${i % 13} t${i % 7} u${i}`, updated: i % 2 ? '2023-01-01' : '2025-01-01' })));
    const trees = [];
    for (const name of ['one', 'two']) {
      const own = join(dir, name);
      await load(own, [dump, more], { threads: name === 'one' ? 1 : 2 });
      trees.push(treeOf(own));
    }
    expect(trees[0]).toEqual(trees[1]);
    expect(await rowsOf(join(dir, 'one'), 'SELECT DISTINCT loaded_at FROM loads')).toEqual([{ loaded_at: pinned }]);
  });
});

describe('a lake in an odd folder', () => {
  it.each(['a [b]', 'star*', 'what?', "it's", 'ünï 日本', 'a=b', 'booru=old', '%20#x'])('%s opens and loads', async (name) => {
    const own = join(dir, name, 'lake');
    mkdirSync(join(dir, name));
    const file = writeLines(join(dir, name, 'x [1].json'), posts);
    writeLines(join(dir, name, 'x 1.json'), [post(99)]);
    expect((await load(own, file)).files[0]).toMatchObject({ outcome: 'loaded', read: 5, loaded: 5 });
    await load(own, writeLines(join(dir, name, 'more?.json'), [post(3, { updated: '2025-01-01', score: 50 })]));
    expect(await rowsOf(own, 'SELECT booru, count(*) AS n, max(score) AS score FROM posts GROUP BY booru')).toEqual([{ booru: 'danbooru.donmai.us', n: 5, score: 50 }]);
  });
});

describe('files of others', () => {
  it('keep a folder from becoming a lake, untouched', async () => {
    const folder = join(dir, 'downloads');
    mkdirSync(folder);
    const mine = writeLines(join(folder, 'posts-2020.parquet'), ['mine']);
    await expect(load(folder, dump)).rejects.toThrow('is no lake and is not empty: it holds posts-2020.parquet');
    expect(treeOf(folder)).toMatchObject({ 'posts-2020.parquet': expect.anything() });
    expect(readFileSync(mine, 'utf8')).toContain('mine');
  });

  it('in a lake survive its commits, whatever they are called', async () => {
    const own = join(dir, 'shared');
    await load(own, dump);
    const mine = [writeLines(join(own, 'posts-2020.parquet'), ['mine']), writeLines(join(own, 'posts', 'notes.parquet'), ['mine'])];
    await load(own, writeLines(join(dir, 'later.json'), [post(50)]));
    for (const path of mine) expect(readFileSync(path, 'utf8')).toContain('mine');
    expect(await rowsOf(own, 'SELECT count(*) AS n FROM posts')).toEqual([{ n: 6 }]);
  });
});
