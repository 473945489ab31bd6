import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadFiles } from '../../src/sources/load.js';
import { counts, crlf, folderOf, loadFixture, sourcesOf, text } from './fixture.js';

const md5 = '0f3c5a9b7d2e4c6180a1b2c3d4e5f607';
const lines = (...rows: object[]) => text(...rows.map((row) => JSON.stringify(row)));
const csv = (...rows: (string | number)[][]) => crlf(...rows.map((row) => row.join(',')));
const tagsOf = `SELECT fid, tag_name, tag_cat FROM post_tag_names ORDER BY fid, tag_name`;

describe('tags by category without tag_string', () => {
  const row = (id: number | string, rating: string, more: object = {}) => ({
    id, md5, created_at: '2016-04-22T01:14:09.447-04:00', updated_at: '2017-01-02T03:04:05.000-05:00', score: 7, up_score: 8, down_score: -1, rating, image_width: 1000, image_height: 1414, file_ext: 'png', parent_id: null, duration: null, pixel_hash: 'aa',
    tag_string_general: '1girl smile', tag_string_character: 'hatsune_miku', tag_string_copyright: 'vocaloid', tag_string_artist: 'some_artist', tag_string_meta: '', ...more,
  });

  it('are joined; the letter s is the new one whatever the dates say; posts are active', async () => {
    const fixture = await loadFixture({ 'a.jsonl': lines(row(1, 's'), row('0002', 'q', { parent_id: 1, pixiv_id: 55, created_at: null, tag_string_general: 'Lolicon' }), row(3, 'e', { parent_id: 1, pixiv_id: 55, created_at: null }), row('x', 's'), row(4, 's', { score: 'high' }), row(1, 's', { updated_at: null, score: 99 })) });
    expect(sourcesOf(fixture)).toEqual(['danbooru-repackaged']);
    expect(counts(fixture)).toEqual([[6, 2, 4]]);
    expect(await fixture.rows('SELECT booru, fid, created_at, created_precision, rating_raw, rating_std, score, score_up, score_down, favs, md5, file_ext, width, height, parent_fid, pixiv_id, status, src_format FROM posts ORDER BY fid')).toEqual([
      ['danbooru.donmai.us', '1', new Date('2016-04-22T05:14:09.447Z'), 'second', 's', 'sensitive', 7, 8, -1, null, md5, 'png', 1000, 1414, null, null, 'active', 'DP'],
      ['danbooru.donmai.us', '3', null, null, 'e', 'explicit', 7, 8, -1, null, md5, 'png', 1000, 1414, '1', 55, 'active', 'DP'],
    ]);
    expect((await fixture.rows(tagsOf)).filter(([fid]) => fid === '1')).toEqual([['1', '1girl', 0], ['1', 'hatsune_miku', 4], ['1', 'smile', 0], ['1', 'some_artist', 1], ['1', 'vocaloid', 3]]);
    expect((await fixture.rejects()).map(([reason, , row]) => [reason, row])).toEqual([['excluded', 2], ['bad_value', 4], ['bad_value', 5], ['superseded', 6]]);
  });

  it('stand in columns named by the category, in lists, or parted by commas', async () => {
    const by = (id: number, general: unknown, artist: unknown = null) => ({ id, general, artist, copyright: 'vocaloid', character: '', meta: null, rating: 'g' });
    const fixture = await loadFixture({
      'spaces.jsonl': lines(by(1, '1girl long_hair', 'a')), 'lists.jsonl': lines(by(2, ['1girl', 'long_hair'], ['a'])), 'commas.jsonl': lines(by(3, '1girl, long hair', 'some one'), by(4, 'child abuse', null)),
    });
    expect(sourcesOf(fixture)).toEqual(Array<string>(3).fill('danbooru-repackaged'));
    expect(counts(fixture)).toEqual([[1, 1, 0], [1, 1, 0], [2, 1, 1]]);
    expect(await fixture.rows(tagsOf)).toEqual([['a', 'long_hair'], ['a', 'long_hair'], ['some_one', 'long_hair']].flatMap(([artist, hair], i) =>
      [['1girl', 0], [artist!, 1], [hair!, 0], ['vocaloid', 3]].map(([tag, cat]) => [`${i + 1}`, tag, cat]).sort(([, a], [, b]) => (a! < b! ? -1 : 1))));
    expect(await fixture.rows('SELECT rating_std, status FROM posts')).toEqual(Array(3).fill(['general', null]));
  });
});

describe('CSV', () => {
  it('of the columns of the API has old ratings unless something says otherwise, and line breaks in sources', async () => {
    const header = ['id', 'rating', 'score', 'fav_count', 'source', 'is_deleted', 'parent_id', 'tag_string', 'tag_string_general', 'tag_string_artist', 'media_asset'];
    const row = (id: number, rating: string) => [id, rating, 3, 4, '"two\r\nlines"', 'True', '12.0', '1girl some_artist', '1girl', 'some_artist', `"{'id': 5}"`];
    const fixture = await loadFixture({ 'old.csv': csv(header, row(1, 's')), 'new.csv': csv(header, row(2, 's'), row(3, 'g'), [4, 's']) });
    expect(sourcesOf(fixture)).toEqual(['danbooru-repackaged', 'danbooru-repackaged']);
    expect(counts(fixture)).toEqual([[1, 1, 0], [3, 2, 1]]);
    expect(await fixture.rows('SELECT fid, rating_std, favs, source, parent_fid, status FROM posts ORDER BY fid')).toEqual([['1', 'safe'], ['2', 'sensitive'], ['3', 'general']].map(([fid, std]) => [fid, std, 4, 'two\nlines', '12', 'deleted']));
    expect((await fixture.rows(tagsOf)).slice(0, 2)).toEqual([['1', '1girl', 0], ['1', 'some_artist', 1]]);
    expect((await fixture.rejects()).map(([reason]) => reason)).toEqual(['bad_columns']);
  });

  it('with categories in some rows only leaves the tags of the others without', async () => {
    const header = ['id', 'tag_string', 'tag_string_general', 'tag_string_artist'];
    const fixture = await loadFixture({ 'a.csv': csv(header, [1, 'plain some_artist', 'plain', 'some_artist'], [2, 'other', '', '']) });
    expect(await fixture.rows(tagsOf)).toEqual([['1', 'plain', 0], ['1', 'some_artist', 1], ['2', 'other', -1]]);
  });

  it('of another board is not taken for danbooru', async () => {
    const header = ['id', 'md5', 'rating', 'tag_string'];
    const fixture = await loadFixture({ 'e621.csv': csv([...header, 'change_seq'], [1, md5, 's', 'solo', 7]), 'gelbooru/posts.csv': csv(header, [1, md5, 's', 'solo']), 'danbooru/posts.csv': csv(header, [2, md5, 's', 'solo']) });
    expect(sourcesOf(fixture)).toEqual([null, 'danbooru-repackaged', 'danbooru-repackaged']);
    expect(await fixture.rows('SELECT booru, fid FROM posts')).toEqual([['danbooru.donmai.us', '2']]);
    expect((await fixture.rejects()).map(([reason]) => reason)).toEqual(['unknown_board']);
  });

  it('of DeepDanbooru has neither rating nor status', async () => {
    const fixture = await loadFixture({ 'posts.csv': csv(['id', 'md5', 'file_ext', 'tag_string', 'tag_count_general'], [5, md5, 'jpg', '1girl smile', 2]) });
    expect(await fixture.rows('SELECT fid, md5, file_ext, rating_std, rating_level, status, origin FROM posts')).toEqual([['5', md5, 'jpg', null, 3, null, 'board']]);
    expect(await fixture.rows(tagsOf)).toEqual([['5', '1girl', -1], ['5', 'smile', -1]]);
  });
});

describe("KBlueLeaf's database", () => {
  const tags = csv(['id', 'name', 'type', 'popularity'], [1, '1girl', 0, 0], [2, 'some_artist', 1, 5], [3, 'hatsune_miku', 2, 0], [306675, 'vocaloid', 3, 0], [5, 'highres', 4, 0], [6, 'odd', 9, 0], [7, '', 0, 0], [10, 'loli', 0, 0]);
  const posts = csv(['id', 'rating', 'is_deleted', 'score', 'tag_list_general', 'tag_list_character', 'tag_list'], [1, 0, 'False', 5, '$1#', '$3#', '$1#$3#$6KMR#'], [2, 1, 'True', 5, '$1#', '', ''], [3, 2, '', 5, '', '', ''], [4, 3, 'False', 5, '$99#', '', '$6kmr#'], [5, 7, 'False', 5, '', '', ''], [6, '', 'False', 5, '', '', ''], [7, 1, 'False', 5, '$a#', '', '']);

  it('numbers ratings, types and tags in its own way', async () => {
    const fixture = await loadFixture({ 'post.csv': posts, 'tag.csv': tags });
    expect(sourcesOf(fixture)).toEqual(['kblueleaf-tags', 'kblueleaf-posts']);
    expect(counts(fixture)).toEqual([[8, 7, 1], [7, 5, 2]]);
    expect(await fixture.rows('SELECT tag_name, tag_cat, tag_type_raw, board_tag_id, post_count FROM tags ORDER BY tag_name')).toEqual([
      ['1girl', 0, 'general', null, null], ['hatsune_miku', 4, 'character', null, null], ['highres', 5, 'meta', null, null], ['loli', 0, 'general', null, null], ['odd', -1, '9', null, null], ['some_artist', 1, 'artist', null, 5], ['vocaloid', 3, 'copyright', null, null],
    ]);
    expect(await fixture.rows(`SELECT tag_name, kind, id FROM labels WHERE tag_name = 'vocaloid'`)).toEqual([['vocaloid', 'kblueleaf_tag', 306675]]);
    expect(await fixture.rows('SELECT fid, rating_raw, rating_std, status, score FROM posts ORDER BY fid')).toEqual([
      ['1', '0', 'general', 'active', 5], ['2', '1', 'sensitive', 'deleted', 5], ['3', '2', 'questionable', 'active', 5], ['4', '3', 'explicit', 'active', 5], ['6', null, null, 'active', 5],
    ]);
    expect(await fixture.rows(tagsOf)).toEqual([['1', '1girl', 0], ['1', 'hatsune_miku', 4], ['1', 'vocaloid', 3], ['2', '1girl', 0], ['4', 'vocaloid', 3]]);
    expect(await fixture.rows('SELECT reason, detail FROM rejects ORDER BY load_id, row')).toEqual([['missing_key', 'no name'], ['bad_value', 'field rating'], ['excluded', null]]);
  });

  it('is not loaded while none of its tags is known; tags loaded before will do', async () => {
    const dir = folderOf({ 'post.csv': posts, 'tag.csv': tags });
    const [lake, post, tag] = ['lake', 'post.csv', 'tag.csv'].map((name) => join(dir, name)) as [string, string, string];
    const alone = await loadFiles(lake, [post]);
    expect([alone.ok, alone.files[0]!.note]).toEqual([false, expect.stringContaining('knows none of the tag numbers')]);
    await loadFiles(lake, [tag]);
    expect((await loadFiles(lake, [post])).files[0]).toMatchObject({ outcome: 'loaded', read: 7, loaded: 5 });
  });
});
