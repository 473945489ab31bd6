import { join } from 'node:path';
import { expect, it } from 'vitest';
import { claimsOf, counts, folderOf, loadFixture, sourcesOf, text } from './fixture.js';

const columns = 'booru, fid, frame, rating_raw, rating_std, file_ext, source, origin, tag_origin, src_format';
const tagRows = 'SELECT fid, tag_name, tag_cat FROM post_tag_names ORDER BY ALL';

it('reads texts whose post stands in the name of the file, with namespaces and spaces', async () => {
  const fixture = await loadFixture({
    'danbooru - 12 - vocaloid ~ hatsune_miku (some_artist).jpg.txt': text('1girl', 'character:hatsune miku', 'series:vocaloid', 'creator:some artist', 'meta:highres', 'rating:explicit', 're:zero', 'long hair'),
    'zerochan - 5 001.png.txt': '\uFEFFCharacter:Hatsune Miku\r\nTwin Tails\r\n', 'yande.re - 7.txt': 'creator:some artist', 'konachan.com - 8.jpg.txt': text('smile', 'solo'),
  });
  expect(sourcesOf(fixture)).toEqual(Array(4).fill('hydrus-text'));
  expect(counts(fixture)).toEqual(Array(4).fill([1, 1, 0]));
  expect(await fixture.rows(`SELECT ${columns} FROM posts ORDER BY booru`)).toEqual([
    ['danbooru.donmai.us', '12', null, 'explicit', 'explicit', 'jpg', null, 'mention', 'mention', 'HY'], ['konachan.com', '8', null, null, null, 'jpg', null, 'mention', 'mention', 'HY'],
    ['yande.re', '7', null, null, null, null, null, 'mention', 'mention', 'HY'], ['zerochan.net', '5', '001', null, null, 'png', null, 'mention', 'mention', 'HY'],
  ]);
  expect(await fixture.rows(tagRows)).toEqual([
    ['12', '1girl', 0], ['12', 'hatsune_miku', 4], ['12', 'highres', 5], ['12', 'long_hair', 0], ['12', 're:zero', 0], ['12', 'some_artist', 1], ['12', 'vocaloid', 3], ['5', 'Hatsune Miku', 4], ['5', 'Twin Tails', 0],
    ['7', 'some_artist', 1], ['8', 'smile', -1], ['8', 'solo', -1],
  ]);
});

it('reads texts and JSON whose post an address tells, the others being sources', async () => {
  const json = (tags: unknown, urls: unknown) => JSON.stringify({ metadata: { tags, urls } }, null, 2);
  const fixture = await loadFixture({
    'a.jpg.txt': text('character:hatsune miku', 'https://www.pixiv.net/artworks/1', 'https://danbooru.donmai.us/posts/21', 'https://yande.re/post/show/22'), 'b.png.urls.txt': 'https://e621.net/posts/23\n', 'rule34 - 5.jpg.urls.txt': 'https://yande.re/post/show/27',
    'c.png.json': json(['1girl', 'series:vocaloid'], ['https://gelbooru.com/index.php?page=post&s=view&id=24']), 'safebooru.org - 25.png.json': json(['smile'], ['https://gelbooru.com/index.php?page=post&s=view&id=26']),
  });
  expect(sourcesOf(fixture)).toEqual(['hydrus-text', 'hydrus-text', 'hydrus-text', 'hydrus-json', 'hydrus-json']);
  expect(await fixture.rows(`SELECT ${columns} FROM posts ORDER BY fid`)).toEqual([
    ['danbooru.donmai.us', '21', null, null, null, 'jpg', 'https://www.pixiv.net/artworks/1\nhttps://yande.re/post/show/22', 'mention', 'mention', 'HY'], ['e621.net', '23', null, null, null, 'png', null, 'mention', null, 'HY'],
    ['gelbooru.com', '24', null, null, null, 'png', null, 'mention', 'mention', 'HY'], ['safebooru.org', '25', null, null, null, 'png', 'https://gelbooru.com/index.php?page=post&s=view&id=26', 'mention', 'mention', 'HY'], ['yande.re', '27', null, null, null, 'jpg', null, 'mention', null, 'HY'],
  ]);
  expect(await fixture.rows(tagRows)).toEqual([['21', 'hatsune_miku', 4], ['24', '1girl', 0], ['24', 'vocaloid', 3], ['25', 'smile', -1]]);
});

it('rejects what tells no post or a foreign board, and JSON of another shape', async () => {
  const fixture = await loadFixture({
    'miku.jpg.txt': text('1girl', 'solo'), 'rule34 - 5.jpg.txt': text('1girl', 'solo'), 'a.jpg.json': JSON.stringify({ metadata: { tags: [1], urls: [] } }), 'b.jpg.json': `${JSON.stringify({ metadata: { tags: ['a'], urls: [] } })}\n{"metadata":\n`,
    'danbooru - 6.jpg.txt': Buffer.from([0x61, 0x0a, 0x62, 0xff, 0x0a]),
  });
  expect(counts(fixture)).toEqual([[1, 0, 1], [1, 0, 1], [1, 0, 1], [2, 0, 2], [1, 0, 1]]);
  const untold = ['missing_key', 'neither the name of the file nor an address tells the post'];
  expect((await fixture.rejects()).map(([reason, detail]) => [reason, detail])).toEqual([
    untold, ['unknown_board', 'rule34'], ['bad_value', 'tags or urls are no lists of texts'], untold, ['bad_json', 'the file ends inside of a record or list'], ['bad_encoding', null],
  ]);
});

it('lets a tag without a namespace keep the category that its board gave', async () => {
  const post = { id: 1, created_at: '2021-03-04T08:15:30.123-05:00', rating: 's', tag_string: 'highres miku', tag_string_artist: '', tag_string_character: 'miku', tag_string_copyright: '', tag_string_meta: 'highres' };
  const fixture = await loadFixture({ 'posts.json': text(JSON.stringify(post)), 'danbooru - 2.jpg.txt': text('highres', 'character:miku', 'new one') });
  expect(await fixture.rows('SELECT tag_name, tag_cat, tag_type_raw FROM tags ORDER BY 1')).toEqual([['highres', 5, null], ['miku', 4, 'character'], ['new_one', 0, null]]);
});

it('leaves boxes, lists of addresses, taggers and texts of other things alone', async () => {
  const dir = folderOf({ 'a.jpg.txt': '0 0.5 0.5 0.1 0.2\n1 0.5 0.5 0.1 0.2\n', 'b.jpg.txt': '1girl, solo\n', 'urls.txt': text('https://danbooru.donmai.us/posts/21', 'https://danbooru.donmai.us/posts/22'), 'readme.txt': 'Some text.\nOf two lines.\n', 'copyright.txt': 'Format: plain\nSource: https://example.org/\n' });
  for (const name of ['b.jpg.txt', 'urls.txt', 'readme.txt', 'copyright.txt']) expect(await claimsOf(join(dir, name)), name).toEqual([]);
  expect(await claimsOf(join(dir, 'a.jpg.txt'))).toEqual(['yolo-labels']);
});
