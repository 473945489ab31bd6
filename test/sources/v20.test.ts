import { describe, expect, it } from 'vitest';
import { counts, crlf, folderOf, loadFixture, sourcesOf } from './fixture.js';
import { loadFiles } from '../../src/sources/load.js';
import { join } from 'node:path';

const header =
  'BOORU;FID;IPATH;IFILE;XBYTES;XWIDTH;XHEIGHT;BOUNDW;BOUNDH;BOUNDX;BOUNDY;TBYTES;TWIDTH;THEIGHT;TENTR;TSKEW;TMEAN;TSTDDEV;TCOLORS;MEANGREY;MAXGREY;REDMEAN;GREENMEAN;BLUEMEAN;EDGE;FACES;COPYRTAG1;COPYRTAG2;CHARSTAG1;CHARSTAG2;CHARSTAG3;ARTTAG1';
const faces = '[{"flevel":"7","facex":"120","facey":"64","facew":"96"},{"flevel":"A","facex":"300","facey":"70","facew":"40"}]';
const row = (booru: string, fid: string, file: string, { numbers = '.812;-.44', found = faces, tags = '10;;21;;;' } = {}) =>
  `${booru};${fid};0123\\;"${file}";912345;1000;1414;980;1400;10;4;61234;358;512;${numbers};.655;.241;48123;.1843;.902;.671;.64;.652;.083;${found};${tags}`;
const taglist = crlf('TAG_CAT;TAG_ID;TAG_NAME;TAG_CNT;FR_ID;MAL_ID;MAL_NAME;MAL_CNT', '3;10;vocaloid;900;10;;;', '4;21;hatsune_miku;40;10;;;');
const miku = 'danbooru.donmai.us - 2345678 - vocaloid ~ hatsune_miku (some_artist).jpg';

describe('V20??.csv', () => {
  it('reads quotes around the file name only, JSON in FACES and numbers without a zero; names tags by danbooru ids', async () => {
    const fixture = await loadFixture({ 'V2016.csv': crlf(header, row('danbooru.donmai.us', '2345678', miku)), 'list.csv': taglist });
    expect(sourcesOf(fixture)).toEqual(['booru-chars-taglist', 'v20']);
    expect(counts(fixture)).toEqual([[2, 2, 0], [1, 1, 0]]);
    expect(await fixture.rows('SELECT booru, fid, width, height, origin, rating_std, rating_level, copyr, chars, artis, parse_variant FROM posts')).toEqual([
      ['danbooru.donmai.us', '2345678', 1000, 1414, 'listing', null, 3, 'vocaloid', 'hatsune_miku', 'some_artist', 'canonical'],
    ]);
    expect(await fixture.rows('SELECT tag_name, tag_cat FROM post_tag_names ORDER BY 1')).toEqual([['hatsune_miku', 4], ['vocaloid', 3]]);
    expect(await fixture.rows('SELECT path, file_name, file_size, bound_w, bound_h, bound_x, bound_y, thumb_bytes, thumb_w, thumb_h, measured_on, edge_radius FROM images NATURAL JOIN image_stats')).toEqual([
      [`0123/${miku}`, miku, 912345, 980, 1400, 10, 4, 61234, 358, 512, 'thumb512', 2],
    ]);
    expect(await fixture.rows('SELECT entropy, skew, mean, stddev, colors, chroma_mean, chroma_max, r_mean, g_mean, b_mean, edge FROM image_stats')).toEqual([
      [0.812, -0.44, 0.655, 0.241, 48123, 0.1843, 0.902, 0.671, 0.64, 0.652, 0.083],
    ]);
    expect(await fixture.rows('SELECT level, x, y, w, h, ref_w, ref_h, rank, detector FROM faces ORDER BY rank')).toEqual([
      ['7', 120, 64, 96, 96, 358, 512, 1, 'anime_cascade'], ['A', 300, 70, 40, 40, 358, 512, 2, 'anime_cascade'],
    ]);
  });

  it('joins a file name with semicolons, gives other boards their own tags, and takes #### and no faces', async () => {
    const fixture = await loadFixture({
      'list.csv': taglist,
      'V2018.csv': crlf(header, row('www.zerochan.net', '5', 'www.zerochan.net - 5 - a;b ~ c;d (e).jpg', { numbers: '####;', found: '' }), row('yande.re', '6', 'yande.re - 6.jpg', { tags: '10;999;;;;' })),
    });
    expect(await fixture.rejects()).toEqual([]);
    expect(counts(fixture)[1]).toEqual([2, 2, 0]);
    expect(await fixture.rows('SELECT booru, file_name, entropy, skew FROM image_stats ORDER BY booru')).toEqual([
      ['yande.re', 'yande.re - 6.jpg', 0.812, -0.44], ['zerochan.net', 'www.zerochan.net - 5 - a;b ~ c;d (e).jpg', null, null],
    ]);
    expect(await fixture.rows('SELECT booru, tag_name, tag_cat FROM post_tag_names ORDER BY 1, 2')).toEqual([
      ['yande.re', 'vocaloid', 3], ['zerochan.net', 'hatsune_miku', 4], ['zerochan.net', 'vocaloid', 3],
    ]);
    expect(await fixture.rows('SELECT booru, copyr, chars FROM posts ORDER BY booru')).toEqual([['yande.re', null, null], ['zerochan.net', 'a;b', 'c;d']]);
    expect(await fixture.rows('SELECT count(*) FROM faces')).toEqual([[2]]);
  });

  it('makes one post of several pictures of it', async () => {
    const fixture = await loadFixture({ 'list.csv': taglist, 'V2018.csv': crlf(header, row('yande.re', '6', 'a.jpg'), row('yande.re', '6', 'b.jpg', { tags: ';;21;;;' }), row('yande.re', '6', 'b.jpg')) });
    expect(counts(fixture)[1]).toEqual([3, 2, 1]);
    expect(await fixture.rows('SELECT fid FROM posts')).toEqual([['6']]);
    expect(await fixture.rows('SELECT file_name FROM images ORDER BY 1')).toEqual([['a.jpg'], ['b.jpg']]);
    expect((await fixture.rejects()).map(([reason]) => reason)).toEqual(['superseded']);
  });

  it('rejects unknown boards, words for numbers and broken faces', async () => {
    const fixture = await loadFixture({
      'list.csv': taglist,
      'V2018.csv': crlf(header, row('animepaper', '1', 'a.jpg'), row('yande.re', '2', 'b.jpg', { numbers: 'much;0' }), row('yande.re', '3', 'c.jpg', { found: '[{"flevel":"7"' }), row('yande.re', '4', 'd.jpg', { found: '[{"flevel":"7"}]' }), row('yande.re', '5', 'e.jpg')),
    });
    expect(await fixture.rejects()).toEqual([['unknown_board', 'animepaper', 1, 2], ['bad_value', 'field TENTR', 2, 3], ['bad_value', 'field FACES', 3, 4], ['bad_value', 'field FACES', 4, 5]]);
    expect(counts(fixture)[1]).toEqual([5, 1, 4]);
  });

  it('is not loaded while the lake knows none of its tags, and says what to do', async () => {
    const dir = folderOf({ 'V2016.csv': crlf(header, row('danbooru.donmai.us', '2345678', miku)) });
    const { files, ok } = await loadFiles(join(dir, 'lake'), [join(dir, 'V2016.csv')]);
    expect([ok, files[0]!.outcome]).toEqual([false, 'failed']);
    expect(files[0]!.note).toContain('knows none of the danbooru tag ids');
  });
});
