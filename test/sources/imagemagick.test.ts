import { describe, expect, it } from 'vitest';
import { counts, crlf, loadFixture, sourcesOf, text } from './fixture.js';

const hash = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
const miku = 'yande.re - 194000 - vocaloid ~ hatsune_miku (some_artist).jpg';
const facts = `912345;1000;1414;8;72;72.5;PixelsPerInch;980x1400+10+4;JPEG;94;JPEG;DirectClass sRGB ;${hash}`;
const grey = '0.81234;-0.4412;0.655;0.24123;68123;0.1843;0.9021';
const im26 = (name: string, { first = facts, stats = grey } = {}) => `"${name}";B:\\YNDR\\;${first};${stats};0.671;0.64;0.652;0.0832`;
const im32 = (name: string) => `"${name}";B:\\BCT\\M05;${facts};61234;358;512;${grey};0.671;0.64;0.652;0.0832;350;500;0.7`;
const im11 = (name: string, { trim = '980x1400+10+4', stats = grey } = {}) => `"${name}";B:\\BCT\\M05\\;${trim};${stats};0.0832`;
const header = '[file];[path];[IBytes];[Iwidth];[Iheight];[edge] ';

describe('ImageMagick logs', () => {
  it('of 26 fields: facts and statistics of the original', async () => {
    const fixture = await loadFixture({ 'im.txt': crlf(header, im26(miku)) });
    expect(sourcesOf(fixture)).toEqual(['imagemagick']);
    expect(counts(fixture)).toEqual([[1, 1, 0]]);
    expect(await fixture.rows('SELECT booru, fid, path, file_name, file_size, width, height, bits, res_x, res_y, res_unit, bound_w, bound_h, bound_x, bound_y FROM images NATURAL JOIN image_stats')).toEqual([
      ['yande.re', '194000', `B:/YNDR/${miku}`, miku, 912345, 1000, 1414, 8, 72, 72.5, 'PixelsPerInch', 980, 1400, 10, 4],
    ]);
    expect(await fixture.rows('SELECT file_type, jpeg_quality, compress, colorspace, pixel_hash, thumb_w, edge_radius, measured_on FROM images NATURAL JOIN image_stats')).toEqual([
      ['JPEG', 94, 'JPEG', 'DirectClass sRGB', hash, null, 2, 'original'],
    ]);
    expect(await fixture.rows('SELECT entropy, skew, mean, stddev, colors, chroma_mean, chroma_max, r_mean, g_mean, b_mean, edge FROM image_stats')).toEqual([
      [0.81234, -0.4412, 0.655, 0.24123, 68123, 0.1843, 0.9021, 0.671, 0.64, 0.652, 0.0832],
    ]);
    expect(await fixture.rows('SELECT fid, origin, rating_level FROM posts')).toEqual([['194000', 'mention', 3]]);
  });

  it('of 32 fields: facts of the original, statistics of its thumbnail', async () => {
    const fixture = await loadFixture({ 'im.txt': text(im32(miku)) });
    expect(await fixture.rows('SELECT path, width, thumb_bytes, thumb_w, thumb_h, entropy, edge, edge_radius, measured_on FROM images NATURAL JOIN image_stats')).toEqual([
      [`B:/BCT/M05/${miku}`, 1000, 61234, 358, 512, 0.81234, 0.0832, 2, 'thumb512'],
    ]);
  });

  it('of 11 fields: the file that was given', async () => {
    const fixture = await loadFixture({ 'im.txt': text(im11(miku), im11('yande.re - 2 - a;b.jpg', { trim: '10x20-1-1' })) });
    expect(await fixture.rows('SELECT fid, bound_w, bound_x, entropy, edge, edge_radius, measured_on, width FROM images NATURAL JOIN image_stats ORDER BY fid')).toEqual([
      ['194000', 980, 10, 0.81234, 0.0832, 3, 'file', null], ['2', 10, -1, 0.81234, 0.0832, 3, 'file', null],
    ]);
  });

  it('take nan, inf and exponents; a quality of 0 is none', async () => {
    const fixture = await loadFixture({ 'im.txt': text(im26('yande.re - 1.jpg', { first: facts.replace(';94;', ';0;'), stats: 'nan;-nan(ind);1.2e-05;inf;1.5e+06;-nan;0.5' })) });
    expect(await fixture.rejects()).toEqual([]);
    expect(await fixture.rows('SELECT entropy, skew, mean, stddev, colors, chroma_mean, chroma_max, jpeg_quality FROM images NATURAL JOIN image_stats')).toEqual([[null, null, 0.000012, null, 1500000, null, 0.5, null]]);
  });

  it.each([['26', im26], ['32', im32], ['11', im11]])('of %s fields: a short line and two glued together cost themselves only', async (_, line) => {
    const short = line('yande.re - 1.jpg').split(';').slice(0, -3).join(';');
    const fixture = await loadFixture({ 'im.txt': text(line('yande.re - 2.jpg'), short, `${short};${line('yande.re - 3.jpg')}`, line('yande.re - 4.jpg'), 'magick: no such file') });
    expect((await fixture.rejects()).map(([reason, , row]) => [reason, row])).toEqual([['bad_columns', 2], ['bad_columns', 3], ['bad_columns', 5]]);
    expect(await fixture.rows('SELECT fid FROM images ORDER BY fid')).toEqual([['2'], ['4']]);
    expect(counts(fixture)).toEqual([[5, 2, 3]]);
  });

  it('reject a number that fits no column, of facts or of statistics', async () => {
    const fixture = await loadFixture({ 'im.txt': text(im26('yande.re - 1.jpg'), im26('yande.re - 2.jpg', { first: facts.replace('980x1400', '980x2147483648') }), im26('yande.re - 3.jpg', { first: facts.replace(';1000;', ';2147483648;') })) });
    expect((await fixture.rejects()).map(([reason, , row]) => [reason, row])).toEqual([['bad_value', 2], ['bad_value', 3]]);
    for (const table of ['images', 'image_stats']) expect(await fixture.rows(`SELECT fid FROM ${table}`)).toEqual([['1']]);
  });

  it('reject words for numbers, a box that is none, and names of no post', async () => {
    const fixture = await loadFixture({ 'im.txt': text(im11('yande.re - 1.jpg'), im11('yande.re - 2.jpg', { stats: grey.replace('0.655', 'much') }), im11('yande.re - 3.jpg', { trim: 'all' }), im11('a picture.jpg')) });
    expect(await fixture.rejects()).toEqual([['bad_value', 'field mean', 2, 2], ['bad_value', 'field boundbox', 3, 3], ['missing_key', 'the file name names no post', 4, 4]]);
  });
});
