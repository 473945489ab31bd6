import { clearBytes, countRank, item, loadOf, throughPlaces, throughPost, type Width } from './pair-code.js';
import { add, below, compile, constant, define, increase, instantiate, load32, loop, set, store32, subtract, when, type Code, type WasmMemory } from './wasm.js';

/** The inner loops of counting pairs in blocks. All numbers are unsigned; `from`, `to` and those called by a plural are addresses of bytes. */
export interface BlockCode {
  /** Adds to `counts` how often each rank stands in some ranks. */
  countRanks(counts: number, from: number, to: number): void;
  /** Writes the address behind each rank to where the rank's `nexts` says, which goes on by 4; ranks without one, 0, are passed by. */
  fillPlaces(nexts: number, from: number, to: number): void;
  /** Counts what follows the places of a rank; its first counter is that of the rank above it. `scratch` may be any 4 bytes that nothing reads. */
  countRow(places: number, end: number, row: number, counters: number, scratch: number): void;
  /** Lists what follows the places of a rank, 4 bytes each; returns the address behind the list. */
  listRow(places: number, end: number, list: number, scratch: number): number;
  /** Counts what follows the ranks that have counters in `rows`; others, 0, are passed by. */
  countCommon(rows: number, from: number, to: number): void;
  clear(place: number, bytes: number): void;
}

/** The code for ranks of 2 or 4 bytes each, over a shared memory. */
export function blockCode(memory: WasmMemory, width: Width): BlockCode {
  const code = compile([countRanks(width), fillPlaces(width), countRow(width), listRow(width), countCommon(width), clearBytes], 'shared');
  return instantiate(code, memory) as BlockCode;
}

const countRanks = (width: Width) => define('countRanks', ['counts', 'from', 'to'], ['cell'], ({ counts, from, to, cell }) => [
  loop(below(from, to),
    countRank(counts, loadOf(width)(from), cell),
    increase(from, width)),
]);

/** Where the counter of rank 0 would be, of a row that begins with the rank above its own. */
const beforeRow = (counters: Code, row: Code): Code => subtract(counters, item(constant(4), row));

const fillPlaces = (width: Width) => define('fillPlaces', ['nexts', 'from', 'to'], ['cell', 'next'], ({ nexts, from, to, cell, next }) => [
  loop(below(from, to),
    set(cell, item(nexts, loadOf(width)(from))),
    increase(from, width),
    set(next, load32(cell)),
    when(next,
      store32(next, from),
      store32(cell, add(next, constant(4))))),
]);

const countRow = (width: Width) => define('countRow', ['places', 'end', 'row', 'counters', 'scratch'], ['stop', 'at', 'place', 'rank', 'cell', 'touched'], ({ row, counters, scratch, cell, ...numbers }) => [
  set(counters, beforeRow(counters, row)),
  throughPlaces(width, numbers, countRank(counters, numbers.rank, cell)),
  store32(scratch, numbers.touched),
]);

const listRow = (width: Width) => define('listRow', ['places', 'end', 'list', 'scratch'], ['stop', 'at', 'place', 'rank', 'touched'], ({ list, scratch, ...numbers }) => [
  throughPlaces(width, numbers, store32(list, numbers.rank), increase(list, 4)),
  store32(scratch, numbers.touched),
], 'list');

const countCommon = (width: Width) => define('countCommon', ['rows', 'from', 'to'], ['row', 'counters', 'place', 'rank', 'cell'], ({ rows, from, to, row, counters, place, rank, cell }) => [
  loop(below(from, to),
    set(row, loadOf(width)(from)),
    increase(from, width),
    set(counters, load32(item(rows, row))),
    when(counters,
      set(counters, beforeRow(counters, row)),
      set(place, from),
      throughPost(width, place, rank, countRank(counters, rank, cell)))),
]);
