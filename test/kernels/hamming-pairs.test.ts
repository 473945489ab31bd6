import { describe, expect, it } from 'vitest';
import { distinctHashes, hammingDistance, hammingPairs, type Hashes } from '../../src/kernels/hamming-pairs.js';
import { Random } from '../../src/kernels/random.js';

const hashesOf = (values: readonly bigint[]): Hashes => ({
  high: Uint32Array.from(values, (value) => Number(value >> 32n)), low: Uint32Array.from(values, (value) => Number(value & 0xffffffffn)),
});

const random64 = (random: Random) => (BigInt(random.next32()) << 32n) | BigInt(random.next32());

/** Distance by the digits of the number, which shares nothing with the kernel. */
const distanceOf = (a: bigint, b: bigint) => [...(a ^ b).toString(2)].filter((digit) => digit === '1').length;

/** Hashes with near ones at every distance up to 20 bits, some far off, and (skewed) most bits nearly always alike. */
function planted(random: Random, n: number, skewed: boolean): bigint[] {
  const values: bigint[] = [];
  while (values.length < n) {
    let value = values.length > 0 && random.chance(0.7) ? random.pick(values) : random64(random);
    if (skewed) value &= 0xff00ff0000ff0f0fn;
    for (let flips = random.int(20); flips > 0; flips--) value ^= 1n << BigInt(random.int(64));
    values.push(value);
  }
  return values;
}

function pairsOf(hashes: Hashes, distance: number, count?: number): string[] {
  const found: string[] = [];
  const shares = [...hammingPairs(hashes, distance, (a, b, bits) => found.push(`${a} ${b} ${bits}`), count)];
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
  return found.sort();
}

function pairsByAll(values: readonly bigint[], distance: number): string[] {
  return values.flatMap((a, i) => values.slice(i + 1).map((b, k) => [i, i + 1 + k, distanceOf(a, b)] as const)).filter(([, , bits]) => bits <= distance).map((pair) => pair.join(' ')).sort();
}

describe('pairs of near hashes', () => {
  it.each([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 16])('within %i bits are those that comparing all with all finds, each once', (distance) => {
    for (const skewed of [false, true]) {
      for (let seed = 1; seed <= 4; seed++) {
        const values = planted(new Random(seed, distance), 50 * seed, skewed);
        const expected = pairsByAll(values, distance);
        if (distance > 2) expect(expected.length).toBeGreaterThan(0);
        for (const count of [undefined, 4, seed + 4]) expect(pairsOf(hashesOf(values), distance, count)).toEqual(expected);
      }
    }
  });

  it('are found by bands too where many make bands worth while', () => {
    const random = new Random(6);
    const values = Array.from({ length: 30_000 }, () => random64(random));
    const near: string[] = [];
    for (let i = 0; i < 400; i++) {
      const bits = random.shuffle(Array.from({ length: 64 }, (_, bit) => bit)).slice(0, i % 10);
      near.push(`${i} ${values.length} ${bits.length}`);
      values.push(bits.reduce((value, bit) => value ^ (1n << BigInt(bit)), values[i]!));
    }
    // Chance brings 30,400 random hashes a pair within 8 bits once in eight times; not with this seed.
    expect(pairsOf(hashesOf(values), 8)).toEqual(near.filter((pair) => Number(pair.split(' ')[2]) <= 8).sort());
  });

  it('are none of nothing or one hash, and no distance is taken that is not meant', () => {
    expect(pairsOf(hashesOf([]), 8)).toEqual([]);
    expect(pairsOf(hashesOf([7n]), 8)).toEqual([]);
    for (const distance of [-1, 17, Number.NaN]) expect(() => [...hammingPairs(hashesOf([1n]), distance, () => undefined)]).toThrow(/0 to 16/);
  });

  it('come in the same order again, and all 64 bits count', () => {
    const ends = [0n, 1n << 63n, 1n << 32n, 1n << 31n, 1n, (1n << 64n) - 1n, (1n << 63n) - 1n];
    const run = () => {
      const found: number[][] = [];
      for (const _ of hammingPairs(hashesOf(ends), 2, (...pair) => found.push(pair)));
      return found;
    };
    expect(run()).toEqual(run());
    expect(run().map((pair) => pair.join(' ')).sort()).toEqual(pairsByAll(ends, 2));
  });
});

describe('distinct hashes', () => {
  it('are in ascending order and lead back to each hash', () => {
    const random = new Random(3);
    const some = planted(random, 300, false);
    const values = Array.from({ length: 5000 }, () => random.pick(some));
    const hashes = hashesOf(values);
    const { high, low, numbers } = distinctHashes(hashes);
    const distinct = [...new Set(values)].sort((a, b) => (a < b ? -1 : 1));
    expect(Array.from(high, (word, i) => (BigInt(word) << 32n) | BigInt(low[i]!))).toEqual(distinct);
    expect(Array.from(numbers, (number) => distinct[number]!)).toEqual(values);
    expect(distinctHashes(hashesOf([])).numbers.length).toBe(0);
  });
});

describe('the distance of two hashes', () => {
  it('is the bits that differ', () => {
    const random = new Random(8);
    for (let i = 0; i < 500; i++) {
      const [a, b] = [random64(random), random64(random)];
      expect(hammingDistance(hashesOf([0n, a]), 1, hashesOf([b]), 0)).toBe(distanceOf(a, b));
    }
    expect(hammingDistance(hashesOf([0n]), 0, hashesOf([(1n << 64n) - 1n]), 0)).toBe(64);
  });
});
