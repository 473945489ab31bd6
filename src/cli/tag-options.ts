import { UserError } from '../lake/error.js';
import { canonicalBoard } from '../tags/boards.js';
import { tagCategories } from '../tags/categories.js';

/** Categories of a comma-separated list of their names, as numbers. */
export function categoriesOf(names: string | undefined): number[] {
  if (names === undefined) return [];
  return names.split(',').map((name) => {
    const word = name.trim().toLowerCase();
    if (!Object.hasOwn(tagCategories, word)) throw new UserError(`Unknown category "${name.trim()}"`, `Categories: ${Object.keys(tagCategories).join(', ')}`, 2);
    return tagCategories[word as keyof typeof tagCategories];
  });
}

/** The canonical name of a board, if one is given. */
export function boardOf(name: string | undefined): string | undefined {
  if (name === undefined) return undefined;
  const board = canonicalBoard(name);
  if (board === null) throw new UserError(`Unknown board ${name}`, 'Boards: danbooru, gelbooru, safebooru, tbib, yandere, konachan, ...', 2);
  return board;
}

/** The canonical names of a comma-separated list of boards. */
export function boardsOf(names: string | undefined): string[] {
  return (names ?? '').split(',').filter((name) => name.trim() !== '').map((name) => boardOf(name)!);
}

/** A whole number of at least `least`, given as the option of that name. */
export function wholeNumber(text: string, option: string, least = 1): number {
  if (!/^\d{1,9}$/.test(text) || Number(text) < least) throw new UserError(`--${option} takes a whole number from ${least}, not "${text}"`, undefined, 2);
  return Number(text);
}

/** The years of `2015` or `2010-2019`. */
export function yearsOf(text: string | undefined): [number, number] | null {
  if (text === undefined) return null;
  const match = /^(\d{4})(?:-(\d{4}))?$/.exec(text);
  const [first, last] = [Number(match?.[1]), Number(match?.[2] ?? match?.[1])];
  if (match === null || first > last) throw new UserError(`--years takes a year or two such as 2010-2019, not "${text}"`, undefined, 2);
  return [first, last];
}
