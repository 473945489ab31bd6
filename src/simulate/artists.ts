import { AliasTable, type Random, zipfWeights } from '../kernels/random.js';
import { ARTIST, boards, DANBOORU, YANDERE } from './boards.js';
import { fashion, type Franchise } from './franchise.js';
import { artistName } from './names.js';
import { otherSpellings } from './romanisation.js';
import type { TagBook } from './tag-book.js';

/** How the output of artists falls with rank. */
const ARTIST_EXPONENT = 0.75;

export interface Artist {
  readonly concept: number;
  readonly weight: number;
  /** Mean quality of the pictures on a logit scale. */
  readonly skill: number;
  /** Years of activity, first and last. */
  readonly from: number;
  readonly to: number;
  /** Favourite franchises, the dearest first. */
  readonly fandoms: readonly number[];
  /** Chance that a picture shows one of the favourites. */
  readonly loyalty: number;
  /** Chance that a picture is of the artist's own invention. */
  readonly original: number;
  readonly pixivUser: number;
}

function addArtist(book: TagBook, random: Random): number {
  for (;;) {
    const name = artistName(random);
    if (!book.isFree(name)) continue;
    const concept = book.add(name, ARTIST);
    const other = [...otherSpellings(name), name.replace(/_\(.*\)$|\d+$/g, ''), name.replaceAll('-', '_')].filter((spelling) => spelling !== name);
    boards.forEach((_, board) => {
      if (board === DANBOORU || other.length === 0) return;
      if (random.chance(board === YANDERE ? 0.25 : 0.04)) book.respell(concept, board, random.pick(other));
    });
    if (other.length > 0 && random.chance(0.3)) book.alias(other[0]!, concept, random);
    return concept;
  }
}

/** `count` artists with their favourites among the franchises that are in fashion while they begin. */
export function makeArtists(book: TagBook, random: Random, count: number, franchises: readonly Franchise[], lastYear: number): Artist[] {
  const weights = zipfWeights(count, ARTIST_EXPONENT);
  const byYear = new Map<number, AliasTable>();
  const tableOf = (year: number): AliasTable => {
    let table = byYear.get(year);
    if (!table) byYear.set(year, (table = new AliasTable(franchises.map((franchise) => franchise.weight * (0.02 + fashion(franchise, year + 1))))));
    return table;
  };
  return Array.from({ length: count }, (_, rank) => {
    const from = 2006 + Math.floor(Math.sqrt(random.uniform()) * (lastYear - 2006));
    const fandoms = Array.from({ length: random.between(1, 5) }, () => tableOf(Math.max(from, 2008)).sample(random));
    return {
      concept: addArtist(book, random), weight: weights[rank]!, from, to: from + 2 + Math.floor(random.exponential(6)),
      skill: random.normal(0, 0.9), fandoms: [...new Set(fandoms)], loyalty: 0.35 + 0.5 * random.uniform(),
      original: random.chance(0.13) ? 0.6 : 0.05, pixivUser: random.between(10_000, 60_000_000),
    };
  });
}
