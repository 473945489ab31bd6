import { describe, expect, it } from 'vitest';
import { openLake } from '../../src/lake/lake.js';
import { counts, crlf, loadFixture, sourcesOf, text } from './fixture.js';

const miku = 'yande.re - 194000 - vocaloid ~ hatsune_miku (some_artist).jpg';
const md5 = '5d41402abc4b2a76b9719d911017c592';
const row = (...fields: string[]) => fields.join('\t');
const archHeader = row('BOORU', 'FID', 'FVOLUME', 'FILENAME', 'IMAGESIZE', 'FILESIZE', 'JPEGQ', 'FMD5');
const torrHeader = row('TORR', 'BOORU', 'FID', 'SOURCEFILE', 'IMAGESIZE', 'FILESIZE', 'IFMT', 'FDATE', 'FMD5', 'ZPATH');
const posts = 'SELECT booru, fid, origin, rating_std, rating_level, copyr, chars, artis FROM posts ORDER BY booru, fid';

describe('BCS_arch.tsv', () => {
  const good = row('yande.re', '194000', 'v2016.7x10', miku, '1000x1414', '812345', '94', md5.toUpperCase());

  it('brings pictures, and their posts as unrated mentions', async () => {
    const fixture = await loadFixture({ 'BCS_arch.tsv': crlf(archHeader, good, row('www.zerochan.net', '000012', 'v2016.7x10', 'b.jpg', '10x20', '####', '<unknown>', '-'.repeat(32))) });
    expect(sourcesOf(fixture)).toEqual(['bcs-arch']);
    expect(counts(fixture)).toEqual([[2, 2, 0]]);
    expect(await fixture.rows('SELECT booru, fid, post_key, path, file_name, width, height, file_size, jpeg_quality, file_md5 FROM images ORDER BY booru')).toEqual([
      ['yande.re', '194000', 194000, `v2016.7x10/${miku}`, miku, 1000, 1414, 812345, 94, md5], ['zerochan.net', '12', 12, 'v2016.7x10/b.jpg', 'b.jpg', 10, 20, null, null, null],
    ]);
    expect(await fixture.rows(posts)).toEqual([
      ['yande.re', '194000', 'mention', null, 3, 'vocaloid', 'hatsune_miku', 'some_artist'], ['zerochan.net', '12', 'mention', null, 2, null, null, null],
    ]);
  });

  it('shows no picture of a post that is not rated, where the board does rate', async () => {
    const fixture = await loadFixture({ 'BCS_arch.tsv': crlf(archHeader, good) });
    const lake = await openLake(fixture.dir, { rating: 'sensitive' });
    expect(await lake.rows('SELECT * FROM images')).toEqual([]);
    await lake.close();
  });

  it('leaves what the board says of a post in place', async () => {
    const board = '{"id":194000,"tags":"vocaloid smile","rating":"s","md5":"0cc175b9c0f1b6a831c399e269772661","jpeg_url":"https://files.yande.re/jpeg/x/194000.jpg","actual_preview_width":1,"score":5,"created_at":1592661641}\n';
    const fixture = await loadFixture({ 'yande.re.json': board, 'BCS_arch.tsv': crlf(archHeader, good) });
    expect(counts(fixture)).toEqual([[1, 1, 0], [1, 1, 0]]);
    expect(await fixture.rows('SELECT origin, rating_std, score FROM posts')).toEqual([['board', 'safe', 5]]);
    expect(await fixture.rows('SELECT tag_name FROM post_tag_names ORDER BY 1')).toEqual([['smile'], ['vocaloid']]);
  });

  it('rejects what is no size, number or board, short rows and repeated ones', async () => {
    const fixture = await loadFixture({
      'BCS_arch.tsv': crlf(
        archHeader, good, row('yande.re', '1', 'v', 'a.jpg', '10*20', '1', '', ''), row('yande.re', '2', 'v', 'a.jpg', '10x20', 'big', '', ''), row('tag', '3', 'v', 'a.jpg', '', '', '', ''),
        row('yande.re', '4'), row('yande.re', '', 'v', 'a.jpg', '', '', '', ''), good,
      ),
    });
    expect((await fixture.rejects()).map(([reason, detail, number]) => [number, reason, detail])).toEqual([
      [1, 'superseded', 'the file has a newer row of it'], [2, 'bad_value', 'field IMAGESIZE'], [3, 'bad_value', 'field FILESIZE'], [4, 'unknown_board', 'tag'],
      [5, 'bad_columns', '2 fields, 8 expected'], [6, 'missing_key', 'no FID'],
    ]);
    expect(counts(fixture)).toEqual([[7, 1, 6]]);
  });
});

describe('BCS_torr.tsv', () => {
  it('finds folder and name in SOURCEFILE below torrent and its path, and the date of the file', async () => {
    const fixture = await loadFixture({
      'BCS_torr.tsv': crlf(
        torrHeader, row('Board 2017', 'yande.re', '194000', `0190.zip/${miku}`, '1000x1414', '812345', 'JPEG', '2017-03-04', md5, ''), row('Board 2018', 'yande.re', '194000', 'a.png', '', '', 'PNG', '', '', 'part 1'),
        row('Board 2018', 'yande.re', '5', 'a.png', '', '', 'PNG', 'last week', '', ''),
      ),
    });
    expect(sourcesOf(fixture)).toEqual(['bcs-torr']);
    expect(counts(fixture)).toEqual([[3, 2, 1]]);
    expect(await fixture.rows('SELECT path, file_name, width, height, file_size, file_type, file_dt::VARCHAR, file_md5 FROM images ORDER BY path')).toEqual([
      [`Board 2017/0190.zip/${miku}`, miku, 1000, 1414, 812345, 'JPEG', '2017-03-04 00:00:00+00', md5], ['Board 2018/part 1/a.png', 'a.png', null, null, null, 'PNG', null, null],
    ]);
    expect(await fixture.rows('SELECT fid, created_at, origin FROM posts')).toEqual([['194000', null, 'mention']]);
    expect(await fixture.rejects()).toEqual([['bad_value', 'field FDATE', 3, 4]]);
  });
});

describe('MD5 sums', () => {
  it('of fciv, without what the program says of itself', async () => {
    const fixture = await loadFixture({
      'md5.txt': crlf('//', '// File Checksum Integrity Verifier version 2.05.', '//', `${md5} b:\\bct\\m05\\${miku}`, `${md5.toUpperCase()} in/own picture.jpg`, 'no sum at all', `${md5} x - 5 - a ~ b (c).jpg`, `${'a'.repeat(32)} b:\\bct\\m05\\${miku}`),
    });
    expect(sourcesOf(fixture)).toEqual(['md5-list']);
    expect(counts(fixture)).toEqual([[5, 1, 4]]);
    expect(await fixture.rows('SELECT booru, fid, path, file_name, file_md5 FROM images')).toEqual([['yande.re', '194000', `b:/bct/m05/${miku}`, miku, 'a'.repeat(32)]]);
    expect(await fixture.rows(posts)).toEqual([['yande.re', '194000', 'mention', null, 3, 'vocaloid', 'hatsune_miku', 'some_artist']]);
    expect((await fixture.rejects()).map(([reason, detail, number]) => [number, reason, detail])).toEqual([
      [1, 'superseded', 'the file has a newer row of it'], [2, 'missing_key', 'the file name names no post'], [3, 'bad_columns', 'not an MD5 and a path'], [4, 'unknown_board', 'x'],
    ]);
  });

  it('of md5sum', async () => {
    const fixture = await loadFixture({ 'sums.md5': text(`${md5}  yande.re - 1.jpg`, `${md5} *d/yande.re - 2 - a b.jpg`) });
    expect(sourcesOf(fixture)).toEqual(['md5-list']);
    expect(await fixture.rows('SELECT fid, path, file_md5 FROM images ORDER BY 1')).toEqual([['1', 'yande.re - 1.jpg', md5], ['2', 'd/yande.re - 2 - a b.jpg', md5]]);
  });
});

describe('danbooru_512all_imagick', () => {
  it('reads rows without a header; bare numbers are posts of danbooru', async () => {
    const fixture = await loadFixture({
      'danbooru.csv': text('"0123\\1000123.jpg";8;358;512;.812;-.44;48123;.1843;350;500;.8', `"danbooru.donmai.us - 7 - a;b ~ c (d).jpg";8;512;400;0.5;1.5e-05;####;0.1;1;1;1`, '"a.jpg";8;1;1;1', '"a.jpg";8;1;1;.1;.1;1;.1;1;1;1', '"9.jpg";8;wide;1;.1;.1;1;.1;1;1;1'),
    });
    expect(sourcesOf(fixture)).toEqual(['danbooru-512']);
    expect(counts(fixture)).toEqual([[5, 2, 3]]);
    expect(await fixture.rows('SELECT booru, fid, path, file_name, thumb_w, thumb_h, entropy, skew, colors, chroma_mean, measured_on, width FROM images NATURAL JOIN image_stats ORDER BY post_key DESC')).toEqual([
      ['danbooru.donmai.us', '1000123', '0123/1000123.jpg', '1000123.jpg', 358, 512, 0.812, -0.44, 48123, 0.1843, 'thumb512', null],
      ['danbooru.donmai.us', '7', 'danbooru.donmai.us - 7 - a;b ~ c (d).jpg', 'danbooru.donmai.us - 7 - a;b ~ c (d).jpg', 512, 400, 0.5, 1.5e-5, null, 0.1, 'thumb512', null],
    ]);
    expect(await fixture.rejects()).toEqual([['bad_columns', '5 fields, 11 expected', 3, 3], ['missing_key', 'the file name names no post', 4, 4], ['bad_value', 'field IWIDTH', 5, 5]]);
  });
});
