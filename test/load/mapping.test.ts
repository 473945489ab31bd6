import { DuckDBInstance } from '@duckdb/node-api';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { checkMapping } from '../../src/sources/mapped/mapping.js';
import { loadFixture, text, type Fixture } from '../sources/fixture.js';
import { danbooru, load, rowsOf, tempFolder } from './fixtures.js';

const dir = tempFolder('mapping');
const guide = readFileSync(join(import.meta.dirname, '../../docs/mapping.md'), 'utf8');

/** A mapping of the guide, as a file. */
function fromGuide(name: string): string {
  const path = join(dir, `${name}.json`);
  writeFileSync(path, new RegExp(`\`\`\`json ${name}\n([^]*?)\`\`\``).exec(guide)![1]!);
  return path;
}

const tagsOf = async ({ rows }: Fixture) => rows('SELECT fid, list(tag_name ORDER BY tag_name), list(tag_cat ORDER BY tag_name) FROM post_tag_names GROUP BY fid ORDER BY fid');

describe('the examples of the guide', () => {
  it('a crawl: ids from file names, ratings of the new scheme', async () => {
    const fixture = await loadFixture({
      'labels.csv': text('id,filename,tags,rating,score', '1,solo/9000001.jpg,sky  sea,s,12', '2,solo/9000002.png,"sun",g,', '3,solo/none,x,g,1', '4,solo/9000003.jpg,y,g,many', '5,solo/9000001.jpg,old sky,q,3', '6,a/b.jpg,too,many,fields,here'),
    }, { map: fromGuide('crawl') });
    expect(await fixture.rows('SELECT booru, fid, rating_raw, rating_std, score, origin, src_format, src_row FROM posts ORDER BY fid')).toEqual([
      [danbooru, '9000001', 'q', 'questionable', 3, 'listing', 'MAP', 5], [danbooru, '9000002', 'g', 'general', null, 'listing', 'MAP', 2],
    ]);
    expect(await fixture.rejects()).toEqual([
      ['superseded', 'the file has a newer row of it', 1, 2], ['missing_key', 'no post id', 3, 4], ['bad_value', 'field score', 4, 5], ['bad_columns', '6 fields, 5 expected', 6, 7],
    ]);
    expect(await tagsOf(fixture)).toEqual([['9000001', ['old', 'sky'], [-1, -1]], ['9000002', ['sun'], [-1]]]);
    expect(await (await loadFixture({ 'x.csv': text('id,filename,tags,rating,score', '1,a/1.jpg,sky,s,1') }, { map: fromGuide('crawl') })).rows('SELECT rating_std FROM posts')).toEqual([['sensitive']]);
  });

  it('a row a post and tag, packed', async () => {
    const fixture = await loadFixture({ 'post_character.csv.gz': gzipSync(text('danbooru_post_id,character_tag,split', '299,someone,val.csv', '0308,another_one,test.csv', '299,third,val.csv', ',nobody,val.csv')) }, { map: fromGuide('characters') });
    expect(await fixture.rows('SELECT fid, rating_std, rating_level, tag_origin FROM posts ORDER BY fid')).toEqual([['299', null, 3, 'listing'], ['308', null, 3, 'listing']]);
    expect(await tagsOf(fixture)).toEqual([['299', ['someone', 'third'], [4, 4]], ['308', ['another_one'], [4]]]);
    expect(await fixture.rejects()).toEqual([['missing_key', 'no post id', 4, 5]]);
  });

  it('a tag list with labels', async () => {
    const fixture = await loadFixture({ 'tags.csv': text('tag;kind;uses;series;series_id', 'a_work;copyright;10;A Work;7', 'someone;4;5;A Work;7', 'plain;0;1;;', ';0;1;;', 'odd;0;few;;') }, { map: fromGuide('labels') });
    expect(await fixture.rows('SELECT booru, tag_name, tag_cat, tag_type_raw, post_count FROM tags ORDER BY tag_name')).toEqual([
      ['yande.re', 'a_work', 3, 'copyright', 10], ['yande.re', 'plain', 0, '0', 1], ['yande.re', 'someone', 4, '4', 5],
    ]);
    expect(await fixture.rows('SELECT tag_name, kind, id, name, src_row FROM labels ORDER BY tag_name')).toEqual([['a_work', 'franchise', 7, 'A Work', 1], ['someone', 'franchise', 7, 'A Work', 2]]);
    expect((await fixture.rejects()).map(([reason, detail]) => [reason, detail])).toEqual([['missing_key', 'no tag name'], ['bad_value', 'field uses']]);
  });

  it('posts of several boards, as JSON and as Parquet', async () => {
    const row = { site: 'Yandere', post: 5, age: '0', day: '24.12.2020', hash: 'ab', w: 10, h: '20', people: 'one, two (a work)', things: ['sky', 'sea'] };
    const json = await loadFixture({ 'posts.jsonl': text(JSON.stringify(row), JSON.stringify({ ...row, site: 'nowhere' }), JSON.stringify({ ...row, post: 6, day: '2020-12-24' }), JSON.stringify({ ...row, post: 7, things: 'sky' })) }, { map: fromGuide('boards') });
    expect(await json.rows('SELECT booru, fid, rating_std, created_at::VARCHAR, md5, width, height, origin FROM posts')).toEqual([['yande.re', '5', 'general', '2020-12-24 00:00:00+00', 'ab', 10, 20, 'release']]);
    expect(await json.rejects()).toEqual([['unknown_board', 'nowhere', 2, 2], ['bad_value', 'field day', 3, 3], ['bad_value', 'field things', 4, 4]]);
    expect(await tagsOf(json)).toEqual([['5', ['one', 'sea', 'sky', 'two (a work)'], [4, -1, -1, 4]]]);

    const table = join(dir, 'posts.parquet');
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    await connection.run(`COPY (SELECT ['sky'] AS things, 'yandere' AS site, 8 AS post, 18 AS age, '1.2.2020' AS day, NULL AS hash, 1 AS w, 2.0 AS h, 'one' AS people) TO '${table}' (FORMAT parquet)`);
    connection.closeSync();
    instance.closeSync();
    const lake = join(dir, 'lake');
    expect((await load(lake, table, { map: fromGuide('boards') })).files).toMatchObject([{ outcome: 'loaded', loaded: 1 }]);
    expect(await rowsOf(lake, 'SELECT fid, rating_std, height FROM posts')).toEqual([{ fid: '8', rating_std: 'explicit', height: 2 }]);
  });
});

describe('a mapping that cannot be used is said in words', () => {
  const posts = { id: 'id' };
  it.each<[string, unknown, RegExp]>([
    ['no object', [], /it must be an object/],
    ['nothing to load', { board: 'danbooru' }, /none of posts, tags and labels/],
    ['an unknown board', { board: 'nowhere', posts }, /unknown board "nowhere" \(boards: danbooru/],
    ['an unknown key', { bord: 'danbooru', posts }, /unknown key "bord"/],
    ['an unknown column of posts', { posts: { id: 'id', columns: { scores: 'x' } } }, /posts\.columns has the unknown key "scores"/],
    ['a column that is filled in', { posts: { id: 'id', columns: { rating_level: 'x' } } }, /unknown key "rating_level"/],
    ['no id', { posts: {} }, /posts\.id is missing/],
    ['a pattern without a group', { posts: { id: { column: 'a', pattern: '[0-9]+' } } }, /posts\.id\.pattern must have one group/],
    ['a broken pattern', { posts: { id: { column: 'a', pattern: '(' } } }, /posts\.id\.pattern: /],
    ['an odd date', { posts: { id: 'id', columns: { created_at: { column: 'd', date: 'american' } } } }, /must be iso, unix, unix_ms/],
    ['an odd rating', { posts: { id: 'id', rating: { column: 'r', values: { x: 'tame' } } } }, /posts\.rating\.values\.x is "tame", not one of: general/],
    ['an odd category', { posts: { id: 'id', tags: [{ column: 't', category: 'people' }] } }, /posts\.tags\[0\]\.category is "people"/],
    ['a label without a tag', { labels: [{ kind: 'franchise' }] }, /labels\[0\]\.tag must be a text/],
  ])('%s', (_, mapping, message) => {
    expect(() => checkMapping(mapping)).toThrow(message);
  });

  it('a file without a column fails, and names those it has', async () => {
    const file = join(dir, 'other.csv');
    writeFileSync(file, 'a,b\n1,2\n');
    expect((await load(join(dir, 'lake-2'), file, { map: fromGuide('crawl') })).files).toMatchObject([{ outcome: 'failed', note: `${file}: no column filename, rating, score, tags` }]);
    await expect(load(join(dir, 'lake-2'), file, { map: join(dir, 'none.json') })).rejects.toThrow('Cannot read the mapping');
    await expect(load(join(dir, 'lake-2'), file, { map: fromGuide('crawl'), source: 'danbooru-posts' })).rejects.toThrow('not both');
  });
});
