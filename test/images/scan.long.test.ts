import { createHash } from 'node:crypto';
import { rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { scanPictures } from '../../src/images/scan.js';
import { manifestOf, rowsOf, tempFolder, treeOf } from '../load/fixtures.js';
import { zipOf } from '../load/zip-writer.js';
import { blackPng, drawn, filesIn, imagesOf, jpeg, png, pool, rejectsIn, scan } from './scan-fixture.js';

const dir = tempFolder('scan');
let made = 0;
const fresh = () => join(dir, `${++made}`);

describe('a scan', () => {
  it('tells what each file is', async () => {
    const place = fresh();
    const grey = await sharp({ create: { width: 30, height: 90, channels: 3, background: '#808080' } }).toColourspace('b-w').jpeg({ quality: 60 }).toBuffer();
    filesIn(`${place}/in`, {
      'a.jpg': await drawn(160, 90).jpeg({ quality: 83, quantizationTable: 0 }).withMetadata({ orientation: 6, density: 150 }).toBuffer(), 'sub/b.png': await png(50, 50), 'grey.jpg': grey,
      'cmyk.jpg': await drawn(40, 60).toColourspace('cmyk').jpeg().toBuffer(), 'clear.png': await sharp({ create: { width: 20, height: 20, channels: 4, background: '#ff000000' } }).png().toBuffer(),
      'really.jpeg': await drawn(40, 60).gif().toBuffer(), 'deep.png': await drawn(40, 60).toColourspace('rgb16').png().toBuffer(), 'new.avif': await drawn(40, 60).avif().toBuffer(), 'notes.txt': 'nothing',
    });
    const { roots, troubles } = await scan(`${place}/lake`, `${place}/in`);
    expect(roots).toMatchObject([{ files: 9, read: 8, loaded: 8, rejected: 0, passedOver: 1, misnamed: 1, withPost: 0 }]);
    expect(troubles).toEqual([]);
    expect(await imagesOf(`${place}/lake`, 'file_name, file_type, width, height, bits, colorspace, has_alpha, orientation, aspect, frames')).toEqual([
      { file_name: 'a.jpg', file_type: 'JPEG', width: 90, height: 160, bits: 8, colorspace: 'sRGB', has_alpha: false, orientation: 6, aspect: 'tall', frames: 1 },
      { file_name: 'clear.png', file_type: 'PNG', width: 20, height: 20, bits: 8, colorspace: 'sRGB', has_alpha: true, orientation: null, aspect: 'square', frames: 1 },
      { file_name: 'cmyk.jpg', file_type: 'JPEG', width: 40, height: 60, bits: 8, colorspace: 'CMYK', has_alpha: false, orientation: null, aspect: 'portrait', frames: 1 },
      { file_name: 'deep.png', file_type: 'PNG', width: 40, height: 60, bits: 16, colorspace: 'sRGB', has_alpha: false, orientation: null, aspect: 'portrait', frames: 1 },
      { file_name: 'grey.jpg', file_type: 'JPEG', width: 30, height: 90, bits: 8, colorspace: 'Gray', has_alpha: false, orientation: null, aspect: 'tall', frames: 1 },
      { file_name: 'new.avif', file_type: 'AVIF', width: 40, height: 60, bits: 8, colorspace: 'sRGB', has_alpha: false, orientation: null, aspect: 'portrait', frames: 1 },
      { file_name: 'really.jpeg', file_type: 'GIF', width: 40, height: 60, bits: 8, colorspace: 'sRGB', has_alpha: true, orientation: null, aspect: 'portrait', frames: 1 },
      { file_name: 'b.png', file_type: 'PNG', width: 50, height: 50, bits: 8, colorspace: 'sRGB', has_alpha: false, orientation: null, aspect: 'square', frames: 1 },
    ]);
    expect(await imagesOf(`${place}/lake`, "parse_filename(path) AS name, jpeg_quality AS q, res_x, res_unit, file_size > 0 AS sized").then((rows) => rows[0])).toEqual({ name: 'a.jpg', q: 83, res_x: 150, res_unit: 'PixelsPerInch', sized: true });
    // What shows through transparent pixels is white; the bars of the letterbox count, too.
    const [clear] = await rowsOf<{ mean: number; palette: string[]; measured_on: string }>(`${place}/lake`, "SELECT mean, palette, measured_on FROM image_stats WHERE file_name = 'clear.png'");
    expect(clear).toEqual({ mean: expect.closeTo(400 / 512 ** 2, 8) as number, palette: ['#ffffff'], measured_on: 'thumb512' });
  });

  it('measures the first frame of what moves', async () => {
    const place = fresh();
    const frames = async (first: string, second: string) => sharp(await Promise.all([first, second].map((background) => sharp({ create: { width: 30, height: 20, channels: 3, background } }).png().toBuffer())), { join: { animated: true } });
    filesIn(`${place}/in`, { 'a.gif': await (await frames('#ff0000', '#0000ff')).gif({ delay: [100, 100] }).toBuffer(), 'b.webp': await (await frames('#ff0000', '#0000ff')).webp({ lossless: true }).toBuffer() });
    await scan(`${place}/lake`, `${place}/in`);
    expect(await rowsOf(`${place}/lake`, 'SELECT file_name, frames, width, height, palette FROM images JOIN image_stats USING (path, file_name) ORDER BY path')).toEqual(
      ['a.gif', 'b.webp'].map((file_name) => ({ file_name, frames: 2, width: 30, height: 20, palette: ['#ff0000'] })));
  });

  it('rejects what is broken, with why, and goes on', async () => {
    const place = fresh();
    const whole = await jpeg(300, 200);
    filesIn(`${place}/in`, {
      'a-zero.jpg': '', 'b-cut.jpg': whole.subarray(0, whole.length >> 1), 'c-page.png': '<html>404</html>', 'd-bitmap.bmp': Buffer.concat([Buffer.from('BM\x10\0\0\0\0\0\0\0', 'latin1'), Buffer.alloc(50)]),
      'e-bomb.png': blackPng(20_000, 20_000), 'f-good.jpg': whole,
    });
    const { roots } = await scan(`${place}/lake`, `${place}/in`);
    expect(roots).toMatchObject([{ read: 6, loaded: 1, rejects: { bad_picture: 4, too_large: 1 } }]);
    expect(await rejectsIn(`${place}/lake`)).toMatchObject([
      { name: 'a-zero.jpg', reason: 'bad_picture', detail: 'the file is empty' }, { name: 'b-cut.jpg', reason: 'bad_picture', detail: expect.stringContaining('premature end') as string },
      { name: 'c-page.png', reason: 'bad_picture' }, { name: 'd-bitmap.bmp', reason: 'bad_picture', detail: expect.stringContaining('BMP') as string }, { name: 'e-bomb.png', reason: 'too_large', raw: null },
    ]);
    // They are not looked at again.
    const before = treeOf(`${place}/lake`);
    expect((await scan(`${place}/lake`, `${place}/in`)).roots).toMatchObject([{ read: 0, unchanged: 6 }]);
    expect(treeOf(`${place}/lake`)).toEqual(before);
  });

  it('looks again at changed files only, keeps nothing stale, and says what is gone', async () => {
    const place = fresh();
    filesIn(`${place}/in`, { 'a.jpg': await jpeg(60, 40), 'b.jpg': await jpeg(61, 40), 'c.jpg': await jpeg(62, 40), 'd.jpg': await drawn(63, 40).withExif({ IFD0: { Artist: 'someone' } }).jpeg().toBuffer() });
    await scan(`${place}/lake`, `${place}/in`);
    filesIn(`${place}/in`, { 'a.jpg': await jpeg(80, 40), 'b.jpg': 'broken', 'd.jpg': await jpeg(63, 40) });
    rmSync(`${place}/in/c.jpg`);
    utimesSync(`${place}/in/d.jpg`, 1e9, 1e9);
    expect((await scan(`${place}/lake`, `${place}/in`)).roots).toMatchObject([{ files: 3, read: 3, loaded: 2, rejected: 1, unchanged: 0, gone: 1 }]);
    expect(await imagesOf(`${place}/lake`, 'file_name, width, metadata')).toEqual([
      { file_name: 'a.jpg', width: 80, metadata: null }, { file_name: 'c.jpg', width: 62, metadata: null }, { file_name: 'd.jpg', width: 63, metadata: null },
    ]);
    expect(await rowsOf(`${place}/lake`, 'SELECT file_name, found FROM picture_steps ORDER BY path')).toEqual([{ file_name: 'a.jpg', found: 1 }, { file_name: 'b.jpg', found: 0 }, { file_name: 'c.jpg', found: 1 }, { file_name: 'd.jpg', found: 1 }]);
    expect(await rowsOf(`${place}/lake`, 'SELECT count(*) AS n FROM image_stats')).toEqual([{ n: 3 }]);
  });

  it('reads archives as it reads folders, and leaves those alone that have not changed', async () => {
    const place = fresh();
    const good = await jpeg();
    const other = await png();
    filesIn(`${place}/in`, {
      'a.zip': zipOf([{ name: 'sub/1.jpg', content: good }, { name: 'text.txt', content: 'words' }, { name: '../2.jpg', content: good }, { name: '3.png', content: other }, { name: '4.jpg', content: good }], { damage: ['4.jpg'] }),
      'b.cbz': zipOf([{ name: '1.png', content: other }]), 'cut.zip': zipOf([{ name: '1.png', content: other }]).subarray(0, 60),
    });
    const { roots, troubles } = await scan(`${place}/lake`, `${place}/in`);
    expect(roots).toMatchObject([{ read: 5, loaded: 3, passedOver: 1, rejects: { unreadable: 2 } }]);
    expect(troubles).toMatchObject([{ path: `${place}/in/a.zip/../2.jpg` }]);
    expect((await imagesOf(`${place}/lake`, 'path, file_md5')).map((row) => Object.values(row))).toEqual([
      ['a.zip/3.png', other], ['a.zip/sub/1.jpg', good], ['b.cbz/1.png', other],
    ].map(([path, bytes]) => [`${place}/in/${path as string}`, createHash('md5').update(bytes!).digest('hex')]));
    // The damaged ones are tried again; of b.cbz nothing is read.
    expect((await scan(`${place}/lake`, `${place}/in`)).roots).toMatchObject([{ loaded: 0, unchanged: 3, gone: 0 }]);
    filesIn(`${place}/in`, { 'b.cbz': zipOf([{ name: '9.png', content: other }, { name: '8.png', content: good }]) });
    expect((await scan(`${place}/lake`, `${place}/in`)).roots).toMatchObject([{ loaded: 2, gone: 1, misnamed: 1 }]);
  });

  it('ends where links go in circles, and counts what it cannot enter', async () => {
    const place = fresh();
    filesIn(`${place}/in`, { 'one/a.jpg': await jpeg(), 'two/b.jpg': await jpeg() });
    symlinkSync(`${place}/in`, `${place}/in/one/up`);
    symlinkSync('itself', `${place}/in/itself`);
    symlinkSync(`${place}/nowhere.jpg`, `${place}/in/lost.jpg`);
    const { roots, troubles } = await scan(`${place}/lake`, `${place}/in`);
    expect(roots).toMatchObject([{ loaded: 2, rejected: 0 }]);
    expect(troubles.map(({ path, what }) => [path.slice(`${place}/in/`.length), what.split(' ').slice(0, 4).join(' ')])).toEqual([['itself', 'a link that leads'], ['lost.jpg', 'a link that leads'], ['one/up', 'a link to a']]);
  });

  it('keeps hostile names and texts as they are', async () => {
    const place = fresh();
    const names = ["'; DROP TABLE posts; --.jpg", 'new\nline.jpg', '<script>alert(1)</script>'.replace('/', '_') + '.jpg', '$(touch x) `y`.jpg', '"quoted".jpg', 'ユニ コード🎨.jpg', '%27 or 1=1.jpg', '{a,b}*?.jpg'].sort();
    const evil = `'); COPY posts TO 'x'; -- <img src=x onerror=alert(1)>`;
    const bytes = await drawn(30, 30).withExif({ IFD0: { Artist: evil, ImageDescription: 'x'.repeat(60_000) } }).jpeg().toBuffer();
    filesIn(`${place}/in`, Object.fromEntries(names.map((name) => [name, bytes])));
    expect((await scan(`${place}/lake`, `${place}/in`)).roots).toMatchObject([{ loaded: names.length }]);
    const rows = await imagesOf(`${place}/lake`, "file_name, metadata::JSON ->> '$.exif.Artist' AS artist, length(metadata) AS length") as { file_name: string; artist: string; length: number }[];
    expect(rows.map((row) => row.file_name)).toEqual(names);
    for (const { artist, length } of rows) expect([artist, length < 10_000]).toEqual([evil, true]);
    expect((await scan(`${place}/lake`, `${place}/in`)).roots).toMatchObject([{ read: 0, unchanged: names.length }]);
  });

  it('gives the same bytes whatever the number of processes and commits', async () => {
    const place = fresh();
    filesIn(`${place}/in`, Object.fromEntries(await Promise.all(Array.from({ length: 12 }, async (_, i) => [`${i}.jpg`, i === 5 ? 'broken' : await jpeg(40 + i, 30, 30 * i)]))));
    await scan(`${place}/one`, `${place}/in`, { processes: 1 });
    await scan(`${place}/many`, `${place}/in`, { commitEvery: 4 });
    const pictures = (lake: string) => (['images', 'image_stats', 'picture_steps', 'rejects', 'loads'] as const).map((table) => manifestOf(lake).tables[table]!.map(({ path }) => path));
    expect(pictures(`${place}/many`)).toEqual(pictures(`${place}/one`));
  });

  it('keeps what is done when it is stopped, and goes on from there', async () => {
    const place = fresh();
    filesIn(`${place}/in`, Object.fromEntries(await Promise.all(Array.from({ length: 20 }, async (_, i) => [`${String(i).padStart(2, '0')}.jpg`, await jpeg(40 + i, 30)]))));
    const stop = new AbortController();
    let seen = 0;
    await expect(scanPictures(`${place}/lake`, [`${place}/in`], { signal: stop.signal, commitEvery: 4, pool, onStep: () => ++seen === 10 && stop.abort() })).rejects.toMatchObject({ name: 'UserError', message: expect.stringMatching(/^Interrupted; the 10 pictures/) as string });
    expect(await imagesOf(`${place}/lake`)).toHaveLength(10);
    expect((await scan(`${place}/lake`, `${place}/in`)).roots).toMatchObject([{ read: 10, loaded: 10, unchanged: 10 }]);
  });

  it('survives a file that goes, and one that stops the process or takes too long', async () => {
    const place = fresh();
    filesIn(`${place}/in`, Object.fromEntries(await Promise.all(Array.from({ length: 6 }, async (_, i) => [`${i}.jpg`, await jpeg(40 + i, 30)]))));
    const { roots } = await scan(`${place}/lake`, `${place}/in`, { onStep: ({ label }) => label.endsWith('1.jpg') && rmSync(`${place}/in/5.jpg`) });
    expect(roots).toMatchObject([{ read: 6, loaded: 5, rejects: { unreadable: 1 } }]);
    expect(await rejectsIn(`${place}/lake`)).toEqual([{ name: '5.jpg', reason: 'unreadable', detail: 'gone while the scan ran', raw: null }]);
    const slow = await scan(`${place}/slow`, `${place}/in`, { seconds: 0 });
    expect(slow.roots).toMatchObject([{ read: 5, loaded: 0, rejects: { too_slow: 5 } }]);
    // It may go better another time.
    expect((await scan(`${place}/slow`, `${place}/in`)).roots).toMatchObject([{ read: 5, loaded: 5 }]);
  });

  it('says what was asked wrongly', async () => {
    const place = fresh();
    await expect(scanPictures(`${place}/lake`, [`${place}/nothing`])).rejects.toMatchObject({ message: `No such file or folder: ${place}/nothing` });
    await expect(scanPictures(`${place}/lake`, [dir], { board: 'nowhere' })).rejects.toMatchObject({ message: 'Unknown board nowhere', exitCode: 2 });
    writeFileSync(join(dir, 'empty'), '');
    expect((await scanPictures(`${place}/lake`, [`${dir}/empty`])).roots).toMatchObject([{ files: 1, read: 0, passedOver: 1 }]);
  });
});
