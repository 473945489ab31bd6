import type { Random } from '../kernels/random.js';
import { boards, type BoardName, DANBOORU, GELBOORU, SAFEBOORU, YANDERE } from './boards.js';

/** Where a picture is posted, first board first; `twice` says how the second post on the same board comes about. */
export interface Plan {
  readonly boards: readonly number[];
  readonly twice?: 'duplicate' | 'variant';
}

/** Shares of a board's posts that came from danbooru or went there. */
export const COPIED = { gelbooru: 0.7, safebooru: 0.6, yandere: 0.4 } as const;
/** Share of danbooru posts that are a picture posted again (other file), and that are a variant of the post before. */
export const TWICE = { duplicate: 0.015, variant: 0.02 } as const;

/** How many posts each board gets: the boards' shares of `posts`, exact in sum. */
export function quotas(posts: number, chosen: readonly BoardName[]): number[] {
  const share = boards.map((board) => (chosen.includes(board.name) ? board.share : 0));
  const sum = share.reduce((total, value) => total + value, 0);
  const counts = share.map((value) => Math.floor((posts * value) / sum));
  const first = share.findIndex((value) => value > 0);
  counts[first]! += posts - counts.reduce((total, value) => total + value, 0);
  return counts;
}

function planCounts(counts: readonly number[], copied: Readonly<Record<keyof typeof COPIED, number>>): [Plan, number][] {
  const left = counts.slice();
  const made: [Plan, number][] = [];
  const take = (plan: Plan, wanted: number): void => {
    const each = plan.boards.map((board) => Math.floor(left[board]! / plan.boards.filter((other) => other === board).length));
    const number = Math.max(0, Math.min(Math.floor(wanted), ...each));
    for (const board of plan.boards) left[board]! -= number;
    made.push([plan, number]);
  };
  const [d, g, y, s] = counts as [number, number, number, number];
  const gelbooru = d > 0 ? copied.gelbooru * g : 0;
  const safebooru = d > 0 ? copied.safebooru * s : 0;
  const yandere = d > 0 ? copied.yandere * y : 0;
  take({ boards: [DANBOORU, GELBOORU, SAFEBOORU] }, safebooru / 3);
  take({ boards: [DANBOORU, SAFEBOORU] }, (2 * safebooru) / 3);
  take({ boards: [DANBOORU, GELBOORU, YANDERE] }, yandere / 4);
  take({ boards: [DANBOORU, YANDERE] }, yandere / 4);
  take({ boards: [YANDERE, DANBOORU] }, yandere / 2);
  take({ boards: [DANBOORU, GELBOORU] }, gelbooru - safebooru / 3 - yandere / 4);
  take({ boards: [DANBOORU, DANBOORU], twice: 'duplicate' }, TWICE.duplicate * d);
  take({ boards: [DANBOORU, DANBOORU], twice: 'variant' }, TWICE.variant * d);
  take({ boards: [GELBOORU, SAFEBOORU] }, 0.05 * Math.min(1, copied.safebooru / COPIED.safebooru) * s);
  for (const board of [DANBOORU, GELBOORU, YANDERE, SAFEBOORU]) take({ boards: [board] }, left[board]!);
  return made;
}

/** Deals a plan for each picture in chance order so that every board ends with exactly its quota. */
export class PlanDeck {
  readonly #plans: Plan[];
  readonly #left: number[];
  /** Plans not yet dealt. */
  remaining: number;

  /** `crossposts` is the share of every board's posts that are shared with danbooru, instead of each board's own. */
  constructor(counts: readonly number[], crossposts?: number) {
    const copied = crossposts === undefined ? COPIED : { gelbooru: crossposts, safebooru: crossposts, yandere: crossposts };
    const made = planCounts(counts, copied).filter(([, number]) => number > 0);
    this.#plans = made.map(([plan]) => plan);
    this.#left = made.map(([, number]) => number);
    this.remaining = this.#left.reduce((total, number) => total + number, 0);
  }

  deal(random: Random): Plan {
    let at = random.int(this.remaining);
    let index = 0;
    while (at >= this.#left[index]!) at -= this.#left[index++]!;
    this.#left[index]!--;
    this.remaining--;
    return this.#plans[index]!;
  }
}
