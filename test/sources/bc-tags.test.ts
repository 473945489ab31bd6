import { describe, expect, it } from 'vitest';
import { counts, crlf, loadFixture, sourcesOf } from './fixture.js';

const rows = [
  { BOORU: 'danbooru.donmai.us', FID: '5', TAG: 'hatsune_miku', TAG_ID: '385430', TAG_CAT: '4', DANB_TAG: 'vocaloid' },
  { BOORU: 'danbooru.donmai.us', FID: '5', TAG: 'smile', TAG_ID: '77', TAG_CAT: '0', DANB_TAG: '' },
  { BOORU: 'konachan.com', FID: '000005', TAG: 'hatsune_miku', TAG_ID: '385430', TAG_CAT: '4', DANB_TAG: 'vocaloid' },
  { BOORU: 'konachan.com', FID: '000005', TAG: 'smiling', TAG_ID: '77', TAG_CAT: '0', DANB_TAG: 'smile' },
  { BOORU: 'konachan.com', FID: '000005', TAG: 'odd_tag', TAG_ID: '0', TAG_CAT: '-1', DANB_TAG: '' },
  { BOORU: 'konachan.com', FID: '000005', TAG: 'odd_tag', TAG_ID: '0', TAG_CAT: '-1', DANB_TAG: '' },
];
const sqlOrder = ['BOORU', 'FID', 'TAG', 'TAG_ID', 'TAG_CAT', 'DANB_TAG'] as const;
const readmeOrder = ['BOORU', 'FID', 'TAG_CAT', 'TAG', 'TAG_ID', 'DANB_TAG'] as const;
const file = (order: readonly (keyof (typeof rows)[number])[], ...more: string[]) => crlf(order.join('\t'), ...rows.map((row) => order.map((name) => row[name]).join('\t')), ...more);

describe('BC_tags.tsv', () => {
  it.each([['SQL', sqlOrder], ['readme', readmeOrder]])('is read in %s order, one post a FID of each board', async (_name, order) => {
    const fixture = await loadFixture({ 'BC_tags.tsv': file(order) });
    expect(sourcesOf(fixture)).toEqual(['bc-tags']);
    expect(counts(fixture)).toEqual([[6, 6, 0]]);
    expect(await fixture.rows('SELECT booru, fid, origin FROM posts ORDER BY booru')).toEqual([['danbooru.donmai.us', '5', 'mention'], ['konachan.com', '5', 'mention']]);
    expect(await fixture.rows('SELECT n.booru, n.tag_name, n.tag_cat, p.tag_origin FROM post_tag_names AS n JOIN posts AS p USING (booru, post_key) ORDER BY 1, 2')).toEqual([
      ['danbooru.donmai.us', 'hatsune_miku', 4, 'release'], ['danbooru.donmai.us', 'smile', 0, 'release'],
      ['konachan.com', 'hatsune_miku', 4, 'release'], ['konachan.com', 'odd_tag', -1, 'release'], ['konachan.com', 'smiling', 0, 'release'],
    ]);
    expect(await fixture.rows('SELECT booru, tag_name, board_tag_id FROM tags WHERE board_tag_id IS NOT NULL ORDER BY 2')).toEqual([['danbooru.donmai.us', 'hatsune_miku', 385430], ['danbooru.donmai.us', 'smile', 77]]);
    expect(await fixture.rows('SELECT booru, tag_name, kind, id, name FROM labels ORDER BY 2')).toEqual([
      ['konachan.com', 'hatsune_miku', 'danbooru_tag', 385430, null], ['konachan.com', 'smiling', 'danbooru_tag', 77, 'smile'],
    ]);
  });

  it('rejects a row of another width, an unknown board and a wrong category', async () => {
    const fixture = await loadFixture({ 'BC_tags.tsv': file(sqlOrder, 'yande.re\t1\ta', 'nowhere\t1\ta\t0\t0\t', 'yande.re\t1\ta\t0\t9\t', 'yande.re\t1\ta\t0\t0\t') });
    expect((await fixture.rejects()).map(([reason, detail]) => [reason, detail])).toEqual([['bad_columns', '3 fields, 6 expected'], ['unknown_board', 'nowhere'], ['bad_value', 'TAG_CAT 9']]);
    expect(counts(fixture)).toEqual([[10, 7, 3]]);
  });

  it('leaves the facts of posts loaded before in place and brings its tags', async () => {
    const posts = '{"id":5,"rating":"s","score":3,"created_at":"2016-04-22T10:00:00.000-04:00","tag_string":"old_tag","tag_string_general":"old_tag"}\n';
    const fixture = await loadFixture({ 'BC_tags.tsv': file(sqlOrder), 'posts.json': posts });
    expect(counts(fixture)).toEqual([[6, 6, 0], [1, 1, 0]]);
    expect(await fixture.rows(`SELECT score, origin, rating_std FROM posts WHERE booru = 'danbooru.donmai.us'`)).toEqual([[3, 'board', 'safe']]);
    expect(await fixture.rows(`SELECT tag_name FROM post_tag_names WHERE booru = 'danbooru.donmai.us'`)).toEqual([['old_tag']]);
  });
});
