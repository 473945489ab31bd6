import { AliasTable, Random } from '../kernels/random.js';
import { type Artist, makeArtists } from './artists.js';
import { boards, GENERAL } from './boards.js';
import { type Workshop } from './character.js';
import { fashion, type Franchise, makeFranchise } from './franchise.js';
import { addGeneralTags, addMetaTags, expressions, generalAliases, poses, respellGeneralTags } from './general-tags.js';
import { misspellNames } from './misspelling.js';
import { makeScenes, type Scene, sceneTables } from './scenes.js';
import { TagBook } from './tag-book.js';
import { makeUmbrellas, type Umbrella } from './umbrellas.js';

/** First moment of the simulated boards. */
export const START = Date.UTC(2008, 0, 1);

/** Weight of the minor general tag at a rank. */
const tailWeight = (rank: number): number => (rank + 20) ** -1.1;

const streams = { vocabulary: 1, franchises: 2, umbrellas: 3, artists: 4, tagIds: 5, misspellings: 11 } as const;

/** Everything that is true before the first picture is drawn. */
export interface World {
  readonly seed: number;
  readonly end: number;
  readonly book: TagBook;
  readonly franchises: readonly Franchise[];
  readonly umbrellas: readonly Umbrella[];
  readonly artists: readonly Artist[];
  readonly scenes: readonly Scene[];
  /** Tables to draw scenes from, by month. */
  readonly sceneTables: readonly AliasTable[];
  /** Tables to draw franchises and artists from, by years since 2008. */
  readonly franchiseTables: readonly AliasTable[];
  readonly artistTables: readonly AliasTable[];
  readonly outfits: readonly (readonly number[])[];
  readonly expressions: readonly number[];
  readonly poses: readonly number[];
  /** Minor general tags and how often each is meant. */
  readonly tail: readonly number[];
  readonly tailTable: AliasTable;
  /** Concepts that each concept brings with it. */
  readonly implied: readonly Int32Array[];
  /** By board: place of each concept among the board's tags in spelling order, and back. */
  readonly rankOf: readonly Int32Array[];
  readonly byRank: readonly Int32Array[];
  /** By board: the board's own number of each concept's tag. */
  readonly tagIds: readonly Int32Array[];
}

/** Time in ms as a year with a fraction. */
export function yearOf(time: number): number {
  return 1970 + time / (365.2425 * 86_400_000);
}

function byteOrder(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function order(book: TagBook): { rankOf: Int32Array[]; byRank: Int32Array[] } {
  const byRank = boards.map((_, board) => {
    const names = book.concepts.map((concept) => concept.names[board]!);
    return Int32Array.from(names.map((_, id) => id).sort((a, b) => byteOrder(names[a]!, names[b]!)));
  });
  const rankOf = byRank.map((ids) => {
    const ranks = new Int32Array(ids.length);
    ids.forEach((id, rank) => (ranks[id] = rank));
    return ranks;
  });
  return { rankOf, byRank };
}

function numberTags(size: number, random: Random): Int32Array[] {
  return boards.map(() => {
    const ids = new Int32Array(size);
    let last = 0;
    for (const concept of random.shuffle(Array.from({ length: size }, (_, id) => id))) ids[concept] = last += random.between(1, 60);
    return ids;
  });
}

/** The world of a seed, as large as a number of posts asks for: more posts, more franchises, characters and artists. Other boards than danbooru misspell the given share of names. */
export function makeWorld(seed: number, posts: number, end: number, misspelt = 0): World {
  const book = new TagBook();
  const { outfit: outfits, tail, rare } = addGeneralTags(book);
  addMetaTags(book);
  respellGeneralTags(book);
  const scenes = makeScenes(book);
  for (const name of ['1girl', '1boy', 'solo', 'multiple_girls', 'multiple_boys', 'crossover', 'hat', 'spread_wings']) book.ensure(name, GENERAL);
  for (const [name, many] of [['2girls', 'multiple_girls'], ['3girls', 'multiple_girls'], ['2boys', 'multiple_boys'], ['3boys', 'multiple_boys']] as const) {
    book.add(name, GENERAL, [book.find(many)!]);
  }
  const general = new Random(seed, streams.vocabulary);
  for (const [antecedent, name] of generalAliases) if (book.find(name) !== undefined) book.alias(antecedent, book.find(name)!, general);
  const minor = [...general.shuffle(tail), ...general.shuffle(rare)];

  const lastYear = yearOf(end);
  const workshop = (stream: number): Workshop => ({ book, random: new Random(seed, stream), outfits, lastYear, shortNames: new Set() });
  const count = Math.max(12, Math.round(4 * posts ** 0.4));
  const makers = workshop(streams.franchises);
  const franchises = Array.from({ length: count }, (_, index) => makeFranchise(makers, index, count));
  const umbrellas = makeUmbrellas(workshop(streams.umbrellas), franchises);
  const artists = makeArtists(book, new Random(seed, streams.artists), Math.max(20, Math.round(1.6 * posts ** 0.62)), franchises, Math.floor(lastYear));
  if (misspelt > 0) misspellNames(book, misspelt, new Random(seed, streams.misspellings));
  const years = Array.from({ length: Math.floor(lastYear) - 2008 + 1 }, (_, n) => 2008 + n);
  const concepts = (names: readonly string[]): number[] => names.map((name) => book.find(name)!);
  return {
    seed, end, book, franchises, umbrellas, artists, scenes, outfits, tail: minor,
    sceneTables: sceneTables(scenes),
    franchiseTables: years.map((year) => new AliasTable(franchises.map((franchise) => franchise.weight * fashion(franchise, year + 0.5)))),
    artistTables: years.map((year) => new AliasTable(artists.map((artist) => artist.weight * (artist.from <= year && year <= artist.to ? 1 : 0.002)))),
    expressions: concepts(expressions), poses: concepts(poses),
    tailTable: new AliasTable(minor.map((_, rank) => tailWeight(rank))),
    implied: book.implied(), ...order(book), tagIds: numberTags(book.size, new Random(seed, streams.tagIds)),
  };
}
