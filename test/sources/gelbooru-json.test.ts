import { expect, it } from 'vitest';
import { counts, loadFixture, sourcesOf, text } from './fixture.js';

const md5 = '0f3c5a9b7d2e4c6180a1b2c3d4e5f607';
const img = `https://img4.gelbooru.com/images/0f/3c/${md5}.png`;
const post = (fields: object = {}) => ({
  id: 9123456, created_at: 'Sat Oct 14 02:02:35 -0500 2023', score: 5, width: 1200, height: 1600, md5, directory: '0f/3c', image: `${md5}.png`, rating: 'general', source: 'https://e.com/?a=1&amp;b=2',
  change: 1697266955, owner: 'danbooru', creator_id: 6498, parent_id: 0, sample: 1, tags: '1girl another&#039;s_hat smile', title: '', has_notes: 'false', file_url: img, preview_url: img, sample_url: img,
  sample_width: 850, sample_height: 1133, status: 'active', has_children: 'true', ...fields,
});
const envelope = (inside: object) => JSON.stringify({ '@attributes': { limit: 100, offset: 0, count: 1 }, ...inside });
const hash = '563c6fbe5761ac4ba720ae0da9a15b8b';
const stored = '3f1d0c9b8a7e6d5c4b3a291807f6e5d4c3b2a190';
const safebooru = (fields: object = {}) => ({
  directory: 539, hash, width: 2160, height: 1215, id: 6077000, image: `${stored}.jpg`, change: 1757694000, owner: 'danbooru', parent_id: 0, rating: 'safe', sample: true, sample_height: 478, sample_width: 850,
  score: null, tags: '1girl smile', ...fields,
});

it('reads the envelope with several posts, with one object, and with none', async () => {
  const fixture = await loadFixture({
    'list.json': envelope({ post: [post(), post({ id: 2, parent_id: 9123456, sample: 0, sample_url: '', sample_width: 0, sample_height: 0, has_children: 'false', file_url: img.replace('.png', '.mp4'), score: null })] }),
    'single.json': envelope({ post: post({ id: 3 }) }),
    'none.json': envelope({}),
  });
  expect(sourcesOf(fixture)).toEqual(['gelbooru-json', 'gelbooru-json', 'gelbooru-json']);
  expect(counts(fixture)).toEqual([[2, 2, 0], [1, 1, 0], [0, 0, 0]]);
  expect(await fixture.rows('SELECT booru, fid, created_at, updated_at, rating_std, score, md5, file_ext, width, sample_width, sample_url, source, parent_fid, has_children, status, uploader, file_size FROM posts WHERE fid_num <> 3 ORDER BY fid_num')).toEqual([
    ['gelbooru.com', '2', new Date('2023-10-14T07:02:35Z'), new Date('2023-10-14T07:02:35Z'), 'general', null, md5, 'mp4', 1200, null, null, 'https://e.com/?a=1&b=2', '9123456', false, 'active', 'danbooru', null],
    ['gelbooru.com', '9123456', new Date('2023-10-14T07:02:35Z'), new Date('2023-10-14T07:02:35Z'), 'general', 5, md5, 'png', 1200, 850, img, 'https://e.com/?a=1&b=2', null, true, 'active', 'danbooru', null],
  ]);
});

it('reads a bare array, objects one a line, and a post alone', async () => {
  const fixture = await loadFixture({
    'array.json': JSON.stringify([post({ rating: 's' }), post({ id: 2, rating: 'safe', file_url: '//img2.gelbooru.com/images/a.jpg' })], null, 1),
    'lines.jsonl': text(JSON.stringify(post({ id: 4 })), '{"id": 5,', JSON.stringify(post({ id: 'x7' }))),
    'alone.json': JSON.stringify(post({ id: 6 }), null, 2),
  });
  expect(counts(fixture)).toEqual([[2, 2, 0], [3, 1, 2], [1, 1, 0]]);
  expect((await fixture.rejects()).map(([reason, , row]) => [reason, row])).toEqual([['bad_json', 2], ['bad_value', 3]]);
  expect(await fixture.rows('SELECT fid, rating_std, file_url FROM posts WHERE fid_num < 3 OR fid_num > 9 ORDER BY fid_num')).toEqual([
    ['2', 'safe', 'https://img2.gelbooru.com/images/a.jpg'], ['9123456', 'safe', img],
  ]);
});

it('unescapes tags once, and again where they are escaped twice; spaces are of no account', async () => {
  const tags = '  a&#039;s  b&amp;#039;s tiger_&amp;_bunny &gt;_&lt;  &#9829; tiger_&_bunny hood\u3000 ';
  const fixture = await loadFixture({ 'posts.json': JSON.stringify([post({ tags })]) });
  expect(await fixture.rows('SELECT tag_name FROM post_tag_names ORDER BY 1')).toEqual([['>_<'], [`a's`], [`b's`], ['hood\u3000'], ['tiger_&_bunny'], ['♥']]);
});

it('takes hash for the md5 and derives addresses for safebooru.org and tbib.org, whose board the path or the user says', async () => {
  const fixture = await loadFixture({
    'tbib/posts.json': JSON.stringify([safebooru(), safebooru({ id: 2, sample: false, image: '../../x.jpg' })]),
    'posts.json': JSON.stringify([safebooru({ file_url: `https:\\/\\/safebooru.org\\/images\\/539\\/${stored}.jpg`.replaceAll('\\', ''), rating: 'general' }), safebooru({ id: 3 })]),
  });
  expect(counts(fixture)).toEqual([[2, 2, 0], [2, 2, 0]]);
  expect(await fixture.rows('SELECT booru, fid, created_at, created_precision, updated_at, md5, score, file_ext, file_url, sample_url, preview_url FROM posts ORDER BY booru, fid_num')).toEqual([
    ['safebooru.org', '3', null, null, new Date(1757694000_000), hash, null, 'jpg', `https://safebooru.org/images/539/${stored}.jpg`, `https://safebooru.org/samples/539/sample_${stored}.jpg`, `https://safebooru.org/thumbnails/539/thumbnail_${stored}.jpg`],
    ['safebooru.org', '6077000', null, null, new Date(1757694000_000), hash, null, 'jpg', `https://safebooru.org/images/539/${stored}.jpg`, `https://safebooru.org/samples/539/sample_${stored}.jpg`, `https://safebooru.org/thumbnails/539/thumbnail_${stored}.jpg`],
    ['tbib.org', '2', null, null, new Date(1757694000_000), hash, null, 'jpg', null, null, null],
    ['tbib.org', '6077000', null, null, new Date(1757694000_000), hash, null, 'jpg', `https://tbib.org/images/539/${stored}.jpg`, `https://tbib.org/samples/539/sample_${stored}.jpg`, `https://tbib.org/thumbnails/539/thumbnail_${stored}.jpg`],
  ]);
});

it('rejects posts of which nothing says the board, and loads them when the user does', async () => {
  const files = { 'posts.json': JSON.stringify([safebooru()]) };
  const fixture = await loadFixture(files);
  expect((await fixture.rejects()).map(([reason]) => reason)).toEqual(['unknown_board']);
  expect(counts(await loadFixture(files, { board: 'sb' }))).toEqual([[1, 1, 0]]);
});

it('keeps the newest of several rows of a post, also when only one of them has an address', async () => {
  const fixture = await loadFixture({ 'posts.json': JSON.stringify([post({ score: 1, change: 9_000_000_000 }), post({ score: 2, file_url: '', preview_url: '', sample_url: '' }), post({ id: '09123456', score: 3 })]) });
  expect(counts(fixture)).toEqual([[3, 1, 2]]);
  expect(await fixture.rows('SELECT booru, fid, score FROM posts')).toEqual([['gelbooru.com', '9123456', 1]]);
});

it('costs one record each: a key given twice, half of a UTF-16 pair, an unreadable date; a date of 1969 is none', async () => {
  const [a, b] = JSON.stringify(post({ id: 4 })).split('"score":5');
  const fixture = await loadFixture({
    'posts.json': `[${a}"score":7,"score":8${b},${JSON.stringify(post({ id: 5, source: 'HALF' })).replace('HALF', '\\ud83d')},${JSON.stringify(post({ id: 6, created_at: 'yesterday' }))},${JSON.stringify(post({ id: 7, created_at: 'Wed Dec 31 18:00:00 -0600 1969' }))}]`,
  });
  expect(await fixture.rows('SELECT fid, score, created_at FROM posts ORDER BY fid_num')).toEqual([['4', 8, new Date('2023-10-14T07:02:35Z')], ['7', 5, null]]);
  expect((await fixture.rejects()).map(([reason, detail]) => [reason, detail])).toEqual([['bad_encoding', 'half of a UTF-16 pair'], ['bad_value', 'field created_at']]);
});
