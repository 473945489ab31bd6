import { calibrationError, reliability, type ReliabilityBin } from '../kernels/calibration.js';

/** What would be found, and found rightly, if links were accepted from a score on. */
export interface CurvePoint {
  readonly score: number;
  readonly links: number;
  readonly precision: number;
  readonly recall: number;
}

/** Whether scores can be trusted, and what other thresholds would give. */
export interface ScoreCurve {
  readonly curve: readonly CurvePoint[];
  readonly reliability: readonly ReliabilityBin[];
  /** Expected calibration error. */
  readonly ece: number;
}

const curveSteps = [0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.999] as const;

/** A part of all, 1 of nothing: who says nothing says nothing wrong, and so the curve of precision ends at 1 where links run out, not in a drop to 0. */
export const shareOf = (part: number, all: number): number => (all === 0 ? 1 : part / all);

/** Precision and recall at each threshold of links with their scores, of which `all` true ones there are. */
export function curveOf(scores: ArrayLike<number>, isRight: ArrayLike<boolean>, all: number): CurvePoint[] {
  return curveSteps.map((score) => {
    let [links, right] = [0, 0];
    for (let i = 0; i < scores.length; i++) {
      if (scores[i]! < score) continue;
      links++;
      right += Number(isRight[i]);
    }
    return { score, links, precision: shareOf(right, links), recall: shareOf(right, all) };
  });
}

/** The curve of links with their scores, and their reliability by tenths. */
export function scoreCurve(scores: ArrayLike<number>, isRight: ArrayLike<boolean>, all: number): ScoreCurve {
  const bins = reliability(scores, isRight);
  return { curve: curveOf(scores, isRight, all), reliability: bins, ece: calibrationError(bins) };
}
