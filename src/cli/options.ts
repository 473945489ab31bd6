import type { Command } from 'commander';
import { UserError } from '../lake/error.js';
import { defaultLakeDir, defaultRating, openLake, type Lake } from '../lake/lake.js';
import { ratings, type Rating } from '../lake/views.js';
import { say } from './print.js';

export interface GlobalOptions {
  lake: string;
  rating: Rating;
  memory?: string;
  debug?: boolean;
}

/** The options that stand before a command, checked. */
export function globalOptions(command: Command): GlobalOptions {
  const { lake, rating = defaultRating(), memory, debug } = command.optsWithGlobals<{ lake?: string; rating?: string; memory?: string; debug?: boolean }>();
  if (!ratings.includes(rating as Rating)) throw new UserError(`Unknown rating "${rating}"`, `Ratings: ${ratings.join(', ')}`, 2);
  if (memory !== undefined && !/^\d+(\.\d+)?\s*[KMGT]i?B$/i.test(memory)) throw new UserError(`--memory takes a size such as 2GB, not "${memory}"`, undefined, 2);
  return { lake: lake ?? defaultLakeDir(), rating: rating as Rating, ...(memory === undefined ? {} : { memory }), ...(debug ? { debug } : {}) };
}

/** Opens the lake of the global options, does the work and closes it. Says how many posts are hidden when `tell`. */
export async function withLake(command: Command, work: (lake: Lake, options: GlobalOptions) => Promise<void>, tell = true): Promise<void> {
  const options = globalOptions(command);
  const lake = await openLake(options.lake, options);
  try {
    await work(lake, options);
    if (tell) sayHidden(await lake.hiddenPosts());
  } finally {
    lake.close();
  }
}

/** Says how many posts the rating hides, if it does. */
export function sayHidden(posts: number): void {
  if (posts > 0) say(`${posts.toLocaleString('en')} posts hidden, --rating all shows them.`);
}

/** The time that SOURCE_DATE_EPOCH pins (seconds since 1970), if it does. */
export function pinnedTime(): Date | undefined {
  const pinned = process.env['SOURCE_DATE_EPOCH'];
  return pinned !== undefined && /^\d+$/.test(pinned) ? new Date(Number(pinned) * 1000) : undefined;
}

/** Now, or the pinned time. */
export function currentTime(): Date {
  return pinnedTime() ?? new Date();
}
