import { describe, expect, it } from 'vitest';
import { edgeMean } from '../../src/kernels/edge-mean.js';
import { pictureStats } from '../../src/kernels/picture-stats.js';
import { Random } from '../../src/kernels/random.js';
import { expectParity, magickStats, magickVersion } from './magick.js';
import { drawn, mirrored, noise, reordered, scene, type Picture } from './pictures.js';

const statsOf = ({ rgb, width, height }: Picture) => pictureStats(rgb, width, height);

const pictures: Record<string, Picture> = {
  'a scene on black': scene(200, 120, 3, 20),
  'a scene without a frame': scene(97, 61, 4),
  'noise': noise(64, 40),
  'grey noise': drawn(50, 40, (x, y) => Array(3).fill((x * 7 + y * y * 13) % 256) as [number, number, number]),
  'black and white': drawn(40, 30, (x, y) => ((x * y) % 3 === 0 ? [255, 255, 255] : [0, 0, 0])),
  'red': drawn(9, 7, () => [255, 0, 0]),
  'one grey': drawn(12, 12, () => [99, 99, 99]),
  'one spot': drawn(30, 20, (x, y) => (x === 9 && y === 4 ? [6, 5, 5] : [5, 5, 5])),
  'corners of three colours': drawn(30, 20, (x, y) => (x === 29 ? [1, 2, 3] : y === 19 ? [9, 9, 9] : x === 5 && y === 5 ? [50, 60, 70] : [0, 0, 0])),
  '2 x 3': noise(2, 3, 5),
  'a dark gradient': drawn(128, 128, (x, y) => [x >> 3, y >> 3, (x + y) >> 4]),
};

describe('statistics of a picture', () => {
  const version = magickVersion();
  it.skipIf(version === null).for(Object.keys(pictures))(`are those of ${version ?? 'ImageMagick 6, which is not installed'}: %s`, async (name) => {
    const picture = pictures[name]!;
    expectParity(statsOf(picture), await magickStats(picture.rgb, picture.width, picture.height));
  });

  it('of four pixels are those worked out by hand', () => {
    const stats = statsOf(drawn(2, 2, (x, y) => (x === 0 && y === 0 ? [255, 0, 51] : [0, 0, 51])));
    const quarter = (0.75 * Math.log(4 / 3) + 0.25 * Math.log(4)) / Math.log(2);
    expect(stats).toMatchObject({ colors: 2, r_mean: 0.25, g_mean: 0, b_mean: 0.2, chroma_max: 1, bound: { w: 1, h: 1, x: 0, y: 0 } });
    expect(stats.entropy).toBeCloseTo(quarter / 3, 12);
    expect(stats.mean).toBeCloseTo(0.15, 12);
    expect(stats.stddev).toBeCloseTo(0.5 / 3, 12);
    expect(stats.chroma_mean).toBeCloseTo((1 + 3 * 0.2) / 4, 12);
    // 25 times itself less the square: white remains, its neighbours are below 0, blue is even.
    expect(stats.edge).toBeCloseTo(1 / 12, 12);
  });

  it('of one colour are all 0 but its means', () => {
    expect(statsOf(pictures['one grey']!)).toEqual({
      entropy: 0, skew: 0, mean: expect.closeTo(99 / 255, 12) as number, stddev: 0, colors: 1, chroma_mean: 0, chroma_max: 0,
      r_mean: 99 / 255, g_mean: 99 / 255, b_mean: 99 / 255, edge: 0, bound: { w: 0, h: 0, x: 0, y: 0 },
    });
    expect(statsOf(noise(1, 1))).toMatchObject({ entropy: 0, stddev: 0, colors: 1, edge: 0, bound: { w: 0, h: 0 } });
  });

  it('find the box where ImageMagick finds none: one odd corner, and a line between two colours', () => {
    expect(statsOf(drawn(5, 4, (x, y) => (x + y === 0 ? [9, 9, 9] : [0, 0, 0]))).bound).toEqual({ w: 1, h: 1, x: 0, y: 0 });
    expect(statsOf(drawn(6, 4, (x) => (x < 2 ? [9, 9, 9] : [0, 0, 0]))).bound).toEqual({ w: 0, h: 4, x: 2, y: 0 });
  });

  it('stay when pixels change places, but for edge and box', () => {
    const picture = scene(60, 40, 9);
    const order = new Random(2).shuffle(Array.from({ length: 2400 }, (_, i) => i));
    const { edge: _edge, bound: _bound, ...rest } = statsOf(picture);
    expect(statsOf(reordered(picture, (x, y) => order[y * 60 + x]!))).toMatchObject(rest);
  });

  it('stay when the picture is mirrored, but for the place of the box', () => {
    const picture = scene(61, 40, 9, 7);
    const { bound, ...rest } = statsOf(picture);
    expect(statsOf(mirrored(picture))).toEqual({ ...rest, bound: { ...bound, x: 61 - bound.x - bound.w } });
  });

  it('count colours again from nothing for each picture', () => {
    const { rgb, width, height } = noise(64, 40);
    const { size } = new Set(Array.from({ length: width * height }, (_, i) => rgb.subarray(3 * i, 3 * i + 3).join(' ')));
    expect(size).toBeGreaterThan(2500);
    expect([1, 2].map(() => pictureStats(rgb, width, height).colors)).toEqual([size, size]);
    expect(statsOf(drawn(256, 128, (x, y) => [x, y, 7])).colors).toBe(256 * 128);
  });

  it('refuse bytes that are no such picture', () => {
    expect(() => pictureStats(new Uint8Array(11), 2, 2)).toThrow('11 bytes are not a picture of 2 x 2 pixels');
    expect(() => pictureStats(new Uint8Array(0), 0, 5)).toThrow(RangeError);
  });
});

describe('the edge filter', () => {
  /** The definition, sample by sample. */
  function plainly({ rgb, width, height }: Picture, radius: number): number {
    const at = (x: number, y: number, c: number) => rgb[3 * (Math.min(Math.max(y, 0), height - 1) * width + Math.min(Math.max(x, 0), width - 1)) + c]!;
    let sum = 0;
    for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) for (let c = 0; c < 3; c++) {
      let square = 0;
      for (let dy = -radius; dy <= radius; dy++) for (let dx = -radius; dx <= radius; dx++) square += at(x + dx, y + dy, c);
      sum += Math.min(255, Math.max(0, (2 * radius + 1) ** 2 * at(x, y, c) - square));
    }
    return sum / rgb.length;
  }

  it.each([[1, 1, 2], [2, 3, 2], [1, 9, 2], [9, 1, 2], [17, 5, 2], [40, 31, 2], [33, 20, 1], [33, 20, 3], [4, 4, 3]])('is that of the definition (%i x %i, radius %i)', (width, height, radius) => {
    for (const picture of [noise(width, height, radius), scene(width, height, 2)]) expect(edgeMean(picture.rgb, width, height, radius)).toBeCloseTo(plainly(picture, radius), 9);
  });
});
