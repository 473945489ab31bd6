import { rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linesOfLook } from '../../src/cli/looked.js';
import { letterbox } from '../../src/images/decode.js';
import { FaceCascade, facePasses } from '../../src/images/face-cascade.js';
import { facePool, findFaces, type FaceOptions } from '../../src/images/faces.js';
import { intersectionOverUnion } from '../../src/kernels/box-overlap.js';
import { Random } from '../../src/kernels/random.js';
import { pinned, tempFolder, withLake } from '../load/fixtures.js';
import { putTable } from '../mining/rows.js';
import { bytesUnder } from '../sources/fixture.js';
import { drawFaces, type DrawnFace } from './drawn-face.js';
import { makeLake, putPictures, rowsOf } from './picture-lake.js';

const dir = tempFolder('faces');
const pool = facePool(2);
afterAll(() => pool.close());
const lakeOf = (name: string) => join(dir, `lake-${name}`);
const find = (lake: string, options: FaceOptions = {}) => withLake(lake, (open) => findFaces(open, { now: pinned, memory: '1GB', pool, ...options }));

/** Where the cascade puts the box of a drawn face. */
const boxOf = ({ x, y, size }: DrawnFace) => [x - 0.57 * size, y - 0.35 * size, 1.14 * size, 1.14 * size];

const pictures = {
  'wide.png': { size: [1600, 600], faces: [{ x: 300, y: 300, size: 300 }, { x: 1250, y: 280, size: 360 }] },
  'tall.png': { size: [500, 1500], faces: [{ x: 250, y: 500, size: 330 }] },
  'small.png': { size: [300, 240], faces: [{ x: 190, y: 110, size: 100 }] },
} as const;

beforeAll(async () => {
  for (const [name, { size, faces }] of Object.entries(pictures)) await drawFaces(size[0], size[1], faces).toFile(join(dir, name));
  // Lies on its side; a viewer turns it by 90 degrees to the right.
  await sharp(await drawFaces(500, 1500, pictures['tall.png'].faces).png().toBuffer()).rotate(270).withMetadata({ orientation: 6 }).jpeg({ quality: 95 }).toFile(join(dir, 'turned.jpg'));
  const hills = `<svg xmlns="http://www.w3.org/2000/svg" width="900" height="600"><linearGradient id="g" x2="0" y2="1"><stop stop-color="#79b6e8"/><stop offset="1" stop-color="#fff3d8"/></linearGradient>
    <rect width="900" height="600" fill="url(#g)"/><circle cx="700" cy="120" r="50" fill="#fff6c0"/><path d="M0,420 Q200,250 400,400 T900,350 V600 H0 Z" fill="#4d7a52"/><path d="M0,500 Q300,400 900,520 V600 H0 Z" fill="#2f5236"/></svg>`;
  await sharp(Buffer.from(hills)).toFile(join(dir, 'hills.png'));
  const random = new Random(5);
  await sharp(Uint8Array.from({ length: 3 * 400 * 400 }, () => random.int(256)), { raw: { width: 400, height: 400, channels: 3 } }).png().toFile(join(dir, 'noise.png'));
});

const all = (...names: string[]) => names.map((name) => join(dir, name));

describe('faces of pictures', () => {
  it('are where they were drawn, on the picture itself, whatever its shape, size and turn', async () => {
    const lake = lakeOf('place');
    await putPictures(lake, all('wide.png', 'tall.png', 'small.png', 'turned.jpg', 'hills.png', 'noise.png'));
    expect(await find(lake)).toEqual({ looked: 6, known: 0, boxes: 5, broken: [], gone: [], archived: [] });
    const rows = await rowsOf(lake, 'SELECT file_name, level, x_orig, y_orig, w_orig, h_orig FROM faces ORDER BY file_name, x_orig') as [string, string, number, number, number, number][];
    expect(rows.map(([name]) => name)).toEqual(['small.png', 'tall.png', 'turned.jpg', 'wide.png', 'wide.png']);
    const drawn = [pictures['small.png'].faces[0], pictures['tall.png'].faces[0], pictures['tall.png'].faces[0], ...pictures['wide.png'].faces];
    rows.forEach(([name, level, ...box], i) => {
      expect([name, level]).toEqual([name, expect.stringMatching(/[47]/)]);
      expect(intersectionOverUnion([...box, ...boxOf(drawn[i]!)], 0, 1)).toBeGreaterThan(0.75);
    });
    expect(await rowsOf(lake, 'SELECT file_name, step, found FROM picture_steps ORDER BY file_name')).toEqual(
      [['hills.png', 0], ['noise.png', 0], ['small.png', 1], ['tall.png', 1], ['turned.jpg', 1], ['wide.png', 2]].map(([name, found]) => [name, 'faces:anime_cascade', found]));
  });

  it('have places on the letterbox, in parts and in px of the picture that agree; the surest and largest come first', async () => {
    const lake = lakeOf('units');
    await putPictures(lake, all('wide.png', 'tall.png', 'small.png'));
    await find(lake);
    for (const [name, w, h] of [['wide.png', 1600, 600], ['tall.png', 500, 1500], ['small.png', 300, 240]] as const) {
      const scale = Math.min(1, 512 / w, 512 / h);
      const [left, top] = [Math.round((512 - w * scale) / 2), Math.round((512 - h * scale) / 2)];
      for (const row of await rowsOf(lake, `SELECT x, y, w, h, x_rel, y_rel, w_rel, h_rel, x_orig, y_orig, w_orig, h_orig, ref_w, ref_h, detector, label, prob FROM faces WHERE file_name = '${name}'`)) {
        const [px, rel, orig] = [row.slice(0, 4), row.slice(4, 8), row.slice(8, 12)] as number[][] as [number[], number[], number[]];
        rel.forEach((part, i) => expect(orig[i]).toBeCloseTo(part * (i % 2 === 0 ? w : h), -0.5));
        expect([px[0]! - left, px[1]! - top, px[2], px[3]].map((at, i) => Math.abs(at! / scale - orig[i]!))).toEqual(Array(4).fill(expect.closeTo(0, -0.8)));
        expect(row.slice(12)).toEqual([512, 512, 'anime_cascade', 'face', null]);
      }
    }
    const ranks = await rowsOf(lake, "SELECT rank, level, w FROM faces WHERE file_name = 'wide.png' ORDER BY rank") as [number, string, number][];
    expect(ranks.map(([rank]) => rank)).toEqual([1, 2]);
    expect(Number(ranks[0]![1]) * 1000 + ranks[0]![2]).toBeGreaterThan(Number(ranks[1]![1]) * 1000 + ranks[1]![2]);
  });

  it('are one a place: of several passes the strictest stays', async () => {
    const cascade = await FaceCascade.open();
    const { rgb } = await letterbox(join(dir, 'wide.png'));
    const faces = cascade.faces(rgb);
    const passes = facePasses.map((pass) => cascade.pass(pass));
    expect(passes.flat().length).toBeGreaterThan(faces.length);
    for (const face of faces) {
      expect(passes.flat()).toContainEqual(face);
      const better = passes.flat().filter((other) => other.level > face.level);
      expect(better.filter((other) => intersectionOverUnion([face.x, face.y, face.w, face.h, other.x, other.y, other.w, other.h], 0, 1) >= 0.5)).toEqual([]);
    }
    expect(cascade.faces(rgb, 4)).toEqual(faces.filter(({ level }) => level >= 4));
    cascade.close();
  });
});

describe('a look at pictures', () => {
  it('is done once; a picture that changed is looked at again, and its old rows are gone', async () => {
    const lake = lakeOf('again');
    const path = join(dir, 'changing.png');
    await drawFaces(500, 500, [{ x: 250, y: 250, size: 110 }]).toFile(path);
    await putPictures(lake, [path, ...all('tall.png')]);
    expect(await find(lake)).toMatchObject({ looked: 2, boxes: 2 });
    const before = bytesUnder(lake);
    expect(await find(lake)).toMatchObject({ looked: 0, known: 2, boxes: 0 });
    expect(bytesUnder(lake)).toEqual(before);
    writeFileSync(path, await sharp(join(dir, 'hills.png')).png().toBuffer());
    expect(await find(lake)).toMatchObject({ looked: 1, known: 1, boxes: 0 });
    expect(await rowsOf(lake, 'SELECT file_name FROM faces')).toEqual([['tall.png']]);
    utimesSync(path, 1e9, 1e9);
    expect(await find(lake)).toMatchObject({ looked: 1, known: 1 });
    expect(await find(lake, { again: true })).toMatchObject({ looked: 2, known: 0, boxes: 1 });
    expect(await rowsOf(lake, 'SELECT count(*), count(DISTINCT path) FROM picture_steps')).toEqual([[2, 2]]);
  });

  it('for surer faces is also done by one for all, not the other way round', async () => {
    const lake = lakeOf('level');
    await putPictures(lake, all('wide.png'));
    expect(await find(lake, { level: 7 })).toMatchObject({ looked: 1 });
    const sure = await rowsOf(lake, 'SELECT DISTINCT level FROM faces');
    expect(sure.filter(([level]) => level !== '7')).toEqual([]);
    expect(await find(lake)).toMatchObject({ looked: 1, boxes: 2 });
    expect(await find(lake, { level: 4 })).toMatchObject({ looked: 0, known: 1 });
    expect(await rowsOf(lake, 'SELECT step FROM picture_steps')).toEqual([['faces:anime_cascade']]);
  });

  it('that is stopped keeps what it saw, and the next one does the rest', async () => {
    const lake = lakeOf('stopped');
    await putPictures(lake, all('wide.png', 'tall.png', 'small.png', 'hills.png', 'noise.png'));
    const stop = new AbortController();
    const stopped = find(lake, { signal: stop.signal, batch: { pictures: 2, seconds: 60 }, onStep: ({ done, total }) => done === 3 && total === 5 && stop.abort() });
    await expect(stopped).rejects.toThrow(/^Interrupted; what was seen in [34] pictures is kept$/);
    const [[kept]] = await rowsOf(lake, 'SELECT count(*) FROM picture_steps') as [[number]];
    expect([3, 4]).toContain(kept);
    expect(await find(lake)).toMatchObject({ looked: 5 - kept, known: kept });
    expect(await rowsOf(lake, 'SELECT file_name, count(*) FROM faces GROUP BY ALL ORDER BY ALL')).toEqual([['small.png', 1], ['tall.png', 1], ['wide.png', 2]]);
  });

  it('counts pictures that are broken, gone or in an archive, and tries them again', async () => {
    const lake = lakeOf('broken');
    const [broken, gone, empty] = all('broken.png', 'gone.png', 'empty.jpg') as [string, string, string];
    writeFileSync(broken, Buffer.from('89504e470d0a1a0a0000', 'hex'));
    writeFileSync(empty, '');
    writeFileSync(join(dir, 'some.zip'), 'PK');
    await putPictures(lake, [broken, gone, empty, ...all('some.zip/inner.jpg', 'tall.png')]);
    const summary = await find(lake);
    expect(summary).toMatchObject({ looked: 1, boxes: 1, gone: [gone], archived: all('some.zip/inner.jpg') });
    expect(summary.broken).toEqual([{ path: broken, why: expect.stringMatching(/./) }, { path: empty, why: expect.stringMatching(/./) }]);
    await drawFaces(500, 500, [{ x: 250, y: 250, size: 110 }]).toFile(gone);
    expect(await find(lake)).toMatchObject({ looked: 1, known: 1, boxes: 1, gone: [], broken: [{ path: broken }, { path: empty }] });
    rmSync(gone);
  });

  it('goes over pictures of any rating, and names only those that are shown', async () => {
    const lake = lakeOf('rating');
    const [shown, hidden] = all('broken 1.png', 'broken 2.png') as [string, string];
    for (const path of [shown, hidden]) writeFileSync(path, 'no picture');
    await putPictures(lake, [{ path: shown, fid: '1' }, { path: hidden, fid: '2' }, { path: join(dir, 'tall.png'), fid: '2' }]);
    await putTable(lake, 'posts', [1, 2].map((fid) => ({ booru: 'danbooru.donmai.us', fid: String(fid), post_key: fid, rating_std: fid === 1 ? 'general' : 'explicit', rating_level: fid === 1 ? 0 : 4 })));
    const summary = await find(lake);
    expect(summary).toMatchObject({ looked: 1, boxes: 1 });
    const lines = await withLake(lake, (open) => linesOfLook(open, summary), { rating: 'safe' });
    expect(lines.join('\n')).toContain(`${shown}: `);
    expect(lines.join('\n')).not.toContain('broken 2');
    expect(lines.join('\n')).toContain('and 1 more');
    expect(await rowsOf(lake, 'SELECT fid, post_key FROM faces')).toEqual([['2', 2]]);
    expect(await rowsOf(lake, 'SELECT fid FROM faces', { rating: 'sensitive' })).toEqual([]);
  });

  it('gives the same bytes each time, with one thread and with two', async () => {
    const alone = facePool(1);
    const bytes = [];
    for (const [name, threads] of [['one', alone], ['two', pool]] as const) {
      const lake = lakeOf(name);
      await putPictures(lake, all('wide.png', 'tall.png', 'small.png'));
      await find(lake, { pool: threads });
      bytes.push(Object.entries(bytesUnder(lake)).map(([path, sum]) => [path.slice(lake.length), sum]));
    }
    await alone.close();
    expect(bytes[1]).toEqual(bytes[0]);
  });

  it('needs pictures that were scanned', async () => {
    const lake = lakeOf('none');
    await makeLake(lake);
    await putTable(lake, 'images', [{ booru: 'yande.re', fid: '1', post_key: 1, path: 'B:/x', file_name: 'yande.re - 1.jpg' }]);
    await expect(find(lake)).rejects.toThrow('The lake has no picture files');
  });
});

describe('threads that find faces', () => {
  it('are replaced when they die, and the picture they had is looked at by the next', async () => {
    const { rgb } = await letterbox(join(dir, 'wide.png'));
    const first = await pool.run({ rgb, least: 7 });
    const asked = Array.from({ length: 6 }, () => pool.run({ rgb, least: 7 }));
    await Promise.all(pool.threads.map((thread) => thread.terminate()));
    expect(await Promise.all(asked)).toEqual(Array(6).fill(first));
    expect(first.length).toBeGreaterThan(0);
  });
});
