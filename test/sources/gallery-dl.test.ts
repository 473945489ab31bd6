import { join } from 'node:path';
import { expect, it } from 'vitest';
import { claimsOf, counts, folderOf, loadFixture, sourcesOf, text } from './fixture.js';

const md5 = '563c6fbe5761ac4ba720ae0da9a15b8b';
const file = (fields: object) => `${JSON.stringify(fields, null, 4)}\n`;
const columns = 'booru, fid, created_at, rating_std, score, favs, md5, file_ext, file_size, width, height, source, parent_fid, status, uploader, pools';
const tagRows = 'SELECT fid, tag_name, tag_cat, tag_type_raw FROM post_tag_names JOIN tags USING (booru, tag_name, tag_cat) ORDER BY fid, tag_name';

const danbooru = (fields: object = {}) => ({
  id: 294929, created_at: '2008-08-12T17:46:20.000-04:00', updated_at: '2021-01-02T03:04:05.000-05:00', uploader_id: 1002, score: 7, up_score: 8, down_score: -1, fav_count: 9, rating: 's', source: '', md5, file_ext: 'jpg', file_size: 358232,
  image_width: 1500, image_height: 1000, parent_id: null, has_children: false, is_pending: false, is_flagged: false, is_deleted: false, is_banned: false, pixiv_id: 12, file_url: 'https://cdn.donmai.us/a.jpg', large_file_url: 'https://cdn.donmai.us/l.jpg',
  preview_file_url: 'https://cdn.donmai.us/p.jpg', tag_string: '1girl highres miku', tag_string_artist: '', tags: ['1girl', 'highres', 'miku'], tags_artist: [], tags_character: ['miku'], tags_copyright: [], tags_general: ['1girl'], tags_meta: ['highres'],
  date: '2008-08-12 21:46:20', category: 'danbooru', subcategory: 'pool', pool: { id: 77, name: 'p', post_ids: [1] }, num: 1, filename: md5, extension: 'jpg', ...fields,
});

it('reads danbooru with lists and gelbooru with texts and tags_metadata', async () => {
  const gelbooru = {
    id: 313638, created_at: 'Mon Apr 27 03:13:04 -0500 2009', date: '[Invalid DateTime]', score: 0, width: 600, height: 800, md5, directory: '56/3c', image: `${md5}.png`, rating: 'general', source: 'https://e.com/?a&amp;b', change: 1658000000,
    owner: 'some&#039;one', creator_id: 6, parent_id: 0, sample: 0, sample_width: 0, sample_height: 0, has_children: 'false', status: 'active', tags: '1girl don&#039;t_touch miku scan', tags_artist: 'some_artist', tags_metadata: 'scan', tags_character: 'miku', tags_general: '1girl don&#039;t_touch',
    file_url: `https://img3.gelbooru.com/images/56/3c/${md5}.png`, category: 'gelbooru', subcategory: 'post', filename: md5, extension: 'png',
  };
  const fixture = await loadFixture({ [`danbooru_294929_${md5}.jpg.json`]: file(danbooru()), [`gelbooru_313638_${md5}.png.json`]: file(gelbooru) });
  expect(sourcesOf(fixture)).toEqual(['gallery-dl', 'gallery-dl']);
  expect(counts(fixture)).toEqual([[1, 1, 0], [1, 1, 0]]);
  expect(await fixture.rows(`SELECT ${columns}, origin, tag_origin, src_format FROM posts ORDER BY booru`)).toEqual([
    ['danbooru.donmai.us', '294929', new Date('2008-08-12T21:46:20Z'), 'safe', 7, 9, md5, 'jpg', 358232, 1500, 1000, null, null, 'active', '1002', ['77'], 'board', 'board', 'GD'],
    ['gelbooru.com', '313638', new Date('2009-04-27T08:13:04Z'), 'general', 0, null, md5, 'png', null, 600, 800, 'https://e.com/?a&b', null, 'active', `some'one`, null, 'board', 'board', 'GD'],
  ]);
  expect(await fixture.rows('SELECT score_up, score_down, pixiv_id, sample_url, preview_url, has_children, updated_at FROM posts ORDER BY booru')).toEqual([
    [8, -1, 12, 'https://cdn.donmai.us/l.jpg', 'https://cdn.donmai.us/p.jpg', false, new Date('2021-01-02T08:04:05Z')], [null, null, null, null, null, false, new Date(1658000000_000)],
  ]);
  expect(await fixture.rows(tagRows)).toEqual([
    ['294929', '1girl', 0, 'general'], ['294929', 'highres', 5, 'meta'], ['294929', 'miku', 4, 'character'],
    ['313638', '1girl', 0, 'general'], ['313638', `don't_touch`, 0, 'general'], ['313638', 'miku', 4, 'character'], ['313638', 'scan', 5, 'metadata'], ['313638', 'some_artist', 1, 'artist'],
  ]);
});

it('reads safebooru, whose values are all strings, moebooru and e621', async () => {
  const safebooru = {
    category: 'safebooru', subcategory: 'post', id: '02190123', tags: '1girl miku', tags_character: 'miku', rating: 's', score: '', md5, created_at: 'Sat Oct 22 02:02:35 -0500 2016', date: '2016-10-22 07:02:35', width: '600', height: '800',
    has_children: 'false', parent_id: '', sample_width: '850', file_url: '//safebooru.org/images/1/3f.jpg', total: 1, filename: '3f1d0c9b8a7e6d5c4b3a291807f6e5d4c3b2a190', extension: 'jpg',
  };
  const yandere = {
    id: 1194000, tags: 'a_circle miku', tags_circle: 'a_circle', created_at: 1726568030, updated_at: 1726568033, author: 'uploader', change: 6119000, source: 'https://e.com/?a&amp;b', score: 19, md5, file_size: 5, file_ext: 'jpg', rating: 'q', status: 'active',
    parent_id: 5, width: 30, height: 40, date: '2024-09-17 10:13:50', category: 'yandere', subcategory: 'tag', search_tags: 'miku', filename: 'x', extension: 'jpg',
  };
  const e621 = {
    id: 9, created_at: '2023-12-05T10:00:00.123-05:00', updated_at: '2024-01-02T03:04:05.000-05:00', file: { width: 1200, height: 1600, ext: 'png', size: 3000, md5, url: 'https://static1.e621.net/a.png' }, preview: { url: 'https://static1.e621.net/p.jpg' },
    sample: { has: true, width: 850, height: 1133, url: 'https://static1.e621.net/s.jpg' }, score: { up: 40, down: -2, total: 38 }, tags: ['fox', 'fox_hero'], tags_species: ['fox'], tags_character: ['fox_hero'], flags: { pending: false, flagged: true, deleted: false },
    rating: 'e', fav_count: 77, sources: ['https://e.com/1', 'https://e.com/2'], pools: [12], relationships: { parent_id: 8, has_children: true }, uploader_id: 6, date: '2023-12-05 15:00:00', category: 'e621', subcategory: 'post', filename: md5, extension: 'png',
  };
  const fixture = await loadFixture({ 'data.jsonl': text(JSON.stringify(safebooru), JSON.stringify(yandere), JSON.stringify(e621), JSON.stringify({ ...e621, id: 10, category: 'e926', file: { width: 'wide' } })) });
  expect(counts(fixture)).toEqual([[4, 3, 1]]);
  expect(await fixture.rows(`SELECT ${columns} FROM posts ORDER BY fid_num`)).toEqual([
    ['e621.net', '9', new Date('2023-12-05T15:00:00.123Z'), 'explicit', 38, 77, md5, 'png', 3000, 1200, 1600, 'https://e.com/1\nhttps://e.com/2', '8', 'flagged', '6', ['12']],
    ['yande.re', '1194000', new Date(1726568030_000), 'questionable', 19, null, md5, 'jpg', 5, 30, 40, 'https://e.com/?a&amp;b', '5', 'active', 'uploader', null],
    ['safebooru.org', '2190123', new Date('2016-10-22T07:02:35Z'), 'safe', null, null, md5, 'jpg', null, 600, 800, null, null, null, null, null],
  ]);
  expect(await fixture.rows(`SELECT sample_width, sample_url, preview_url, has_children, score_up, score_down, updated_at, file_url FROM posts WHERE fid IN ('9', '2190123') ORDER BY fid_num`)).toEqual([
    [850, 'https://static1.e621.net/s.jpg', 'https://static1.e621.net/p.jpg', true, 40, -2, new Date('2024-01-02T08:04:05Z'), 'https://static1.e621.net/a.png'], [850, null, null, false, null, null, null, 'https://safebooru.org/images/1/3f.jpg'],
  ]);
  expect(await fixture.rows(tagRows)).toEqual([
    ['1194000', 'a_circle', 1, 'circle'], ['1194000', 'miku', -1, null], ['2190123', '1girl', -1, null], ['2190123', 'miku', 4, 'character'], ['9', 'fox', 0, 'species'], ['9', 'fox_hero', 4, 'character'],
  ]);
  expect((await fixture.rejects()).map(([reason, detail]) => [reason, detail])).toEqual([['bad_value', 'field file.width']]);
});

it('reads sankaku with ids of letters, and zerochan with and without types', async () => {
  const sankaku = {
    id: 'y0abGlDOr2o', rating: 's', status: 'active', author: { id: 2, name: 'anonymous' }, created_at: 1604093590, width: 10, height: 20, file_size: 30, md5, parent_id: null, fav_count: 92, vote_count: 20, total_score: 94, source: '', tags: ['hatsune_miku', 'Twin Tails'],
    tag_string: 'hatsune_miku twin_tails', tags_character: ['hatsune_miku'], tag_string_character: 'hatsune_miku', file_url: 'https://s.sankakucomplex.com/data/a.png?e=1&m=2', date: '2020-10-30 21:13:10', category: 'sankaku', subcategory: 'post', extension: 'png',
  };
  const zerochan = {
    id: 4585000, author: 'Some Artist', file_url: 'https://static.zerochan.net/Hatsune.Miku.full.4585000.jpg', date: '2026-01-02 03:04:05', width: 1092, height: 1336, size: 986112, path: [], uploader: 'someone', source: null,
    tags: ['Character:Hatsune Miku', 'Mangaka:Some Artist', 'Source:Fanart', 'Theme:Twin  Tails', 'Re:Zero', 'Visual novel:Some Game'], category: 'zerochan', subcategory: 'image', filename: 'x', extension: 'jpg',
  };
  const typed = { ...zerochan, id: 8, date: 'Fri Apr 24 21:33:44 2020', tags: ['Fanart', 'Hatsune Miku'], tags_character: ['Hatsune Miku'], hash: md5 };
  const listed = { id: '7', name: 'Hatsune Miku', width: '100', height: '200', size: '123k', file_url: 'https://static.zerochan.net/.full.7.jpg', category: 'zerochan', subcategory: 'tag', search_tags: 'Miku', filename: '.full.7', extension: 'jpg' };
  const fixture = await loadFixture({ 'a.json': file(sankaku), 'b.json': file(zerochan), 'c.json': file(typed), 'd.json': file(listed) });
  expect(counts(fixture)).toEqual([[1, 1, 0], [1, 1, 0], [1, 1, 0], [1, 1, 0]]);
  expect(await fixture.rows(`SELECT ${columns}, score_avg, score_votes, file_url, tag_origin FROM posts ORDER BY booru, fid_num`)).toEqual([
    ['chan.sankakucomplex.com', 'y0abGlDOr2o', new Date(1604093590_000), 'safe', 94, 92, md5, 'png', 30, 10, 20, null, null, 'active', 'anonymous', null, 4.7, 20, 'https://s.sankakucomplex.com/data/a.png', 'board'],
    ['zerochan.net', '7', null, null, null, null, null, 'jpg', 125952, 100, 200, null, null, null, null, null, null, null, 'https://static.zerochan.net/.full.7.jpg', null],
    ['zerochan.net', '8', new Date('2020-04-24T21:33:44Z'), null, null, null, md5, 'jpg', 986112, 1092, 1336, null, null, null, 'someone', null, null, null, 'https://static.zerochan.net/Hatsune.Miku.full.4585000.jpg', 'board'],
    ['zerochan.net', '4585000', new Date('2026-01-02T03:04:05Z'), null, null, null, null, 'jpg', 986112, 1092, 1336, null, null, null, 'someone', null, null, null, 'https://static.zerochan.net/Hatsune.Miku.full.4585000.jpg', 'board'],
  ]);
  expect(await fixture.rows('SELECT fid, tag_name, tag_cat FROM post_tag_names ORDER BY ALL')).toEqual([
    ['4585000', 'Fanart', 5], ['4585000', 'Hatsune Miku', 4], ['4585000', 'Re:Zero', -1], ['4585000', 'Some Artist', 1], ['4585000', 'Some Game', 3], ['4585000', 'Twin Tails', 0],
    ['8', 'Fanart', 5], ['8', 'Hatsune Miku', 4], ['y0abGlDOr2o', 'hatsune_miku', 4], ['y0abGlDOr2o', 'twin_tails', -1],
  ]);
});

it('rejects other sites, galleries without an id, and values of the wrong kind', async () => {
  const rows = [
    danbooru({ category: 'rule34' }), danbooru({ id: undefined }), danbooru({ id: 'x' }), danbooru({ date: 'soon' }), danbooru({ created_at: 'soon' }), danbooru({ score: 'many' }), danbooru({ tags: [{ name: 'a' }] }), danbooru({ tags_artist: 7 }),
    danbooru({ image_width: 'wide' }), danbooru({ score: 1, updated_at: '2020-01-02T03:04:05.000-05:00' }), danbooru({ score: 2 }),
  ];
  const fixture = await loadFixture({ 'data.jsonl': `${text(...rows.map((row) => JSON.stringify(row)))}{"category":\n` });
  expect(counts(fixture)).toEqual([[12, 1, 11]]);
  expect(await fixture.rows('SELECT score FROM posts')).toEqual([[2]]);
  expect((await fixture.rejects()).map(([reason, detail]) => [reason, detail]).slice(0, 10)).toEqual([
    ['unknown_board', 'rule34'], ['missing_key', 'no id'], ['bad_value', 'the id is not a number'], ['bad_value', 'field date'], ['bad_value', 'field created_at'], ['bad_value', 'field score'], ['bad_value', 'the tags are no names'],
    ['bad_value', 'the tags are no names'], ['bad_value', 'field image_width'], ['superseded', 'the file has a newer row of it'],
  ]);
  expect((await fixture.rejects())[10]![0]).toBe('bad_json');
});

it('takes a rating s of danbooru as its post or its file says, each file for itself; leaves the messages of -j to others', async () => {
  const fixture = await loadFixture({
    '1.json': file(danbooru({ id: 1, rating: 's' })), '2.json': file(danbooru({ id: 2, rating: 'g' })), '3.json': file(danbooru({ id: 3, media_asset: { id: 4 } })),
    'data.jsonl': text(JSON.stringify(danbooru({ id: 4, rating: 'g' })), JSON.stringify(danbooru({ id: 5 })), JSON.stringify(danbooru({ id: 6, category: 'yandere' }))),
    'other.jsonl': text(JSON.stringify(danbooru({ id: 7, category: 'yandere', rating: 'g' })), JSON.stringify(danbooru({ id: 8 }))),
  });
  expect(await fixture.rows('SELECT fid, rating_std FROM posts ORDER BY fid')).toEqual([
    ['1', 'safe'], ['2', 'general'], ['3', 'sensitive'], ['4', 'general'], ['5', 'sensitive'], ['6', 'safe'], ['7', 'general'], ['8', 'safe'],
  ]);
  expect(await claimsOf(join(folderOf({ 'dump.json': JSON.stringify([[2, danbooru()], [3, 'https://e.com', danbooru()]]) }), 'dump.json'))).toEqual([]);
});

it('reads texts of tags, whose post stands in the name of the file', async () => {
  const sha1 = '3f1d0c9b8a7e6d5c4b3a291807f6e5d4c3b2a190';
  const fixture = await loadFixture({
    [`danbooru_294929_${md5}.jpg.txt`]: '<3\r\nmiku\r\n', [`gelbooru_5_${md5}.png.txt`]: 'don&#039;t_touch\nmiku\n', [`safebooru_6_${sha1}.webm.txt`]: 'miku', [`rule34_7_${md5}.jpg.txt`]: 'miku\n', [`danbooru_8_${md5}.jpg.txt`]: Buffer.from([0x61, 0x0a, 0xff, 0x0a]),
  });
  expect(sourcesOf(fixture)).toEqual(Array(5).fill('gallery-dl-tags'));
  expect(counts(fixture)).toEqual([[1, 1, 0], [1, 1, 0], [1, 1, 0], [1, 0, 1], [1, 0, 1]]);
  expect(await fixture.rows('SELECT booru, fid, md5, file_ext, origin, tag_origin, rating_std FROM posts ORDER BY fid_num')).toEqual([
    ['gelbooru.com', '5', md5, 'png', 'listing', 'listing', null], ['safebooru.org', '6', null, 'webm', 'listing', 'listing', null], ['danbooru.donmai.us', '294929', md5, 'jpg', 'listing', 'listing', null],
  ]);
  expect(await fixture.rows('SELECT fid, tag_name FROM post_tag_names ORDER BY ALL')).toEqual([['294929', '<3'], ['294929', 'miku'], ['5', `don't_touch`], ['5', 'miku'], ['6', 'miku']]);
  expect((await fixture.rejects()).map(([reason, detail]) => [reason, detail])).toEqual([['unknown_board', 'rule34'], ['bad_encoding', null]]);
  const dir = folderOf({ [`danbooru_1_${md5}.jpg.txt`]: '0 0.5 0.5 0.1 0.2\n', [`danbooru_2_${md5}.jpg.txt`]: '1girl, solo\n' });
  expect(await claimsOf(join(dir, `danbooru_1_${md5}.jpg.txt`))).toEqual(['yolo-labels']);
  expect(await claimsOf(join(dir, `danbooru_2_${md5}.jpg.txt`))).toEqual([]);
});
