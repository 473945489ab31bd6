import { calibrated, fitCalibration, scoreOfPrecision, uncalibrated, type Calibration } from './calibrate.js';
import type { HeldOut } from './cross-validate.js';
import type { Weights } from './model.js';
import type { MalKind } from './read-entries.js';

/** All that is learned of a kind of links. */
export interface Model {
  readonly weights: Weights;
  readonly calibration: Calibration;
  /** Least score of a link that is accepted. */
  readonly accept: number;
}

/** The share of accepted links that are to be right: of titles less, since about one in a hundred of the known ones is a mistake of the list. */
const precision: Readonly<Record<MalKind, number>> = { anime: 0.98, character: 0.99 };
/** The least score that is believed at all. */
const leastAccept = 0.5;

/** What was learned of scores, but not the weights. */
export type Scale = Omit<Model, 'weights'>;

export const plainScale: Scale = { calibration: uncalibrated, accept: leastAccept };

/** Calibrates guesses about tags that were hidden, of those that may be accepted, and finds from which score on so many of them are right. */
export function scaleOf(kind: MalKind, guesses: readonly HeldOut[]): Scale {
  const known = guesses.filter(({ isKnown, isBestOfEntry }) => isKnown && isBestOfEntry);
  if (known.length === 0) return plainScale;
  const calibration = fitCalibration(known);
  const scored = known.map(({ probability, isRight }) => ({ score: calibrated(probability, calibration), isRight }));
  return { calibration, accept: Math.min(1, Math.max(leastAccept, scoreOfPrecision(scored, precision[kind]))) };
}
