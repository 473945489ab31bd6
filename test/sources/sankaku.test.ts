import { expect, it } from 'vitest';
import { counts, loadFixture, sourcesOf, text } from './fixture.js';

const md5 = 'ab32849a455e9fca5e5fa24bd036d3e0';
const other = 'cd32849a455e9fca5e5fa24bd036d3e1';
const miku = { id: 385430, name_en: 'hatsune_miku', name_ja: '初音ミク', type: 4, count: 182184, post_count: 182184, pool_count: 549, locale: 'en', rating: 's', version: 1, tagName: 'hatsune_miku', total_post_count: 182184, name: 'Hatsune Miku' };
const post = (more: object = {}) => ({
  id: 22140000, rating: 's', status: 'active', author: { id: 2, name: 'someone', avatar: '', avatar_rating: 's' }, sample_url: null, sample_width: 1399, sample_height: 941, preview_url: null, preview_width: 300,
  file_url: null, width: 5242, height: 3525, file_size: 8608194, file_type: 'image/jpeg', created_at: { json_class: 'Time', s: 1604093590, n: 0 }, has_children: false, md5, parent_id: null, change: 56235768,
  fav_count: 92, vote_count: 20, total_score: 94, source: '', tags: [miku, { ...miku, id: 1, name_en: null, name_ja: null, tagName: undefined, name: 'Blue Hair', type: 0, count: 5, post_count: undefined }], ...more,
});
const facts = `SELECT fid, fid_num, created_at, created_precision, rating_std, score, score_avg, score_votes, favs, md5, file_ext, file_size, width, sample_width, file_url, source, parent_fid, has_children, status, uploader
  FROM posts ORDER BY fid`;
const tagsOf = (fid: string) => `SELECT tag_name FROM post_tag_names WHERE fid = '${fid}' ORDER BY 1`;
const vocabulary = 'SELECT tag_name, tag_cat, tag_type_raw, board_tag_id, post_count, name_ja, name_en FROM tags ORDER BY 1';

it('reads posts with number and word ids, times without seconds, no tags and tags three times', async () => {
  const word = post({
    id: 'y0abGlDOr2o', created_at: { json_class: 'Time', s: null, n: 0 }, author: null, md5: undefined, file_ext: 'PNG', file_size: 3000000000, vote_count: 0, total_score: 0, parent_id: 'aB_c-9', source: 'removed', status: 'pending',
    file_url: `//s.sankakucomplex.com/data/cd/32/${other}.png?e=1&m=x`, tags: [miku, miku, miku],
  });
  const fixture = await loadFixture({ 'posts.json': JSON.stringify([post(), word, post({ id: 3, tags: [], author: 'old name', created_at: { json_class: 'Time', s: 1484391423, n: 638942000 } })]) });
  expect(sourcesOf(fixture)).toEqual(['sankaku-posts']);
  expect(counts(fixture)).toEqual([[3, 3, 0]]);
  expect(await fixture.rows(facts)).toEqual([
    ['22140000', 22140000, new Date(1604093590_000), 'second', 'safe', 94, 4.7, 20, 92, md5, 'jpg', 8608194, 5242, 1399, null, null, null, false, 'active', 'someone'],
    ['3', 3, new Date(1484391423_638), 'second', 'safe', 94, 4.7, 20, 92, md5, 'jpg', 8608194, 5242, 1399, null, null, null, false, 'active', 'old name'],
    ['y0abGlDOr2o', null, null, null, 'safe', 0, null, 0, 92, other, 'png', 3000000000, 5242, 1399, `https://s.sankakucomplex.com/data/cd/32/${other}.png?e=1&m=x`, null, 'aB_c-9', false, 'pending', null],
  ]);
  expect(await fixture.rows(tagsOf('22140000'))).toEqual([['blue_hair'], ['hatsune_miku']]);
  expect(await fixture.rows(tagsOf('y0abGlDOr2o'))).toEqual([['hatsune_miku']]);
  expect(await fixture.rows(`SELECT fid, tag_origin FROM posts ORDER BY 1`)).toEqual([['22140000', 'board'], ['3', null], ['y0abGlDOr2o', 'board']]);
  expect(await fixture.rows(vocabulary)).toEqual([['blue_hair', 0, 'general', 1, 5, null, null], ['hatsune_miku', 4, 'character', 385430, 182184, '初音ミク', 'hatsune_miku']]);
});

it('has tag types of its own', async () => {
  const tags = [...Array(11).keys()].map((type) => ({ id: type + 1, name: `t${type}`, type, count: 1 }));
  const fixture = await loadFixture({ 'a.jsonl': text(JSON.stringify(post({ tags }))) });
  expect(await fixture.rows('SELECT tag_name, tag_cat, tag_type_raw FROM tags ORDER BY board_tag_id')).toEqual([
    ['t0', 0, 'general'], ['t1', 1, 'artist'], ['t2', 3, 'studio'], ['t3', 3, 'copyright'], ['t4', 4, 'character'], ['t5', 0, 'genre'], ['t6', -1, '6'], ['t7', -1, '7'], ['t8', 5, 'medium'], ['t9', 5, 'meta'], ['t10', -1, '10'],
  ]);
});

it('reads pages with data, one or one a line, empty ones, and posts with names only', async () => {
  const page = (...data: object[]) => JSON.stringify({ meta: { next: 'x', prev: null }, data });
  const named = { ...post({ id: 'Qq1', tag_names: ['Hatsune Miku', 'smile'], total_tags: 2 }), tags: undefined };
  const fixture = await loadFixture({ 'one.json': page(post()), 'lines.jsonl': text(page(named), page(post({ id: 7 }))), 'empty.json': page() });
  expect(sourcesOf(fixture)).toEqual(['sankaku-posts', 'sankaku-posts', 'sankaku-posts']);
  expect(counts(fixture)).toEqual([[1, 1, 0], [2, 2, 0], [0, 0, 0]]);
  expect(await fixture.rows(tagsOf('Qq1'))).toEqual([['hatsune_miku'], ['smile']]);
});

it('keeps known tags when the post comes again without any', async () => {
  const fixture = await loadFixture({ 'a.json': JSON.stringify([post()]), 'b.json': JSON.stringify([post({ tags: [], fav_count: 93 })]) });
  expect(await fixture.rows('SELECT favs, tag_origin FROM posts')).toEqual([[93, 'board']]);
  expect(await fixture.rows(tagsOf('22140000'))).toEqual([['blue_hair'], ['hatsune_miku']]);
});

it('rejects what is wrong, other boards and older rows', async () => {
  const fixture = await loadFixture({
    'a.json': JSON.stringify([
      post({ preview_url: '//c.sankakucomplex.com/p.jpg' }), post({ id: 'a b' }), post({ id: null }), post({ id: 5, created_at: 'yesterday' }), post({ id: 6, author: 5 }), post({ id: 7, width: 'wide' }), post({ id: 8, tags: [{ ...miku, count: 'many' }] }), post({ id: 9, tags: 'a b' }),
      post({ id: 10, file_url: `//is.sankakucomplex.com/data/ab/32/${md5}.jpg` }), post({ change: 1 }), post({ id: 12, created_at: { json_class: 'Time', s: 1e17, n: 0 } }),
    ]),
    'idol.json': JSON.stringify([post({ id: 20, preview_url: 'https://i.sankakucomplex.com/p.jpg' }), post({ id: 21 })]),
  });
  expect(counts(fixture)).toEqual([[11, 1, 10], [2, 0, 2]]);
  expect(await fixture.rejects()).toEqual([
    ['bad_value', 'the id is no number or word', 2, 1], ['missing_key', 'no id', 3, 1], ['bad_value', 'field created_at', 4, 1], ['bad_value', 'field author', 5, 1], ['bad_value', 'field width', 6, 1],
    ['bad_value', 'field tags', 7, 1], ['bad_value', 'field tags', 8, 1], ['unknown_board', 'not of chan.sankakucomplex.com: is.sankakucomplex.com', 9, 1], ['superseded', 'the file has a newer row of it', 10, 1], ['bad_value', 'field created_at', 11, 1],
    ['unknown_board', 'not of chan.sankakucomplex.com: i.sankakucomplex.com', 1, 1], ['unknown_board', 'not of chan.sankakucomplex.com', 2, 1],
  ]);
});

it('reads the oldest posts, tags in one text, of this board only', async () => {
  const old = (more: object = {}) => ({ ...post({ author: 'someone', tags: ' blue_hair  smile ', total_score: undefined, vote_count: undefined, score: 7, ...more }) });
  const fixture = await loadFixture({
    'a/index.json': JSON.stringify([old({ id: 1, preview_url: '//c.sankakucomplex.com/data/preview/a.jpg' }), old({ id: 2 })]), 'b/index.json': JSON.stringify([old({ id: 3, file_url: 'http://behoimi.org/data/a.jpg' }), old({ id: 4 })]),
    'c/index.json': JSON.stringify([old({ id: 5 })]), 'sankaku/index.json': JSON.stringify([old({ id: 6 })]),
  });
  expect(sourcesOf(fixture)).toEqual(Array(4).fill('sankaku-old-posts'));
  expect(counts(fixture)).toEqual([[2, 2, 0], [2, 0, 2], [1, 0, 1], [1, 1, 0]]);
  expect(await fixture.rows('SELECT fid, score, score_avg, created_at, uploader, preview_url FROM posts ORDER BY 1')).toEqual([
    ['1', 7, null, new Date(1604093590_000), 'someone', 'https://c.sankakucomplex.com/data/preview/a.jpg'], ['2', 7, null, new Date(1604093590_000), 'someone', null], ['6', 7, null, new Date(1604093590_000), 'someone', null],
  ]);
  expect(await fixture.rows(tagsOf('1'))).toEqual([['blue_hair'], ['smile']]);
  expect((await fixture.rejects()).map(([reason]) => reason)).toEqual(['unknown_board', 'unknown_board', 'unknown_board']);
});

it('reads tag lists', async () => {
  const rows = [miku, { ...miku, id: 9, tagName: 'a_studio', name_en: 'a_studio', name_ja: null, type: 2, post_count: 3 }, { ...miku, id: 10, tagName: 'x', count: 'many' }, { id: 11, type: 1, name: '', name_en: '' }];
  const fixture = await loadFixture({ 'tags.json': JSON.stringify({ total: 4, data: rows }), 'list.json': JSON.stringify([rows[0]]) });
  expect(sourcesOf(fixture)).toEqual(['sankaku-tags', 'sankaku-tags']);
  expect(counts(fixture)).toEqual([[4, 2, 2], [1, 1, 0]]);
  expect(await fixture.rows(vocabulary)).toEqual([['a_studio', 3, 'studio', 9, 3, null, 'a_studio'], ['hatsune_miku', 4, 'character', 385430, 182184, '初音ミク', 'hatsune_miku']]);
  expect((await fixture.rejects()).map(([reason, detail]) => [reason, detail])).toEqual([['bad_value', 'field count'], ['missing_key', 'no tag_name']]);
});

const tab = (...fields: (string | number)[]) => fields.join('\t');
const url = `https://cs.sankakucomplex.com/data/ab/32/${md5}.jpg?e=1&m=x`;
const whole = tab(22140000, String.raw`hatsune miku, rosen &amp; smile, it\'s \\m/, vocaloid`, 4.7, 20, '2020-10-30 21:33', 8608194, 5242, 3525, url, 'Safe', 'EOL');
const shifted = tab(22140001, 'vocaloid, smile', '0.0', 0, '2020-10-30 21:34', 'Explicit', 'EOL');

it('reads scraped pages, shifted rows and the layout with one size', async () => {
  const sample = tab(9, 'smile', 3, 1, '2020-10-30 21:35', '640x480', `https://cs.sankakucomplex.com/data/sample/cd/32/sample-${other}.jpg`, 'None', 'EOL');
  const fixture = await loadFixture({ 'snk.txt': text(whole, shifted), 'snk_sl.txt': `${sample}\r\n` });
  expect(sourcesOf(fixture)).toEqual(['sankaku-scrape', 'sankaku-scrape']);
  expect(counts(fixture)).toEqual([[2, 2, 0], [1, 1, 0]]);
  expect(await fixture.rows('SELECT fid, created_at, created_precision, rating_raw, rating_std, score_avg, score_votes, md5, file_ext, file_size, width, height, file_url, origin FROM posts ORDER BY fid_num')).toEqual([
    ['9', new Date('2020-10-30T21:35Z'), 'minute', null, null, 3, 1, other, 'jpg', null, 640, 480, `https://cs.sankakucomplex.com/data/sample/cd/32/sample-${other}.jpg`, 'release'],
    ['22140000', new Date('2020-10-30T21:33Z'), 'minute', 'Safe', 'safe', 4.7, 20, md5, 'jpg', 8608194, 5242, 3525, url, 'release'],
    ['22140001', new Date('2020-10-30T21:34Z'), 'minute', 'Explicit', 'explicit', null, 0, null, null, null, null, null, null, 'release'],
  ]);
  expect(await fixture.rows(tagsOf('22140000'))).toEqual([['hatsune_miku'], [`it's_\\m/`], ['rosen_&_smile'], ['vocaloid']]);
});

it('rejects lines glued to the next, whatever their width comes to', async () => {
  const glued = (count: number, row: string) => `${whole.split('\t').slice(0, count).join('\t')}\t${row}`;
  const fixture = await loadFixture({ 'snk.txt': text(glued(4, shifted), glued(3, whole), whole.replace('2020-10', '2020-13'), whole.replace('5242', 'wide'), whole.replace('\tEOL', '\tEO'), whole, whole.replace('Safe', 'Good').replace('22140000', '4')) });
  expect((await fixture.rejects()).map(([reason, detail]) => [reason, detail])).toEqual([
    ['bad_value', 'field fsize'], ['bad_columns', '14 fields, 11 expected'], ['bad_value', 'field fdate'], ['bad_value', 'field iwidth'], ['bad_columns', 'the row does not end with EOL'], ['bad_value', 'field rating'],
  ]);
  expect(counts(fixture)).toEqual([[7, 1, 6]]);
});

it('lets posts of the API win over scraped ones', async () => {
  const fixture = await loadFixture({ 'posts.json': JSON.stringify([post()]), 'snk.txt': text(whole) });
  expect(await fixture.rows('SELECT favs, origin, tag_origin FROM posts')).toEqual([[92, 'board', 'board']]);
});

it('excludes tags of the list in any spelling', async () => {
  const fixture = await loadFixture({ 'posts.json': JSON.stringify([post({ tags: [{ ...miku, tagName: undefined, name_en: null, name: 'Loli' }] })]), 'snk.txt': text(shifted.replace('smile', 'child abuse')) });
  expect((await fixture.rejects()).map(([reason]) => reason)).toEqual(['excluded', 'excluded']);
  expect(await fixture.rows('SELECT count(*) FROM posts')).toEqual([[0]]);
});
