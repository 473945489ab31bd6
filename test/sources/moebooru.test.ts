import { expect, it } from 'vitest';
import { counts, loadFixture, sourcesOf, text } from './fixture.js';

const md5 = '3cc60c29f1c04396ef29cc7db1f311a0';
const post = (fields: object = {}) => ({
  id: 1194000, tags: 'aqua_hair hatsune_miku a&amp;b', created_at: 1726568030, updated_at: 1726568033, creator_id: 175701, approver_id: null, author: 'uploader', change: 6119000, source: 'https://e.com/?a&amp;b', score: 19, md5,
  file_size: 4119872, file_ext: 'jpg', file_url: `https://files.yande.re/image/${md5}/yande.re%201194000%20a.b.jpg`, is_shown_in_index: true, preview_url: `https://assets.yande.re/data/preview/3c/c6/${md5}.jpg`,
  actual_preview_width: 172, sample_url: `https://files.yande.re/sample/${md5}/a.jpg`, sample_width: 858, sample_height: 1500, jpeg_url: `https://files.yande.re/image/${md5}/a.jpg`, jpeg_file_size: 0, rating: 's',
  has_children: false, parent_id: null, status: 'active', width: 3049, height: 5330, frames: [], ...fields,
});
const without = (row: object, ...names: string[]) => Object.fromEntries(Object.entries(row).filter(([name]) => !names.includes(name)));
const konachan = without(
  post({ id: 210388, file_url: `http://konachan.net/image/${md5}/Konachan.com%20-%20210388%20mizutame_tori.png`, sample_url: '', jpeg_url: '', preview_url: '', rating: 'q', parent_id: 5, has_children: true }), 'file_ext', 'updated_at', 'is_pending',
);

it('reads an array: times in seconds, change is none; konachan without file_ext and updated_at; nothing is HTML', async () => {
  const fixture = await loadFixture({ 'post.json': JSON.stringify([post(), konachan]) });
  expect(sourcesOf(fixture)).toEqual(['moebooru-posts']);
  expect(counts(fixture)).toEqual([[2, 2, 0]]);
  expect(await fixture.rows('SELECT booru, fid, created_at, updated_at, rating_std, score, md5, file_ext, file_size, width, sample_width, source, parent_fid, has_children, status, uploader, favs FROM posts ORDER BY booru')).toEqual([
    ['konachan.com', '210388', new Date(1726568030_000), null, 'questionable', 19, md5, 'png', 4119872, 3049, 858, 'https://e.com/?a&amp;b', '5', true, 'active', 'uploader', null],
    ['yande.re', '1194000', new Date(1726568030_000), new Date(1726568033_000), 'safe', 19, md5, 'jpg', 4119872, 3049, 858, 'https://e.com/?a&amp;b', null, false, 'active', 'uploader', null],
  ]);
  expect(await fixture.rows(`SELECT tag_name FROM post_tag_names WHERE booru = 'yande.re' ORDER BY 1`)).toEqual([['a&amp;b'], ['aqua_hair'], ['hatsune_miku']]);
});

it('takes deleted posts without addresses for the board of the others in the file, or of the path', async () => {
  const deleted = without(post({ id: 7, status: 'deleted', width: 0, height: 0 }), 'file_url', 'sample_url', 'jpeg_url', 'preview_url');
  const fixture = await loadFixture({ 'a.json': JSON.stringify([deleted, konachan]), 'yandere/b.jsonl': text(JSON.stringify(deleted)), 'c.json': JSON.stringify([deleted]), 'd.json': JSON.stringify([deleted, post(), konachan]) });
  expect(counts(fixture)).toEqual([[2, 2, 0], [1, 1, 0], [1, 0, 1], [3, 2, 1]]);
  expect(await fixture.rows(`SELECT booru, status, file_url, file_ext, width FROM posts WHERE fid = '7' ORDER BY 1`)).toEqual([['konachan.com', 'deleted', null, 'jpg', null], ['yande.re', 'deleted', null, 'jpg', null]]);
  expect((await fixture.rejects()).map(([reason, , row]) => [reason, row])).toEqual([['unknown_board', 1], ['unknown_board', 1]]);
});

const page = {
  posts: [post({ id: 650982 }), post({ id: 650990 })],
  pool_posts: [
    { id: 3, pool_id: 97266, post_id: 650990, active: true, sequence: '10', next_post_id: null, prev_post_id: 650982 },
    { id: 1, pool_id: 97266, post_id: 650982, active: true, sequence: '3a', next_post_id: 650990, prev_post_id: null },
    { id: 2, pool_id: 97266, post_id: 650981, active: true, sequence: '3', next_post_id: null, prev_post_id: null },
    { id: 4, pool_id: 97266, post_id: 1, active: false, sequence: '1', next_post_id: null, prev_post_id: null },
    { id: 5, pool_id: 5, post_id: 650982, active: true, sequence: '', next_post_id: null, prev_post_id: null },
    { id: 6, pool_id: null, post_id: 650982, active: true, sequence: '1' },
  ],
  pools: [{ id: 97266, name: 'Some_Pool', created_at: '2020-06-20T14:11:01.151Z', updated_at: '2020-06-21T14:11:01.151Z', user_id: 220654, is_public: false, post_count: 22, description: '' }],
  tags: { hatsune_miku: 'character', some_circle: 'circle', scan_faults: 'faults', a_style: 'style', smile: 'general', id: 'artist' },
  votes: {},
};

it('reads api_version=2: posts, pools in the order of their sequence, and the map of tags', async () => {
  const fixture = await loadFixture({ 'post.json': JSON.stringify(page) });
  expect(sourcesOf(fixture)).toEqual(['moebooru-pages']);
  expect(counts(fixture)).toEqual([[10, 9, 1]]);
  expect(await fixture.rows('SELECT fid, pools, updated_at, src_format FROM posts ORDER BY fid_num')).toEqual([['650982', ['5', '97266'], new Date(1726568033_000), 'M2'], ['650990', ['97266'], new Date(1726568033_000), 'M2']]);
  expect(await fixture.rows('SELECT booru, pool_id, name, description, post_count, post_fids, created_at FROM pools')).toEqual([
    ['yande.re', 97266, 'Some_Pool', null, 22, ['650981', '650982', '650990'], new Date('2020-06-20T14:11:01.151Z')],
  ]);
  expect(await fixture.rows('SELECT tag_name, tag_cat, tag_type_raw FROM tags WHERE tag_type_raw IS NOT NULL ORDER BY 1')).toEqual([
    ['a_style', 5, 'style'], ['hatsune_miku', 4, 'character'], ['id', 1, 'artist'], ['scan_faults', 5, 'faults'], ['smile', 0, 'general'], ['some_circle', 1, 'circle'],
  ]);
  expect(await fixture.rejects()).toEqual([['missing_key', 'no post_id or pool_id', 8, 1]]);
});

it('reads pages one a line; a pool seen again is superseded, a post of which only the id came is an error', async () => {
  const fixture = await loadFixture({ 'konachan/pages.jsonl': text(JSON.stringify({ ...page, posts: [konachan] }), JSON.stringify({ pools: page.pools, pool_posts: [], posts: [{ id: 650982 }] })) });
  expect(await fixture.rows('SELECT booru, fid FROM posts')).toEqual([['konachan.com', '210388']]);
  expect((await fixture.rejects()).map(([reason, , , line]) => [reason, line])).toEqual([['missing_key', 1], ['superseded', 1], ['board_error', 2]]);
  expect(counts(fixture)).toEqual([[11, 8, 3]]);
});

it('rejects what stands beside posts when nothing says the board, and reads pages without posts', async () => {
  const fixture = await loadFixture({ 'a.json': JSON.stringify({ posts: [], pool_posts: [], pools: page.pools, tags: page.tags }), 'yandere/b.json': JSON.stringify({ posts: [], pool_posts: [], pools: page.pools }) });
  expect(counts(fixture)).toEqual([[2, 0, 2], [1, 1, 0]]);
  expect((await fixture.rejects()).map(([reason]) => reason)).toEqual(['unknown_board', 'unknown_board']);
});

it('reads XML, whose change is no time either', async () => {
  const attributes = Object.entries(post({ tags: 'a b' })).filter(([, value]) => typeof value !== 'object').map(([name, value]) => `${name}="${String(value).replaceAll('&', '&amp;')}"`);
  const fixture = await loadFixture({ 'post.xml': `<?xml version="1.0" encoding="UTF-8"?>\n<posts count="1" offset="0">\n<post ${attributes.join(' ')}/>\n</posts>` });
  expect(sourcesOf(fixture)).toEqual(['moebooru-xml']);
  expect(await fixture.rows('SELECT booru, fid, created_at, updated_at, file_ext, source FROM posts')).toEqual([['yande.re', '1194000', new Date(1726568030_000), new Date(1726568033_000), 'jpg', 'https://e.com/?a&amp;b']]);
});
