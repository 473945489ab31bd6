import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { LakeWriter } from '../../src/lake/writer.js';
import { danbooruPosts } from '../../src/sources/danbooru/danbooru-posts.js';
import { danbooruTags } from '../../src/sources/danbooru/danbooru-tags.js';
import { gelbooruXml } from '../../src/sources/gelbooru/gelbooru-xml.js';
import { ingestBatch, ingestFile, type SmallFile } from '../../src/sources/ingest.js';
import { sourceMacros } from '../../src/sources/macros.js';
import { openContent } from '../../src/sources/open-file.js';
import { makeSample } from '../../src/sources/sample.js';
import type { Source } from '../../src/sources/source.js';
import { sources } from '../../src/sources/registry.js';
import { load, post, rowsOf, tagsByPost, tempFolder } from './fixtures.js';

const dir = tempFolder('batch');

function folder(name: string, files: Readonly<Record<string, string>>): string {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, name, path)), { recursive: true });
    writeFileSync(join(dir, name, path), content);
  }
  return join(dir, name);
}

const line = (...rows: Record<string, unknown>[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('');

/** All that is in an inbox, in order. */
async function inboxOf(source: Source, files: readonly [path: string, content: string][], board: string | null, together: boolean): Promise<Record<string, unknown[]>> {
  const lake = join(dir, `inbox-${source.id}-${together}`);
  const writer = await LakeWriter.open(lake, { memory: '1GB' });
  try {
    for (const macro of sourceMacros) await writer.connection.run(macro);
    const small: SmallFile[] = files.map(([path, content], at) => ({ loadId: at + 1, sample: makeSample(path, Buffer.from(content)), content: Buffer.from(content) }));
    const ingested = together ? await ingestBatch(writer.inbox, source, small, board, writer.staging) : [];
    if (!together) {
      for (const { loadId, sample, content } of small) {
        const file = await openContent(content, null, sample, { bytes: 0, sha256: '' }, writer.staging);
        ingested.push(await ingestFile(writer.inbox, source, file, loadId, board, writer.staging));
        await file.close();
      }
    }
    const rows = async (sql: string) => (await (await writer.connection.run(sql)).getRowObjectsJson()) as unknown[];
    return {
      ingested,
      posts: await rows('SELECT * FROM in_posts ORDER BY load_id, src_row'),
      pairs: await rows('SELECT load_id, post_key, tag_name, rating_level FROM in_post_tags JOIN dictionary USING (tag_id) ORDER BY ALL'),
      tags: await rows('SELECT DISTINCT booru, tag_name, tag_cat, post_count FROM in_tags ORDER BY ALL'),
      rejects: await rows('SELECT * FROM in_rejects ORDER BY load_id, row, raw'),
    };
  } finally {
    await writer.close();
  }
}

async function expectSame(source: Source, files: readonly [string, string][], board: string | null = null): Promise<Record<string, unknown[]>> {
  const apart = await inboxOf(source, files, board, false);
  const together = await inboxOf(source, files, board, true);
  expect(together).toEqual(apart);
  return together;
}

describe('many small files at once are what they are one by one', () => {
  it('objects, lines and arrays, with broken and superseded rows', async () => {
    const found = await expectSame(danbooruPosts, [
      ['a/1.json', JSON.stringify(post(1, { tags: 'sky sea', artist: 'someone' }), null, 2)],
      ['a/2.json', `${line(post(2, { updated: '2024-02-01' }), post(2, { updated: '2024-01-01' }))}broken\n`],
      ['a/3.json', JSON.stringify([post(3), { ...post(4), id: null }, post(5, { fields: { score: 'many' } }), 7])],
      ['a/4.json', line(post(1, { tags: 'another', updated: '2020-01-01' }))],
      ['a/5.json', '{"id": 6, "tag_string": "cut o'],
    ]);
    expect(found['ingested']).toEqual([{ read: 1, beside: 0 }, { read: 3, beside: 0 }, { read: 4, beside: 0 }, { read: 1, beside: 0 }, { read: 1, beside: 0 }]);
    expect((found['rejects'] as Record<string, unknown>[]).map(({ load_id: load, file, row, line: at, reason }) => [load, file, row, at, reason])).toEqual([
      [2, 'a/2.json', '2', '2', 'superseded'], [2, 'a/2.json', '3', '3', 'bad_json'],
      [3, 'a/3.json', '2', '1', 'missing_key'], [3, 'a/3.json', '3', '1', 'bad_value'], [3, 'a/3.json', '4', '1', 'not_a_record'], [5, 'a/5.json', '1', '1', 'bad_json'],
    ]);
  });

  it('a file decides what its letter s means, whatever its neighbours say', async () => {
    const s = (id: number, updated: string) => post(id, { rating: 's', updated, fields: { media_asset: undefined } });
    const found = await expectSame(danbooruPosts, [
      ['old.json', line(s(1, '2021-01-01'))],
      ['new.json', line(s(2, '2021-01-01'), post(3, { rating: 'g', updated: '2021-01-01', fields: { media_asset: undefined } }))],
      ['dated.json', line(s(4, '2023-01-01'))],
    ]);
    expect((found['posts'] as { rating_std: string }[]).map((row) => row.rating_std)).toEqual(['safe', 'sensitive', 'general', 'sensitive']);
  });

  it('a row without an address gets the board of its own file', async () => {
    const xml = (...posts: string[]) => `<posts>${posts.join('')}</posts>`;
    const addressed = (id: number, host: string) => `<post id="${id}" tags="a b" rating="s" file_url="https://${host}/images/1/x.jpg" change="1500000000"/>`;
    const found = await expectSame(gelbooruXml, [
      ['1.xml', xml(addressed(1, 'safebooru.org'), '<post id="2" tags="c"/>')],
      ['2.xml', xml(addressed(1, 'img.gelbooru.com'), '<post id="2" tags="d"/>')],
      ['3.xml', xml('<post id="9" tags="e"/>', '<oops')],
    ], 'tbib.org');
    expect((found['posts'] as { booru: string }[]).map((row) => row.booru)).toEqual(['safebooru.org', 'safebooru.org', 'gelbooru.com', 'gelbooru.com', 'tbib.org']);
  });

  it('tables in CSV, each with a header of its own', async () => {
    await expectSame(danbooruTags, [
      ['1.csv', 'id,name,post_count,category\n1,sky,10,0\n2,"sea",5,0\n'],
      ['2.csv', 'name,category,id,post_count\nsomeone,1,3,4\nbad,row\n'],
    ]);
  });
});

it('rows that do not tell their record are of the folder of all', async () => {
  const lake = join(dir, 'jikan');
  const cast = (id: number) => JSON.stringify({ data: [{ character: { mal_id: id, name: `Some, One ${id}` }, role: 'Main', voice_actors: [] }] });
  const from = folder('casts', { 'x/5.json': cast(1), 'y/6.json': cast(2) });
  await load(lake, from);
  expect(await rowsOf(lake, 'SELECT anime_id, character_id, src_file FROM mal_roles ORDER BY 1')).toEqual([
    { anime_id: 5, character_id: 1, src_file: join(from, 'x/5.json') }, { anime_id: 6, character_id: 2, src_file: join(from, 'y/6.json') },
  ]);
  expect(await rowsOf(lake, "SELECT DISTINCT src_file FROM mal_names")).toEqual([{ src_file: `${from}/` }]);
});

describe('a folder of small files', () => {
  const many = Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`${at % 7}/${at + 1}.json`, JSON.stringify(post(at + 1, { tags: `tag_${at}` }))]));

  it('is loaded with a row of the ledger for each, and not again', async () => {
    const lake = join(dir, 'lake');
    const from = folder('many', { ...many, '3/broken.json': '{"id": 1', '3/late.json': JSON.stringify(post(1, { updated: '2020-01-01', tags: 'old' })), '3/note.txt': 'hello' });
    const { files, ok } = await load(lake, from);
    expect(ok).toBe(true);
    expect(files.filter((file) => file.outcome === 'loaded')).toHaveLength(301);
    expect(files.filter((file) => file.outcome === 'skipped').map((file) => file.file)).toEqual([join(from, '3/broken.json'), join(from, '3/note.txt')]);
    const [row] = await rowsOf(lake, "SELECT load_id, file, sha256, bytes, rows_read, rows_loaded, rows_rejected FROM loads WHERE file LIKE '%/2/157.json'");
    const content = JSON.stringify(post(157, { tags: 'tag_156' }));
    expect(row).toMatchObject({ file: join(from, '2/157.json'), sha256: createHash('sha256').update(content).digest('hex'), bytes: content.length, rows_read: 1, rows_loaded: 1, rows_rejected: 0 });
    expect(await rowsOf(lake, "SELECT p.src_file = l.file AS same, p.src_row FROM posts AS p JOIN loads AS l ON l.file = p.src_file WHERE fid = '157'")).toEqual([{ same: true, src_row: 1 }]);
    expect(await rowsOf(lake, 'SELECT l.file, r.reason, r.row, r.raw FROM rejects AS r JOIN loads AS l USING (load_id)')).toEqual([{ file: join(from, '3/late.json'), reason: 'superseded', row: 1, raw: 'danbooru.donmai.us 1' }]);
    expect((await tagsByPost(lake))['1']).toEqual(['tag_0']);
    expect((await load(lake, from)).files.filter((file) => file.outcome === 'loaded')).toEqual([]);
    const next = folder('more', { 'again.json': many['0/1.json']!, '999.json': JSON.stringify(post(999)), '998.json': JSON.stringify(post(998)) });
    expect((await load(lake, next)).files.map((file) => file.outcome)).toEqual(['loaded', 'loaded', 'already loaded']);
  });

  it('loses only the file that cannot be made into rows', async () => {
    const fragile: Source = {
      id: 'fragile-small', code: 'X', title: 'fails while its rows are made', detect: ({ first }) => first !== null && 'fragile' in first,
      format: { kind: 'json' }, sidecar: true, fields: { fragile: 'VARCHAR' }, required: [],
      async emit({ scalar }) {
        const name = (await scalar("SELECT count(*) FROM record WHERE fragile = 'boom'")) === 0n ? 'fragile' : 'went_wrong';
        return [{ table: 'pools', select: `SELECT 'yande.re' AS booru, length(fragile) AS pool_id, ${name} AS name, _row FROM record` }];
      },
    };
    (sources as Source[]).unshift(fragile);
    const lake = join(dir, 'fragile');
    const { files } = await load(lake, folder('fragile-files', { '1.json': '{"fragile": "a"}', '2.json': '{"fragile": "boom"}', '3.json': '{"fragile": "ccc"}' }));
    (sources as Source[]).shift();
    expect(files.map(({ outcome }) => outcome)).toEqual(['loaded', 'failed', 'loaded']);
    expect(files[1]!.note).toContain('went_wrong');
    expect(await rowsOf(lake, 'SELECT name, src_file, src_row FROM pools ORDER BY name')).toEqual([
      { name: 'a', src_file: join(dir, 'fragile-files/1.json'), src_row: 1 }, { name: 'ccc', src_file: join(dir, 'fragile-files/3.json'), src_row: 1 },
    ]);
    expect(await rowsOf(lake, 'SELECT count(*) AS n FROM loads')).toEqual([{ n: 2 }]);
  });
});
