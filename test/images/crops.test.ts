import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { cropBox, cropSets } from '../../src/images/crop-box.js';
import { makeCrops, type CropOptions } from '../../src/images/crops.js';
import { Random } from '../../src/kernels/random.js';
import type { Rating } from '../../src/lake/views.js';
import { parseFileName } from '../../src/tags/file-name.js';
import { cli, load, post, tempFolder, treeOf, withLake, writeLines } from '../load/fixtures.js';
import { putTable } from '../mining/rows.js';

describe('the box of a crop', () => {
  const picture = { width: 600, height: 900 };

  it('is the face with its margins, 2:3, with the face where it is to be', () => {
    const face = { x: 250, y: 300, w: 100, h: 100 };
    expect(cropBox(face, cropSets.portrait, picture)).toEqual({ x: 190, y: 210, w: 220, h: 330 });
    expect(cropBox(face, cropSets.bust, picture)).toEqual({ x: 120, y: 180, w: 360, h: 540 });
    expect(cropBox({ ...face, h: 200 }, cropSets.portrait, picture)).toEqual({ x: 80, y: 120, w: 440, h: 660 });
  });

  it('is moved into the picture at its edges, and made smaller where the picture is', () => {
    expect(cropBox({ x: 0, y: 0, w: 100, h: 100 }, cropSets.portrait, picture)).toEqual({ x: 0, y: 0, w: 220, h: 330 });
    expect(cropBox({ x: 500, y: 800, w: 100, h: 100 }, cropSets.portrait, picture)).toEqual({ x: 380, y: 570, w: 220, h: 330 });
    expect(cropBox({ x: 150, y: 100, w: 300, h: 300 }, cropSets.bust, picture)).toEqual({ x: 0, y: 0, w: 600, h: 900 });
    expect(cropBox({ x: 400, y: 10, w: 60, h: 60 }, cropSets.bust, { width: 900, height: 90 })).toEqual({ x: 400, y: 0, w: 60, h: 90 });
    expect(cropBox({ x: 400, y: 5, w: 80, h: 80 }, cropSets.bust, { width: 900, height: 90 })).toBeNull();
    expect(cropBox({ x: 590, y: 10, w: 60, h: 60 }, cropSets.portrait, picture)).toBeNull();
  });

  it('lies in its picture, is 2:3 and holds the face, of any face in any picture', () => {
    const random = new Random(5);
    let boxes = 0;
    for (let i = 0; i < 20_000; i++) {
      const size = { width: 1 + random.int(400), height: 1 + random.int(400) };
      const [w, h] = [1 + random.int(size.width), 1 + random.int(size.height)];
      const face = { x: random.int(size.width - w + 1), y: random.int(size.height - h + 1), w, h };
      const box = cropBox(face, random.int(2) === 0 ? cropSets.portrait : cropSets.bust, size);
      const room = Math.min(Math.floor(size.width / 2), Math.floor(size.height / 3));
      expect(box !== null, JSON.stringify({ face, size })).toBe(room >= 1 && w <= 2 * room && h <= 3 * room);
      if (box === null) continue;
      boxes++;
      expect(2 * box.h).toBe(3 * box.w);
      expect([box.x >= 0, box.y >= 0, box.x + box.w <= size.width, box.y + box.h <= size.height].every(Boolean), JSON.stringify({ face, size, box })).toBe(true);
      expect([box.x <= face.x, box.y <= face.y, box.x + box.w >= face.x + w, box.y + box.h >= face.y + h].every(Boolean), JSON.stringify({ face, size, box })).toBe(true);
    }
    expect(boxes).toBeGreaterThan(5000);
  });
});

const dir = tempFolder('crops');
const lake = join(dir, 'lake');
const danbooru = 'danbooru.donmai.us';
const at = (name: string) => join(dir, 'pictures', name);

/** A grey picture with a red face of 100 x 100 px at (250, 300). */
const faceSvg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="600" height="900"><rect width="600" height="900" fill="#888"/><rect x="250" y="300" width="100" height="100" fill="#f00"/></svg>');
const row = (path: string, fid: string | null) => ({ booru: fid && danbooru, fid, post_key: fid === null ? null : Number(fid), path, file_name: basename(path) });
const face = (path: string, fid: string | null, rank: number, level: string | null, px: readonly number[] | null, parts: readonly number[] | null = null) => ({
  ...row(path, fid), detector: 'anime_cascade', level, label: 'face', rank, ...Object.fromEntries(['x', 'y', 'w', 'h'].flatMap((side, i) => [[`${side}_orig`, px?.[i] ?? null], [`${side}_rel`, parts?.[i] ?? null]])),
});

beforeAll(async () => {
  mkdirSync(join(dir, 'pictures'));
  await load(lake, writeLines(join(dir, 'posts.json'), [post(1, { character: 'hatsune_miku', artist: 'kei' }), post(2), post(3, { rating: 'q' })]));
  const upright = await sharp(faceSvg).png().toBuffer();
  for (const name of ['one.png', 'hidden.png']) writeFileSync(at(name), upright);
  writeFileSync(at('turned.jpg'), await sharp(await sharp(upright).rotate(270).png().toBuffer()).withMetadata({ orientation: 6 }).jpeg({ quality: 100 }).toBuffer());
  writeFileSync(at('wide.png'), await sharp(upright).resize(300, 90, { fit: 'fill' }).toBuffer());
  writeFileSync(at('broken.jpg'), 'no picture');
  const [one, turned, wide, hidden, broken] = [at('one.png'), at('turned.jpg'), at('wide.png'), at('hidden.png'), at('broken.jpg')];
  await putTable(lake, 'images', [row(one, '1'), row(turned, '2'), row(wide, '1'), row(hidden, '3'), row(broken, null)]);
  await putTable(lake, 'faces', [
    face(one, '1', 1, '7', [250, 300, 100, 100]), face(one, '1', 2, '4', [10, 10, 70, 70]), face(one, '1', 3, '2', [300, 500, 80, 80]), face(one, '1', 4, '7', [10, 800, 30, 30]), face(wide, '1', 1, '7', [10, 5, 80, 80]), face(one, '1', 6, '7', null),
    face(turned, '2', 1, '7', null, [250 / 600, 300 / 900, 100 / 600, 100 / 900]), face(hidden, '3', 1, '7', [250, 300, 100, 100]), face(broken, null, 1, '7', [1, 2, 90, 90]), face(broken, null, 2, '7', [2, 2, 90, 90]),
  ]);
});

let made = 0;
const crops = async (options: Partial<CropOptions> = {}, rating: Rating = 'sensitive') => {
  const out = options.out ?? join(dir, `crops-${++made}`);
  const summary = await withLake(lake, (open) => makeCrops(open, { set: 'portrait', smallest: 64, level: 4, ...options, out }), { rating });
  return { out, summary, names: readdirSync(out).sort() };
};

describe('crops', () => {
  it('are one a face sure and large enough; others are counted', async () => {
    const { summary, names } = await crops();
    expect(summary).toMatchObject({ made: 3, there: 0, small: 1, cramped: 1, unplaced: 1, hidden: 1, gone: [], broken: [{ path: at('broken.jpg') }] });
    expect(names).toEqual([1, 1, 2].map((fid) => expect.stringMatching(new RegExp(`^${danbooru} - ${fid} - misc ~ ${fid === 1 ? 'hatsune_miku' : 'unknown'} \\(${fid === 1 ? 'kei' : 'anonymous'}\\) \\[CRP\\] \\[[0-9a-f]{8}\\]\\.jpg$`))));
    expect(names.map((name) => parseFileName(name).fid)).toEqual(['1', '1', '2']);
    expect((await crops({ level: 7 })).summary.made).toBe(2);
    expect((await crops({ level: 2, smallest: 20 })).summary).toMatchObject({ made: 5, small: 0 });
    expect((await crops({ set: 'bust' })).names).not.toEqual(names);
    expect((await crops({}, 'all')).summary).toMatchObject({ made: 4, hidden: 0 });
  });

  it.each([['1', 'in px'], ['2', 'in parts of a picture that lies on its side']])('of post %s, %s, show the face where it is to be', async (fid) => {
    const { out, names } = await crops({ level: 7 });
    const { data, info } = await sharp(join(out, names.find((name) => parseFileName(name).fid === fid)!)).raw().toBuffer({ resolveWithObject: true });
    expect([info.width, info.height]).toEqual([220, 330]);
    const isRed = (x: number, y: number) => data[3 * (220 * y + x)]! > 200 && data[3 * (220 * y + x) + 1]! < 60;
    const inside = [[64, 94], [155, 94], [64, 185], [155, 185], [110, 140]] as const;
    const outside = [[54, 140], [166, 140], [110, 84], [110, 196], [2, 2], [217, 327]] as const;
    expect([inside.map(([x, y]) => isRed(x, y)), outside.map(([x, y]) => isRed(x, y))]).toEqual([Array(5).fill(true), Array(6).fill(false)]);
  });

  it('are not made anew, and the same each time', async () => {
    const { out } = await crops();
    const before = treeOf(out);
    expect((await crops({ out })).summary).toMatchObject({ made: 0, there: 3 });
    expect(treeOf(out)).toEqual(before);
    expect(treeOf((await crops()).out)).toEqual(before);
  });

  it('by the command, with margins of one\'s own', async () => {
    const out = join(dir, 'by-command');
    const ran = cli(['--lake', lake, 'images', 'crops', '--out', out, '--margin', '0.1,0.2,0.3', '--level', '7', '--json']);
    expect(JSON.parse(ran.stdout)).toEqual([{ made: 2, there: 0, not_there: 0, in_archives: 0, broken: 1, hidden: 1, small: 1, cramped: 1, unplaced: 1 }]);
    expect(ran.status).toBe(0);
    const { width, height } = await sharp(join(out, readdirSync(out).sort()[0]!)).metadata();
    expect([width, height]).toEqual([120, 180]);
    for (const wrong of [['--set', 'legs'], ['--margin', '1,2'], ['--margin', '1,2,x'], ['--min', '0'], ['--level', '5']]) {
      expect(cli(['--lake', lake, 'images', 'crops', '--out', out, ...wrong]), wrong.join(' ')).toMatchObject({ status: 2, stdout: '' });
    }
    expect(cli(['--lake', lake, 'images', 'crops', '--out', out, '--min', '5000'])).toMatchObject({ status: 1, stderr: expect.stringContaining('--min takes smaller ones') });
  });
});
