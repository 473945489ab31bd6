import { describe, expect, it } from 'vitest';
import { contingencyOf, itemScores, partitionScores } from '../../src/kernels/partition-scores.js';
import { Random } from '../../src/kernels/random.js';

const scores = (truth: readonly number[], predicted: readonly number[]) => partitionScores(Int32Array.from(truth), Int32Array.from(predicted));

/** The definitions, word by word, over all pairs of items. */
function bruteForce(truth: readonly number[], predicted: readonly number[]) {
  const items = truth.map((_, item) => item);
  const share = (part: number, whole: number) => (whole === 0 ? 1 : part / whole);
  const f1 = (p: number, r: number) => (p + r === 0 ? 0 : (2 * p * r) / (p + r));
  let [together, found, belong, all] = [0, 0, 0, 0];
  for (const a of items) for (const b of items.slice(a + 1)) {
    all++;
    if (truth[a] === truth[b]) belong++;
    if (predicted[a] === predicted[b]) found++;
    if (truth[a] === truth[b] && predicted[a] === predicted[b]) together++;
  }
  const mean = (valueOf: (item: number) => number) => share(items.reduce((sum, item) => sum + valueOf(item), 0), items.length);
  const among = (item: number, by: readonly number[], other: readonly number[]) => {
    const group = items.filter((one) => by[one] === by[item]);
    return group.filter((one) => other[one] === other[item]).length / group.length;
  };
  const entropy = (of: readonly number[]) => -[...new Set(of)].reduce((sum, label) => {
    const p = of.filter((one) => one === label).length / of.length;
    return sum + p * Math.log(p);
  }, 0);
  const given = (of: readonly number[], by: readonly number[]) => [...new Set(by)].reduce((sum, label) => {
    const group = of.filter((_, item) => by[item] === label);
    return sum + (group.length / of.length) * entropy(group);
  }, 0);
  const pure = (of: readonly number[], by: readonly number[]) => (new Set(of).size <= 1 ? 1 : 1 - given(of, by) / entropy(of));
  const [precision, recall] = [share(together, found), share(together, belong)];
  const [bP, bR] = [mean((item) => among(item, predicted, truth)), mean((item) => among(item, truth, predicted))];
  const expected = all === 0 ? 0 : (belong * found) / all;
  const [homogeneity, completeness] = [pure(truth, predicted), pure(predicted, truth)];
  return {
    pairwise: { precision, recall, f1: f1(precision, recall) }, bCubed: { precision: bP, recall: bR, f1: f1(bP, bR) },
    adjustedRand: (belong + found) / 2 === expected ? 1 : (together - expected) / ((belong + found) / 2 - expected),
    homogeneity, completeness, vMeasure: f1(homogeneity, completeness),
  };
}

function expectClose(actual: unknown, expected: unknown, at = ''): void {
  if (typeof expected === 'number') return expect(actual, at).toBeCloseTo(expected, 10);
  for (const [name, value] of Object.entries(expected as object)) expectClose((actual as Record<string, unknown>)[name], value, `${at}.${name}`);
}

describe('scores of a partition', () => {
  it('of six items worked out by hand', () => {
    // Truth {0,1,2} {3,4,5}, predicted {0,1} {2,3} {4,5}: pairs belonging 6, found 3, both 2 of 15.
    const found = scores([7, 7, 7, 9, 9, 9], [1, 1, 2, 2, 3, 3]);
    expectClose(found, {
      items: 6, truths: 2, predictions: 3, pairwise: { precision: 2 / 3, recall: 2 / 6, f1: 4 / 9 },
      adjustedRand: (2 - 18 / 15) / (4.5 - 18 / 15),
      bCubed: { precision: 5 / 6, recall: 5 / 9, f1: (2 * (5 / 6) * (5 / 9)) / (5 / 6 + 5 / 9) },
      // H(C) = ln 2; one third of the items stand in a group of two halves.
      homogeneity: 2 / 3, completeness: 1 - ((2 / 3) * Math.log(3 / 2) + (1 / 3) * Math.log(3)) / Math.log(3),
    });
  });

  it('has the adjusted Rand index that scikit-learn documents for [0 0 1 2] and [0 0 1 1]', () => {
    expect(scores([0, 0, 1, 2], [0, 0, 1, 1]).adjustedRand).toBeCloseTo(0.5714285714, 9);
  });

  it.each(Array.from({ length: 40 }, (_, seed) => seed))('agrees with the definitions over all pairs, partition %i', (seed) => {
    const random = new Random(seed, 5);
    const items = random.between(1, 40);
    const [groups, noise] = [random.between(1, 8), random.uniform()];
    const truth = Array.from({ length: items }, () => random.between(-3, groups - 3));
    const predicted = truth.map((label) => (random.chance(noise) ? random.between(0, groups) : label));
    expectClose(scores(truth, predicted), bruteForce(truth, predicted));
    const swapped = scores(predicted, truth);
    const straight = scores(truth, predicted);
    expectClose([swapped.pairwise.precision, swapped.bCubed.precision, swapped.homogeneity, swapped.adjustedRand], [straight.pairwise.recall, straight.bCubed.recall, straight.completeness, straight.adjustedRand]);
  });

  it('is defined at the edges', () => {
    const perfect = { pairwise: { precision: 1, recall: 1, f1: 1 }, bCubed: { precision: 1, recall: 1, f1: 1 }, adjustedRand: 1, homogeneity: 1, completeness: 1, vMeasure: 1 };
    expect(scores([], [])).toEqual({ items: 0, truths: 0, predictions: 0, ...perfect });
    expect(scores([5], [-2])).toEqual({ items: 1, truths: 1, predictions: 1, ...perfect });
    expect(scores([1, 1, 1], [2, 2, 2])).toMatchObject(perfect);
    expect(scores([1, 2, 3], [6, 5, 4])).toMatchObject(perfect);
  });

  it('of one heap against singletons has full recall and no merit, and the other way round', () => {
    expect(scores([1, 2, 3, 4], [0, 0, 0, 0])).toMatchObject({ pairwise: { precision: 0, recall: 1, f1: 0 }, bCubed: { precision: 0.25, recall: 1 }, adjustedRand: 0, homogeneity: 0, completeness: 1, vMeasure: 0 });
    expect(scores([0, 0, 0, 0], [1, 2, 3, 4])).toMatchObject({ pairwise: { precision: 1, recall: 0, f1: 0 }, bCubed: { precision: 1, recall: 0.25 }, adjustedRand: 0, homogeneity: 1, completeness: 0, vMeasure: 0 });
  });

  it('corrects for chance: random groups score about 0 though their pairs often agree', () => {
    const random = new Random(11);
    const draw = () => Array.from({ length: 20_000 }, () => random.int(4));
    const { adjustedRand, vMeasure, pairwise } = scores(draw(), draw());
    expect(Math.abs(adjustedRand)).toBeLessThan(0.002);
    expect(vMeasure).toBeLessThan(0.002);
    expect(pairwise.f1).toBeGreaterThan(0.2);
  });

  it('of some items counts pairs and shares against all items', () => {
    const table = contingencyOf(Int32Array.of(1, 1, 1, 2, 2, 2), Int32Array.of(1, 1, 2, 2, 3, 3));
    // Items 0 to 2: two of their three found partners belong to them, of six that do.
    expectClose(itemScores(table, (item) => item < 3), { pairwise: { precision: 2 / 3, recall: 2 / 6 }, bCubed: { precision: (1 + 1 + 1 / 2) / 3, recall: (2 / 3 + 2 / 3 + 1 / 3) / 3 } });
    expectClose(itemScores(table, (item) => item === 2), { pairwise: { precision: 0, recall: 0, f1: 0 }, bCubed: { precision: 1 / 2, recall: 1 / 3 } });
    expectClose(itemScores(table), { pairwise: scores([1, 1, 1, 2, 2, 2], [1, 1, 2, 2, 3, 3]).pairwise });
  });

  // Over the pairs of so many items it would end at the time limit of a test.
  it('goes over items, not over their pairs', () => {
    const random = new Random(2);
    const labels = Int32Array.from({ length: 300_000 }, () => random.int(5000));
    expect(partitionScores(labels, labels.map((label) => label >> 1)).pairwise.recall).toBe(1);
  });

  it('needs labels of equal number', () => {
    expect(() => scores([1], [1, 2])).toThrow(RangeError);
  });
});
