import type { MalKind } from './read-entries.js';
import type { Weights } from './model.js';

/**
 * The built-in weights, in bits, for each kind: those of the fields in their order (`fieldsOf`), of names a row a level with its numbers of rivals. Fitted by
 * maximum likelihood of `posteriors` to the 9,004 links known in the BOORU CHARS taglist of 2019 (docs/linking.md); those of casts, which that list
 * has none of, are assumed.
 */
export const defaultWeights: Readonly<Record<MalKind, Weights>> = {
  anime: {
    prior: 1.3,
    bits: [
      [
        5.1, 4.4, 3.4, 2.3, 0,
        2.7, 3, 0, 0, 0,
        2.9, 0, -0.6, 0, 0,
        2.4, 2.9, -0.1, 3.4, 0,
        0.2, -0.9, -0.7, -0.4, 0,
        0, -0.5, -0.2, 0, 0,
        0, -0.6, -0.1, 0, 0,
        1.5, -0.5, -1.6, -0.5, -2.1,
        0.3, -0.7, -2.7, -3, -3.6,
        1.3, 0.1, -1.9, -1.2, -4.3,
        0, 0, 0, 0, 0,
        1.1, 0.6, -0.1, -1.2, -0.2,
        0.4, 0.5, -0.5, -1.1, -2.4,
        0.3, 0.3, -2, -2.4, -2.7,
        0, 0, 0, 0, 0,
      ],
      [1.8, 1.3, -1.1, -1, -0.9],
      [0, -3, 5],
      [0, 0, 0.1, -0.4, 0.3, 0.2, 0.3],
      [0, 0, 0.1, 1.3, 0.7, 1.1, 0],
      [0, -2.3, 0.5, 1.7, 2.4, 0.8],
      [0, 0, 0, 0, 0, 0],
    ],
  },
  character: {
    prior: -0.1,
    bits: [
      [
        5.8, 3.9, 3.9, 3, 2.2,
        5.6, 2.8, -0.3, -0.9, -2.4,
        4.3, 2.3, 0.2, -0.2, -0.2,
        0.4, 2.3, -0.5, 1.8, -0.6,
        2.8, 1, 0.1, -1.6, -0.3,
        -0.6, 1.8, 0.6, -1.3, -3.1,
        1.8, 0.5, -2, -2.9, -4.5,
        0.3, -0.2, -0.5, -0.5, -0.1,
        1.1, -0.7, 1.5, -0.3, -1.6,
        0, -1, -1.3, -1.9, -4.9,
        0.4, -1.5, -1.2, -2.4, -4.3,
        0, 0, 0, -1.4, -5,
        0, 0, 0, 0, 0,
      ],
      [1.7, 0, -1.6, -0.1],
      [0, -3, 5],
      [0, -0.6, -0.6, 0.2, 2.6, 4.3, 3.6],
      [0, 0, 0.4, 0.5, 1.7, 2.9, 3.6],
      [0, 2.8, 4.5, 2.7, 1, -1.9],
      [0, -0.3, 0.9, 0.9, 0.5, -0.1],
    ],
  },
};
