import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { visibleText } from '../../src/charts/text.js';
import { exportParquet } from '../../src/reports/export.js';
import { formatResult, textFormats } from '../../src/reports/format.js';
import { parseQuery, runQuery } from '../../src/reports/query.js';
import { loadFiles } from '../../src/sources/load.js';
import { literal } from '../../src/lake/sql.js';
import { hostileTexts } from '../fuzz/mutate.js';
import { readCsv } from '../reports/fixture.js';
import { counts, crlf, folderOf, loadFixture, loadPaths, sourcesOf, text, type Fixture } from '../sources/fixture.js';
import { post, rowsOf } from './fixtures.js';

/** A text as a tag of boards whose lists are parted by white space; an ideographic space is a letter to them. */
const asTag = (hostile: string) => hostile.replace(/[ \t\n\r]/g, '_');
/** What a line of a table without quotes can carry. */
const isOfOneCell = (hostile: string) => !/[\0\t]/.test(hostile);
/** What XML can carry. */
const isOfXml = (hostile: string) => !/\p{Cc}/u.test(hostile.replaceAll('\t', ''));
const tags = [...new Set(hostileTexts.map(asTag))];
/** A text of white space says nothing. */
const filled = (hostile: string) => (hostile === '\u3000' ? null : hostile);
const sorted = (texts: readonly string[]) => [...texts].sort();

const texts = async (fixture: Fixture, expression: string, rest: string) => (await fixture.rows(`SELECT ${expression} ${rest}`)).map(([value]) => value as string | null);
const tagNames = async (fixture: Fixture) => sorted((await texts(fixture, 'tag_name', 'FROM tags SEMI JOIN post_tags USING (tag_id)')) as string[]);

const escapeHtml = (plain: string) => plain.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#039;');
const attribute = (plain: string) => plain.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;').replaceAll('\t', '&#9;');
const cell = (plain: string) => `"${plain.replaceAll('"', '""')}"`;
/** Boards with escaped values: a text that looks escaped itself loses one level more (format reference 0.4). */
const unescaped = (plain: string) => plain.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

describe('hostile texts are found as they were', () => {
  it('in danbooru JSONL: tags, sources, addresses, uploaders', async () => {
    const posts = hostileTexts.map((hostile, i) => post(i + 1, { tags: tags.join(' '), fields: { source: hostile, file_url: hostile, uploader_id: hostile } }));
    const fixture = await loadFixture({ 'posts.jsonl': text(...posts.map((row) => JSON.stringify(row))) });
    expect(counts(fixture)).toEqual([[posts.length, posts.length, 0]]);
    expect(await tagNames(fixture)).toEqual(sorted(tags));
    expect(await fixture.rows('SELECT DISTINCT count(*) FROM post_tags GROUP BY post_key')).toEqual([[tags.length]]);
    for (const column of ['uploader', 'file_url']) expect(await texts(fixture, column, 'FROM posts ORDER BY fid_num'), column).toEqual(hostileTexts);
    expect(await texts(fixture, 'source', 'FROM posts ORDER BY fid_num')).toEqual(hostileTexts.map(filled));
  });

  it('in the vocabulary of danbooru: names in JSON and CSV, aliases, pools', async () => {
    const names = hostileTexts.filter((hostile) => hostile.trim() !== '' || hostile === '\u3000');
    const row = (name: string, i: number) => ({ id: i + 1, name, post_count: 1, category: 0, created_at: '2020-01-01', updated_at: '2020-01-01', is_deprecated: false });
    const fixture = await loadFixture({
      'tags.json': JSON.stringify(names.map(row)),
      'tag_aliases.json': JSON.stringify(names.map((name, i) => ({ id: i + 1, antecedent_name: name, consequent_name: name, status: 'active', reason: name, created_at: '2020-01-01' }))),
      'pools.json': JSON.stringify(names.map((name, i) => ({ id: i + 1, name, description: name, category: 'series', post_ids: [1], post_count: 1, is_active: true, is_deleted: false, created_at: '2020-01-01', updated_at: '2020-01-01' }))),
    });
    expect(counts(fixture)).toEqual(Array.from({ length: 3 }, () => [names.length, names.length, 0]));
    expect(await texts(fixture, 'tag_name', 'FROM tags ORDER BY board_tag_id')).toEqual(names);
    for (const column of ['antecedent', 'consequent']) expect(await texts(fixture, column, 'FROM tag_aliases ORDER BY alias_id'), column).toEqual(names);
    expect(await texts(fixture, 'reason', 'FROM tag_aliases ORDER BY alias_id')).toEqual(names.map(filled));
    for (const column of ['name', 'description']) expect(await texts(fixture, column, 'FROM pools ORDER BY pool_id'), column).toEqual(names.map(filled));
    const written = names.filter((name) => name !== '\0');
    const csv = await loadFixture({ 'tags.csv': text('id,name,post_count,category,is_deprecated', ...written.map((name, i) => `${i + 1},${cell(name)},1,0,false`)) });
    expect(counts(csv)).toEqual([[written.length, written.length, 0]]);
    expect(await texts(csv, 'tag_name', 'FROM tags ORDER BY board_tag_id')).toEqual(written);
  });

  it('in gelbooru XML, unescaped: tags, sources, owners', async () => {
    const shown = hostileTexts.filter(isOfXml);
    const list = [...new Set(shown.map(asTag))];
    const xml = shown.map((hostile, i) => `<post id="${i + 1}" tags="${attribute(escapeHtml(` ${list.join(' ')} `))}" source="${attribute(escapeHtml(hostile))}" owner="${attribute(escapeHtml(hostile))}" file_url="https://gelbooru.com/images/a.jpg" rating="s"/>`);
    const fixture = await loadFixture({ 'posts.xml': `<posts>${xml.join('\n')}</posts>` });
    expect(sourcesOf(fixture)).toEqual(['gelbooru-xml']);
    expect(counts(fixture)).toEqual([[shown.length, shown.length, 0]]);
    expect(await tagNames(fixture)).toEqual(sorted(list.map(unescaped)));
    for (const column of ['source', 'uploader']) expect(await texts(fixture, column, 'FROM posts ORDER BY fid_num'), column).toEqual(shown.map(unescaped).map(filled));
  });

  it('in moebooru JSON, nothing unescaped: tags, sources, authors', async () => {
    const posts = hostileTexts.map((hostile, i) => ({ id: i + 1, tags: tags.join(' '), created_at: 1726568030, author: hostile, source: hostile, md5: null, jpeg_url: 'https://files.yande.re/a.jpg', file_url: 'https://files.yande.re/a.jpg', actual_preview_width: 1, is_shown_in_index: true, rating: 's' }));
    const fixture = await loadFixture({ 'post.json': JSON.stringify(posts) });
    expect(sourcesOf(fixture)).toEqual(['moebooru-posts']);
    expect(counts(fixture)).toEqual([[posts.length, posts.length, 0]]);
    expect(await tagNames(fixture)).toEqual(sorted(tags));
    for (const column of ['source', 'uploader']) expect(await texts(fixture, column, 'FROM posts ORDER BY fid_num'), column).toEqual(hostileTexts.map(filled));
  });

  it('in BOORU CHARS: tags, folders and names of files', async () => {
    const shown = hostileTexts.filter(isOfOneCell);
    const list = [...new Set(shown.map(asTag))];
    const header = ['BOORU', 'FID', 'TORR_PATH', 'TORR_FNAME', 'ORIG_MD5', 'POST_DT', 'RATING', 'TAGS_CHARS', 'TAGS_GEN', 'POST_MD5'];
    const lines = shown.map((hostile, i) => ['danbooru.donmai.us', i + 1, hostile, hostile, '', '', 'Safe', '', list.join(' '), ''].join('\t'));
    const fixture = await loadFixture({ 'BC_posts.tsv': crlf(header.join('\t'), ...lines) });
    expect(sourcesOf(fixture)).toEqual(['bc-posts']);
    expect(counts(fixture)).toEqual([[shown.length, shown.length, 0]]);
    expect(await tagNames(fixture)).toEqual(sorted(list));
    expect(await texts(fixture, 'file_name', 'FROM images ORDER BY post_key')).toEqual(shown);
    expect(await texts(fixture, 'path', 'FROM images ORDER BY post_key')).toEqual(shown.map((hostile) => `${hostile.replaceAll('\\', '/').replace(/^(\.\/+)+/, '').replace(/\/+$/, '')}/${hostile}`));
    const rows = await loadFixture({ 'BC_tags.tsv': crlf('BOORU\tFID\tTAG\tTAG_ID\tTAG_CAT', ...list.map((tag) => `danbooru.donmai.us\t1\t${tag}\t0\t0`)) });
    expect(counts(rows)).toEqual([[list.length, list.length, 0]]);
    expect(await tagNames(rows)).toEqual(sorted(list));
  });

  it('in CSV with quotes, HTML unescaped where the format is', async () => {
    const shown = tags.filter((tag) => tag !== '\0');
    const fixture = await loadFixture({ 'all_data.csv': text('id,created_at,rating,score,sample_url,sample_width,sample_height,preview_url,tags', `1,1477119755,s,1,,1,1,,${cell(shown.map(escapeHtml).join(' '))}`) });
    expect(sourcesOf(fixture)).toEqual(['kaggle-safebooru']);
    expect(await tagNames(fixture)).toEqual(sorted(shown.map(unescaped)));
  });
});

describe('hostile names of files, folders and boards', () => {
  // One with a dot before it is hidden.
  const names = hostileTexts.filter((name) => !/[\0/]|^\./.test(name) && Buffer.byteLength(name) < 200).map((name) => `${name}.jsonl`);
  const others = ['*.jsonl', '?.jsonl', '[a].jsonl', '{a,b}.jsonl', '%s%n.jsonl', '-c.jsonl', '~.jsonl', '\n.jsonl'];

  it('are files like others, and none is made or run for them', async () => {
    const dir = folderOf(Object.fromEntries([...names, ...others].map((name, i) => [`booru=__HIVE_DEFAULT_PARTITION__/rating=NULL/${name}`, `${JSON.stringify(post(i + 1))}\n`])));
    const fixture = await loadPaths([dir]);
    expect(fixture.files.map(({ outcome }) => outcome)).toEqual([...names, ...others].map(() => 'loaded'));
    expect(await fixture.rows('SELECT count(*), count(DISTINCT booru), min(rating_std) FROM posts')).toEqual([[names.length + others.length, 1, 'general']]);
    const files = await texts(fixture, 'file', 'FROM loads');
    expect(sorted(files.map((file) => file!.slice(file!.lastIndexOf('/') + 1)))).toEqual(sorted([...names, ...others]));
    expect(existsSync('hostile')).toBe(false);
  });

  it('may be the lake itself', async () => {
    const from = folderOf({ 'posts.jsonl': `${JSON.stringify(post(1))}\n`, 'more.jsonl': `${JSON.stringify(post(2))}\n` });
    for (const name of ["it's; --", '$(touch hostile)', '[a]*?{b,c}', 'booru=__HIVE_DEFAULT_PARTITION__', '"', '..x', '-']) {
      const around = folderOf({});
      const lake = join(around, name);
      for (const file of ['posts.jsonl', 'more.jsonl']) expect((await loadFiles(lake, [join(from, file)])).ok, name).toBe(true);
      expect(await rowsOf(lake, 'SELECT booru, fid FROM posts SEMI JOIN post_tags USING (booru, post_key) ORDER BY fid'), name).toEqual([{ booru: 'danbooru.donmai.us', fid: '1' }, { booru: 'danbooru.donmai.us', fid: '2' }]);
      expect(readdirSync(around), name).toEqual([name]);
    }
    expect(existsSync('hostile')).toBe(false);
  });

  it('of boards are refused, or rejects with their text', async () => {
    const boards = hostileTexts.filter((name) => isOfOneCell(name) && name.trim() !== '');
    const fixture = await loadFixture({ 'BC_tags.tsv': crlf('BOORU\tFID\tTAG\tTAG_ID\tTAG_CAT', ...[...boards, '../x'].map((name) => `${name}\t1\tsky\t0\t0`)) });
    expect(counts(fixture)).toEqual([[boards.length + 1, 0, boards.length + 1]]);
    expect(await texts(fixture, 'detail', 'FROM rejects ORDER BY row')).toEqual([...boards, '../x']);
    const dir = folderOf({ 'posts.jsonl': `${JSON.stringify(post(1))}\n` });
    for (const board of ['../x', '$(touch x)', '__HIVE_DEFAULT_PARTITION__', 'NULL']) await expect(loadFiles(join(dir, 'lake'), [join(dir, 'posts.jsonl')], { board })).rejects.toMatchObject({ name: 'UserError' });
    expect(readdirSync(dir)).toEqual(['posts.jsonl']);
  });

  it('of a board in sources of the user stay within the lake', async () => {
    const boards = [...hostileTexts.filter((name) => isOfOneCell(name) && name.trim() !== '' && name.length < 100), '../../x', '..', '/x', '*', '[a-z]*'];
    const dir = folderOf({
      'a.txt': text('hostile boards', ...boards),
      'own.mjs': `export default { id: 'own', code: 'O', title: 'Own', detect: ({ text }) => text.startsWith('hostile boards'), format: { kind: 'csv', delimiter: '\\t', quoted: false },
        fields: { 'hostile boards': 'VARCHAR' }, required: [], emit: () => [{ table: 'posts', origin: 'board', select: \`SELECT "hostile boards" AS booru, '1' AS fid, NULL::VARCHAR AS rating_std, _row, ['a'] AS tags FROM record\` }] };`,
    });
    const lake = join(dir, 'lake');
    expect((await loadFiles(lake, [join(dir, 'a.txt')], { with: join(dir, 'own.mjs') })).files).toMatchObject([{ read: boards.length, loaded: boards.length }]);
    const found = await rowsOf<{ booru: string }>(lake, 'SELECT booru FROM posts SEMI JOIN post_tags USING (booru, post_key)');
    expect(sorted(found.map(({ booru }) => booru))).toEqual(sorted(boards));
    expect(sorted(readdirSync(dir))).toEqual(['a.txt', 'lake', 'own.mjs']);
  });
});

describe('answers in SQL', () => {
  const posts = `${JSON.stringify(post(1, { tags: tags.join(' ') }))}\n`;
  const query = parseQuery('tags', 'SELECT tag_name, [tag_name] AS list FROM tags ORDER BY tag_id');

  it('give every text back as it is: csv, json, jsonl, parquet', async () => {
    const fixture = await loadFixture({ 'posts.jsonl': posts });
    const result = await runQuery(fixture.lake, query);
    const names = result.rows.map((row) => row['tag_name'] as string);
    expect(sorted(names)).toEqual(sorted(tags));
    const objects = names.map((name) => ({ tag_name: name, list: [name] }));
    expect(JSON.parse(formatResult(result, 'json'))).toEqual(objects);
    expect(formatResult(result, 'jsonl').trimEnd().split('\n').map((line) => JSON.parse(line) as unknown)).toEqual(objects);
    expect(readCsv(formatResult(result, 'csv')).slice(1)).toEqual(names.map((name) => [name, expect.any(String)]));
    const file = join(folderOf({}), 'it\'s [a]*.parquet');
    expect(await exportParquet(fixture.lake, query, {}, file)).toBe(names.length);
    expect(await texts(fixture, 'tag_name', `FROM read_parquet(${literal(file)})`)).toEqual(names);
  });

  it('find a text that is given as a value', async () => {
    const fixture = await loadFixture({ 'posts.jsonl': posts });
    const find = parseQuery('find', '-- param: tag VARCHAR\nSELECT tag_name FROM tags WHERE tag_name = $tag');
    for (const tag of tags) expect((await runQuery(fixture.lake, find, { tag })).rows, tag).toEqual([{ tag_name: tag }]);
  });

  it('show nothing that steers a terminal or breaks a table', async () => {
    const fixture = await loadFixture({ 'posts.jsonl': posts });
    const result = await runQuery(fixture.lake, query);
    const steering = /(?!\r?\n)[\p{Cc}\p{Bidi_Control}]/u;
    for (const format of textFormats) expect(formatResult(result, format, { terminal: true }), format).not.toMatch(steering);
    for (const format of ['table', 'markdown'] as const) {
      const lines = formatResult(result, format).trimEnd().split('\n');
      expect(lines).toHaveLength(tags.length + 2);
      expect(lines.join('')).not.toMatch(steering);
    }
    const cells = formatResult(result, 'markdown').trimEnd().split('\n').slice(2).map((line) => line.slice(2, -2).split(/(?<=(?<!\\)(?:\\\\)*) \| /));
    const plain = (cell: string) => cell.replaceAll('&lt;', '<').replaceAll('&amp;', '&').replace(/\\([\\|`*_~<>[\]])/g, '$1');
    expect(cells.map(([name]) => plain(name!))).toEqual(result.rows.map((row) => visibleText(row['tag_name'] as string)));
  });
});
