import { describe, expect, it } from 'vitest';
import { calibrationError, fitTemperature, logLoss, reliability } from '../../src/kernels/calibration.js';
import { classScores } from '../../src/kernels/class-scores.js';
import { linearScorer, logPriors, softmax, type Examples } from '../../src/kernels/linear-model.js';
import { fitLogistic } from '../../src/kernels/logistic.js';
import { fitGaussianBayes, fitNaiveBayes } from '../../src/kernels/naive-bayes.js';
import { Random } from '../../src/kernels/random.js';
import { columnCounts, denseRows, sparseRows, withCommonColumns } from '../../src/kernels/sparse-rows.js';
import { hashUnit, linkedGroups, partOf, partShares, parts } from '../../src/kernels/split.js';

const cellsOf = ({ offsets, columns }: ReturnType<typeof sparseRows>) => Array.from({ length: offsets.length - 1 }, (_, row) => [...columns.subarray(offsets[row], offsets[row + 1])]);
const rowsOf = (lists: readonly (readonly number[])[], width: number) => sparseRows(lists.flatMap((list, row) => list.map(() => row)), lists.flat(), lists.length, width);
const all = (rows: number) => Uint32Array.from({ length: rows }, (_, row) => row);

/** Rows of 12 columns, of which those of the row's class (4 each) are three times as likely. */
function planted(rows: number, seed: number): Examples {
  const random = new Random(seed);
  const labels = Int32Array.from({ length: rows }, () => random.int(3));
  const lists = Array.from(labels, (label) => Array.from({ length: 12 }, (_, column) => column).filter((column) => random.chance(Math.floor(column / 4) === label ? 0.6 : 0.2)));
  return { data: rowsOf(lists, 12), labels, classes: 3 };
}

const accuracy = (examples: Examples, score: ReturnType<typeof linearScorer>) => {
  const out = new Float64Array(examples.classes);
  let right = 0;
  examples.labels.forEach((label, row) => {
    score(examples.data, row, out);
    if (out.indexOf(Math.max(...out)) === label) right++;
  });
  return right / examples.labels.length;
};

describe('sparse rows', () => {
  it('are the pairs by row and column, each once, whatever their order', () => {
    const pairs = [[2, 5], [0, 3], [2, 1], [0, 3], [3, 0], [2, 4]] as const;
    for (const order of [pairs, [...pairs].reverse()]) {
      expect(cellsOf(sparseRows(order.map(([row]) => row), order.map(([, column]) => column), 5, 6))).toEqual([[3], [], [1, 4, 5], [0], []]);
    }
    expect(cellsOf(sparseRows([], [], 2, 0))).toEqual([[], []]);
  });

  it('lose the columns that are rare in the rows given, and only those', () => {
    const data = rowsOf([[0, 1, 3], [1, 3], [1, 2], [2]], 4);
    expect([...columnCounts(data, Uint32Array.of(0, 1))]).toEqual([1, 2, 0, 2]);
    const common = withCommonColumns(data, Uint32Array.of(0, 1), 2);
    expect([cellsOf(common), common.width]).toEqual([[[0, 1], [0, 1], [0], []], 2]);
    const dense = withCommonColumns(denseRows(Float32Array.of(1, 2, 0.5, 4), 2), all(2), 1);
    expect([...dense.values!]).toEqual([1, 2, 0.5, 4]);
  });
});

describe('naive Bayes', () => {
  it('gives the probabilities of a table worked out by hand', () => {
    // Class 0: tags 0, 0, 1 in two rows; class 1: tag 2 in one. One is added to each count.
    const examples = { data: rowsOf([[0], [0, 1], [2]], 3), labels: Int32Array.of(0, 0, 1), classes: 2 };
    const { weights, bias } = fitNaiveBayes(examples, all(3), 1);
    expect(Array.from(weights, Math.exp).map((p) => Number(p.toFixed(6)))).toEqual([3 / 6, 1 / 4, 2 / 6, 1 / 4, 1 / 6, 2 / 4].map((p) => Number(p.toFixed(6))));
    expect(Array.from(bias, Math.exp)).toEqual([expect.closeTo(3 / 5), expect.closeTo(2 / 5)]);
  });

  it('of measured values gives the densities of the normal distribution', () => {
    const examples = { data: denseRows(Float32Array.of(0, 2, 10, 14), 1), labels: Int32Array.of(0, 0, 1, 1), classes: 2 };
    const out = new Float64Array(2);
    fitGaussianBayes(examples, all(4))(denseRows(Float32Array.of(3), 1), 0, out);
    const density = (x: number, mean: number, variance: number) => Math.log(0.5) - Math.log(variance) / 2 - (x - mean) ** 2 / (2 * variance);
    expect([...out]).toEqual([expect.closeTo(density(3, 1, 1), 4), expect.closeTo(density(3, 12, 4), 4)]);
  });

  it('of measured values stays finite for constant columns and classes of one or no example', () => {
    const out = new Float64Array(3);
    const data = denseRows(Float32Array.of(1, 0, 1, 0, 1, 5), 2);
    fitGaussianBayes({ data, labels: Int32Array.of(0, 0, 1), classes: 3 }, all(3))(data, 1, out);
    expect([...out].every(Number.isFinite)).toBe(true);
    expect(out.indexOf(Math.max(...out))).toBe(0);
  });
});

describe('logistic regression', () => {
  it('comes to the least of its function: there the gradient is 0', async () => {
    const examples = planted(400, 4);
    const { data, labels, classes } = examples;
    const gradientAt = async (epochs: number) => {
      const model = await fitLogistic(examples, all(400), { seed: 1, epochs, penalty: 5 });
      const gradient = Float64Array.from(model.weights, (weight) => 5 * weight);
      const out = new Float64Array(classes);
      labels.forEach((label, row) => {
        linearScorer(model)(data, row, out);
        softmax(out);
        out[label]! -= 1;
        for (let cell = data.offsets[row]!; cell < data.offsets[row + 1]!; cell++) for (let k = 0; k < classes; k++) gradient[data.columns[cell]! * classes + k]! += out[k]!;
      });
      return Math.hypot(...gradient);
    };
    const [early, late] = [await gradientAt(1), await gradientAt(300)];
    expect(late).toBeLessThan(0.6);
    expect(late).toBeLessThan(early / 10);
  });

  it('tells planted classes as well as the rule they were drawn by, on rows it has not seen', async () => {
    const [train, test] = [planted(3000, 1), planted(3000, 2)];
    // The drawing's own log-odds, ln 3 for each tag of a class and ln(0.4 / 0.8) for each that lacks, are the best that can be.
    const ideal = linearScorer({ classes: 3, bias: new Float64Array(3), weights: Float32Array.from({ length: 36 }, (_, at) => (Math.floor(at / 12) === at % 3 ? Math.log(0.6 / 0.2) - Math.log(0.4 / 0.8) : 0)) });
    const best = accuracy(test, ideal);
    expect(best).toBeGreaterThan(0.7);
    expect(accuracy(test, linearScorer(await fitLogistic(train, all(3000), { seed: 1 })))).toBeGreaterThan(best - 0.02);
    expect(accuracy(test, linearScorer(fitNaiveBayes(train, all(3000))))).toBeGreaterThan(best - 0.03);
  });

  it('falls back to the shares of the classes under a heavy penalty', async () => {
    const examples = planted(600, 5);
    const out = new Float64Array(3);
    linearScorer(await fitLogistic(examples, all(600), { seed: 1, penalty: 1e6 }))(examples.data, 0, out);
    softmax(out);
    const priors = logPriors(examples, all(600)).map(Math.exp);
    out.forEach((p, k) => expect(Math.abs(p - priors[k]!)).toBeLessThan(0.02));
  });

  it('gives the same bits for a seed, others for another, and ends when told', async () => {
    const examples = planted(5000, 6);
    const fit = (seed: number) => fitLogistic(examples, all(5000), { seed, epochs: 2 });
    expect(await fit(1)).toEqual(await fit(1));
    expect((await fit(1)).weights).not.toEqual((await fit(2)).weights);
    await expect(fitLogistic(examples, all(5000), { seed: 1, onProgress: () => { throw new Error('stop'); } })).rejects.toThrow('stop');
  });
});

describe('calibration', () => {
  /** Scores whose softmax at temperature 1 is the chance of each class, stretched. */
  function drawn(rows: number, stretch: number, seed: number) {
    const random = new Random(seed);
    const scores = new Float32Array(3 * rows);
    const labels = new Int32Array(rows);
    for (let row = 0; row < rows; row++) {
      const p = Float64Array.from({ length: 3 }, () => random.normal(0, 2));
      scores.set(p.map((score) => stretch * score), 3 * row);
      softmax(p);
      const roll = random.uniform();
      labels[row] = roll < p[0]! ? 0 : roll < p[0]! + p[1]! ? 1 : 2;
    }
    return { scores, labels, classes: 3 };
  }
  const bins = ({ scores, labels }: ReturnType<typeof drawn>, temperature: number) => {
    const tops = Array.from(labels, (label, row) => {
      const p = Float64Array.from(scores.subarray(3 * row, 3 * row + 3));
      softmax(p, temperature);
      const top = p.indexOf(Math.max(...p));
      return { p: p[top]!, right: top === label };
    });
    return reliability(tops.map(({ p }) => p), tops.map(({ right }) => right));
  };

  it.each([0.25, 1, 3])('finds the stretch of scores, %d', (stretch) => {
    const rows = drawn(20_000, stretch, 1);
    const temperature = fitTemperature(rows);
    expect(Math.abs(Math.log(temperature / stretch))).toBeLessThan(0.05);
    for (const other of [0.9, 1.1]) expect(logLoss(rows, temperature)).toBeLessThanOrEqual(logLoss(rows, temperature * other));
  });

  it('makes probabilities come true on rows it was not fitted on', () => {
    const test = drawn(20_000, 3, 2);
    const [raw, calibrated] = [calibrationError(bins(test, 1)), calibrationError(bins(test, fitTemperature(drawn(5000, 3, 1))))];
    expect(raw).toBeGreaterThan(0.1);
    expect(calibrated).toBeLessThan(0.015);
  });

  it('does not grow sure beyond measure on few rows that are all right', () => {
    const few = { scores: Float32Array.from({ length: 40 }, (_, at) => (at % 2 === 0 ? 2 : 0)), labels: new Int32Array(20), classes: 2 };
    expect(fitTemperature(few)).toBeGreaterThan(0.3);
    expect(fitTemperature(few)).toBeLessThan(1);
  });

  it('has the log-loss and the gap of predictions worked out by hand', () => {
    expect(logLoss({ scores: Float32Array.of(0, 0, Math.log(3), 0), labels: Int32Array.of(1, 0), classes: 2 })).toBeCloseTo((Math.log(2) + Math.log(4 / 3)) / 2, 6);
    const found = reliability([0.95, 0.95, 1, 0.55, 0.52], [true, true, false, true, false]);
    expect(found).toEqual([
      { from: 0.5, to: 0.6, predictions: 2, confidence: expect.closeTo(0.535), accuracy: 0.5 },
      { from: 0.9, to: 1, predictions: 3, confidence: expect.closeTo(2.9 / 3), accuracy: 2 / 3 },
    ]);
    expect(calibrationError(found)).toBeCloseTo((2 * 0.035 + 3 * 0.3) / 5, 10);
    expect([calibrationError([]), fitTemperature({ scores: new Float32Array(), labels: new Int32Array(), classes: 2 })]).toEqual([0, 1]);
  });
});

describe('scores of classes', () => {
  it('are those of a table worked out by hand', () => {
    const found = classScores(Int32Array.of(0, 0, 0, 1, 1, 2), Int32Array.of(0, 0, 1, 1, 0, 1), 5);
    expect(found).toMatchObject({ items: 6, accuracy: 3 / 6 });
    expect(found.classes.map(({ label, precision, recall }) => [label, precision, recall])).toEqual([[0, 2 / 3, 2 / 3], [1, 1 / 3, 1 / 2], [2, 0, 0]]);
    expect(found.macroF1).toBeCloseTo((2 / 3 + 2 / 5 + 0) / 3, 12);
    expect(found.confusions).toEqual([{ truth: 0, predicted: 1, items: 1 }, { truth: 1, predicted: 0, items: 1 }, { truth: 2, predicted: 1, items: 1 }]);
    expect(classScores(new Int32Array(), new Int32Array(), 3)).toEqual({ items: 0, accuracy: 0, macroF1: 0, classes: [], confusions: [] });
    expect(() => classScores(Int32Array.of(0), new Int32Array(), 1)).toThrow(RangeError);
  });
});

describe('parts', () => {
  const keys = Array.from({ length: 20_000 }, (_, n) => `danbooru.donmai.us ${n}`);

  it('have their shares, and depend on key and seed alone', () => {
    const shares = Object.values(parts).map((part) => keys.filter((key) => partOf(key, 1) === part).length / keys.length);
    expect(shares.map((share, at) => Math.abs(share - [partShares.train, partShares.calibration, 0.2][at]!) < 0.015)).toEqual([true, true, true]);
    const same = keys.filter((key) => partOf(key, 1) === partOf(key, 2)).length / keys.length;
    expect(Math.abs(same - (0.7 ** 2 + 0.1 ** 2 + 0.2 ** 2))).toBeLessThan(0.02);
    expect(hashUnit('a', 1)).toBe(hashUnit('a', 1));
  });

  it('keep together what is linked over others', () => {
    expect([...linkedGroups(7, [Int32Array.of(0, 1, 0, 3, 4, 5, 5), Int32Array.of(0, 1, 2, 2, 4, 4, 6)])]).toEqual([0, 1, 0, 0, 4, 4, 4]);
  });
});
