import { describe, expect, it } from 'vitest';
import { intersectionOverUnion, joinBoxes, suppressBoxes } from '../../src/kernels/box-overlap.js';
import { Random } from '../../src/kernels/random.js';

/** Boxes with whole numbers on a field of 24 x 24. */
function scattered(count: number, seed: number): Uint8Array {
  const random = new Random(seed);
  return Uint8Array.from({ length: 4 * count }, (_, i) => (i % 4 < 2 ? random.int(16) : random.int(9)));
}

/** Counted cell by cell. */
function counted(boxes: Uint8Array, i: number, j: number): number {
  const has = (box: number, x: number, y: number) => x >= boxes[4 * box]! && x < boxes[4 * box]! + boxes[4 * box + 2]! && y >= boxes[4 * box + 1]! && y < boxes[4 * box + 1]! + boxes[4 * box + 3]!;
  let [both, either] = [0, 0];
  for (let x = 0; x < 24; x++) for (let y = 0; y < 24; y++) [both, either] = [both + Number(has(i, x, y) && has(j, x, y)), either + Number(has(i, x, y) || has(j, x, y))];
  return both === 0 ? 0 : both / either;
}

describe('intersection over union', () => {
  it('is the share of cells that two boxes have in common', () => {
    const boxes = scattered(60, 1);
    for (let i = 0; i < 60; i++) for (let j = 0; j < 60; j++) expect(intersectionOverUnion(boxes, i, j)).toBe(counted(boxes, i, j));
  });

  it('of a box without area is 0, even with itself', () => expect(intersectionOverUnion([3, 3, 0, 5], 0, 0)).toBe(0));
});

describe('boxes joined', () => {
  it.each([1, 2, 3])('are those that no earlier box covers, kept or not (seed %i)', (seed) => {
    const boxes = scattered(80, seed);
    const kept = joinBoxes(boxes, 0.5);
    const isCovered = Array.from({ length: 80 }, (_, i) => Array.from({ length: i }, (_, j) => counted(boxes, i, j) >= 0.5).includes(true));
    expect(kept).toEqual([...isCovered.keys()].filter((i) => !isCovered[i]));
    expect(kept.length).toBeLessThan(80);
  });

  it('leave the first of a chain, where suppression leaves each second one', () => {
    const chain = [0, 0, 10, 10, 3, 0, 10, 10, 6, 0, 10, 10];
    expect(joinBoxes(chain, 0.5)).toEqual([0]);
    expect(suppressBoxes(chain, [3, 2, 1], 0.5)).toEqual([0, 2]);
  });

  it('count a share of just the half', () => expect(joinBoxes([0, 0, 4, 4, 0, 0, 4, 8], 0.5)).toEqual([0]));
});

describe('non-maximum suppression', () => {
  it.each([1, 2, 3])('leaves boxes apart, best first, and takes out only what a better one covers (seed %i)', (seed) => {
    const boxes = scattered(80, seed);
    const random = new Random(seed + 100);
    const scores = Float64Array.from({ length: 80 }, () => random.int(6));
    const classes = Uint8Array.from({ length: 80 }, () => random.int(2));
    const kept = suppressBoxes(boxes, scores, 0.4, classes);
    const hides = (a: number, b: number) => classes[a] === classes[b] && counted(boxes, a, b) >= 0.4;
    expect(kept.flatMap((a) => kept.filter((b) => a !== b && hides(a, b)))).toEqual([]);
    expect(kept).toEqual([...kept].sort((a, b) => scores[b]! - scores[a]! || a - b));
    for (let box = 0; box < 80; box++) {
      if (!kept.includes(box)) expect(kept.some((better) => hides(better, box) && (scores[better]! > scores[box]! || (scores[better] === scores[box] && better < box)))).toBe(true);
    }
  });

  it('without classes lets any box take out another', () => {
    expect(suppressBoxes([0, 0, 4, 4, 0, 0, 4, 4], [1, 2], 0.5)).toEqual([1]);
    expect(suppressBoxes([0, 0, 4, 4, 0, 0, 4, 4], [1, 2], 0.5, [0, 1])).toEqual([1, 0]);
    expect(suppressBoxes([], [], 0.5)).toEqual([]);
  });
});
