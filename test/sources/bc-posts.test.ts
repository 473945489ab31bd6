import { describe, expect, it } from 'vitest';
import { counts, crlf, loadFixture, sourcesOf } from './fixture.js';

const sqlOrder =
  'BOORU FID TORR_PATH TORR_FNAME TORR_FSIZE TORR_ISIZE BOUNDBOX S_JQ R_ALL TENTR R_ENTR TSKEW TSTDDEV R_SDEV TCOLORS R_COLOR MEANG R_MEANG EDGE R_EDGE ORIG_FSIZE ORIG_ISIZE ORIG_JQ ORIG_MD5 POST_DT RATING SCORE FAVS POST_EXT TAGS_COPYR TAGS_CHARS TAGS_ART TAGS_GEN TAGS_ETC POST_FSIZE POST_ISIZE POST_MD5'.split(' ');
const readmeOrder = [...sqlOrder.slice(0, 2), ...sqlOrder.slice(24), ...sqlOrder.slice(2, 24)];
const plain: Record<string, string> = {
  BOORU: 'danbooru.donmai.us', FID: '2345678', TORR_PATH: 'M05', TORR_FNAME: 'danbooru.donmai.us - 2345678 - vocaloid ~ hatsune_miku (some_artist).jpg', TORR_FSIZE: '812345', TORR_ISIZE: '1000x1414',
  BOUNDBOX: '980x1400+10+4', S_JQ: '94', R_ALL: '-.312', TENTR: '0.812', R_ENTR: '0.77', TSKEW: '-0.44', TSTDDEV: '0.241', R_SDEV: '0.61', TCOLORS: '68123', R_COLOR: '0.7', MEANG: '0.1843', R_MEANG: '0.5', EDGE: '0.083',
  R_EDGE: '0.4', ORIG_FSIZE: '912345', ORIG_ISIZE: '1200x1697', ORIG_JQ: '97', ORIG_MD5: '5D41402ABC4B2A76B9719D911017C592', POST_DT: '2016-04-22', RATING: 'Safe', SCORE: '7', FAVS: '2', POST_EXT: 'png',
  TAGS_COPYR: 'vocaloid', TAGS_CHARS: 'hatsune_miku', TAGS_ART: 'some_artist', TAGS_GEN: '1girl smile', TAGS_ETC: 'highres',
};
const line = (order: string[], changes: Record<string, string> = {}) => order.map((name) => ({ ...plain, ...changes })[name] ?? '').join('\t');
const facts = 'SELECT booru, fid, created_at::VARCHAR, created_precision, rating_raw, rating_std, score, favs, md5, file_ext, file_size, width, height, origin FROM posts ORDER BY fid';
const miku = ['danbooru.donmai.us', '2345678', '2016-04-22 00:00:00+00', 'day', 'Safe', 'safe', 7, 2, '5d41402abc4b2a76b9719d911017c592', 'png', 912345, 1200, 1697, 'release'];

describe('BC_posts.tsv', () => {
  it.each([['SQL', sqlOrder], ['readme', readmeOrder]])('is read by its header in %s order; empty POST_ columns fall back to ORIG_', async (_name, order) => {
    const fixture = await loadFixture({ 'BC_posts.tsv': crlf(order.join('\t'), line(order)) });
    expect(sourcesOf(fixture)).toEqual(['bc-posts']);
    expect(counts(fixture)).toEqual([[1, 1, 0]]);
    expect(await fixture.rows(facts)).toEqual([miku]);
    expect(await fixture.rows('SELECT tag_name, tag_cat FROM post_tag_names ORDER BY 1')).toEqual([['1girl', 0], ['hatsune_miku', 4], ['highres', -1], ['smile', 0], ['some_artist', 1], ['vocaloid', 3]]);
    expect(await fixture.rows('SELECT DISTINCT tag_origin FROM posts')).toEqual([['release']]);
    expect(await fixture.rows('SELECT path, file_name, file_size, width, height, bound_w, bound_h, bound_x, bound_y, jpeg_quality, edge_radius FROM images NATURAL JOIN image_stats')).toEqual([
      [`M05/${plain['TORR_FNAME']}`, plain['TORR_FNAME'], 812345, 1000, 1414, 980, 1400, 10, 4, 94, 3],
    ]);
    expect(await fixture.rows('SELECT entropy, skew, stddev, colors, chroma_mean, edge, rank_all, rank_entropy, rank_stddev, rank_colors, rank_chroma, rank_edge FROM image_stats')).toEqual([
      [0.812, -0.44, 0.241, 68123, 0.1843, 0.083, -0.312, 0.77, 0.61, 0.7, 0.5, 0.4],
    ]);
  });

  it('takes the board\'s own values where they differ, #### as nothing, and no rating, date or favourites', async () => {
    const changes = { POST_FSIZE: '1', POST_ISIZE: '30x40', POST_MD5: 'a'.repeat(32), TENTR: '######', SCORE: '##', FAVS: '', RATING: 'None', POST_DT: '', ORIG_MD5: '-'.repeat(32) };
    const fixture = await loadFixture({ 'BC_posts.tsv': crlf(sqlOrder.join('\t'), line(sqlOrder, changes), '') });
    expect(await fixture.rows(facts)).toEqual([['danbooru.donmai.us', '2345678', null, null, 'None', null, null, null, 'a'.repeat(32), 'png', 1, 30, 40, 'release']]);
    expect(await fixture.rows('SELECT entropy, skew FROM image_stats')).toEqual([[null, -0.44]]);
    expect(counts(fixture)).toEqual([[1, 1, 0]]);
  });

  it('reads times to the minute, frames behind ids, placeholders for no tags, and Cyrillic of the old code page', async () => {
    const cyrillic = Buffer.from([0xcc, 0xe8, 0xea, 0xf3]);
    const [before, after] = line(sqlOrder, { FID: '9', TORR_PATH: '\0' }).split('\0') as [string, string];
    const content = Buffer.concat([
      Buffer.from(crlf(sqlOrder.join('\t'), line(sqlOrder, { FID: '7_002', POST_DT: '2021-03-05 14:22', TAGS_COPYR: 'misc', TAGS_CHARS: 'unknown', TAGS_ART: 'anonymous', TAGS_GEN: 'smile  smile 1girl', TAGS_ETC: '' }))),
      Buffer.from(before), cyrillic, Buffer.from(`${after}\r\n`),
    ]);
    const fixture = await loadFixture({ 'BC_posts.tsv': content });
    expect(counts(fixture)).toEqual([[2, 2, 0]]);
    expect(await fixture.rows(`SELECT fid, frame, created_at::VARCHAR, created_precision FROM posts WHERE fid = '7'`)).toEqual([['7', '002', '2021-03-05 14:22:00+00', 'minute']]);
    expect(await fixture.rows(`SELECT tag_name FROM post_tag_names WHERE fid = '7' ORDER BY 1`)).toEqual([['1girl'], ['smile']]);
    expect(await fixture.rows(`SELECT path FROM images WHERE fid = '9'`)).toEqual([[`Мику/${plain['TORR_FNAME']}`]]);
  });

  it('rejects what is no number, size, date or board; a post on the exclusion list takes its picture along', async () => {
    const fixture = await loadFixture({
      'BC_posts.tsv': crlf(
        sqlOrder.join('\t'), line(sqlOrder, { FID: '1', TENTR: 'high' }), line(sqlOrder, { FID: '2', BOUNDBOX: '980*1400' }), line(sqlOrder, { FID: '3', POST_DT: 'yesterday' }),
        line(sqlOrder, { FID: '4', BOORU: 'tag' }), line(sqlOrder, { FID: '' }), line(sqlOrder, { FID: '6', TAGS_GEN: 'shotacon' }), line(sqlOrder, { FID: '8' }), line(sqlOrder, { FID: '8' }), line(sqlOrder, { FID: '8', TORR_FNAME: 'other.jpg' }),
      ),
    });
    expect(counts(fixture)).toEqual([[9, 2, 7]]);
    expect((await fixture.rejects()).map(([reason, detail, row]) => [row, reason, detail])).toEqual([
      [1, 'bad_value', 'field TENTR'], [2, 'bad_value', 'field BOUNDBOX'], [3, 'bad_value', 'field POST_DT'], [4, 'unknown_board', 'tag'], [5, 'missing_key', 'no FID'],
      [6, 'excluded', null], [7, 'superseded', 'the file has a newer row of it'],
    ]);
    expect(await fixture.rows('SELECT fid, count(*) FROM images GROUP BY fid')).toEqual([['8', 2]]);
  });

  it('loses the picture of a post that another file shows to be on the exclusion list', async () => {
    const board = '{"id":2345678,"rating":"s","tag_string":"lolicon","tag_string_general":"lolicon"}\n';
    const fixture = await loadFixture({ 'BC_posts.tsv': crlf(sqlOrder.join('\t'), line(sqlOrder), line(sqlOrder, { FID: '8' })), 'posts.json': board });
    expect(await fixture.rows('SELECT fid FROM images')).toEqual([['8']]);
    expect(await fixture.rows('SELECT fid FROM posts')).toEqual([['8']]);
  });
});
