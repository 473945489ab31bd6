import { expect, it } from 'vitest';
import { counts, loadFixture, sourcesOf, text } from './fixture.js';

const md5 = '5d41402abc4b2a76b9719d911017c592';

/** A line of Danbooru2020: numbers are texts, `"0"` and 1970 stand for nothing. */
const post = (fields: object = {}) => JSON.stringify({
  id: '2345678', created_at: '2016-04-22 05:14:09.4471 UTC', uploader_id: '1234', score: '-7', source: ' ', md5, last_commented_at: '1970-01-01 00:00:00 UTC', rating: 's', image_width: '1000', image_height: '1414',
  is_note_locked: false, file_ext: 'png', last_noted_at: '1970-01-01 00:00:00 UTC', is_rating_locked: false, parent_id: '0', has_children: false, approver_id: '0', file_size: '3000000000', is_status_locked: false, up_score: '1',
  down_score: '-8', is_pending: false, is_flagged: false, is_deleted: false, updated_at: '2017-01-02 03:04:05 UTC', is_banned: false, pixiv_id: '0',
  tags: [{ id: '470575', name: '1girl', category: '0' }, { id: '385430', name: 'hatsune_miku', category: '4' }, { id: '385445', name: 'vocaloid', category: '3' }], pools: [], favs: [], ...fields,
});
const columns = 'fid, created_at, created_precision, updated_at, rating_raw, rating_std, score, score_up, score_down, favs, md5, file_ext, file_size, width, height, file_url, source, parent_fid, has_children, status, uploader, pixiv_id, pools, src_format';
const rejected = (rows: unknown[][]) => rows.map(([reason, detail]) => [reason, detail]);

it('reads numbers as texts, tags as objects, favourites as a list that may be empty; the file has no extension', async () => {
  const fixture = await loadFixture({ 'metadata/2020000000000003': text(
    post(),
    post({ id: '0002345679', rating: 'q', source: 'https://e.com/1', parent_id: '2345678', pixiv_id: '56400000', favs: ['15115', '23892'], pools: ['12', '34'], is_deleted: true, has_children: true, created_at: '2016-04-22 05:14:09 UTC' }),
    post({ id: '2345680', tags: [], md5: undefined, is_banned: true }),
  ) });
  expect(sourcesOf(fixture)).toEqual(['gwern-posts']);
  expect(counts(fixture)).toEqual([[3, 3, 0]]);
  const [created, updated] = [new Date('2016-04-22T05:14:09.447Z'), new Date('2017-01-02T03:04:05Z')];
  expect(await fixture.rows(`SELECT ${columns} FROM posts ORDER BY fid_num`)).toEqual([
    ['2345678', created, 'second', updated, 's', 'safe', -7, 1, -8, 0, md5, 'png', 3000000000, 1000, 1414, null, null, null, false, 'active', '1234', null, [], 'Dg'],
    ['2345679', new Date('2016-04-22T05:14:09Z'), 'second', updated, 'q', 'questionable', -7, 1, -8, 2, md5, 'png', 3000000000, 1000, 1414, null, 'https://e.com/1', '2345678', true, 'deleted', '1234', 56400000, ['12', '34'], 'Dg'],
    ['2345680', created, 'second', updated, 's', 'safe', -7, 1, -8, 0, null, 'png', 3000000000, 1000, 1414, null, null, null, false, 'banned', '1234', null, [], 'Dg'],
  ]);
  expect(await fixture.rows('SELECT tag_name, tag_cat, board_tag_id FROM tags ORDER BY 1')).toEqual([['1girl', 0, 470575], ['hatsune_miku', 4, 385430], ['vocaloid', 3, 385445]]);
  expect(await fixture.rows('SELECT fid, tag_name FROM post_tag_names ORDER BY ALL')).toEqual([
    ['2345678', '1girl'], ['2345678', 'hatsune_miku'], ['2345678', 'vocaloid'], ['2345679', '1girl'], ['2345679', 'hatsune_miku'], ['2345679', 'vocaloid'],
  ]);
});

it('is told by its numbers, lists and objects, also where the first post has no tags', async () => {
  const fixture = await loadFixture({ '2017000000000000': text(post({ tags: [] })), '2018000000000000': text(post({ id: '5' })) });
  expect(sourcesOf(fixture)).toEqual(['gwern-posts', 'gwern-posts']);
});

it('keeps the newest snapshot of a post, whichever is loaded first', async () => {
  const old = text(post({ score: '1', favs: ['1'] }));
  const late = text(post({ score: '5', favs: ['1', '2'], updated_at: '2020-01-02 03:04:05 UTC', tags: [{ id: '1', name: 'smile', category: '0' }] }));
  for (const files of [{ '2017/2017000000000000': old, '2020/2020000000000000': late }, { '2020/2020000000000000': late, '2017/2017000000000000': old }]) {
    const fixture = await loadFixture(files);
    expect(await fixture.rows('SELECT fid, score, favs FROM posts')).toEqual([['2345678', 5, 2]]);
    expect(await fixture.rows('SELECT tag_name FROM post_tag_names')).toEqual([['smile']]);
  }
});

it('rejects lines without an id, with a wrong one, of a wrong kind or broken, and what a newer line replaces', async () => {
  const fixture = await loadFixture({ '2020000000000000': text(
    post(), post({ id: undefined }), post({ id: 'x1' }), post({ score: 'many' }), post({ tags: 'smile' }), post({ favs: '3' }), '{"id":"9",', '7', post({ updated_at: '2018-01-02 03:04:05 UTC', score: '3' }),
  ) });
  expect(counts(fixture)).toEqual([[9, 1, 8]]);
  expect(await fixture.rows('SELECT score FROM posts')).toEqual([[3]]);
  expect(rejected(await fixture.rejects())).toEqual([
    ['superseded', 'the file has a newer row of it'], ['missing_key', 'no id'], ['bad_value', 'the id is not a number'], ['bad_value', 'field score'], ['bad_value', 'field tags'], ['bad_value', 'field favs'], ['bad_json', expect.any(String)], ['not_a_record', null],
  ]);
});

/** A line of Danbooru2021 has the tags as text, and leaves out what is not there: no `"0"`, no list of favourites. */
const post2021 = (fields: object = {}) => JSON.stringify({
  id: '4567890', created_at: '2021-06-01 12:00:00.123 UTC', updated_at: '2021-06-02 01:02:03 UTC', uploader_id: '51234', score: '12', source: '', rating: 's', md5, file_ext: 'jpg', file_size: '912345', image_width: '1000', image_height: '1414',
  is_banned: false, is_deleted: false, is_flagged: false, has_children: false, has_visible_children: false, has_active_children: false, tag_string: '1girl hatsune_miku smile some_artist vocaloid', tag_string_general: '1girl smile',
  tag_string_artist: 'some_artist', tag_string_copyright: 'vocaloid', tag_string_character: 'hatsune_miku', tag_string_meta: '', ...fields,
});

it('counts a line of Danbooru2021 without an id, which is of a hidden post', async () => {
  const fixture = await loadFixture({ 'posts000000000003.json': text(post2021(), post2021({ id: undefined, md5: undefined, is_banned: true }), post2021({ id: '4567891', parent_id: '4567890', pixiv_id: '77', rating: 'e' })) });
  expect(sourcesOf(fixture)).toEqual(['danbooru-posts']);
  expect(counts(fixture)).toEqual([[3, 2, 1]]);
  const dates = [new Date('2021-06-01T12:00:00.123Z'), 'second', new Date('2021-06-02T01:02:03Z')];
  expect(await fixture.rows(`SELECT ${columns} FROM posts ORDER BY fid_num`)).toEqual([
    ['4567890', ...dates, 's', 'safe', 12, null, null, null, md5, 'jpg', 912345, 1000, 1414, null, null, null, false, 'active', '51234', null, null, 'D'],
    ['4567891', ...dates, 'e', 'explicit', 12, null, null, null, md5, 'jpg', 912345, 1000, 1414, null, null, '4567890', false, 'active', '51234', 77, null, 'D'],
  ]);
  expect(rejected(await fixture.rejects())).toEqual([['missing_key', 'no id']]);
  expect(await fixture.rows('SELECT tag_name, tag_cat FROM tags ORDER BY 1')).toEqual([['1girl', 0], ['hatsune_miku', 4], ['smile', 0], ['some_artist', 1], ['vocaloid', 3]]);
});
