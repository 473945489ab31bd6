import { AliasTable, type Random, zipfWeights } from '../kernels/random.js';
import { COPYRIGHT } from './boards.js';
import { makeCharacter, type Character, type Workshop } from './character.js';
import { subtitle, workTitle } from './names.js';
import { spreadSpellings, workSpellings } from './spelling.js';
import type { TagBook } from './tag-book.js';

/** How the number of posts of a copyright falls with its rank: fitted to TAG_CNT of the BOORU CHARS taglist, ranks 10 to 1,000. */
export const COPYRIGHT_EXPONENT = 1.12;
/** The same for characters, ranks 10 to 1,000 of that list. */
export const CHARACTER_EXPONENT = 0.85;

/** Ranks are counted from here (Mandelbrot's form of the law), so that the first franchise stays at a fifth of all posts. */
const HEAD_SHIFT = 3;

/** One work of a franchise. */
export interface Copyright {
  readonly concept: number;
  /** Year it came out, with a fraction. */
  readonly start: number;
}

/** Works that belong together, and their characters. */
export interface Franchise {
  readonly index: number;
  readonly kind: 'anime' | 'game' | 'novel';
  readonly weight: number;
  readonly start: number;
  /** Years from the start to the height of its fashion; 0 for those that stay. */
  readonly peak: number;
  /** The series tag or the first work; names the franchise. */
  readonly head: number;
  readonly parts: readonly Copyright[];
  readonly characters: readonly Character[];
  readonly characterTable: AliasTable;
}

/** How many works a franchise has: mostly one, few have many. */
function partCount(random: Random, popularity: number): number {
  if (!random.chance(0.3 + 0.35 * popularity)) return 1;
  return Math.min(24, 1 + Math.ceil(0.8 / Math.max(random.uniform(), 0.02) ** 0.85));
}

function freeTitle(book: TagBook, random: Random): string {
  for (let tries = 0; ; tries++) {
    const title = workTitle(random);
    const numbered = tries > 20 ? `${title}_${random.between(2, 999)}` : title;
    if (book.isFree(numbered) && book.isFree(`${numbered}_(series)`)) return numbered;
  }
}

function partTitle(book: TagBook, random: Random, title: string, n: number): string {
  const shapes = [`${title}_${'i'.repeat(Math.min(n, 3))}`, `${title}:_${subtitle(random)}`, `${title}_${subtitle(random)}`, `${title}_gaiden`, `${title}_${n}`];
  for (let tries = 0; ; tries++) {
    const own = random.chance(0.15) ? freeTitle(book, random) : random.pick(shapes);
    const longer = tries === 0 ? own : `${own}_${subtitle(random)}`;
    if (book.isFree(longer)) return longer;
  }
}

function addWork(book: TagBook, random: Random, name: string, implies: readonly number[]): number {
  const concept = book.add(name, COPYRIGHT, implies);
  spreadSpellings(book, concept, workSpellings(name), random);
  return concept;
}

/** What stands in the brackets behind a character's name: the first word of the title, or all of it when another franchise has that word. */
function shortName({ shortNames }: Workshop, title: string): string {
  const plain = title.replace(/^re:/, '').replace(/_no_|_&_|\//g, '_').replace(/[!']/g, '');
  const word = plain.split('_')[0]!;
  const short = shortNames.has(word) ? plain : word;
  shortNames.add(short);
  return short;
}

/** A new franchise of popularity rank `index` among `count`. */
export function makeFranchise(workshop: Workshop, index: number, count: number): Franchise {
  const { book, random, lastYear } = workshop;
  const weight = (index + HEAD_SHIFT) ** -COPYRIGHT_EXPONENT;
  const popularity = 1 - Math.log(index + 1) / Math.log(count + 1);
  const established = index === 0 || random.chance(0.3);
  const start = established ? 1995 + random.uniform() * 13 : 2008 + random.uniform() * Math.max(lastYear - 2008.5, 0.1);
  const peak = random.chance(0.25) || index < 2 ? 0 : 0.5 + random.exponential(1.4);
  const works = partCount(random, popularity);
  const title = freeTitle(book, random);
  const series = works > 1 && random.chance(0.55);
  const head = addWork(book, random, series ? `${title}_(series)` : title, []);
  const parts: Copyright[] = series ? [] : [{ concept: head, start }];
  const latest = Math.max(lastYear - 0.5, start);
  for (let n = series ? 1 : 2; n <= works; n++) {
    const name = n === 1 ? title : partTitle(book, random, title, n);
    const concept = addWork(book, random, name, random.chance(0.2) ? [head] : []);
    parts.push({ concept, start: n === 1 ? start : Math.min(latest, start + (n - 1) * (0.5 + random.exponential(1))) });
  }
  const size = Math.max(2, Math.round((3 + 55 * popularity ** 2) * Math.exp(random.normal(0, 0.4)) + works));
  const short = shortName(workshop, title);
  const characters = Array.from({ length: size }, (_, place) => makeCharacter(workshop, { franchise: index, short, parts, main: place < 2 + size * 0.15 }));
  return {
    index, weight, start, peak, head, parts, characters,
    kind: random.pick(['anime', 'anime', 'game', 'novel'] as const),
    characterTable: new AliasTable(zipfWeights(size, CHARACTER_EXPONENT)),
  };
}

/** How much a franchise is in fashion at a time (year with fraction): 0 before it exists, about 1 at its height. */
export function fashion(franchise: Franchise, year: number): number {
  const age = year - franchise.start;
  if (age <= 0) return 0;
  if (franchise.peak === 0) return 1 - Math.exp(-age / 1.5);
  return 0.06 + (age / franchise.peak) * Math.exp(1 - age / franchise.peak);
}
