import { describe, expect, it } from 'vitest';
import { openLake } from '../../src/lake/lake.js';
import { counts, crlf, loadFixture, sourcesOf, text } from './fixture.js';

const miku = 'safebooru.org - 5 - vocaloid ~ hatsune_miku (some_artist).jpg';
const row = (...fields: (string | number)[]) => fields.join('\t');
const pixels = 'SELECT booru, fid, path, file_name, detector, label, level, prob::DECIMAL(4,3)::DOUBLE, x, y, w, h, rank FROM detections ORDER BY booru, file_name, rank';
const parts = 'SELECT detector, label, level, rank, round(x_rel::DOUBLE, 3), round(y_rel::DOUBLE, 3), round(w_rel::DOUBLE, 3), round(h_rel::DOUBLE, 3), x, ref_w FROM detections ORDER BY detector, rank';
const mentions = 'SELECT booru, fid, origin FROM posts ORDER BY 1, 2';

describe('NudeNet', () => {
  it.each([['nude.csv', ';'], ['BCN_detect.tsv', '\t']])('%s: boxes in pixels; file names may hold a folder, and must hold a post', async (name, sign) => {
    const header = ['FNAME', 'OBJ', 'PROB', 'X', 'Y', 'W', 'H'].join(sign);
    const line = (...fields: (string | number)[]) => fields.join(sign);
    const fixture = await loadFixture({
      [name]: crlf(`${header} `, line(`IN\\${miku}`, 'EXPOSED_X', '0.5', 1, 2, 3, 4), line(`IN\\${miku}`, 'FACE_F', '.87', 120, 64, 96, 98), line('IN\\miku.jpg', 'FACE_M', 1, 0, 0, 5, 6), line(`IN\\${miku}`, 'FACE_F', '.87', 120, 64, 96, 98)),
    });
    expect(sourcesOf(fixture)).toEqual(['bcn-detect']);
    expect(counts(fixture)).toEqual([[4, 2, 2]]);
    expect(await fixture.rows(pixels)).toEqual([
      ['safebooru.org', '5', `IN/${miku}`, miku, 'nudenet', 'FACE_F', null, 0.87, 120, 64, 96, 98, 1], ['safebooru.org', '5', `IN/${miku}`, miku, 'nudenet', 'EXPOSED_X', null, 0.5, 1, 2, 3, 4, 2],
    ]);
    expect(await fixture.rows(mentions)).toEqual([['safebooru.org', '5', 'mention']]);
    expect((await fixture.rejects()).map(([reason, , number]) => [number, reason])).toEqual([[2, 'superseded'], [3, 'missing_key']]);
  });

  it('shows faces only, unless everything is shown', async () => {
    const fixture = await loadFixture({ 'nude.csv': text('FNAME;OBJ;PROB;X;Y;W;H', `${miku};FACE_F;.8;1;1;1;1`, `${miku};COVERED_X;.9;1;1;1;1`, 'yande.re - 6.jpg;FACE_F;.8;1;1;1;1') });
    const labels = 'SELECT label FROM detections ORDER BY label';
    const lake = await openLake(fixture.dir, { rating: 'sensitive' });
    expect(await lake.rows(labels)).toEqual([{ label: 'FACE_F' }]);
    await lake.close();
    expect(await fixture.rows(labels)).toEqual([['COVERED_X'], ['FACE_F'], ['FACE_F']]);
  });

  it('rejects words for numbers, missing sides, boards of others; a name may hold semicolons', async () => {
    const name = 'yande.re - 1 - a;b.jpg';
    const fixture = await loadFixture({ 'nude.csv': text('FNAME;OBJ;PROB;X;Y;W;H', `${name};FACE_F;.8;1;1;1;1`, `${name};FACE_F;sure;1;1;1;1`, `${name};FACE_F;.8;1;1;1;`, 'tag - 5 - x.jpg;FACE_F;.8;1;1;1;1', 'a.jpg;FACE_F') });
    expect(await fixture.rows('SELECT file_name FROM detections')).toEqual([[name]]);
    expect(await fixture.rejects()).toEqual([['bad_value', 'field PROB', 2, 3], ['missing_key', 'no H', 3, 4], ['unknown_board', 'tag', 4, 5], ['bad_columns', '2 fields, 7 expected', 5, 6]]);
    expect(counts(fixture)).toEqual([[5, 1, 4]]);
  });

  it('BCN_lineup.tsv: a face once, beside the parts that belong to it', async () => {
    const fixture = await loadFixture({
      'BCN_lineup.tsv': crlf(
        row('FNAME', 'FACE_ID', 'PROB', 'X', 'Y', 'W', 'H', 'OBJ', 'OPROB', 'OX', 'OY', 'OW', 'OH'), row(miku, '77123', '.9', 1, 2, 3, 4, 'ARMP', '.6', 5, 6, 7, 8), row(miku, '77123', '.9', 1, 2, 3, 4, 'FEET', '.5', 9, 10, 11, 12),
        row(miku, '88', '.7', 20, 20, 3, 4, '', '', '', '', '', ''), row(miku, '', '.7', 20, 20, 3, 4, '', '', '', '', '', ''),
      ),
    });
    expect(sourcesOf(fixture)).toEqual(['bcn-lineup']);
    expect(counts(fixture)).toEqual([[4, 3, 1]]);
    expect(await fixture.rows('SELECT label, level, prob::DECIMAL(4,3)::DOUBLE, x, y, w, h, rank FROM detections ORDER BY rank')).toEqual([
      ['FACE', '77123', 0.9, 1, 2, 3, 4, 1], ['FACE', '88', 0.7, 20, 20, 3, 4, 2], ['ARMP', '77123', 0.6, 5, 6, 7, 8, 3], ['FEET', '77123', 0.5, 9, 10, 11, 12, 4],
    ]);
  });
});

describe('text boxes', () => {
  const boxes = [[0, 100, 50, 40, 20], [1, 30, 200, -10, 20]] as const;
  const expected = (path: string | null, name: string | null) => [
    ['safebooru.org', '5', path, name, 'keras_craft', 'text', null, null, 80, 40, 40, 20, 0], ['safebooru.org', '5', path, name, 'keras_craft', 'text', null, null, 25, 190, 10, 20, 1],
  ];

  it('BC_KC.tsv: told by their middle', async () => {
    const fixture = await loadFixture({ 'BC_KC.tsv': crlf(row('BOORU', 'FID', 'TN', 'TX', 'TY', 'TW', 'TH'), ...boxes.map((box) => row('safebooru.org', '5', ...box)), row('safebooru.org', '5', 2, 1, 1, 1), row('safebooru.org', '6', 0, 'x', 1, 1, 1)) });
    expect(sourcesOf(fixture)).toEqual(['bc-text-boxes']);
    expect(counts(fixture)).toEqual([[4, 2, 2]]);
    expect(await fixture.rows(pixels)).toEqual(expected(null, null));
    expect(await fixture.rows(mentions)).toEqual([['safebooru.org', '5', 'mention']]);
    expect((await fixture.rejects()).map(([reason, detail]) => [reason, detail])).toEqual([['bad_columns', '6 fields, 7 expected'], ['bad_value', 'field TX']]);
  });

  it('the log of kc.py', async () => {
    const fixture = await loadFixture({ 'kc.txt': text(...boxes.map((box) => row(`B:\\BC\\${miku}`, ...box)), row('a.jpg', 3)) });
    expect(sourcesOf(fixture)).toEqual(['text-box-log']);
    expect(counts(fixture)).toEqual([[3, 2, 1]]);
    expect(await fixture.rows(pixels)).toEqual(expected(`B:/BC/${miku}`, miku));
  });
});

describe('areas of one colour', () => {
  it('BC_IS.tsv', async () => {
    const fixture = await loadFixture({ 'BC_IS.tsv': crlf(row('BOORU', 'FID', 'NN', 'BBOX', 'CX', 'CY', 'SZ', 'COLR'), row('safebooru.org', 5, 3, '120x135+104+18', 160, 107, 8690, 'B'), row('safebooru.org', 5, 4, '120x135', 160, 107, 8690, 'W'), row('safebooru.org', 5, 6, 'wide', 160, 107, 8690, 'W')) });
    expect(sourcesOf(fixture)).toEqual(['bc-areas']);
    expect(counts(fixture)).toEqual([[3, 2, 1]]);
    expect(await fixture.rows('SELECT booru, fid, detector, label, x, y, w, h, rank FROM detections ORDER BY rank')).toEqual([
      ['safebooru.org', '5', 'connected_components', 'area B', 104, 18, 120, 135, 3], ['safebooru.org', '5', 'connected_components', 'area W', null, null, 120, 135, 4],
    ]);
  });

  it('the log of ImageMagick', async () => {
    const stem = miku.replace(/\.jpg$/, '');
    const fixture = await loadFixture({ 'is.tsv': text(row(`${stem}.txt`, '  0: 256x171+0+0 119.2,80.8 33117 gray(255)'), row(`${stem}.txt`, '  2: 120x135+104+18 159.5,106.5 8690 srgb(0, 0, 0)'), row(`${stem}.txt`, 'Objects (id: bounding-box centroid area mean-color):')) });
    expect(sourcesOf(fixture)).toEqual(['area-log']);
    expect(counts(fixture)).toEqual([[3, 2, 1]]);
    expect(await fixture.rows('SELECT booru, fid, path, file_name, label, x, y, w, h, rank FROM detections ORDER BY rank')).toEqual([
      ['safebooru.org', '5', miku, miku, 'area gray(255)', 0, 0, 256, 171, 0], ['safebooru.org', '5', miku, miku, 'area srgb(0, 0, 0)', 104, 18, 120, 135, 2],
    ]);
    expect(await fixture.rejects()).toEqual([['bad_value', 'not a line of connected components', 3, 3]]);
  });
});

describe('faces and heads in parts of the picture', () => {
  it('BC_Y.csv: TABs in spite of its name; suppressed boxes say so and come last', async () => {
    const fixture = await loadFixture({
      'BC_Y.csv': crlf(
        row('BOORU', 'FID', 'BATCH_ID', 'OBJ', 'PROB', 'X', 'Y', 'W', 'H', 'OID', 'SUPPR', 'SID', 'OUP', 'ODN'), row('safebooru.org', 5, 'SS', 0, '0.95', '.5', '.25', '.2', '.1', 1, 2, '', '', ''), row('safebooru.org', 5, 'SS', 0, '.9', '0.5', '0.3', '0.2', '0.2', 2, '', '', '', ''),
        row('safebooru.org', 5, '', 1, '.8', '.5', '.5', '1', '1', 3, '', '', '', ''), row('safebooru.org', 5, '', 1, '.8', 'left', '.5', '1', '1', 3, '', '', '', ''),
      ),
    });
    expect(sourcesOf(fixture)).toEqual(['bc-yolo']);
    expect(counts(fixture)).toEqual([[4, 3, 1]]);
    expect(await fixture.rows(parts)).toEqual([
      ['yolo', '1', null, 1, 0, 0, 1, 1, null, null], ['yolo SS', 'face', null, 1, 0.4, 0.2, 0.2, 0.2, null, null], ['yolo SS', 'face', 'suppressed', 2, 0.4, 0.2, 0.2, 0.1, null, null],
    ]);
    expect(await fixture.rejects()).toEqual([['bad_value', 'field X', 4, 5]]);
  });

  it('the log for load_yolo.ctl', async () => {
    const fixture = await loadFixture({ 'yolo.csv': text(`"${miku}";.9;0;.5;.3;.2;.2`, 'd/yande.re - 6.jpg;.7;1;.5;.5;1;1', 'a.jpg;.7;1;.5;.5;1;1', 'a.jpg;.7;1;.5;.5;1') });
    expect(sourcesOf(fixture)).toEqual(['yolo-log']);
    expect(counts(fixture)).toEqual([[4, 2, 2]]);
    expect(await fixture.rows('SELECT booru, fid, path, file_name, detector, label, rank, round(x_rel::DOUBLE, 3), round(y_rel::DOUBLE, 3) FROM detections ORDER BY booru')).toEqual([
      ['safebooru.org', '5', miku, miku, 'yolo SS', 'face', 1, 0.4, 0.2], ['yande.re', '6', 'd/yande.re - 6.jpg', 'yande.re - 6.jpg', 'yolo SS', '1', 1, 0, 0],
    ]);
    expect((await fixture.rejects()).map(([reason]) => reason)).toEqual(['missing_key', 'bad_columns']);
  });
});
