import { kmeans } from 'ml-kmeans';
import { describe, expect, it } from 'vitest';
import { clusterCounts, simplifiedSilhouette } from '../../src/kernels/cluster-quality.js';
import { cutMerges, wardMerges } from '../../src/kernels/hierarchical.js';
import { kMeans, type KMeans } from '../../src/kernels/k-means.js';
import { cloud, expectClose, expectSameGroups, planted } from './linear.js';

const rowsOf = (table: ArrayLike<number>, d: number) => Array.from({ length: table.length / d }, (_, i) => Array.from({ length: d }, (_unused, j) => table[i * d + j]!));
const silhouette = ({ distances, others, assignment, sizes }: KMeans) => simplifiedSilhouette(distances, others, assignment, sizes);

describe('k-means', () => {
  it.each([[400, 5, 6], [301, 3, 9], [120, 11, 4]])('from the same start comes to what ml-kmeans comes to (%i x %i, %i clusters)', (n, d, k) => {
    const data = Float32Array.from(cloud(n, d));
    const start = data.slice(0, k * d);
    const own = kMeans(data, n, d, { k, start, tolerance: 0, iterations: 500 });
    const other = kmeans(rowsOf(data, d), k, { initialization: rowsOf(start, d), tolerance: 1e-12, maxIterations: 500 });
    expect([...own.assignment]).toEqual(other.clusters);
    expectClose(own.centres, other.centroids.flat(), 1e-4);
  });

  it.each([1, 2, 3])('finds planted groups (seed %i)', (seed) => {
    const [n, d, k] = [600, 8, 12];
    const found = kMeans(planted(n, d, k), n, d, { k, seed });
    expectSameGroups(found.assignment, Array.from({ length: n }, (_, i) => i % k));
    expect([...found.sizes]).toEqual(Array<number>(k).fill(50));
  });

  it('says truly how far points are from centres, and inertia only falls', () => {
    const [n, d, k] = [500, 6, 7];
    const data = cloud(n, d);
    const steps = [1, 2, 4, 8, 100].map((iterations) => kMeans(data, n, d, { k, iterations, tolerance: 0, start: data.slice(0, k * d) }));
    const inertias = steps.map(({ inertia }) => inertia);
    expect(inertias).toEqual([...inertias].sort((a, b) => b - a));
    const { centres, assignment, distances, others, inertia } = steps.at(-1)!;
    let sum = 0;
    for (let i = 0; i < n; i++) {
      const all = Array.from({ length: k }, (_, c) => centres.subarray(c * d, (c + 1) * d).reduce((s, value, j) => s + (value - data[i * d + j]!) ** 2, 0));
      expect(Math.abs(distances[i]! - all[assignment[i]!]!)).toBeLessThan(1e-3);
      expect(Math.abs(others[i]! - Math.min(...all.filter((_, c) => c !== assignment[i])))).toBeLessThan(1e-2);
      expect(all[assignment[i]!]!).toBeLessThan(Math.min(...all) + 1e-3);
      sum += distances[i]!;
    }
    expect(inertia).toBeCloseTo(sum, 6);
  });

  it('gives the same for the same seed, and the best of its restarts', () => {
    const data = cloud(300, 4);
    const one = kMeans(data, 300, 4, { k: 10, seed: 5 });
    expect(kMeans(data, 300, 4, { k: 10, seed: 5 })).toEqual(one);
    expect(kMeans(data, 300, 4, { k: 10, seed: 5, restarts: 1 }).inertia).toBeGreaterThanOrEqual(one.inertia);
    expect(kMeans(data, 300, 4, { k: 10, seed: 6 })).not.toEqual(one);
  });

  it('does not mind where the points lie', () => {
    const data = planted(200, 3, 4);
    const far = data.map((value) => value + 1000);
    expectSameGroups(kMeans(far, 200, 3, { k: 4 }).assignment, kMeans(data, 200, 3, { k: 4 }).assignment);
  });

  it('gives a cluster that is left empty the farthest point', () => {
    const data = Float32Array.of(0, 0.1, 0.2, 10, 10.1, 30);
    const found = kMeans(data, 6, 1, { k: 3, start: Float32Array.of(0, 500, 600) });
    expectSameGroups(found.assignment, [0, 0, 0, 1, 1, 2]);
  });

  it('gives fewer clusters where points are the same', () => {
    const same = kMeans(new Float32Array(20).fill(2), 10, 2, { k: 4 });
    expect(same).toMatchObject({ k: 1, inertia: 0 });
    expect([...same.centres]).toEqual([2, 2]);
    const two = kMeans(Float32Array.of(1, 1, 1, 7, 7, 7), 6, 1, { k: 5 });
    expect(two.k).toBe(2);
    expect([...two.sizes].sort()).toEqual([3, 3]);
    expect(silhouette(two)).toBeCloseTo(1, 12);
  });

  it('puts every point alone or all together', () => {
    const data = planted(9, 2, 9);
    expect(kMeans(data, 9, 2, { k: 9 })).toMatchObject({ k: 9, inertia: 0 });
    expect(silhouette(kMeans(data, 9, 2, { k: 1 }))).toBe(0);
  });

  it('refuses a k that cannot be', () => {
    const data = new Float32Array(6);
    for (const k of [0, 4, 1.5, NaN]) expect(() => kMeans(data, 3, 2, { k })).toThrow(RangeError);
    expect(() => kMeans(data, 4, 2, { k: 1 })).toThrow('4 x 2');
    expect(() => kMeans(data, 3, 2, { k: 2, start: new Float32Array(3) })).toThrow('2 x 2');
  });
});

describe('the number of clusters', () => {
  it('of planted groups is that of the highest silhouette', () => {
    const data = planted(600, 6, 12, 3);
    const scores = clusterCounts(600, 48).map((k) => [k, silhouette(kMeans(data, 600, 6, { k }))] as const);
    expect(scores.reduce((best, one) => (one[1] > best[1] ? one : best))[0]).toBe(12);
    expect(scores.map(([k]) => k)).toEqual([2, 3, 4, 6, 8, 12, 16, 24, 32, 48]);
    expect(clusterCounts(2, 100)).toEqual([]);
  });

  it('has a silhouette as defined, alone points counting nothing', () => {
    expect(simplifiedSilhouette(Float64Array.of(1, 4, 0), Float64Array.of(4, 16, 9), Int32Array.of(0, 0, 1), Int32Array.of(2, 1))).toBeCloseTo((0.5 + 0.5) / 3, 12);
    expect(simplifiedSilhouette(Float64Array.of(0, 0), Float64Array.of(0, 0), Int32Array.of(0, 1), Int32Array.of(2, 2))).toBe(0);
  });
});

describe("Ward's tree", () => {
  /** Joins what costs least, looking at all pairs each time. */
  function plainWard(data: Float64Array, n: number, d: number): number[] {
    const groups = Array.from({ length: n }, (_, i) => ({ size: 1, centre: [...data.subarray(i * d, (i + 1) * d)] }));
    const heights: number[] = [];
    while (groups.length > 1) {
      let best = { a: 0, b: 1, cost: Infinity };
      groups.forEach((one, a) => groups.forEach((other, b) => {
        const square = one.centre.reduce((sum, value, i) => sum + (value - other.centre[i]!) ** 2, 0);
        const cost = (2 * square * one.size * other.size) / (one.size + other.size);
        if (a < b && cost < best.cost) best = { a, b, cost };
      }));
      const [one, other] = [groups[best.a]!, groups[best.b]!];
      const size = one.size + other.size;
      groups[best.a] = { size, centre: one.centre.map((value, i) => (value * one.size + other.centre[i]! * other.size) / size) };
      groups.splice(best.b, 1);
      heights.push(Math.sqrt(best.cost));
    }
    return heights;
  }

  it('has the heights of the plain way', () => {
    const data = cloud(60, 3);
    expectClose(wardMerges(data, 60, 3).heights, plainWard(data, 60, 3), 1e-9);
  });

  it('cut shows planted groups, and every number of clusters', () => {
    const merges = wardMerges(planted(120, 5, 6), 120, 5);
    expectSameGroups(cutMerges(merges, 120, 6), Array.from({ length: 120 }, (_, i) => i % 6));
    for (const k of [1, 2, 60, 120]) expect(new Set(cutMerges(merges, 120, k)).size).toBe(k);
    for (const k of [0, 121, 2.5]) expect(() => cutMerges(merges, 120, k)).toThrow(RangeError);
  });

  it('takes a weight as so many points, and ends where points are the same', () => {
    const weighted = wardMerges(Float64Array.of(0, 1, 5), 3, 1, [3, 1, 1]).heights;
    const repeated = wardMerges(Float64Array.of(0, 0, 0, 1, 5), 5, 1).heights;
    expectClose(weighted, repeated.slice(2), 1e-12);
    expect([...wardMerges(new Float64Array(8), 4, 2).heights]).toEqual([0, 0, 0]);
    expect(wardMerges(new Float64Array(2), 1, 2).heights).toHaveLength(0);
  });
});
