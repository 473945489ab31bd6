import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { composePictures } from '../../src/images/compose.js';
import { scoreComposition } from '../../src/images/score-composition.js';
import { layoutSimilarity, similarComposition } from '../../src/images/similar-composition.js';
import type { Lake, OpenOptions } from '../../src/lake/lake.js';
import { cli, pinned, rowsOf, tempFolder, treeOf, withLake } from '../load/fixtures.js';
import { writeSmallLake } from '../system/small-lake.js';
import { pictureTables, type DrawnPicture } from './composed-lake.js';

const root = tempFolder('compose');
let lakes = 0;
const lakeOf = (pictures: readonly DrawnPicture[]) => writeSmallLake(join(root, String(lakes++)), pictureTables(pictures));
const on = <T>(dir: string, work: (lake: Lake) => Promise<T>, rating: OpenOptions['rating'] = 'sensitive') => withLake(dir, work, { rating });

const face = (x: number, y: number, side: number) => ['face', x, y, side, side] as const;
const half = face(0.4, 0.15, 0.2);
const full = face(0.45, 0.08, 0.09);

describe('images composition', () => {
  it('writes a row for every picture, hidden ones too, and the same bytes each time', async () => {
    const dir = await lakeOf([
      { path: 'p/1.jpg', booru: 'a', post: 1, boxes: [half], tags: ['upper_body', 'solo'] },
      { path: 'p/2.jpg', booru: 'a', post: 2, boxes: [face(0.1, 0.1, 0.2), face(0.7, 0.1, 0.1)], tags: ['sky'], level: 4 },
      { path: 'p/3.jpg', booru: 'a', post: 3, tags: ['no_humans', 'scenery'], width: 1600 },
      { path: "p/it's.jpg", boxes: [full, ['person', 0.3, 0.02, 0.4, 0.9]] },
      { path: 'p/5.jpg', width: 1000 },
    ]);
    const rows = () => rowsOf(dir, 'SELECT path, figures, figures_from, scale, scale_from, place, round(depth, 3)::DOUBLE AS depth, orientation FROM compositions ORDER BY path');
    expect(await on(dir, (lake) => composePictures(lake, { now: pinned }))).toEqual({ pictures: 5, seen: 3, tagged: 2 });
    expect(await rows()).toEqual([
      { path: 'p/1.jpg', figures: 1, figures_from: 'both', scale: 'half', scale_from: 'both', place: 'upper', depth: null, orientation: 'portrait' },
      { path: 'p/2.jpg', figures: 2, figures_from: 'boxes', scale: 'half', scale_from: 'boxes', place: 'upper left', depth: 2, orientation: 'portrait' },
      { path: 'p/3.jpg', figures: 0, figures_from: 'tags', scale: 'wide', scale_from: 'tags', place: null, depth: null, orientation: 'landscape' },
      { path: 'p/5.jpg', figures: null, figures_from: null, scale: null, scale_from: null, place: null, depth: null, orientation: 'square' },
      { path: "p/it's.jpg", figures: 1, figures_from: 'boxes', scale: 'full figure', scale_from: 'boxes', place: 'upper', depth: null, orientation: 'portrait' },
    ]);
    const bytes = () => Object.entries(treeOf(dir)).filter(([path]) => path.includes('compositions')).map(([, hash]) => hash);
    const before = bytes();
    await on(dir, (lake) => composePictures(lake, { now: pinned }));
    expect(before.length).toBe(1);
    expect(bytes()).toEqual(before);
  });

  it('says what to do where there is nothing to work on', async () => {
    const dir = await writeSmallLake(join(root, 'bare'));
    await expect(on(dir, composePictures)).rejects.toMatchObject({ message: 'The lake has no pictures', hint: expect.stringContaining('images scan') });
    await expect(on(dir, scoreComposition)).rejects.toMatchObject({ hint: expect.stringContaining('images scan') });
    await expect(on(await lakeOf([{ path: 'x.jpg', boxes: [half] }]), scoreComposition)).rejects.toMatchObject({ message: expect.stringContaining('No picture has both') });
  });
});

describe('score composition', () => {
  it('compares boxes alone with tags, a class that the tag allows being right', async () => {
    const pictures: DrawnPicture[] = [
      ...[1, 2, 3].map((post): DrawnPicture => ({ path: `${post}.jpg`, booru: 'a', post, boxes: [half], tags: ['upper_body', '1girl', 'solo'] })),
      { path: '4.jpg', booru: 'a', post: 4, boxes: [face(0.4, 0.2, 0.28)], tags: ['upper_body', '2girls'] },
      { path: '5.jpg', booru: 'a', post: 5, boxes: [full], tags: ['cowboy_shot', 'multiple_girls'] },
      { path: '6.jpg', booru: 'a', post: 6, tags: ['portrait', 'solo'] },
      { path: '7.jpg', booru: 'a', post: 7, boxes: [half], tags: ['full_body'], level: 3 },
    ];
    const dir = await lakeOf(pictures);
    const { scores, cells } = await on(dir, scoreComposition);
    expect(scores).toEqual([
      { what: 'scale', on: 'all', heads: 6, tagged: 6, pictures: 5, right: 4, accuracy: 0.8, low: expect.closeTo(0.3755, 3), high: expect.closeTo(0.9638, 3), majority: 0.8 },
      { what: 'figures', on: 'all', heads: null, tagged: 5, pictures: 4, right: 3, accuracy: 0.75, low: expect.any(Number), high: expect.any(Number), majority: 0.75 },
    ]);
    expect(cells.filter(({ what }) => what === 'scale').map(({ tags, boxes, pictures: n, right, share }) => [tags, boxes, n, right, share])).toEqual([
      ['half', 'half', 3, true, 0.75], ['half', 'bust', 1, true, 0.25], ['cowboy', 'full figure', 1, false, 1],
    ]);
    expect((await on(dir, scoreComposition, 'all')).scores[0]).toMatchObject({ tagged: 7, right: 4, pictures: 6 });
  });
});

describe('the height of figures', () => {
  it('is found on one half of the pictures and scored on the other', async () => {
    // Figures of 4 heads, cut at the navel and at the middle of the thighs.
    const cut = (part: number, post: number, tag: string): DrawnPicture => {
      const headHeight = 0.95 / (1 + part * 3);
      const side = headHeight / 1.45;
      return { path: `${tag}/${post}.jpg`, booru: 'a', post, boxes: [face(0.4, 0.05 + 0.42 * side, side)], tags: [tag] };
    };
    const dir = await lakeOf(Array.from({ length: 200 }, (_, i) => (i % 2 === 0 ? cut(0.33 + i / 5000, i, 'upper_body') : cut(0.56 + i / 5000, i, 'cowboy_shot'))));
    const [all, usual, fitted] = (await on(dir, scoreComposition)).scores;
    expect([all, usual, fitted].map((row) => [row!.on, row!.right / row!.pictures])).toEqual([['all', 0.5], ['half kept aside', expect.closeTo(0.5, 0)], ['half kept aside', 1]]);
    expect(usual!.pictures).toBe(fitted!.pictures);
    expect(usual!.heads).toBe(6);
    expect(Math.abs(fitted!.heads! - 4)).toBeLessThan(0.7);
  });
});

describe('similar composition', () => {
  it('is 1 of itself, less the farther and the more, and the same both ways', () => {
    const layout = (faces: readonly (readonly [number, number, number])[], aspect: number | null = 0.7) => ({ boxes: faces.map(([x, y, side]) => ({ x, y, w: side, h: side })), aspect });
    const one = layout([[0.4, 0.2, 0.2]]);
    const two = layout([[0.4, 0.2, 0.2], [0.8, 0.2, 0.1]]);
    expect(layoutSimilarity(two, two)).toBeCloseTo(1);
    expect(layoutSimilarity(one, two)).toBeCloseTo(0.5);
    expect(layoutSimilarity(two, one)).toBeCloseTo(0.5);
    const apart = [0, 0.05, 0.1, 0.15, 0.3].map((by) => layoutSimilarity(one, layout([[0.4 + by, 0.2, 0.2]])));
    expect(apart).toEqual([...apart].sort((a, b) => b - a));
    expect(apart.at(-1)).toBe(0);
    expect(layoutSimilarity(one, layout([[0.4, 0.2, 0.2]], 1.4))).toBeCloseTo(0.5);
    expect(layoutSimilarity(one, layout([[0.4, 0.2, 0.2]], null))).toBeCloseTo(1);
    expect(layoutSimilarity(layout([]), layout([]))).toBe(0);
  });

  it('finds the most alike of the pictures shown', async () => {
    const dir = await lakeOf([
      { path: 'q.jpg', booru: 'a', post: 1, boxes: [half] },
      { path: 'same.jpg', booru: 'a', post: 2, boxes: [half] },
      { path: 'near.jpg', boxes: [face(0.45, 0.15, 0.2)] },
      { path: 'two.jpg', boxes: [half, face(0.8, 0.6, 0.15)] },
      { path: 'far.jpg', boxes: [face(0.05, 0.8, 0.1)] },
      { path: 'none.jpg' },
      { path: 'hidden.jpg', booru: 'a', post: 9, boxes: [half], level: 4 },
    ]);
    const found = await on(dir, (lake) => similarComposition(lake, 'q.jpg', 10));
    expect(found.map(({ path }) => path)).toEqual(['same.jpg', 'near.jpg', 'two.jpg']);
    expect(found[0]!.score).toBeCloseTo(1);
    expect(await on(dir, (lake) => similarComposition(lake, 'q.jpg', 1))).toHaveLength(1);
    expect((await on(dir, (lake) => similarComposition(lake, 'q.jpg', 9), 'all')).map(({ path }) => path).slice(0, 2)).toEqual(['hidden.jpg', 'same.jpg']);
    await expect(on(dir, (lake) => similarComposition(lake, 'none.jpg'))).rejects.toMatchObject({ message: 'No face is known in none.jpg' });
    await expect(on(dir, (lake) => similarComposition(lake, 'hidden.jpg'))).rejects.toMatchObject({ message: 'The lake shows no picture hidden.jpg' });
    const ran = cli(['--lake', dir, 'images', 'similar', 'q.jpg', '--by', 'composition', '--limit', '2']);
    expect([ran.status, ran.stdout, ran.stderr]).toEqual([0, expect.stringMatching(/^path +score\n.*\nsame\.jpg +1\nnear\.jpg +0\.\d+\n$/), expect.stringContaining('composed alike')]);
    expect(cli(['--lake', dir, 'images', 'similar', 'none.jpg', '--by', 'composition']).stderr).toContain('Look for faces first: boorulab images faces');
  });
});
