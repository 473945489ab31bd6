import { Random } from '../kernels/random.js';
import { boards, DANBOORU, SAFEBOORU } from './boards.js';
import { type Picture, PictureMaker } from './pictures.js';
import { type Plan, PlanDeck } from './plans.js';
import type { Upload } from './posts.js';
import { TimeQueue } from './time-queue.js';
import { START, type World } from './world.js';

/** Uploads grow as (share of the time)^GROWTH: few in 2008, most in the last years. */
const GROWTH = 1.8;
const DAY = 86_400_000;
/** Mean days until a picture is posted on the next board, and the longest wait of all. */
const lag: readonly number[] = [2, 0.4, 3, 5];
const LONGEST_LAG = 45;
const scheduleStream = 6;

/** Every upload of every board in order of time, and every picture once, as it is drawn. Holds only what waits to be posted. */
export class UploadStream {
  readonly #random: Random;
  readonly #maker: PictureMaker;
  readonly #waiting = new TimeQueue<Upload>();
  #pictures = 0;

  constructor(readonly world: World, readonly quota: readonly number[], readonly onPicture: (picture: Picture) => void, crossovers?: number, readonly crossposts?: number) {
    this.#random = new Random(world.seed, scheduleStream);
    this.#maker = new PictureMaker(world, crossovers);
  }

  *[Symbol.iterator](): Generator<Upload> {
    const deck = new PlanDeck(this.quota, this.crossposts);
    const plans = deck.remaining;
    for (let n = 0; n < plans; n++) {
      const share = ((n + this.#random.uniform()) / plans) ** (1 / GROWTH);
      const time = Math.floor(START + share * (this.world.end - DAY - START));
      while (this.#waiting.nextTime <= time) yield this.#waiting.pop()!;
      this.#plan(deck.deal(this.#random), time);
    }
    while (this.#waiting.size > 0) yield this.#waiting.pop()!;
  }

  #draw(time: number, tame: boolean, base?: Picture): Picture {
    const picture = this.#maker.make(++this.#pictures, time, tame, base);
    this.onPicture(picture);
    return picture;
  }

  #later(time: number, meanDays: number): number {
    const wait = Math.min(this.#random.exponential(meanDays), LONGEST_LAG) * DAY + 60_000;
    const later = Math.floor(time + wait);
    return later < this.world.end ? later : time + 1 + this.#random.int(this.world.end - time - 1);
  }

  #plan(plan: Plan, time: number): void {
    const picture = this.#draw(time, plan.boards.includes(SAFEBOORU));
    if (plan.twice) return this.#twice(plan, picture, time);
    let previous = time;
    plan.boards.forEach((board, at) => {
      if (at > 0) previous = this.#later(previous, lag[board]!);
      const revision = at > 0 && this.#random.chance(boards[board]!.reencoded) ? at : 0;
      this.#waiting.push({ time: previous, board, picture, revision, ...(at > 0 && { from: plan.boards[0]! }) });
    });
  }

  #twice(plan: Plan, picture: Picture, time: number): void {
    const family = { id: 0 };
    const variant = plan.twice === 'variant';
    const later = this.#later(time, variant ? 0.02 : 15);
    this.#waiting.push({ time, board: DANBOORU, picture, revision: 0, asParent: family });
    const second = variant ? this.#draw(time, false, picture) : picture;
    this.#waiting.push({ time: later, board: DANBOORU, picture: second, revision: variant ? 0 : 1, parent: family });
  }
}
