import type { HeldOut } from './cross-validate.js';

/** Makes probabilities what they say (J. Platt, "Probabilistic outputs for support vector machines", 1999): log-odds are stretched and moved. */
export interface Calibration {
  readonly slope: number;
  readonly shift: number;
}

export const uncalibrated: Calibration = { slope: 1, shift: 0 };

const edge = 1e-9;
const logit = (p: number) => Math.log(Math.max(edge, p) / Math.max(edge, 1 - p));

export const calibrated = (probability: number, { slope, shift }: Calibration): number => 1 / (1 + Math.exp(-(slope * logit(probability) + shift)));

/** The score of a tag's best candidate: calibrated if no other tag is likelier to be that entry. Else the link cannot be accepted, and its probability stays. */
export const scoreOf = ({ probability, isBestOfEntry }: Pick<HeldOut, 'probability' | 'isBestOfEntry'>, calibration: Calibration): number => (isBestOfEntry ? calibrated(probability, calibration) : probability);

const steps = 100;

/** The calibration of greatest likelihood of guesses, by Newton's method; a weak pull towards none bounds it when all are right. None of no guesses. */
export function fitCalibration(guesses: readonly Pick<HeldOut, 'probability' | 'isRight'>[]): Calibration {
  let { slope, shift } = uncalibrated;
  for (let step = 0; step < steps; step++) {
    let [a, b, aa, ab, bb] = [1 - slope, -shift, 1, 0, 1];
    for (const { probability, isRight } of guesses) {
      const x = logit(probability);
      const p = 1 / (1 + Math.exp(-(slope * x + shift)));
      const [error, weight] = [Number(isRight) - p, p * (1 - p)];
      a += error * x;
      b += error;
      aa += weight * x * x;
      ab += weight * x;
      bb += weight;
    }
    const determinant = aa * bb - ab * ab;
    const [moveA, moveB] = [(bb * a - ab * b) / determinant, (aa * b - ab * a) / determinant];
    const length = Math.min(1, 1 / Math.hypot(moveA, moveB));
    slope += length * moveA;
    shift += length * moveB;
    if (Math.hypot(moveA, moveB) < 1e-10) break;
  }
  return { slope, shift };
}

/** The least score from which on so great a share of the guesses is right, those of equal score together; infinity where none is. */
export function scoreOfPrecision(guesses: readonly { readonly score: number; readonly isRight: boolean }[], precision: number): number {
  const sorted = [...guesses].sort((a, b) => b.score - a.score);
  let [right, least] = [0, Infinity];
  sorted.forEach(({ score, isRight }, at) => {
    right += Number(isRight);
    if (sorted[at + 1]?.score !== score && right >= precision * (at + 1)) least = score;
  });
  return least;
}
