import type { Random } from '../kernels/random.js';
import { boards, DANBOORU, GELBOORU, SAFEBOORU } from './boards.js';
import type { Picture } from './pictures.js';

export interface Score {
  readonly score: number;
  readonly up: number;
  /** Zero or less. */
  readonly down: number;
  readonly favs: number;
}

/** Log of the usual score on each board, and what quality and a year of growth add to it. */
const level: readonly (readonly [base: number, quality: number, year: number])[] = [[0.2, 3.2, 0.07], [-1.2, 2.4, 0.05], [0.8, 3, 0.02], [-2.2, 2.2, 0.03]];

/**
 * Score of a picture on a board: log-normal, rising with quality and with the year of upload (more users),
 * and only part grown in the first weeks, as exp(-age / 10 days) of the votes are still to come.
 */
export function scoreOf(random: Random, board: number, picture: Picture, time: number, end: number): Score {
  const [base, quality, growth] = level[board] ?? level[boards.length - 1]!;
  const years = (time - Date.UTC(2008, 0, 1)) / (365.25 * 86_400_000);
  const age = (end - time) / 86_400_000;
  const grown = 1 - 0.9 * Math.exp(-age / 10);
  const spicy = board === SAFEBOORU ? 0 : 0.12 * picture.rating;
  const liking = Math.exp(base + quality * picture.quality + growth * years + spicy + random.normal(0, 0.55)) * grown;
  const up = Math.floor(liking + random.uniform());
  const down = random.chance(0.04 + 0.25 * (1 - picture.quality) ** 3) ? -random.between(1, 2) : 0;
  const favs = board === DANBOORU || board === GELBOORU ? Math.floor(up * (1 + 0.5 * random.uniform()) + random.uniform()) : 0;
  return { score: up + down, up, down, favs };
}
