import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { counts, folderOf, loadFixture, loadPaths, sourcesOf, text } from './fixture.js';

const miku = 'danbooru.donmai.us - 2345678 - vocaloid ~ hatsune_miku (some_artist).jpg';

describe('a face log', () => {
  it('has names with apostrophes and semicolons, levels or none', async () => {
    const fixture = await loadFixture({ 'faces.txt': text(`'${miku}';7;120;64;96;96`, `'B:\\x\\yande.re - 2 - rock'n;roll.jpg';A;1;2;30;30`, `'yande.re - 3.jpg';5;6;70;70`) });
    expect(sourcesOf(fixture)).toEqual(['face-log']);
    expect(counts(fixture)).toEqual([[3, 3, 0]]);
    expect(await fixture.rows('SELECT booru, fid, path, file_name, detector, level, label, prob, x, y, w, h, x_rel, ref_w, ref_h, rank FROM faces ORDER BY fid')).toEqual([
      ['yande.re', '2', "B:/x/yande.re - 2 - rock'n;roll.jpg", "yande.re - 2 - rock'n;roll.jpg", 'anime_cascade', 'A', 'face', null, 1, 2, 30, 30, null, null, null, 1],
      ['danbooru.donmai.us', '2345678', miku, miku, 'anime_cascade', '7', 'face', null, 120, 64, 96, 96, null, null, null, 1],
      ['yande.re', '3', 'yande.re - 3.jpg', 'yande.re - 3.jpg', 'anime_cascade', null, 'face', null, 5, 6, 70, 70, null, null, null, 1],
    ]);
    expect(await fixture.rows('SELECT fid, origin, rating_level FROM posts ORDER BY fid')).toEqual([['2', 'mention', 3], ['2345678', 'mention', 3], ['3', 'mention', 3]]);
  });

  it('says the same face once a level: the strictest stays', async () => {
    const face = (level: string, box: string, name = miku) => `'${name}';${level};${box}`;
    const fixture = await loadFixture({
      'faces.txt': text(face('2', '118;60;104;104'), face('4', '122;66;90;90'), face('7', '120;64;96;96'), face('2', '300;70;40;40'), face('4', '150;100;96;96'), face('2', '120;64;96;96', 'yande.re - 2.jpg')),
    });
    expect(await fixture.rows('SELECT fid, level, x, rank FROM faces ORDER BY fid, rank')).toEqual([['2', '2', 120, 1], ['2345678', '7', 120, 1], ['2345678', '4', 150, 2], ['2345678', '2', 300, 3]]);
    expect(await fixture.rejects()).toEqual([['superseded', 'the same face was found at a stricter level', 1, 1], ['superseded', 'the same face was found at a stricter level', 2, 2]]);
    expect(counts(fixture)).toEqual([[6, 4, 2]]);
  });

  it('rejects what is no face, and pictures of no post', async () => {
    const fixture = await loadFixture({ 'faces.txt': text(`'${miku}';7;120;64;96;96`, `'${miku}';7;1;2`, 'Traceback (most recent call last):', `'cat.jpg';7;1;2;3;3`, `'${miku}';7;1;2;99999999999;3`, `'yande.re - 1.jpg';7;1;2;3;3`, `'yande.re - 2.jpg';7;1;2;3;3`) });
    expect((await fixture.rejects()).map(([reason, , row]) => [reason, row])).toEqual([['bad_columns', 2], ['bad_columns', 3], ['missing_key', 4], ['bad_value', 5]]);
    expect(counts(fixture)).toEqual([[7, 3, 4]]);
  });
});

describe('YOLO labels', () => {
  const stem = miku.replace('.jpg', '');

  it('are boxes in parts of the picture, with and without how sure they are; an empty file is a picture with nothing in it', async () => {
    const fixture = await loadFixture({
      [`labels/${stem}.txt`]: text('0 0.512000 0.231000 0.180000 0.127000 0.512', '1 0.5 0.5 1 1 0.912'), 'labels/yande.re - 2.txt': text('0 .5 .25 .5 .5'), 'labels/yande.re - 3.txt': '', 'labels/yande.re - 4.txt': '',
    });
    expect(sourcesOf(fixture)).toEqual(Array(4).fill('yolo-labels'));
    expect(fixture.files.map(({ outcome }) => outcome)).toEqual(Array(4).fill('loaded'));
    expect(counts(fixture)).toEqual([[2, 2, 0], [1, 1, 0], [0, 0, 0], [0, 0, 0]]);
    expect(await fixture.rows('SELECT booru, fid, path, file_name, detector, label, round(prob, 3), round(x_rel, 4), round(y_rel, 4), round(w_rel, 4), round(h_rel, 4), x, ref_w, rank FROM detections ORDER BY fid, rank')).toEqual([
      ['yande.re', '2', 'yande.re - 2', 'yande.re - 2', 'yolo', '0', null, 0.25, 0, 0.5, 0.5, null, null, 1],
      ['danbooru.donmai.us', '2345678', stem, stem, 'yolo', '1', 0.912, 0, 0, 1, 1, null, null, 1],
      ['danbooru.donmai.us', '2345678', stem, stem, 'yolo', '0', 0.512, 0.422, 0.1675, 0.18, 0.127, null, null, 2],
    ].map((row) => row.map((value) => (typeof value === 'number' ? expect.closeTo(value, 3) : value))));
    expect(await fixture.rows('SELECT fid FROM posts ORDER BY fid')).toEqual([['2'], ['2345678']]);
  });

  it.each([
    ['classes.txt', 'face\nbody\n'], ['data.yaml', "nc: 2\nnames: ['face', \"body\"]\n"], ['data.yaml', 'names:\n- face\n- body\nnc: 2\n'], ['data.yaml', 'names:\n  0: face\n  1: body\n'],
  ])('have the names of %s, and the picture in the folder of pictures', async (name, content) => {
    const dir = folderOf({ [name]: content, [`labels/${stem}.txt`]: text('1 0.5 0.5 0.2 0.2', '7 0.5 0.5 0.1 0.1'), [`images/${stem}.webp`]: Buffer.from('RIFF') });
    const fixture = await loadPaths([join(dir, `labels/${stem}.txt`)]);
    expect(await fixture.rows('SELECT label, path, file_name FROM detections ORDER BY rank')).toEqual([['body', join(dir, `images/${stem}.webp`), `${stem}.webp`], ['7', join(dir, `images/${stem}.webp`), `${stem}.webp`]]);
  });

  it('of one picture in two folders are a file each, however many are read at a time', async () => {
    const fixture = await loadFixture({ 'a/labels/yande.re - 1.txt': text('0 0.5 0.5 0.2 0.2', '0 0.5 0.5 0.3 0.3'), 'b/labels/yande.re - 1.txt': text('1 0.5 0.5 0.4 0.4'), 'b/labels/yande.re - 2.txt': '' });
    expect(counts(fixture)).toEqual([[2, 2, 0], [1, 1, 0], [0, 0, 0]]);
    // The last one loaded says what the first box is.
    expect(await fixture.rows('SELECT rank, label, src_row FROM detections ORDER BY rank')).toEqual([[1, '1', 1], [2, '0', 2]]);
  });

  it('are rejected where they are no boxes, or of no post', async () => {
    const fixture = await loadFixture({
      'yande.re - 1.txt': text('0 0.5 0.5 0.2 0.2', '0 0.1 0.1 0.2 0.2 0.3 0.3', '0 0.5 0.5', '0 0.5 1.5 0.2 0.2', 'a 0.5 0.5 0.2 0.2', '0 0.5 0.5 0.3 0.3', '0 0.5 0.5 0.3 0.3', '0 0.5 0.5 0.3 0.3'), 'cat.txt': text('0 0.5 0.5 0.2 0.2'),
    });
    expect(await fixture.rejects()).toEqual([
      ['bad_columns', 'a polygon or pose, not a box', 2, 2], ['bad_columns', 'fewer than 5 fields', 3, 3], ['bad_value', 'field cy', 4, 4], ['bad_value', 'field class', 5, 5],
      ['missing_key', 'the file name names no post', 1, 1],
    ]);
  });
});
