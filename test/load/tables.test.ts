import { DuckDBInstance } from '@duckdb/node-api';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sqlite from 'node-sqlite3-wasm';
import { describe, expect, it } from 'vitest';
import { zipOf } from './zip-writer.js';
import { load, loadOne, post, rejectsOf, rowsOf, tagsByPost, tempFolder } from './fixtures.js';

const dir = tempFolder('tables');
let made = 0;
const fresh = (name: string) => {
  const folder = join(dir, String(++made));
  mkdirSync(folder);
  return join(folder, name);
};

async function parquet(path: string, select: string): Promise<string> {
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  await connection.run(`COPY (${select}) TO '${path}' (FORMAT parquet)`);
  connection.closeSync();
  instance.closeSync();
  return path;
}

const posts = `SELECT 'sky sea' AS tag_string, 'g' AS rating, 1.0::DOUBLE AS score, 'nan'::DOUBLE AS parent_id, TIMESTAMP '2024-01-02 03:04:05' AS created_at, 7::BIGINT AS id
  UNION ALL SELECT 'sun', 's', 2.0, 12.0, NULL, 8`;

describe('Parquet', () => {
  it('of the columns of a known format, in any order and of any type that fits', async () => {
    const lake = fresh('lake');
    const file = await parquet(fresh('posts.parquet'), posts);
    expect(await loadOne(lake, file)).toMatchObject({ outcome: 'loaded', source: 'danbooru-posts', read: 2, loaded: 2 });
    expect(await rowsOf(lake, 'SELECT fid, score, parent_fid, created_at::VARCHAR AS created_at, rating_std, src_row FROM posts ORDER BY fid')).toEqual([
      { fid: '7', score: 1, parent_fid: null, created_at: '2024-01-02 03:04:05+00', rating_std: 'general', src_row: 1 }, { fid: '8', score: 2, parent_fid: '12', created_at: null, rating_std: 'sensitive', src_row: 2 },
    ]);
    expect(await tagsByPost(lake)).toEqual({ 7: ['sea', 'sky'], 8: ['sun'] });
    expect(await loadOne(lake, file)).toMatchObject({ outcome: 'already loaded' });
  });

  it('rows of the wrong kind are rejects with their text', async () => {
    const lake = fresh('lake');
    const file = await parquet(fresh('posts.parquet'), `SELECT 1 AS id, 'a' AS tag_string, '5' AS score UNION ALL SELECT 2, 'b', 'many' UNION ALL SELECT NULL, 'c', '1' UNION ALL SELECT 1, 'd', '2'`);
    expect(await loadOne(lake, file)).toMatchObject({ read: 4, loaded: 1, rejected: 3 });
    expect(await rejectsOf(lake)).toMatchObject([
      { reason: 'superseded', row: 1, raw: '1' }, { reason: 'bad_value', detail: 'field score', row: 2, line: null, raw: '{"id":2,"tag_string":"b","score":"many"}' },
      { reason: 'missing_key', row: 3, raw: '{"id":null,"tag_string":"c","score":"1"}' },
    ]);
  });

  it('of the columns of a table in CSV; in a zip; empty', async () => {
    const lake = fresh('lake');
    const tags = await parquet(fresh('tags.parquet'), `SELECT 3 AS category, 'a work' AS name, 10 AS post_count, 1 AS id`);
    const zip = fresh('tables.zip');
    writeFileSync(zip, zipOf([{ name: 'a/posts.parquet', content: readFileSync(await parquet(fresh('posts.parquet'), posts)) }]));
    const empty = await parquet(fresh('empty.parquet'), `SELECT * FROM (${posts}) LIMIT 0`);
    expect((await load(lake, [tags, zip, empty])).files.map(({ file, source, outcome, loaded }) => [file, source, outcome, loaded])).toEqual([
      [tags, 'danbooru-tags', 'loaded', 1], [`${zip}/a/posts.parquet`, 'danbooru-posts', 'loaded', 2], [empty, 'danbooru-posts', 'loaded', 0],
    ]);
  });

  it('damaged or of no known columns is said in words', async () => {
    const file = fresh('broken.parquet');
    const whole = readFileSync(await parquet(fresh('posts.parquet'), posts));
    writeFileSync(file, whole.subarray(0, whole.length - 9));
    expect(await loadOne(fresh('lake'), file)).toMatchObject({ outcome: 'failed', note: expect.stringContaining('cannot be read as Parquet') });
    expect(await loadOne(fresh('lake'), await parquet(fresh('x.parquet'), 'SELECT 1 AS one'))).toMatchObject({ outcome: 'failed', note: expect.stringContaining('no source knows this format') });
  });
});

describe('SQLite', () => {
  function database(path: string, ...statements: string[]): string {
    const made = new sqlite.Database(path);
    for (const statement of statements) made.exec(statement);
    made.close();
    return path;
  }

  it('each table is a file of its own, nothing is left beside it', async () => {
    const row = post(5, { tags: 'sky sea' });
    const file = database(
      fresh('danbooru.sqlite'), 'CREATE TABLE posts (id INTEGER PRIMARY KEY, created_at TEXT, rating TEXT, tag_string TEXT, score INTEGER, file_size INTEGER, md5 BLOB)',
      `INSERT INTO posts VALUES (5, '${String(row['created_at'])}', 'g', 'sky sea', 3, 9007199254740993, NULL), (6, NULL, 's', 'it''s', -1, NULL, NULL)`, 'CREATE TABLE "odd "" name" (x)', 'INSERT INTO "odd "" name" VALUES (1)',
    );
    const folder = join(file, '..');
    const lake = fresh('lake');
    const { files } = await load(lake, file);
    expect(files.map(({ file: path, outcome, loaded }) => [path, outcome, loaded])).toEqual([[`${file}/odd " name`, 'skipped', 0], [`${file}/posts`, 'loaded', 2]]);
    expect(readdirSync(folder)).toEqual(['danbooru.sqlite']);
    expect(await rowsOf(lake, 'SELECT fid, score, file_size::VARCHAR AS file_size FROM posts ORDER BY fid')).toEqual([{ fid: '5', score: 3, file_size: '9007199254740993' }, { fid: '6', score: -1, file_size: null }]);
  });

  it('written with a log is read when the log is empty, and said when it is not', async () => {
    const file = database(fresh('wal.sqlite'), "CREATE TABLE posts (id INTEGER, tag_string TEXT)", "INSERT INTO posts VALUES (1, 'a')");
    const bytes = readFileSync(file);
    bytes.fill(2, 18, 20);
    writeFileSync(file, bytes);
    expect((await load(fresh('lake'), file)).files).toMatchObject([{ outcome: 'loaded', loaded: 1 }]);
    expect(readFileSync(file).equals(bytes)).toBe(true);
    writeFileSync(`${file}-wal`, 'log');
    expect(await loadOne(fresh('lake'), file)).toMatchObject({ outcome: 'failed', note: expect.stringContaining('still in wal.sqlite-wal') });
  });

  it('damaged is said in words', async () => {
    const file = fresh('broken.sqlite');
    writeFileSync(file, Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(5000, 7)]));
    expect(await loadOne(fresh('lake'), file)).toMatchObject({ outcome: 'failed', note: expect.stringContaining('damaged or cut off') });
  });
});
