import { describe, expect, it } from 'vitest';
import { Random } from '../../../src/kernels/random.js';
import { calibrated, fitCalibration, scoreOfPrecision } from '../../../src/linking/mal/calibrate.js';
import { defaultModels } from '../../../src/linking/mal/default-models.js';
import { fieldsOf } from '../../../src/linking/mal/fields.js';
import { fitWeights } from '../../../src/linking/mal/fit-weights.js';
import { logOdds, posteriors, withVerdicts, type Comparison, type Weights } from '../../../src/linking/mal/model.js';
import { settledOf, type Verdicts } from '../../../src/linking/mal/verdicts.js';

const nothing: Verdicts = { links: new Map(), labelled: new Set(), refused: new Map(), barred: new Set() };
const planted: Weights = { prior: -1, bits: [[3, 0.5, 0], [0, 2, -1]] };
const flat: Weights = { prior: 0, bits: [[0, 0, 0], [0, 0, 0]] };

/** Tags with two candidates of their own each; what each tag is is drawn from the posteriors of the planted weights. */
function drawn(tags: number, seed: number): { comparison: Comparison; verdicts: Verdicts } {
  const random = new Random(seed);
  const left = Int32Array.from({ length: 2 * tags }, (_, pair) => pair >> 1);
  const right = Int32Array.from(left.keys());
  const outcomes = [Uint8Array.from(left, () => random.int(2)), Uint8Array.from(left, () => random.int(3))];
  const comparison = { left, right, tags, entries: 2 * tags, outcomes, levels: [3, 3], unknown: [-1, 0] };
  const chances = posteriors(comparison, logOdds(comparison, planted), settledOf(comparison, nothing));
  const links = new Map<number, number>();
  const barred = new Set<number>();
  for (let tag = 0; tag < tags; tag++) {
    const draw = random.uniform();
    const [a, b] = [chances[2 * tag]!, chances[2 * tag + 1]!];
    if (draw < a) links.set(tag, 2 * tag);
    else if (draw < a + b) links.set(tag, 2 * tag + 1);
    else barred.add(tag);
  }
  return { comparison, verdicts: { links, labelled: new Set(), refused: new Map(), barred } };
}

const fit = ({ comparison, verdicts }: ReturnType<typeof drawn>, start = flat) => fitWeights(verdicts)(comparison, start, settledOf(comparison, verdicts));

describe('fitted weights', () => {
  it('are those that the links were drawn with', () => {
    const { prior, bits } = fit(drawn(20_000, 3));
    expect(prior + bits[0]![0]!).toBeCloseTo(2, 0);
    expect(bits[0]![0]! - bits[0]![1]!).toBeCloseTo(2.5, 0);
    expect(bits[1]![1]! - bits[1]![2]!).toBeCloseTo(3, 0);
  });

  it('do not depend on where they start, and keep what nothing tells of', () => {
    const data = drawn(2_000, 4);
    const [a, b] = [fit(data), fit(data, { prior: 2, bits: [[1, -1, 7], [0, 3, 3]] })];
    expect(a.prior).toBeCloseTo(b.prior, 2);
    [a.bits[0]![0]!, a.bits[0]![1]!, ...a.bits[1]!].forEach((value, at) => expect(value).toBeCloseTo([b.bits[0]![0]!, b.bits[0]![1]!, ...b.bits[1]!][at]!, 2));
    expect([a.bits[0]![2], b.bits[0]![2]]).toEqual([0, 7].map((value) => expect.closeTo(value, 9)));
    expect(fit({ ...data, verdicts: nothing })).toBe(flat);
  });

  it('heed a no', () => {
    const data = drawn(500, 5);
    const no = new Map(Array.from({ length: 200 }, (_, tag) => [tag, new Set([2 * tag, 2 * tag + 1])] as const));
    const known = { ...data.verdicts, links: new Map([...data.verdicts.links].filter(([tag]) => tag >= 200)), barred: new Set([...data.verdicts.barred].filter((tag) => tag >= 200)) };
    const [without, withNo] = [fit({ ...data, verdicts: known }), fit({ ...data, verdicts: { ...known, refused: no } })];
    expect(withNo.prior + withNo.bits[0]![0]!).toBeLessThan(without.prior + without.bits[0]![0]! - 0.3);
  });
});

it('built-in weights are of the levels there are', () => {
  for (const kind of ['anime', 'character'] as const) {
    expect(defaultModels[kind].weights.bits.map((bits) => bits.length)).toEqual(fieldsOf(kind).map(({ levels }) => levels.length));
    expect(defaultModels[kind].accept).toBeGreaterThanOrEqual(0.5);
  }
});

describe('what is known of pairs', () => {
  it('takes rivals away, but leaves the pair itself to be judged', () => {
    // Tag 0 and tag 1 could be entry 0, tag 0 also entry 1.
    const pairs = { left: Int32Array.of(0, 0, 1), right: Int32Array.of(0, 1, 0) };
    const comparison = { ...pairs, tags: 2, entries: 2, outcomes: [], levels: [], unknown: [] };
    const logs = new Float64Array(3);
    const of = (verdicts: Verdicts) => {
      const settled = settledOf(pairs, verdicts);
      const alone = posteriors(comparison, logs, settled);
      return { alone: [...alone], known: [...withVerdicts(alone, settled)] };
    };
    expect(of(nothing).alone).toEqual([1 / 4, 1 / 3, 1 / 3]);
    expect(of({ ...nothing, links: new Map([[0, 0]]) })).toEqual({ alone: [1 / 4, 1 / 3, 0], known: [1, 0, 0] });
    expect(of({ ...nothing, links: new Map([[0, 1]]) })).toEqual({ alone: [1 / 4, 1 / 3, 1 / 2], known: [0, 1, 1 / 2] });
    expect(of({ ...nothing, barred: new Set([0]) }).known).toEqual([0, 0, 1 / 2]);
    expect(of({ ...nothing, refused: new Map([[0, new Set([0])]]) }).known).toEqual([0, 1 / 2, 1 / 2]);
  });
});

describe('calibration', () => {
  it('finds how far log-odds were stretched and moved', () => {
    const random = new Random(8);
    const guesses = Array.from({ length: 40_000 }, () => {
      const probability = random.uniform();
      return { probability, isRight: random.chance(calibrated(probability, { slope: 0.6, shift: 0.8 })) };
    });
    const { slope, shift } = fitCalibration(guesses);
    expect(slope).toBeCloseTo(0.6, 1);
    expect(shift).toBeCloseTo(0.8, 1);
    expect(fitCalibration([])).toEqual({ slope: 1, shift: 0 });
    expect(Number.isFinite(fitCalibration([{ probability: 1, isRight: true }]).slope)).toBe(true);
  });

  it('finds the score from which on enough is right', () => {
    const guesses = [0.9, 0.8, 0.8, 0.7, 0.6].map((score, at) => ({ score, isRight: at !== 2 }));
    expect([1, 0.8, 0.75, 0.5].map((precision) => scoreOfPrecision(guesses, precision))).toEqual([0.9, 0.6, 0.6, 0.6]);
    expect(scoreOfPrecision([{ score: 0.9, isRight: false }], 0.5)).toBe(Infinity);
  });
});
