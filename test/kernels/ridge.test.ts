import { describe, expect, it } from 'vitest';
import { Random } from '../../src/kernels/random.js';
import { averageRanks, spearman, spearmanInterval } from '../../src/kernels/rank-correlation.js';
import { choosePenalty, fitRidge, ridgeValues } from '../../src/kernels/ridge.js';
import { wilsonInterval } from '../../src/kernels/share-interval.js';

const range = (n: number) => Uint32Array.from({ length: n }, (_, i) => i);

describe('rank correlation', () => {
  it('shares the ranks of equal values', () => {
    expect([...averageRanks([10, 30, 10, 20, 10])]).toEqual([2, 5, 2, 4, 2]);
    expect([...averageRanks([])]).toEqual([]);
  });

  it('is 1 for any rising function, -1 for a falling one, unknown where nothing varies', () => {
    const a = [3, 1, 4, 1.5, 9, 2.6];
    expect(spearman(a, a.map(Math.exp))).toBeCloseTo(1, 12);
    expect(spearman(a, a.map((v) => -(v ** 3)))).toBeCloseTo(-1, 12);
    expect(spearman(a, a.map(() => 1))).toBeNaN();
    expect(() => spearman([1], [1, 2])).toThrow(RangeError);
  });

  it('is that of the textbook: without ties 1 - 6 sum(d^2) / (n (n^2 - 1)), with ties by mean ranks', () => {
    expect(spearman([1, 2, 3, 4, 5], [2, 1, 4, 3, 5])).toBeCloseTo(1 - (6 * 4) / (5 * 24), 12);
    // Ranks 1, 2.5, 2.5, 4 against 1, 2, 3, 4.
    expect(spearman([1, 2, 2, 3], [1, 2, 3, 4])).toBeCloseTo(4.5 / Math.sqrt(4.5 * 5), 12);
  });

  it('has an interval that holds the true value about 95 times of 100', () => {
    const random = new Random(7);
    // Of two normals of correlation c, Spearman's is 6 / pi asin(c / 2).
    const truth = (6 / Math.PI) * Math.asin(0.6 / 2);
    let inside = 0;
    for (let trial = 0; trial < 400; trial++) {
      const a = Array.from({ length: 80 }, () => random.normal());
      const b = a.map((value) => 0.6 * value + 0.8 * random.normal());
      const [low, high] = spearmanInterval(spearman(a, b), 80);
      if (low <= truth && truth <= high) inside++;
    }
    expect(inside / 400).toBeGreaterThan(0.92);
    expect(inside / 400).toBeLessThan(0.98);
    expect(spearmanInterval(0.5, 3)).toEqual([-1, 1]);
    expect(spearmanInterval(1, 10)).toEqual([1, 1]);
  });

  it('and shares have theirs', () => {
    const [low, high] = wilsonInterval(8, 10);
    // Worked out by the formula with z = 1.96.
    expect(low).toBeCloseTo(0.4902, 3);
    expect(high).toBeCloseTo(0.9433, 3);
    expect(wilsonInterval(0, 5)[0]).toBe(0);
    expect(wilsonInterval(0, 0)).toEqual([0, 1]);
  });
});

describe('ridge regression', () => {
  /** y = 2 + 3 a - c + noise; b plays no part, d does not vary, a is sometimes not known. */
  function planted(n: number, noise: number) {
    const random = new Random(3);
    const x = new Float64Array(n * 4);
    const y = new Float64Array(n);
    for (let row = 0; row < n; row++) {
      const [a, b, c] = [random.normal(5, 2), random.normal(0, 10), random.normal(-1, 0.5)];
      x.set([random.chance(0.05) ? NaN : a, b, c, 7], row * 4);
      y[row] = 2 + 3 * a - c + random.normal(0, noise);
    }
    return { x, y, features: 4 };
  }

  it('finds planted weights, in units of the deviations', () => {
    const examples = planted(4000, 0.5);
    const [model] = fitRidge(examples, range(4000), [1e-6]);
    expect(model!.weights[0]! / model!.deviations[0]!).toBeCloseTo(3, 1);
    expect(Math.abs(model!.weights[1]!)).toBeLessThan(0.1);
    expect(model!.weights[2]! / model!.deviations[2]!).toBeCloseTo(-1, 0);
    expect([model!.weights[3], model!.deviations[3]]).toEqual([0, 0]);
    expect(model!.deviations[0]).toBeCloseTo(2, 1);
    const known = range(4000).filter((row) => !Number.isNaN(examples.x[row * 4]!));
    expect(spearman(ridgeValues(model!, examples.x, known), Float64Array.from(known, (row) => examples.y[row]!))).toBeGreaterThan(0.99);
  });

  it('solves the normal equations, at every penalty', () => {
    const { x, y, features: d } = planted(200, 1);
    const rows = range(200).filter((row) => !Number.isNaN(x[row * d]!));
    for (const model of fitRidge({ x, y, features: d }, rows, [0, 10, 1e4])) {
      const left = Float64Array.from(ridgeValues(model, x, rows), (value, i) => y[rows[i]!]! - value);
      for (let k = 0; k < 3; k++) {
        const gradient = rows.reduce((sum, row, i) => sum + left[i]! * ((x[row * d + k]! - model.means[k]!) / model.deviations[k]!), 0);
        expect(gradient).toBeCloseTo(model.penalty * model.weights[k]!, 6);
      }
    }
  });

  it('shrinks towards the mean as the penalty grows, and chooses more of it for noise', () => {
    const size = (examples: ReturnType<typeof planted>, penalty: number) => Math.hypot(...fitRidge(examples, range(300), [penalty])[0]!.weights);
    const examples = planted(300, 1);
    expect(size(examples, 1000)).toBeLessThan(size(examples, 1));
    const penalties = [0.1, 10, 1000, 1e5];
    const fold = (row: number) => row % 5;
    const random = new Random(9);
    const noise = { ...examples, y: Float64Array.from(examples.y, () => random.normal()) };
    expect(choosePenalty(noise, range(300), penalties, fold, 5)).toBeGreaterThan(choosePenalty(examples, range(300), penalties, fold, 5));
  });

  it('needs rows', () => {
    expect(() => fitRidge(planted(3, 1), new Uint32Array(0), [1])).toThrow(RangeError);
  });
});
