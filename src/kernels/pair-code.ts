import { above, add, below, both, clear, compile, constant, define, differ, divide, equal, increase, instantiate, load16, load32, loop, multiply, set, shiftLeft, store16, store32, subtract, when, xor, type Code, type WasmMemory } from './wasm.js';

/** Bytes of a tag or rank. */
export type Width = 2 | 4;

/** The inner loops of counting pairs. All numbers are unsigned; those called by a plural, and `at` and `place`, are addresses of bytes. */
export interface PairCode {
  /** Adds to `counts` in how many of the posts `from` up to `to` - 1 each tag occurs; `lasts` holds for each tag the last post seen with it + 1. */
  countTags(offsets: number, tags: number, counts: number, lasts: number, from: number, to: number): void;
  /** Writes the ranks of posts behind each other from `place` on and where each stands; returns the place behind them. */
  fillRanks(offsets: number, tags: number, rankOfTags: number, scratch: number, nexts: number, firstCommon: number, from: number, to: number, place: number): number;
  clear(place: number, bytes: number): void;
  /** Counts what follows the places of a row; `reached` gets the ranks that have the minimum, as many as it returns. */
  countRow(places: number, end: number, counters: number, reached: number, minimum: number): number;
  /** Puts the counters of a row back to 0, looking up each. */
  clearRow(places: number, end: number, counters: number): void;
  /** Counts pairs of the commonest tags into a square of `side` counters each way. */
  countCommon(square: number, side: number, firstCommon: number, from: number, to: number): void;
}

/** Posts fetched together. */
const ahead = 64;
/** So many bytes of a post are fetched: about a line of the processor's cache. */
export const bytesAhead = 48;
/** Longer posts are first put into a rough order, so that sorting them takes less than quadratic time. */
const longPost = 48;

/** The code for tags and ranks of 2 or 4 bytes each, over a shared memory. */
export function pairCode(memory: WasmMemory, width: Width): PairCode {
  const code = compile([countTags(width), fillRanks(width), clearBytes, countRow(width), clearRow(width), countCommon(width)], 'shared');
  return instantiate(code, memory) as PairCode;
}

export const loadOf = (width: Width) => (width === 2 ? load16 : load32);
const storeOf = (width: Width) => (width === 2 ? store16 : store32);

/** Address of an item of an array of 4-byte numbers. */
export const item = (array: Code, index: Code): Code => add(array, shiftLeft(index, constant(2)));
const scaled = (index: Code, width: Width): Code => shiftLeft(index, constant(width / 2));

const countTags = (width: Width) => define('countTags', ['offsets', 'tags', 'counts', 'lasts', 'from', 'to'], ['at', 'end', 'tag', 'cell'], ({ offsets, tags, counts, lasts, from, to, at, end, tag, cell }) => [
  loop(below(from, to),
    set(at, add(tags, scaled(load32(item(offsets, from)), width))),
    increase(from),
    set(end, add(tags, scaled(load32(item(offsets, from)), width))),
    loop(below(at, end),
      set(tag, loadOf(width)(at)),
      set(cell, item(lasts, tag)),
      when(differ(load32(cell), from),
        store32(cell, from),
        set(cell, item(counts, tag)),
        store32(cell, add(load32(cell), constant(1)))),
      increase(at, width))),
]);

const fillRanks = (width: Width) => define('fillRanks', ['offsets', 'tags', 'rankOfTags', 'scratch', 'nexts', 'firstCommon', 'from', 'to', 'place'], ['at', 'end', 'rank', 'cell', 'gap', 'hole', 'before', 'top'],
  ({ offsets, tags, rankOfTags, scratch, nexts, firstCommon, from, to, place, at, end, rank, cell, gap, hole, before, top }) => [
    loop(below(from, to),
      set(at, add(tags, scaled(load32(item(offsets, from)), width))),
      increase(from),
      set(end, add(tags, scaled(load32(item(offsets, from)), width))),
      set(top, scratch),
      loop(below(at, end),
        set(rank, load32(item(rankOfTags, loadOf(width)(at)))),
        when(rank, store32(top, rank), increase(top, 4)),
        increase(at, width)),
      // Shell's sort, falling: boards number their common tags first, and so posts come almost in this order. The gaps are in bytes.
      set(gap, constant(4)),
      when(above(subtract(top, scratch), constant(4 * longPost)), set(gap, subtract(top, scratch))),
      loop(gap,
        when(above(gap, constant(4)), set(gap, nextGap(gap))),
        set(at, add(scratch, gap)),
        loop(below(at, top),
          set(rank, load32(at)),
          set(hole, at),
          set(before, hole),
          loop(both(above(add(subtract(hole, scratch), constant(1)), gap), below(load32(subtract(hole, gap)), rank)),
            store32(hole, load32(subtract(hole, gap))),
            set(hole, subtract(hole, gap))),
          store32(hole, rank),
          increase(at, 4)),
        when(equal(gap, constant(4)), set(gap, constant(0)))),
      // Each once, rising.
      set(before, constant(0)),
      loop(above(top, scratch),
        set(top, subtract(top, constant(4))),
        set(rank, load32(top)),
        when(differ(rank, before),
          set(before, rank),
          storeOf(width)(place, rank),
          increase(place, width),
          when(below(rank, firstCommon),
            set(cell, item(nexts, rank)),
            store32(load32(cell), place),
            store32(cell, add(load32(cell), constant(4)))))),
      storeOf(width)(place, constant(0)),
      increase(place, width)),
  ], 'place');

/** 5/11 of a gap in bytes, in whole numbers of 4 bytes. */
const nextGap = (gap: Code): Code => {
  const items = divide(multiply(divide(gap, constant(4)), constant(5)), constant(11));
  return shiftLeft(add(items, equal(items, constant(0))), constant(2));
};

export const clearBytes = define('clear', ['place', 'bytes'], [], ({ place, bytes }) => [clear(place, bytes)]);

/** Goes from a place to the 0 behind its post; `rank` is each rank there in turn. */
export const throughPost = (width: Width, place: Code, rank: Code, ...body: readonly Code[]): Code => [
  set(rank, loadOf(width)(place)),
  loop(rank,
    ...body,
    increase(place, width),
    set(rank, loadOf(width)(place))),
].flat();

/** Adds 1 to the counter of a rank; `counters` is where that of rank 0 would be. */
export const countRank = (counters: Code, rank: Code, cell: Code): Code => [set(cell, item(counters, rank)), store32(cell, add(load32(cell), constant(1)))].flat();

/** What `throughPlaces` needs: the places with their end, the rank it is at, and numbers of its own. */
type PlaceNumbers = Record<'places' | 'end' | 'stop' | 'at' | 'place' | 'rank' | 'touched', Code>;

/** Goes through what follows each of some places in its post. `touched` must be stored at the end, or the early reads are optimised away. */
export const throughPlaces = (width: Width, { places, end, stop, at, place, rank, touched }: PlaceNumbers, ...body: readonly Code[]): Code =>
  loop(below(places, end),
    set(stop, add(places, constant(4 * ahead))),
    when(above(stop, end), set(stop, end)),
    set(at, places),
    // Posts lie scattered in memory: reading a little of many of them first lets the processor fetch them side by side.
    loop(below(at, stop),
      set(place, load32(at)),
      set(touched, xor(touched, xor(loadOf(width)(place), loadOf(width)(add(place, constant(bytesAhead)))))),
      increase(at, 4)),
    loop(below(places, stop),
      set(place, load32(places)),
      throughPost(width, place, rank, ...body),
      increase(places, 4)));

const countRow = (width: Width) => define('countRow', ['places', 'end', 'counters', 'reached', 'minimum'], ['stop', 'at', 'place', 'rank', 'cell', 'count', 'found', 'touched'],
  ({ counters, reached, minimum, cell, count, found, ...numbers }) => [
    throughPlaces(width, numbers,
      set(cell, item(counters, numbers.rank)),
      set(count, add(load32(cell), constant(1))),
      store32(cell, count),
      when(equal(count, minimum), store32(item(reached, found), numbers.rank), increase(found))),
    store32(item(reached, found), numbers.touched),
  ], 'found');

const clearRow = (width: Width) => define('clearRow', ['places', 'end', 'counters'], ['place', 'rank'], ({ places, end, counters, place, rank }) => [
  loop(below(places, end),
    set(place, load32(places)),
    throughPost(width, place, rank, store32(item(counters, rank), constant(0))),
    increase(places, 4)),
]);

const countCommon = (width: Width) => define('countCommon', ['square', 'side', 'firstCommon', 'from', 'to'], ['row', 'cells', 'place', 'rank', 'cell'], ({ square, side, firstCommon, from, to, row, cells, place, rank, cell }) => [
  loop(below(from, to),
    set(row, loadOf(width)(from)),
    increase(from, width),
    when(above(add(row, constant(1)), firstCommon),
      set(cells, add(square, shiftLeft(subtract(multiply(subtract(row, firstCommon), side), firstCommon), constant(2)))),
      set(place, from),
      throughPost(width, place, rank, countRank(cells, rank, cell)))),
]);
