import { describe, expect, it } from 'vitest';
import { counts, crlf, loadFixture, sourcesOf, text } from './fixture.js';

const md5 = '3cc60c29f1c04396ef29cc7db1f311a0';
const none = '-'.repeat(32);
/** A row of a table by the names of its columns. */
const row = (names: string, cells: Readonly<Record<string, string | number>>) => names.split(' ').map((name) => cells[name] ?? '').join('\t');
const header = (names: string) => names.replaceAll(' ', '\t');

describe('the tables of posts', () => {
  const names = 'POST_ID CREATED_AT SCORE RATING IMG_WIDTH IMG_HEIGHT FILE_EXT FILE_SIZE FILE_URL SAMPLE_WIDTH SAMPLE_HEIGHT SAMPLE_SIZE SAMPLE_URL JPEG_SIZE JPEG_URL AUTHOR FILE_MD5 PARENT_ID';
  const konaNames = names.replace(' FILE_EXT', '');
  const cells = (id: number | string, more: object = {}) => ({
    POST_ID: id, CREATED_AT: '2020-06-20 14:11', SCORE: 19, RATING: 's', IMG_WIDTH: 3049, IMG_HEIGHT: 5330, FILE_EXT: 'PNG', FILE_SIZE: 4119872, FILE_URL: 'https://files.yande.re/image/a/a.png', SAMPLE_WIDTH: 858, SAMPLE_HEIGHT: 1500,
    SAMPLE_URL: 'https://files.yande.re/sample/a/a.jpg', AUTHOR: 'someone', FILE_MD5: md5, PARENT_ID: 0, ...more,
  });
  const kona = (id: number, more: object = {}) => cells(id, { FILE_URL: 'https://konachan.com/image/a/a.jpg', SAMPLE_URL: '', RATING: 'q', ...more });

  it('are read with and without the extension, the second part without a header, and keep the tags that are known', async () => {
    const fixture = await loadFixture({
      'yndr_dt.tsv': text('ID\tTAG\tTAG_CAT\tTAG_RANK', '7\tsolo\t0\t1'),
      'part1.tsv': crlf(header(names), row(names, cells(7)), row(names, cells(8, { FILE_MD5: none, SCORE: '####', PARENT_ID: 7, RATING: '' }))),
      'part2.tsv': text(row(names, cells(9)), row(names, cells(10))), 'k1.tsv': text(header(konaNames), row(konaNames, kona(7))), 'k2.tsv': text(row(konaNames, kona(8, { PARENT_ID: 5 }))),
    });
    expect(sourcesOf(fixture)).toEqual(['moebooru-release-tags', ...Array<string>(4).fill('moebooru-release-posts')]);
    expect(counts(fixture)).toEqual([[1, 1, 0], [2, 2, 0], [2, 2, 0], [1, 1, 0], [1, 1, 0]]);
    expect(await fixture.rows('SELECT booru, fid, created_at, created_precision, rating_raw, rating_std, score, width, height, file_ext, file_size, sample_width, md5, parent_fid, uploader, origin, tag_origin, src_format FROM posts ORDER BY booru, fid_num')).toEqual([
      ['konachan.com', '7', 'q', 'questionable', 19, 'jpg', md5, null, null], ['konachan.com', '8', 'q', 'questionable', 19, 'jpg', md5, '5', null],
      ['yande.re', '7', 's', 'safe', 19, 'png', md5, null, 'release'], ['yande.re', '8', null, null, null, 'png', null, '7', null], ['yande.re', '9', 's', 'safe', 19, 'png', md5, null, null], ['yande.re', '10', 's', 'safe', 19, 'png', md5, null, null],
    ].map(([booru, fid, raw, std, score, ext, hash, parent, tags]) => [booru, fid, new Date('2020-06-20T14:11:00Z'), 'minute', raw, std, score, 3049, 5330, ext, 4119872, 858, hash, parent, 'someone', 'release', tags, 'Y']));
    expect(await fixture.rows('SELECT booru, fid, tag_name FROM post_tag_names')).toEqual([['yande.re', '7', 'solo']]);
  });

  it('give rejects for what is broken', async () => {
    const bare = { FILE_URL: '', SAMPLE_URL: '' };
    const rows = [cells('x'), cells(1, { SCORE: 'many' }), cells(2, { CREATED_AT: 'once' }), cells(3), cells(3)].map((found) => row(names, found));
    const fixture = await loadFixture({ 'a.tsv': text(header(names), ...rows, '4\tcut'), 'b.tsv': text(header(names), row(names, cells(1, bare))), 'kona_posts.tsv': text(header(konaNames), row(konaNames, kona(1, bare))) });
    expect(counts(fixture)).toEqual([[6, 1, 5], [1, 0, 1], [1, 1, 0]]);
    expect((await fixture.rejects()).map(([reason, detail]) => [reason, detail])).toEqual([
      ['bad_value', 'the id is not a number'], ['bad_value', 'field SCORE'], ['bad_value', 'field CREATED_AT'], ['superseded', 'the file has a newer row of it'], ['bad_columns', '2 fields, 18 expected'],
      ['unknown_board', 'no address names the board; --board NAME says it'],
    ]);
  });
});

describe('the tables of pictures', () => {
  const names = 'POST_ID SCORE RATING POST_RANK IMG_WIDTH IMG_HEIGHT FILE_SIZE SAMPLE_URL FILE_URL LOCAL_FILE_NAME LOCAL_PATH SAMPLE_SIZE SAMPLE_WIDTH SAMPLE_HEIGHT RES_X RES_Y RES_UNIT BOUNDBOX JPEG_QUALITY COLORSPACE ENTHROPY SKEWNESS IMEAN STDDEV COLORS HCL_MEAN HCL_MAX RED_MEAN GREEN_MEAN BLUE_MEAN EDGES ARIA_MOVE';
  const cells = (id: number, more: object = {}) => ({
    POST_ID: id, SCORE: 5, RATING: 's', POST_RANK: '.25', IMG_WIDTH: 3000, IMG_HEIGHT: 4000, FILE_SIZE: 900, FILE_URL: 'https://files.yande.re/image/a/a.png', LOCAL_FILE_NAME: `yande.re - ${id}.jpg`, LOCAL_PATH: '0123', SAMPLE_SIZE: 700,
    SAMPLE_WIDTH: 300, SAMPLE_HEIGHT: 400, RES_X: 72, RES_Y: 72, RES_UNIT: 'PixelsPerInch', BOUNDBOX: '290x380+4+5', JPEG_QUALITY: 92, COLORSPACE: 'sRGB', ENTHROPY: '.812', SKEWNESS: '-.5', IMEAN: '.6', STDDEV: '.2', COLORS: 4812,
    HCL_MEAN: '.1', HCL_MAX: '.9', RED_MEAN: '.3', GREEN_MEAN: '.4', BLUE_MEAN: '.5', EDGES: '.08', ARIA_MOVE: 'move "a.png" "b.png"', ...more,
  });

  it('fill posts and images; a word for a path is a picture that is not there', async () => {
    const left = { LOCAL_PATH: 'DEDUPLICATED', ENTHROPY: '' };
    const fixture = await loadFixture({ 'yndr_rip.tsv': text(header(names), row(names, cells(7)), row(names, cells(8, { LOCAL_PATH: 'EXPLICIT', RATING: 'e' })), row(names, cells(9, left)), row(names, cells(10, { BOUNDBOX: 'big' })), row(names, cells(11, { EDGES: 'x' }))) });
    expect(sourcesOf(fixture)).toEqual(['moebooru-rip']);
    expect(counts(fixture)).toEqual([[5, 3, 2]]);
    expect(await fixture.rows('SELECT booru, fid, rating_std, score, width, height, file_size, file_ext, origin FROM posts ORDER BY fid_num')).toEqual(['7', '8', '9'].map((fid) => ['yande.re', fid, fid === '8' ? 'explicit' : 'safe', 5, 3000, 4000, 900, 'png', 'listing']));
    expect(await fixture.rows('SELECT fid, path, file_name, file_size, width, height, rank_all, bound_w, bound_h, bound_x, bound_y FROM images NATURAL JOIN image_stats ORDER BY fid')).toEqual([
      ['7', '0123/yande.re - 7.jpg', 'yande.re - 7.jpg', 700, 300, 400, 0.25, 290, 380, 4, 5], ['8', 'yande.re - 8.jpg', 'yande.re - 8.jpg', 700, 300, 400, 0.25, 290, 380, 4, 5],
    ]);
    expect(await fixture.rows(`SELECT res_x, res_y, res_unit, jpeg_quality, colorspace, entropy, skew, mean, stddev, colors, chroma_mean, chroma_max, r_mean, g_mean, b_mean, edge, edge_radius, measured_on FROM images NATURAL JOIN image_stats WHERE fid = '7'`)).toEqual([
      [72, 72, 'PixelsPerInch', 92, 'sRGB', 0.812, -0.5, 0.6, 0.2, 4812, 0.1, 0.9, 0.3, 0.4, 0.5, 0.08, 2, 'original'],
    ]);
    expect((await fixture.rejects()).map(([reason, detail]) => [reason, detail])).toEqual([['bad_value', 'field BOUNDBOX'], ['bad_value', 'field EDGES']]);
  });

  it('of pictures packed again say what they were before', async () => {
    const columns = 'POST_ID GRAB_SRC JPEG_Q JPEG_Q_M SAMPLE_SIZE SAMPLE_SIZE_M SAMPLE_WIDTH SAMPLE_HEIGHT ENTHROPY ENTHROPY_M ENTHR_DELTA ENTHR_D_RANK SKEWNESS SKEWNESS_M SKEW_DELTA STDDEV STDDEV_M STDDEV_DELTA COLORS COLORS_M COLORS_DELTA COLORS_D_RANK HCL_MEAN HCL_MEAN_M HCL_MEAN_DELTA EDGES EDGES_M EDGES_DELTA EDGES_D_RANK';
    const before = (id: number | string, more: object = {}) => row(columns, { POST_ID: id, GRAB_SRC: 'JO', JPEG_Q: 95, JPEG_Q_M: 90, SAMPLE_SIZE: 700, SAMPLE_SIZE_M: 600, SAMPLE_WIDTH: 30, SAMPLE_HEIGHT: 40, ENTHROPY: '.8', SKEWNESS: '-.5', STDDEV: '.2', COLORS: 48, HCL_MEAN: '.1', EDGES: '.08', ...more });
    const fixture = await loadFixture({ 'kona_repack.tsv': text(header(columns), before(7), before(8, { GRAB_SRC: 'S' }), before(9, { JPEG_Q: 'high' })) });
    expect(sourcesOf(fixture)).toEqual(['moebooru-repack']);
    expect(counts(fixture)).toEqual([[3, 2, 1]]);
    expect(await fixture.rows(`SELECT booru, fid, i.path, jpeg_quality, file_size, width, height, entropy, skew, stddev, colors, chroma_mean, edge, measured_on FROM images AS i JOIN image_stats USING (booru, fid) ORDER BY fid`)).toEqual(
      [['7', 'jpeg'], ['8', 'sample']].map(([fid, source]) => ['konachan.com', fid, null, 95, 700, 30, 40, 0.8, -0.5, 0.2, 48, 0.1, 0.08, source]),
    );
  });
});

describe('the tables of tags', () => {
  it('name their board by the path only', async () => {
    const rows = (...more: string[]) => text('ID\tTAG\tTAG_CAT\tTAG_RANK', '7\ta;b\t3\t1', '7\thatsune_miku\t4\t1', '8\thatsune_miku\t4\t1', ...more);
    const fixture = await loadFixture({ 'kona_tags.tsv': rows('x\ta\t0\t1', '9\ta\t7\t1', '9\ta'), 'dt.tsv': rows() });
    expect(sourcesOf(fixture)).toEqual(['moebooru-release-tags', 'moebooru-release-tags']);
    expect(counts(fixture)).toEqual([[6, 3, 3], [3, 0, 3]]);
    expect(await fixture.rows('SELECT booru, fid, tag_name, tag_cat FROM post_tag_names ORDER BY 2, 3')).toEqual([['konachan.com', '7', 'a;b', 3], ['konachan.com', '7', 'hatsune_miku', 4], ['konachan.com', '8', 'hatsune_miku', 4]]);
    expect((await fixture.rejects()).map(([reason, detail]) => [reason, detail]).slice(0, 4)).toEqual([
      ['bad_value', 'the id is not a number'], ['bad_value', 'TAG_CAT 7'], ['bad_columns', '2 fields, 4 expected'], ['unknown_board', 'the rows do not name their board; --board NAME says it'],
    ]);
  });

  it('link copyrights and characters; 0 and NONE are no link', async () => {
    const fixture = await loadFixture({
      'yndr_copyr_char_tags.tsv': text('TAG_NAME\tTAG_CAT\tPOSTS_CNT\tDANB_ID\tFR_ID\tFR_NAME\tMAL_ID\tMAL_NAME', 'vocaloid\t3\t900\t11\t11\tvocaloid\t0\tNONE', 'hatsune_miku\t4\t40\t12\t11\tvocaloid\t77\tMiku Hatsune', 'k-on!\t3\t5\t0\t0\tNONE\t5680\tK-On!', 'x\t4\t1\tten\t0\tNONE\t0\tNONE', 'vocaloid\t3\t1\t11\t11\tvocaloid\t0\tNONE'),
    });
    expect(sourcesOf(fixture)).toEqual(['moebooru-release-links']);
    expect(counts(fixture)).toEqual([[5, 3, 2]]);
    expect(await fixture.rows('SELECT booru, tag_name, tag_cat, post_count FROM tags ORDER BY tag_name')).toEqual([['yande.re', 'hatsune_miku', 4, 40], ['yande.re', 'k-on!', 3, 5], ['yande.re', 'vocaloid', 3, 900]]);
    expect(await fixture.rows('SELECT tag_name, kind, id, name FROM labels ORDER BY ALL')).toEqual([
      ['hatsune_miku', 'danbooru_tag', 12, null], ['hatsune_miku', 'franchise', 11, 'vocaloid'], ['hatsune_miku', 'mal_character', 77, 'Miku Hatsune'],
      ['k-on!', 'mal_anime', 5680, 'K-On!'], ['vocaloid', 'danbooru_tag', 11, null], ['vocaloid', 'franchise', 11, 'vocaloid'],
    ]);
    expect((await fixture.rejects()).map(([reason]) => reason)).toEqual(['bad_value', 'superseded']);
  });

  it('in one text hold the aliases, too', async () => {
    const fixture = await loadFixture({ 'yandere/summary.json': JSON.stringify({ version: 5, data: '3`vocaloid`voca`vocaloids`  4`hatsune_miku` 5`some_circle` x`y` 0` ' }), 'summary.json': '{"version":5,"data":"3`vocaloid` "}' });
    expect(sourcesOf(fixture)).toEqual(['moebooru-tag-summary', 'moebooru-tag-summary']);
    expect(await fixture.rows('SELECT booru, tag_name, tag_cat, tag_type_raw FROM tags ORDER BY 2')).toEqual([['yande.re', 'hatsune_miku', 4, 'character'], ['yande.re', 'some_circle', 1, 'circle'], ['yande.re', 'vocaloid', 3, 'copyright']]);
    expect(await fixture.rows('SELECT booru, antecedent, consequent, status FROM tag_aliases ORDER BY 2')).toEqual([['yande.re', 'voca', 'vocaloid', 'active'], ['yande.re', 'vocaloids', 'vocaloid', 'active']]);
    expect((await fixture.rejects()).map(([reason, , row]) => [reason, row])).toEqual([['bad_value', 4], ['missing_key', 5], ['unknown_board', 1]]);
    expect(counts(fixture)).toEqual([[5, 3, 2], [1, 0, 1]]);
  });
});
