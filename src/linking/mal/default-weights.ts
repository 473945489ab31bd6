import type { MalKind } from './read-entries.js';
import type { Weights } from './model.js';

export const defaultWeights: Readonly<Record<MalKind, Weights>> = { anime: { odds: 1, m: [], u: [] }, character: { odds: 1, m: [], u: [] } };
