import { describe, expect, it } from 'vitest';
import { counts, crlf, loadFixture, sourcesOf } from './fixture.js';

const of2015 =
  'BOORU FID RPATH RNK FNAME S_FSIZE S_ISIZE S_JQ O_FSIZE O_ISIZE O_JQ O_FMD5 TENTR ENT_R TSKEW SKEW_R TSTDDEV SDEV_R TCOLORS COLR_R MEANG GREY_R MAXIMAG GMAX_R EDGE EDGE_R EMEAN EMEAN_R EMEANBL EBL_R BOUNDBOX BB_R TXSIZE TXS_R TXCNT TXN_R S1280 K1280 S640 K640 S320 K320 TXE_R YFACE YFACEJ YFMAX YFAVG YF_R ISOVR ISOAREA ISALL ISAVG'.split(' ');
const of2023 =
  'BOORU FID SPATH RNK FNAME S_FSIZE S_ISIZE S_JQ TORR T_FSIZE T_ISIZE T_JQ T_FMD5 G_DATE G_RATN G_SCORE G_ISIZE G_EXT G_FSIZE G_FMD5 TENTR ENT_R TSKEW SKEW_R TSTDDEV SDEV_R TCOLORS COLR_R MEANG GREY_R MAXIMAG BOUNDBOX BB_R TXSIZE TXS_R TXCNT TXN_R YHEAD YHMAX YHAVG YH_R TAGS_C TAGS_P TAGS_A TAGS_G TAGS_X'.split(' ');
const miku = 'safebooru.org - 219012 - vocaloid ~ hatsune_miku (some_artist).jpg';
const md5 = '5d41402abc4b2a76b9719d911017c592';
const stats = { TENTR: '0.812', ENT_R: '7', TSKEW: '-.44', SKEW_R: '8', TSTDDEV: '.241', SDEV_R: '9', TCOLORS: '68123', COLR_R: '10', MEANG: '.1843', GREY_R: '11', MAXIMAG: '##', BOUNDBOX: '980x1400+10+4', TXSIZE: '.1', TXCNT: '2' };
const shared = { BOORU: 'safebooru.org', FID: '219012', FNAME: miku, RNK: '3', S_FSIZE: '812345', S_ISIZE: '905x1280', S_JQ: '94', ...stats };
const plain: Record<string, string> = {
  ...shared, RPATH: '3x2-1\\3x2-1-00', O_FSIZE: '912345', O_ISIZE: '1000x1414', O_JQ: '97', O_FMD5: md5.toUpperCase(), EDGE: '.083', EDGE_R: '12', YFACE: '1', YFACEJ: '[1]',
  SPATH: 'S05', TORR: 'Board 2019', T_FSIZE: '900000', T_ISIZE: '1000x1414', T_JQ: '96', T_FMD5: 'a'.repeat(32), G_DATE: '2019-04-22', G_RATN: 'Safe', G_SCORE: '7', G_ISIZE: '1200x1697', G_EXT: 'PNG', G_FSIZE: '1912345', G_FMD5: md5,
  TAGS_C: 'vocaloid', TAGS_P: 'hatsune_miku', TAGS_A: 'some_artist', TAGS_G: '1girl smile', TAGS_X: 'highres',
};
const line = (order: string[], changes: Record<string, string> = {}) => order.map((name) => ({ ...plain, ...changes })[name] ?? '').join('\t');
const measured = 'SELECT path, file_name, width, height, file_size, jpeg_quality, file_md5, bound_w, bound_h, bound_x, bound_y, entropy, skew, stddev, colors, chroma_mean, chroma_max FROM images NATURAL LEFT JOIN image_stats ORDER BY path DESC';
const numbers = [980, 1400, 10, 4, 0.812, -0.44, 0.241, 68123, 0.1843, null];

describe('BC_2015.tsv', () => {
  it.each([['SQL', of2015], ['another', [...of2015].reverse()]])('is read by its header in %s order: pictures with ranks, posts without a rating', async (_order, order) => {
    const fixture = await loadFixture({ 'BC_2015.tsv': crlf(order.join('\t'), line(order)) });
    expect(sourcesOf(fixture)).toEqual(['bc-2015']);
    expect(counts(fixture)).toEqual([[1, 1, 0]]);
    expect(await fixture.rows('SELECT booru, fid, origin, tag_origin, rating_std, md5, file_size, width, height, copyr, chars, artis FROM posts')).toEqual([
      ['safebooru.org', '219012', 'listing', null, null, md5, 912345, 1000, 1414, 'vocaloid', 'hatsune_miku', 'some_artist'],
    ]);
    expect(await fixture.rows(measured)).toEqual([[`3x2-1/3x2-1-00/${miku}`, miku, 905, 1280, 812345, 94, null, ...numbers]]);
    expect(await fixture.rows('SELECT rank_all, rank_entropy, rank_stddev, rank_colors, rank_chroma, rank_edge, edge, edge_radius FROM image_stats')).toEqual([[3, 7, 9, 10, 11, 12, 0.083, 3]]);
  });

  it('takes no rating or tag away from a post of a fuller release, loaded before', async () => {
    const fixture = await loadFixture({ 'BC_2023.tsv': crlf(of2023.join('\t'), line(of2023, { G_RATN: 'Explicit' })), 'BC_2015.tsv': crlf(of2015.join('\t'), line(of2015)) });
    expect(counts(fixture)).toEqual([[1, 1, 0], [1, 1, 0]]);
    expect(await fixture.rows('SELECT rating_std, origin, file_size FROM posts')).toEqual([['explicit', 'release', 1912345]]);
    expect(await fixture.rows('SELECT count(*) FROM post_tag_names')).toEqual([[6]]);
  });

  it('rejects what is no number, size or board, and the older of two rows of one picture', async () => {
    const fixture = await loadFixture({
      'BC_2015.tsv': crlf(of2015.join('\t'), line(of2015, { FID: '1', TENTR: 'x' }), line(of2015, { FID: '2', O_ISIZE: '5' }), line(of2015, { FID: '3', BOORU: 'animepaper' }), line(of2015, { FID: '4', FNAME: '' }), line(of2015), line(of2015), 'safebooru.org\t5'),
    });
    expect((await fixture.rejects()).map(([reason, detail]) => [reason, detail])).toEqual([
      ['bad_value', 'field TENTR'], ['bad_value', 'field O_ISIZE'], ['unknown_board', 'animepaper'], ['missing_key', 'no FNAME'], ['superseded', 'the file has a newer row of it'], ['bad_columns', '2 fields, 52 expected'],
    ]);
    expect(counts(fixture)).toEqual([[7, 1, 6]]);
  });
});

describe('BC_2023.tsv', () => {
  it('brings posts as the board has them, tags by class, the picture and the file it was made from', async () => {
    const fixture = await loadFixture({ 'BC_2023.tsv': crlf(of2023.join('\t'), line(of2023)) });
    expect(sourcesOf(fixture)).toEqual(['bc-2023']);
    expect(counts(fixture)).toEqual([[1, 1, 0]]);
    expect(await fixture.rows('SELECT booru, fid, origin, created_at::VARCHAR, created_precision, rating_raw, rating_std, score, md5, file_ext, file_size, width, height FROM posts')).toEqual([
      ['safebooru.org', '219012', 'release', '2019-04-22 00:00:00+00', 'day', 'Safe', 'safe', 7, md5, 'png', 1912345, 1200, 1697],
    ]);
    expect(await fixture.rows('SELECT tag_name, tag_cat FROM post_tag_names ORDER BY 1')).toEqual([['1girl', 0], ['hatsune_miku', 4], ['highres', -1], ['smile', 0], ['some_artist', 1], ['vocaloid', 3]]);
    expect(await fixture.rows(measured)).toEqual([[`S05/${miku}`, miku, 905, 1280, 812345, 94, null, ...numbers], ['Board 2019', null, 1000, 1414, 900000, 96, 'a'.repeat(32), ...Array(10).fill(null)]]);
  });

  it.each([['g', 'sensitive'], ['q', 'safe']])('with a rating %s on danbooru the letter s means %s there, elsewhere safe', async (other, meaning) => {
    const danbooru = (FID: string, G_RATN: string) => line(of2023, { BOORU: 'danbooru.donmai.us', FID, G_RATN });
    const fixture = await loadFixture({ 'BC_2023.tsv': crlf(of2023.join('\t'), danbooru('1', 's'), danbooru('2', other), line(of2023, { BOORU: 'yande.re', FID: '3', G_RATN: 's' })) });
    expect(await fixture.rows(`SELECT fid, rating_std FROM posts WHERE rating_raw = 's' ORDER BY fid`)).toEqual([['1', meaning], ['3', 'safe']]);
  });

  it('rejects dates and numbers that are none, and leaves out posts on the exclusion list', async () => {
    const fixture = await loadFixture({ 'BC_2023.tsv': crlf(of2023.join('\t'), line(of2023, { FID: '1', G_DATE: 'soon' }), line(of2023, { FID: '2', G_SCORE: 'high' }), line(of2023, { FID: '3', TAGS_G: 'lolicon' }), line(of2023)) });
    expect((await fixture.rejects()).map(([reason, detail]) => [reason, detail])).toEqual([['bad_value', 'field G_DATE'], ['bad_value', 'field G_SCORE'], ['excluded', null]]);
    expect(await fixture.rows('SELECT DISTINCT fid FROM images')).toEqual([['219012']]);
  });
});

it.each([['BC_2015_tags.tsv', ['DANB_TAG'], ['vocaloid']], ['BC_2023_tags.tsv', [], []], ['BC_2023_tags.tsv', ['SOMETHING'], ['else']]])('%s with %j behind its five columns', async (name, more, values) => {
  const fixture = await loadFixture({ [name]: crlf(['BOORU', 'FID', 'TAG', 'TAG_ID', 'TAG_CAT', ...more].join('\t'), ['yande.re', '5', 'hatsune_miku', '385430', '4', ...values].join('\t')) });
  expect(sourcesOf(fixture)).toEqual(['bc-tags']);
  expect(counts(fixture)).toEqual([[1, 1, 0]]);
  expect(await fixture.rows('SELECT booru, fid, tag_name, tag_cat FROM post_tag_names')).toEqual([['yande.re', '5', 'hatsune_miku', 4]]);
  expect(await fixture.rows('SELECT tag_name, kind, id FROM labels')).toEqual([['hatsune_miku', 'danbooru_tag', 385430]]);
});
