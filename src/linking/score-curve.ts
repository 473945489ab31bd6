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

export const curveSteps = [0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.999] as const;

/** Precision, 1 of nothing, and recall at each threshold, and reliability by tenths, of links with their scores, of which `all` true ones there are. */
export function scoreCurve(scores: ArrayLike<number>, isRight: ArrayLike<boolean>, all: number): ScoreCurve {
  const bins = reliability(scores, isRight);
  return {
    curve: curveSteps.map((score) => {
      let [links, right] = [0, 0];
      for (let i = 0; i < scores.length; i++) {
        if (scores[i]! < score) continue;
        links++;
        right += Number(isRight[i]);
      }
      return { score, links, precision: links === 0 ? 1 : right / links, recall: all === 0 ? 1 : right / all };
    }),
    reliability: bins, ece: calibrationError(bins),
  };
}
