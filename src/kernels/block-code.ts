import { fetchAhead, item, loadOf, type Width } from './pair-code.js';
import { add, below, clear, compile, constant, define, increase, instantiate, load32, loop, multiply, set, store32, subtract, when, type WasmMemory } from './wasm.js';

/** The inner loops of counting pairs in blocks. All numbers are unsigned; `from`, `to` and those called by a plural are addresses of bytes. */
export interface BlockCode {
  /** Adds to `counts` how often each rank stands in some ranks. */
  countRanks(counts: number, from: number, to: number): void;
  /** Writes the address behind each rank to where the rank's `nexts` says, which goes on by 4; ranks without one, 0, are passed by. */
  fillPlaces(nexts: number, from: number, to: number): void;
  /** Counts what follows the places of a rank; its first counter is that of the rank above it. */
  countRow(places: number, end: number, rank: number, counters: number, scratch: number): void;
  /** Lists what follows the places of a rank, 4 bytes each; returns the address behind the list. */
  listRow(places: number, end: number, list: number, scratch: number): number;
  /** Counts what follows the ranks that have counters in `rows`; others, 0, are passed by. */
  countCommon(rows: number, from: number, to: number): void;
  clear(place: number, bytes: number): void;
}

/** The code for ranks of 2 or 4 bytes each, over a shared memory. */
export function blockCode(memory: WasmMemory, width: Width): BlockCode {
  const code = compile([countRanks(width), fillPlaces(width), countRow(width), listRow(width), countCommon(width), define('clear', ['place', 'bytes'], [], ({ place, bytes }) => [clear(place, bytes)])], 'shared');
  return instantiate(code, memory) as BlockCode;
}

const countRanks = (width: Width) => define('countRanks', ['counts', 'from', 'to'], ['cell'], ({ counts, from, to, cell }) => [
  loop(below(from, to),
    set(cell, item(counts, loadOf(width)(from))),
    store32(cell, add(load32(cell), constant(1))),
    increase(from, width)),
]);

const fillPlaces = (width: Width) => define('fillPlaces', ['nexts', 'from', 'to'], ['cell', 'next'], ({ nexts, from, to, cell, next }) => [
  loop(below(from, to),
    set(cell, item(nexts, loadOf(width)(from))),
    increase(from, width),
    set(next, load32(cell)),
    when(next,
      store32(next, from),
      store32(cell, add(next, constant(4))))),
]);

const countRow = (width: Width) => define('countRow', ['places', 'end', 'row', 'counters', 'scratch'], ['stop', 'at', 'place', 'rank', 'cell', 'touched'], ({ places, end, row, counters, scratch, stop, at, place, rank, cell, touched }) => [
  set(counters, subtract(counters, multiply(add(row, constant(1)), constant(4)))),
  loop(below(places, end),
    fetchAhead(width, { places, end, stop, at, place, touched }),
    loop(below(places, stop),
      set(place, load32(places)),
      set(rank, loadOf(width)(place)),
      loop(rank,
        set(cell, item(counters, rank)),
        store32(cell, add(load32(cell), constant(1))),
        increase(place, width),
        set(rank, loadOf(width)(place))),
      increase(places, 4))),
  // Keeps the early reads from being optimised away.
  store32(scratch, touched),
]);

const listRow = (width: Width) => define('listRow', ['places', 'end', 'list', 'scratch'], ['stop', 'at', 'place', 'rank', 'touched'], ({ places, end, list, scratch, stop, at, place, rank, touched }) => [
  loop(below(places, end),
    fetchAhead(width, { places, end, stop, at, place, touched }),
    loop(below(places, stop),
      set(place, load32(places)),
      set(rank, loadOf(width)(place)),
      loop(rank,
        store32(list, rank),
        increase(list, 4),
        increase(place, width),
        set(rank, loadOf(width)(place))),
      increase(places, 4))),
  store32(scratch, touched),
], 'list');

const countCommon = (width: Width) => define('countCommon', ['rows', 'from', 'to'], ['row', 'counters', 'place', 'rank', 'cell'], ({ rows, from, to, row, counters, place, rank, cell }) => [
  loop(below(from, to),
    set(row, loadOf(width)(from)),
    increase(from, width),
    set(counters, load32(item(rows, row))),
    when(counters,
      set(counters, subtract(counters, multiply(add(row, constant(1)), constant(4)))),
      set(place, from),
      set(rank, loadOf(width)(place)),
      loop(rank,
        set(cell, item(counters, rank)),
        store32(cell, add(load32(cell), constant(1))),
        increase(place, width),
        set(rank, loadOf(width)(place))))),
]);
