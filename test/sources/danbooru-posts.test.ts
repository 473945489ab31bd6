import { expect, it } from 'vitest';
import { counts, crlf, loadFixture, sourcesOf } from './fixture.js';

const md5 = '0f3c5a9b7d2e4c6180a1b2c3d4e5f607';
const post = (fields: object = {}) => ({
  id: 6123456, created_at: '2021-03-04T08:15:30.123-05:00', updated_at: '2021-04-04T08:15:30.123-04:00', uploader_id: 51234, score: 42, up_score: 43, down_score: -1, fav_count: 51, rating: 's', source: '', md5, file_ext: 'png',
  file_size: 1843201, image_width: 1200, image_height: 1697, parent_id: null, has_children: false, is_deleted: false, pixiv_id: 0, tag_string: '1girl hatsune_miku smile', tag_string_general: '1girl smile',
  tag_string_character: 'hatsune_miku', tag_string_copyright: '', tag_string_artist: '', tag_string_meta: '', ...fields,
});

it('reads a post in a file of its own, which alone says what its rating s means', async () => {
  const fixture = await loadFixture({
    'posts/1.json': JSON.stringify(post({ id: 1 }), null, 2), [`${md5}.json`]: JSON.stringify(post({ id: 2, media_asset: { id: 9, variants: [] } })), [`${md5}-danbooru.json`]: JSON.stringify(post({ id: 3, updated_at: '2022-06-01T00:00:00.000Z' })),
    '4.json': JSON.stringify(post({ id: 4, rating: 'g', is_note_locked: false, md5: undefined })), '5.json': JSON.stringify(post({ id: undefined })),
  });
  expect(sourcesOf(fixture)).toEqual(Array(5).fill('danbooru-posts'));
  expect(counts(fixture)).toEqual([[1, 1, 0], [1, 1, 0], [1, 1, 0], [1, 1, 0], [1, 0, 1]]);
  expect(await fixture.rows('SELECT fid, rating_std, md5, src_format FROM posts ORDER BY 1')).toEqual([['1', 'safe', md5, 'D'], ['2', 'sensitive', md5, 'D'], ['3', 'sensitive', md5, 'D'], ['4', 'general', null, 'D']]);
  expect(await fixture.rows('SELECT tag_name, tag_cat FROM tags ORDER BY 1')).toEqual([['1girl', 0], ['hatsune_miku', 4], ['smile', 0]]);
  expect((await fixture.rejects()).map(([reason, detail]) => [reason, detail])).toEqual([['missing_key', 'no id']]);
});

const element = (id: string, more = '') => crlf(
  '  <post>', `    <id type="integer">${id}</id>`, '    <created-at type="dateTime">2016-07-26T17:57:29-04:00</created-at>', '    <updated-at type="dateTime">2016-08-26T17:57:29-04:00</updated-at>', '    <uploader-id type="integer">7</uploader-id>',
  '    <score type="integer">-3</score>', '    <source>https://e.com/?a=1&amp;b=2</source>', `    <md5>${md5}</md5>`, '    <rating>s</rating>', '    <image-width type="integer">600</image-width>', '    <parent-id type="integer" nil="true"/>', '    <pixiv-id type="integer" nil="true"></pixiv-id>',
  '    <has-children type="boolean">true</has-children>', '    <is-banned type="boolean">false</is-banned>', '    <is-deleted type="boolean">true</is-deleted>', '    <is-note-locked type="boolean">false</is-note-locked>', '    <tag-string>1girl &lt;3 miku</tag-string>',
  '    <tag-string-artist></tag-string-artist>', '    <tag-string-character>miku</tag-string-character>', '    <fav-count type="integer">5</fav-count>', more, '  </post>',
);

it('reads posts.xml: child elements with hyphens, nil for nothing', async () => {
  const fixture = await loadFixture({ 'posts.xml': `<?xml version="1.0" encoding="UTF-8"?>\r\n<posts type="array">\r\n${element('2016001')}${element('many', '<media-asset><id>1</id></media-asset>')}${element('', '')}  <post><score>1</post>\r\n</posts>\r\n`, 'one.xml': element('12') });
  expect(sourcesOf(fixture)).toEqual(['danbooru-xml', 'danbooru-xml']);
  expect(counts(fixture)).toEqual([[4, 1, 3], [1, 1, 0]]);
  expect(await fixture.rows('SELECT booru, fid, created_at, updated_at, uploader, score, source, md5, rating_std, width, parent_fid, pixiv_id, has_children, status, favs FROM posts WHERE fid = \'2016001\'')).toEqual([[
    'danbooru.donmai.us', '2016001', new Date('2016-07-26T21:57:29Z'), new Date('2016-08-26T21:57:29Z'), '7', -3, 'https://e.com/?a=1&b=2', md5, 'safe', 600, null, null, true, 'deleted', 5,
  ]]);
  expect(await fixture.rows('SELECT DISTINCT tag_name, tag_cat FROM post_tag_names ORDER BY 1')).toEqual([['1girl', 0], ['<3', 0], ['miku', 4]]);
  expect((await fixture.rejects()).map(([reason, detail]) => [reason, detail])).toEqual([['bad_value', 'the id is not a number'], ['missing_key', 'no id'], ['bad_markup', null]]);
});
