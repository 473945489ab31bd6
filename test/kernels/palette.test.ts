import { describe, expect, it } from 'vitest';
import { palette } from '../../src/kernels/palette.js';
import { Random } from '../../src/kernels/random.js';
import { drawn, noise, reordered, scene, type Picture } from './pictures.js';

const paletteOf = ({ rgb, width, height }: Picture, count: number) => palette(rgb, width, height, count);

describe('the palette of a picture', () => {
  it('is its colours when they are few, the most frequent first', () => {
    const flag = drawn(10, 10, (x) => (x < 5 ? [0, 0, 255] : x < 8 ? [255, 255, 0] : [250, 10, 20]));
    expect(paletteOf(flag, 5)).toEqual({ colours: ['#0000ff', '#ffff00', '#fa0a14'], shares: [0.5, 0.3, 0.2] });
    expect(paletteOf(flag, 3)).toEqual(paletteOf(flag, 5));
    expect(paletteOf(drawn(3, 2, () => [1, 2, 3]), 4)).toEqual({ colours: ['#010203'], shares: [1] });
  });

  it('finds groups of like colours', () => {
    const centres = [[30, 40, 50], [200, 60, 60], [60, 200, 90], [240, 240, 230]] as const;
    const random = new Random(4);
    const picture = drawn(80, 50, (x) => centres[x < 32 ? 0 : x < 56 ? 1 : x < 72 ? 2 : 3]!.map((value) => value + random.between(-9, 9)) as [number, number, number]);
    const { colours, shares } = paletteOf(picture, 4);
    expect(shares).toEqual([0.4, 0.3, 0.2, 0.1]);
    for (const [i, colour] of colours.entries()) {
      const found = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
      for (const c of [0, 1, 2]) expect(Math.abs(found[c]! - centres[i]![c]!)).toBeLessThanOrEqual(1);
    }
  });

  it('shares the whole picture among as many colours as asked for, whatever the order of its pixels', () => {
    for (const picture of [noise(50, 40), scene(80, 60, 8)]) {
      const { colours, shares } = paletteOf(picture, 6);
      expect(new Set(colours).size).toBe(6);
      expect(shares.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
      expect(shares).toEqual([...shares].sort((a, b) => b - a));
      expect(paletteOf(reordered(picture, (x, y) => (y + 1) * picture.width - 1 - x), 6)).toEqual({ colours, shares });
    }
  });

  it('is empty for no pixels and for no colours', () => {
    expect(palette(new Uint8Array(0), 0, 0, 5)).toEqual({ colours: [], shares: [] });
    expect(paletteOf(noise(4, 4), 0)).toEqual({ colours: [], shares: [] });
    expect(() => palette(new Uint8Array(5), 1, 1, 5)).toThrow('5 bytes are not a picture of 1 x 1 pixels');
  });
});
