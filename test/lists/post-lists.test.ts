import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/lake/error.js';
import { listFormatOf, listFormats, writeList, type ListFormatName } from '../../src/lists/list.js';
import { counts, folderOf, loadFixture } from '../sources/fixture.js';
import { danbooru, everyPost, listed, listedLake, md5, sankaku } from './listed-lake.js';

const opened = listedLake();
const all = listedLake(undefined, 'all');

const lines = (text: string) => text.split('\n').slice(0, -1);
const key = (booru: string, fid: string) => ({ booru, fid });

/** aria2's own way with an input file: a line of addresses, then lines that begin with a space or a tab (UriListParser). */
function readAria2(text: string): { uris: string[]; options: Record<string, string> }[] {
  const entries: { uris: string[]; options: Record<string, string> }[] = [];
  for (const line of lines(text)) {
    if (line.startsWith('#')) continue;
    if (!/^[ \t]/.test(line)) entries.push({ uris: line.split('\t'), options: {} });
    else entries.at(-1)!.options[line.trim().split('=')[0]!] = line.trim().slice(line.trim().indexOf('=') + 1);
  }
  return entries;
}

describe('urls', () => {
  it('keep the order of the rows, each post once, and say what is left out', async () => {
    const rows = [key('yande.re', '1'), key(danbooru, '1'), key(danbooru, '3'), key('yande.re', '1'), key('gelbooru.com', '5'), key(danbooru, '999'), key('nowhere', '1'), key('yande.re', '9')];
    const { text, ...told } = await listed(opened.lake, rows, { to: 'urls' });
    expect(lines(text)).toEqual([`https://files.yande.re/image/${md5}/1.jpg`, `https://cdn.donmai.us/original/5d/41/${md5}.jpg`]);
    expect(told).toEqual({ to: 'urls', out: null, rows: 8, listed: 2, hidden: 2, unknown: 2, once: 0, addressless: 1 });
  });

  it('are those of posts when asked', async () => {
    const { text, addressless } = await listed(opened.lake, everyPost, { to: 'urls', of: 'posts' });
    expect(lines(text)).toEqual([
      'https://chan.sankakucomplex.com/post/show/77', 'https://chan.sankakucomplex.com/post/show/AbcDefGhi12', 'https://chan.sankakucomplex.com/post/show/aBcDefGhi12',
      'https://danbooru.donmai.us/posts/1', 'https://danbooru.donmai.us/posts/2', 'https://gelbooru.com/index.php?page=post&s=view&id=5', 'https://yande.re/post/show/1', 'https://www.zerochan.net/8',
    ]);
    expect(addressless).toBe(0);
  });

  it('are one word a line whatever the dump held', async () => {
    const { text, addressless } = await listed(opened.lake, everyPost, { to: 'urls' });
    for (const line of lines(text)) expect(line).toMatch(/^https:\/\/[!-~]+$/);
    expect(lines(text)).toContain('https://files.yande.re/image/x/a%20b%0A%20%20out=../../evil#%09%C3%A4%22%25zz%20.png');
    expect(lines(text)).toContain('https://static.zerochan.net/Hatsune.Miku.full.8.jpg');
    expect(addressless).toBe(2);
  });

  it('list a work once, by the row that comes first', async () => {
    const { text, once } = await listed(opened.lake, [key('gelbooru.com', '5'), key('yande.re', '1'), key(danbooru, '1'), key(danbooru, '2')], { to: 'urls', of: 'posts', once: true });
    expect(lines(text)).toEqual(['https://gelbooru.com/index.php?page=post&s=view&id=5', 'https://danbooru.donmai.us/posts/2']);
    expect(once).toBe(2);
  });
});

describe('rows', () => {
  it.each([
    ['post_key', `SELECT booru, post_key FROM posts WHERE booru = '${danbooru}' ORDER BY fid`], ['numbers', `SELECT 1 AS FID, '${danbooru}' AS Booru UNION ALL SELECT 2, '${danbooru}'`],
    ['padded ids', `SELECT booru, '000' || fid AS fid FROM posts WHERE booru = '${danbooru}' ORDER BY fid -- and a remark`], ['doubled columns', `SELECT booru, booru, fid FROM posts WHERE booru = '${danbooru}' ORDER BY fid;`],
  ])('may name posts by %s', async (_, sql) => {
    expect(lines((await listed(opened.lake, sql, { to: 'urls', of: 'posts' })).text)).toEqual(['https://danbooru.donmai.us/posts/1', 'https://danbooru.donmai.us/posts/2']);
  });

  it('may come with parameters, or from JavaScript with names of any kind', async () => {
    const pages = async (source: Parameters<typeof writeList>[1]) => lines((await listed(opened.lake, source, { to: 'urls', of: 'posts' })).text);
    expect(await pages({ sql: 'SELECT booru, fid FROM posts WHERE fid = $fid ORDER BY booru', params: { fid: '1' } })).toHaveLength(2);
    expect(await pages([{ booru: danbooru, post_key: 1n, [`it's "$.x\\": ü`]: 1 }])).toEqual(['https://danbooru.donmai.us/posts/1']);
  });

  it.each([['SELECT 1 AS score', /need.*booru and fid.*path.*have score$/], ['SELECT fid FROM posts', /these have fid$/]])('that name nothing are told what they need: %s', async (sql, message) => {
    await expect(listed(opened.lake, sql, { to: 'urls' })).rejects.toThrow(expect.objectContaining({ name: 'UserError', message: expect.stringMatching(message) as string, exitCode: 2 }) as UserError);
  });

  it('of NULLs name nothing', async () => {
    expect(await listed(opened.lake, 'SELECT NULL AS booru, NULL AS fid, NULL AS path', { to: 'urls' })).toMatchObject({ rows: 1, listed: 0, unknown: 1 });
  });
});

describe('aria2', () => {
  it('gets addresses of one file, a name and a checksum', async () => {
    const { text } = await listed(opened.lake, [key(danbooru, '1')], { to: 'aria2', dir: 'pictures/{booru}' });
    expect(readAria2(text)).toEqual([{
      uris: [`https://cdn.donmai.us/original/5d/41/${md5}.jpg`, `https://files.yande.re/image/${md5}/1.jpg`],
      options: { out: 'danbooru.donmai.us - 1 - vocaloid ~ hatsune_miku+kagamine_rin (ixy^_^{x}).jpg', dir: 'pictures/danbooru.donmai.us', checksum: `md5=${md5}` },
    }]);
  });

  it('gets a mirror where the post itself has no address', async () => {
    const { text, addressless } = await listed(opened.lake, [key('gelbooru.com', '5')], { to: 'aria2' });
    expect(readAria2(text)[0]!.uris).toEqual([`https://cdn.donmai.us/original/5d/41/${md5}.jpg`, `https://files.yande.re/image/${md5}/1.jpg`]);
    expect(addressless).toBe(0);
  });

  it('gets names that differ in more than letter case, and nothing else than addresses and options', async () => {
    const { text } = await listed(opened.lake, everyPost, { to: 'aria2' });
    const names = readAria2(text).map(({ options }) => options['out']!.toLowerCase());
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => name.includes('abcdefghi12'))).toEqual([`${sankaku} - abcdefghi12 - misc ~ unknown (anonymous).jpg`, `${sankaku} - abcdefghi12 - misc ~ unknown (anonymous) [00000002].jpg`]);
    for (const name of names) expect(name).not.toMatch(/[<>:"/\\|?*\p{Cc}]|[. ]$/u);
    for (const line of lines(text)) expect(line).toMatch(/^(https:\/\/[!-~\t]+|  (out|checksum)=\S.*)$/);
  });
});

it('gallery-dl gets pages with the names of their files as options of JSON', async () => {
  const { text } = await listed(opened.lake, [key(danbooru, '1'), key('yande.re', '1')], { to: 'gallery-dl', dir: 'C:\\pics "x"' });
  const read = lines(text).map((line) => {
    if (line.startsWith('#')) return null;
    const option = /^-(\S+) = (.*)$/.exec(line);
    return option === null ? line : [option[1], JSON.parse(option[2]!) as unknown];
  });
  expect(read).toEqual([
    null, ['filename', 'danbooru.donmai.us - 1 - vocaloid ~ hatsune_miku+kagamine_rin (ixy^_^{{x}}).{extension}'], ['base-directory', 'C:\\pics "x"'], ['directory', []], 'https://danbooru.donmai.us/posts/1',
    ['filename', 'yande.re - 1 - misc ~ unknown (anonymous).{extension}'], ['base-directory', 'C:\\pics "x"'], ['directory', []], 'https://yande.re/post/show/1',
  ]);
});

it('Grabber gets a list that loads back to the same posts and tags', async () => {
  const { text, listed: n, addressless } = await listed(opened.lake, everyPost, { to: 'grabber' });
  expect([n, addressless]).toEqual([4, 4]);
  const first = (JSON.parse(text) as { uniques: { filename: string; path: string }[] }).uniques[0]!;
  expect(first).toMatchObject({ filename: 'danbooru.donmai.us - 1 - vocaloid ~ hatsune_miku+kagamine_rin (ixy^^_^^{x}).%ext%', path: 'pictures' });
  const fixture = await loadFixture({ 'a.igl': text });
  expect(counts(fixture)).toEqual([[4, 4, 0]]);
  const facts = 'booru, fid, rating_std, rating_level, md5, file_ext, score, created_at, width, height, file_size';
  expect(await fixture.rows(`SELECT ${facts} FROM posts ORDER BY booru, fid`)).toEqual((await opened.lake.rows(`SELECT ${facts} FROM posts WHERE fid IN ('1', '2', '8') ORDER BY booru, fid`)).map((row) => Object.values(row)));
  const tags = 'SELECT p.booru, fid, tag_name, tag_cat FROM posts AS p JOIN post_tags USING (booru, post_key) JOIN tags USING (booru, tag_id) ORDER BY ALL';
  expect(await fixture.rows(tags)).toEqual((await opened.lake.rows(tags)).map((row) => Object.values(row)));
});

it('hydrus gets pages of posts, or files', async () => {
  expect((await listed(opened.lake, [key(danbooru, '1')], { to: 'hydrus' })).text).toBe('https://danbooru.donmai.us/posts/1\n');
  expect((await listed(opened.lake, [key('yande.re', '1')], { to: 'hydrus', of: 'files' })).text).toBe(`https://files.yande.re/image/${md5}/1.jpg\n`);
});

it('iqdb is asked for the smallest picture', async () => {
  const { text } = await listed(opened.lake, [key(danbooru, '1'), key('yande.re', '1')], { to: 'iqdb' });
  expect(lines(text).map((line) => [new URL(line).origin, new URL(line).searchParams.get('url')])).toEqual([
    ['https://iqdb.org', 'https://cdn.donmai.us/preview/1.jpg'], ['https://iqdb.org', `https://files.yande.re/image/${md5}/1.jpg`],
  ]);
});

describe('hidden posts', () => {
  const texts = (Object.keys(listFormats) as ListFormatName[]).filter((to) => listFormatOf(to).lists === 'posts' && listFormatOf(to).gives === 'text');

  it('are in no list, however the rows come', async () => {
    const { lake } = opened;
    const made = `SELECT * FROM (VALUES ('${danbooru}', '3'), ('${danbooru}', '4'), ('yande.re', '9'), ('${danbooru}', '1')) AS t(booru, fid)`;
    const raw = `SELECT booru, fid FROM read_parquet('${join(lake.dir, lake.manifest.tables['posts']![0]!.path)}')`;
    await lake.connection.run("CREATE TEMP TABLE posts AS SELECT 'danbooru.donmai.us' AS booru, '3' AS fid, 3 AS post_key, 0 AS rating_level");
    for (const to of texts) {
      for (const sql of [made, raw, 'FROM posts']) {
        const { text, hidden } = await listed(lake, sql, { to });
        expect({ to, text: /hidden-|posts\/[34]$|show\/9$/m.exec(text)?.[0], hidden }).toEqual({ to, text: undefined, hidden: sql === 'FROM posts' ? 1 : 3 });
      }
    }
    await lake.connection.run('DROP TABLE temp.posts');
  });

  it('are listed by a session that shows them', async () => {
    const { text } = await listed(all.lake, everyPost, { to: 'urls' });
    expect(text.match(/hidden-\d/g)).toEqual(['hidden-3', 'hidden-4', 'hidden-9']);
  });
});

it('a list is one text in a file, and nothing when it fails', async () => {
  const dir = folderOf({ 'there.txt': 'old' });
  const out = join(dir, 'there.txt');
  await expect(writeList(opened.lake, 'SELECT booru, error(fid)::VARCHAR AS fid FROM posts', { to: 'urls', out })).rejects.toThrow();
  expect(readFileSync(out, 'utf8')).toBe('old');
  const stop = new AbortController();
  await expect(writeList(opened.lake, everyPost, { to: 'urls', out, signal: stop.signal, onStep: () => stop.abort() })).rejects.toThrow('Interrupted');
  expect(readFileSync(out, 'utf8')).toBe('old');
  await writeList(opened.lake, [key(danbooru, '1')], { to: 'urls', out });
  expect(readFileSync(out, 'utf8')).toBe(`https://cdn.donmai.us/original/5d/41/${md5}.jpg\n`);
  await expect(writeList(opened.lake, everyPost, { to: 'urls', out: join(dir, 'no', 'folder.txt') })).rejects.toThrow(/^Cannot write/);
  expect((await opened.lake.rows("SELECT table_name FROM duckdb_tables() WHERE table_name LIKE 'listed%'"))).toEqual([]);
});
