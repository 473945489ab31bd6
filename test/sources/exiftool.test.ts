import { describe, expect, it } from 'vitest';
import { counts, crlf, loadFixture, sourcesOf, text } from './fixture.js';

const header = 'SourceFile,FileCreateDate,ImageSize,FileSize,FileType,JPEGQualityEstimate';
const miku = 'yande.re - 194000 - vocaloid ~ hatsune_miku (some_artist).jpg';
const row = (file: string, rest = '2020:08:14 21:07:55+03:00,1200x1697,912345,JPEG,94') => `"B:/BCT/M05/${file}",${rest}`;
const columns = 'booru, fid, path, file_name, file_size, width, height, file_type, file_dt::VARCHAR, jpeg_quality';

describe('ExifTool CSV', () => {
  it('is a picture a row, of the post that its name names', async () => {
    const fixture = await loadFixture({ 'x.csv': crlf(header, row(miku)) });
    expect(sourcesOf(fixture)).toEqual(['exiftool-csv']);
    expect(await fixture.rows(`SELECT ${columns} FROM images`)).toEqual([
      ['yande.re', '194000', `B:/BCT/M05/${miku}`, miku, 912345, 1200, 1697, 'JPEG', '2020-08-14 18:07:55+00', 94],
    ]);
    expect(await fixture.rows('SELECT booru, fid, origin, tag_origin, rating_level, copyr, chars, artis, parse_variant FROM posts')).toEqual([
      ['yande.re', '194000', 'mention', null, 3, 'vocaloid', 'hatsune_miku', 'some_artist', 'canonical'],
    ]);
  });

  it('may be two in one file, with other columns in the second, and words of ExifTool between', async () => {
    const fixture = await loadFixture({
      'x.csv': text(header, row('yande.re - 1.jpg', ',1200 1697,,PNG,<unknown>'), '    1 directories scanned', '12345 image files read',
        'SourceFile,File:FileSize,File:FileCreateDate,File:ImageSize,File:FileType', row('yande.re - 2.jpg', '5 bytes,-,-,-'), row('yande.re - 3.jpg', '891 kB,0000:00:00 00:00:00,10x20,GIF')),
    });
    expect(await fixture.rejects()).toEqual([]);
    expect(counts(fixture)).toEqual([[3, 3, 0]]);
    expect(await fixture.rows('SELECT fid, file_size, width, height, file_type, file_dt::VARCHAR, jpeg_quality FROM images ORDER BY fid')).toEqual([
      ['1', null, 1200, 1697, 'PNG', null, null], ['2', 5, null, null, null, null, null], ['3', null, 10, 20, 'GIF', null, null],
    ]);
  });

  it('finds the key of a renamed file in its tag Software', async () => {
    const fixture = await loadFixture({ 'x.csv': text('SourceFile,Software,FileSize', 'a/best picture.jpg,danbooru.donmai.us - 55,5', 'a/yande.re - 6.jpg,danbooru.donmai.us - 66,6', 'a/b.jpg,Paint,7') });
    expect(await fixture.rows('SELECT booru, fid, path, file_name, file_size FROM images ORDER BY fid')).toEqual([
      ['danbooru.donmai.us', '55', 'a/best picture.jpg', 'best picture.jpg', 5], ['yande.re', '6', 'a/yande.re - 6.jpg', 'yande.re - 6.jpg', 6],
    ]);
    expect(await fixture.rejects()).toEqual([['missing_key', 'the file name names no post', 3, 4]]);
  });

  it('rejects what cannot be read, and a picture that comes again', async () => {
    const good = '2020:08:14 21:07:55+03:00,1200x1697,912345,JPEG,94';
    const fixture = await loadFixture({
      'x.csv': text(header, row('yande.re - 1.jpg', 'yesterday,1x1,1,PNG,1'), row('yande.re - 2.jpg', ',wide,1,PNG,1'), row('yande.re - 3.jpg', ',1x1,much,PNG,1'), row('yande.re - 4.jpg', ',1x1,1,PNG,fine'),
        row('yande.re - 5.jpg', '1x1'), `"yande.re - 6.jpg,${good}`, row('x - 7.jpg'), row('yande.re - 8.jpg'), row('yande.re - 8.jpg')),
    });
    expect(await fixture.rejects()).toEqual([
      ['bad_value', 'field FileCreateDate', 1, 2], ['bad_value', 'field ImageSize', 2, 3], ['bad_value', 'field FileSize', 3, 4], ['bad_value', 'field JPEGQualityEstimate', 4, 5],
      ['bad_columns', '2 fields, 6 expected', 5, 6], ['bad_quote', null, 6, 7], ['unknown_board', 'x', 7, 8], ['superseded', 'the file has a newer row of it', 8, 9],
    ]);
    expect(counts(fixture)).toEqual([[9, 1, 8]]);
  });

  it('fills a picture of a listing further, one row for both', async () => {
    const fixture = await loadFixture({ 'list.txt': text(`B:\\BCT\\M05\\${miku}`), 'x.csv': text(header, row(miku)) });
    expect(await fixture.rows('SELECT fid, path, width FROM images')).toEqual([['194000', `B:/BCT/M05/${miku}`, 1200]]);
    expect(await fixture.rows('SELECT origin FROM posts')).toEqual([['listing']]);
    expect(await fixture.rejects()).toEqual([]);
  });
});

describe('ExifTool JSON', () => {
  it('may be several arrays in one file, plain, with groups in names or around', async () => {
    const one = { SourceFile: `a/${miku}`, FileSize: 912345, ImageSize: '1200x1697', FileType: 'JPEG', JPEGQualityEstimate: 94, FileCreateDate: '2020:08:14 21:07:55+03:00', Keywords: ['a', 'b'] };
    const two = { SourceFile: 'a/yande.re - 2.jpg', 'File:FileSize': 5, 'Composite:ImageSize': '1 2' };
    const three = { SourceFile: 'a/yande.re - 3.jpg', File: { FileSize: 6, FileType: 'PNG' }, Composite: { ImageSize: '3x4' } };
    const fixture = await loadFixture({ 'x.json': `${JSON.stringify([one, two], null, 1)}\n${JSON.stringify([three])}\n` });
    expect(sourcesOf(fixture)).toEqual(['exiftool-json']);
    expect(counts(fixture)).toEqual([[3, 3, 0]]);
    expect(await fixture.rows('SELECT fid, file_size, width, height, file_type, file_dt::VARCHAR, jpeg_quality FROM images ORDER BY length(fid), fid')).toEqual([
      ['2', 5, 1, 2, null, null, null], ['3', 6, 3, 4, 'PNG', null, null], ['194000', 912345, 1200, 1697, 'JPEG', '2020-08-14 18:07:55+00', 94],
    ]);
  });

  it('rejects an object without a file and one that is broken', async () => {
    const fixture = await loadFixture({ 'x.json': '[{"SourceFile":"yande.re - 1.jpg"},\n{"FileSize":5},\n{"SourceFile":"yande.re - 2.jpg","a":}]' });
    expect((await fixture.rejects()).map(([reason, , row]) => [reason, row])).toEqual([['missing_key', 2], ['bad_json', 3]]);
    expect(counts(fixture)).toEqual([[3, 1, 2]]);
  });
});
