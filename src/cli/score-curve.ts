import type { ScoreCurve } from '../linking/score-curve.js';
import { putTitled } from './print.js';

const curveTypes = { score: 'DOUBLE', links: 'BIGINT', precision: 'DOUBLE', recall: 'DOUBLE' };
const reliabilityTypes = { from: 'DOUBLE', to: 'DOUBLE', predictions: 'BIGINT', confidence: 'DOUBLE', accuracy: 'DOUBLE' };

/** What other thresholds would give, and how many of each tenth of scores are right. */
export function putScoreCurve({ curve, reliability }: ScoreCurve): void {
  putTitled('If links were accepted from another score on', curveTypes, curve);
  putTitled('As sure as right?', reliabilityTypes, reliability);
}
