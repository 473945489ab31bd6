import { expect, it } from 'vitest';
import { fitCorrection } from '../../src/kernels/logistic-correction.js';
import { Random } from '../../src/kernels/random.js';

it('fitCorrection finds planted weights from many examples, and changes nothing without', () => {
  const random = new Random(3);
  const planted = [0.8, -1.5, 0];
  const rows = Array.from({ length: 4000 }, () => [1, random.normal(), random.normal()]);
  const offsets = Float64Array.from(rows, () => random.normal());
  const labels = Uint8Array.from(rows, (row, i) => Number(random.uniform() < 1 / (1 + Math.exp(-offsets[i]! - row.reduce((sum, value, k) => sum + value * planted[k]!, 0)))));
  const found = fitCorrection({ features: Float64Array.from(rows.flat()), width: 3, offsets, labels }, 10);
  planted.forEach((weight, k) => expect(Math.abs(found[k]! - weight)).toBeLessThan(0.15));
  expect([...fitCorrection({ features: new Float64Array(0), width: 2, offsets: new Float64Array(0), labels: new Uint8Array(0) }, 2)]).toEqual([0, 0]);
  const parted = fitCorrection({ features: Float64Array.of(1, 1, 1), width: 1, offsets: new Float64Array(3), labels: Uint8Array.of(1, 1, 1) }, 1);
  expect(parted[0]).toBeGreaterThan(0.5);
  expect(parted[0]).toBeLessThan(1.5);
});
