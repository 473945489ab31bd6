import { describe, expect, it } from 'vitest';
import { AliasTable, Random, zipfWeights } from '../../src/kernels/random.js';

const draw = <T>(n: number, next: () => T): T[] => Array.from({ length: n }, next);
const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('Random', () => {
  it('repeats itself for a seed and differs for another seed or stream', () => {
    const numbers = (seed: number, stream: number): number[] => {
      const random = new Random(seed, stream);
      return draw(20, () => random.next32());
    };
    const first = numbers(7, 2);
    expect(numbers(7, 2)).toEqual(first);
    for (const [seed, stream] of [[8, 2], [7, 3], [7 + 2 ** 32, 2], [7, 2 + 2 ** 40]] as const) expect(numbers(seed, stream)).not.toEqual(first);
    expect(new Set(first).size).toBe(20);
  });

  it('keeps the sequence it has always given', () => {
    const random = new Random(1);
    expect(draw(4, () => random.next32())).toMatchInlineSnapshot(`
      [
        2207530458,
        3848856085,
        2498856434,
        1160882920,
      ]
    `);
  });

  it('has the moments of its distributions', () => {
    const random = new Random(5);
    const uniform = draw(40_000, () => random.uniform());
    expect(mean(uniform)).toBeCloseTo(0.5, 2);
    expect(Math.min(...uniform.slice(0, 1000))).toBeGreaterThanOrEqual(0);
    const normal = draw(40_000, () => random.normal(3, 2));
    expect(mean(normal)).toBeCloseTo(3, 1);
    expect(mean(normal.map((value) => (value - 3) ** 2))).toBeGreaterThan(3.85);
    expect(mean(normal.map((value) => (value - 3) ** 2))).toBeLessThan(4.15);
    expect(mean(draw(40_000, () => random.exponential(6)))).toBeCloseTo(6, 0);
    expect(mean(draw(40_000, () => Number(random.chance(0.2))))).toBeCloseTo(0.2, 1);
    const dice = draw(6000, () => random.between(1, 6));
    for (let face = 1; face <= 6; face++) expect(dice.filter((value) => value === face).length).toBeGreaterThan(850);
    expect(new Set(dice).size).toBe(6);
  });

  it('shuffles into a permutation in which each place is equally likely', () => {
    const random = new Random(9);
    const firsts = draw(5000, () => random.shuffle([0, 1, 2, 3, 4])[0]!);
    for (let item = 0; item < 5; item++) expect(firsts.filter((first) => first === item).length / 1000).toBeCloseTo(1, 0);
    expect(random.shuffle(Array.from({ length: 50 }, (_, i) => i)).sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i));
  });

  it('refuses to pick from nothing', () => {
    expect(() => new Random(1).pick([])).toThrow('empty');
  });
});

describe('AliasTable', () => {
  it('draws by weight and never what has none', () => {
    const weights = [5, 0, 1, 3, 1];
    const table = new AliasTable(weights);
    const random = new Random(2);
    const counts = weights.map(() => 0);
    for (let n = 0; n < 50_000; n++) counts[table.sample(random)]!++;
    expect(counts[1]).toBe(0);
    weights.forEach((weight, at) => expect(Math.abs(counts[at]! / 5000 - weight)).toBeLessThan(0.15));
  });

  it('draws a power law from zipf weights', () => {
    const table = new AliasTable(zipfWeights(1000, 1));
    const random = new Random(3);
    const counts = new Int32Array(1000);
    for (let n = 0; n < 200_000; n++) counts[table.sample(random)]!++;
    expect(counts[0]! / counts[9]!).toBeGreaterThan(9);
    expect(counts[0]! / counts[9]!).toBeLessThan(11);
  });

  it.each([[[]], [[0, 0]], [[1, Infinity]], [[1, NaN]]])('refuses the weights %j', (weights) => {
    expect(() => new AliasTable(weights)).toThrow('weights');
  });
});
