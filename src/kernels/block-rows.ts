import { blockCode, type BlockCode } from './block-code.js';
import type { Width } from './pair-code.js';
import { PairColumns, type PairBatch } from './pair-rows.js';
import type { WasmMemory } from './wasm.js';

/** Consecutive ranks `from` up to `to` - 1. Each has a row: a counter for each commoner tag or, where this takes less room, a list of those it meets. */
export interface Rows {
  readonly from: number;
  readonly to: number;
  /** Where each row begins in the cells, and where the last ends. */
  readonly starts: Float64Array;
  /** 1 for rows of counters, 0 for lists. */
  readonly dense: Uint8Array;
}

/** What a thread needs before its first task with blocks. The memory is shared; `cells` is the address of what all threads use, the other two are of its own. */
export interface BlockSetup {
  readonly memory: WasmMemory;
  readonly width: Width;
  /** Which thread of how many, from 0 on. Rows are dealt out to them in turn, since neighbours cost about the same. */
  readonly thread: number;
  readonly threads: number;
  readonly tagOfRank: Uint32Array;
  /** The pairs of this rank and commoner ones are counted post by post. */
  readonly firstCommon: number;
  readonly minimum: number;
  readonly cells: number;
  /** A number for each rank. */
  readonly nexts: number;
  /** Room for the places of `room` ranks. */
  readonly places: number;
  readonly room: number;
}

/** One piece of the work with blocks: take up some rows, count what they meet in the whole posts between two addresses, or give the next pairs of the rows, null after the last. */
export type BlockTask = { readonly kind: 'begin'; readonly rows: Rows } | { readonly kind: 'count'; readonly start: number; readonly end: number } | { readonly kind: 'pairs' };

/** Pairs handed on at a time, about. */
const batchPairs = 2 ** 20;
/** Bytes gone through in one call: the code is made faster only between calls. */
const bytesAtOnce = 2 ** 16;

/** Does the tasks of one thread with blocks. */
export class BlockTasks {
  private readonly code: BlockCode;
  private readonly met: Uint32Array;
  /** The numbers at `nexts`: of each rank where its counters are, how often it stands there, or where its next place goes. */
  private readonly ofRank: Uint32Array;
  private rows: Rows = { from: 1, to: 1, starts: Float64Array.of(0), dense: new Uint8Array() };
  /** Where each list goes on in the cells. */
  private listEnds = new Float64Array();
  /** The row whose pairs come next. */
  private row = 0;

  constructor(private readonly setup: BlockSetup) {
    this.code = blockCode(setup.memory, setup.width);
    this.met = new Uint32Array(setup.tagOfRank.length);
    this.ofRank = new Uint32Array(setup.memory.buffer, setup.nexts, setup.tagOfRank.length);
  }

  do(task: BlockTask): PairBatch | null {
    if (task.kind === 'pairs') return this.nextPairs();
    if (task.kind === 'begin') this.begin(task.rows);
    else this.count(task.start, task.end);
    return null;
  }

  private begin(rows: Rows): void {
    const { thread, threads } = this.setup;
    const cells = rows.starts.at(-1)!;
    const [from, to] = [thread, thread + 1].map((part) => Math.floor((cells * part) / threads)) as [number, number];
    this.code.clear(this.cell(from), 4 * (to - from));
    this.rows = rows;
    this.listEnds = rows.starts.slice();
    this.row = thread;
  }

  private cell(at: number): number {
    return this.setup.cells + 4 * at;
  }

  /** True of rows that are counted post by post. */
  private isCommon(row: number): boolean {
    return this.rows.dense[row] === 1 && this.rows.from + row >= this.setup.firstCommon;
  }

  private count(start: number, end: number): void {
    const { setup: { room, width, firstCommon }, rows } = this;
    if (rows.to > firstCommon) this.countCommon(start, end);
    for (let at = start; at < end; at += room * width) this.countRows(at, Math.min(end, at + room * width));
  }

  /** Post by post: the commonest meet each other in most posts, and their counters fit into the processor's cache. */
  private countCommon(start: number, end: number): void {
    const { code, ofRank, setup: { nexts, threads, thread }, rows: { from, to, starts } } = this;
    ofRank.fill(0);
    for (let row = thread; row < to - from; row += threads) if (this.isCommon(row)) ofRank[from + row] = this.cell(starts[row]!);
    inSteps(start, end, (at, stop) => code.countCommon(nexts, at, stop));
  }

  /** Row by row: the counters of a row lie together, those of the rows of a post all over the memory. */
  private countRows(start: number, end: number): void {
    const { code, ofRank, setup: { nexts, places, threads, thread }, rows: { from, to, starts, dense }, listEnds } = this;
    ofRank.fill(0);
    inSteps(start, end, (at, stop) => code.countRanks(nexts, at, stop));
    const counts = ofRank.slice(from, to);
    ofRank.fill(0);
    for (let row = thread, next = places; row < to - from; row += threads) {
      if (this.isCommon(row) || counts[row] === 0) continue;
      ofRank[from + row] = next;
      next += 4 * counts[row]!;
    }
    inSteps(start, end, (at, stop) => code.fillPlaces(nexts, at, stop));
    for (let row = thread; row < to - from; row += threads) {
      const last = ofRank[from + row]!;
      if (last === 0) continue;
      const first = last - 4 * counts[row]!;
      // By now nothing looks up the next place of this rank any more.
      const scratch = nexts + 4 * (from + row);
      if (dense[row] === 1) code.countRow(first, last, from + row, this.cell(starts[row]!), scratch);
      else listEnds[row] = ((code.listRow(first, last, this.cell(listEnds[row]!), scratch) >>> 0) - this.setup.cells) / 4;
    }
  }

  private nextPairs(): PairBatch | null {
    const { rows: { from, to, starts, dense }, setup: { memory, cells, tagOfRank, minimum, threads }, met } = this;
    const columns = new PairColumns();
    let pairs = 0;
    for (; this.row < to - from && pairs < batchPairs; this.row += threads) {
      const [start, end, rank] = [starts[this.row]!, starts[this.row + 1]!, from + this.row];
      const row = new Uint32Array(memory.buffer, cells + 4 * start, end - start);
      const add = (other: number, both: number): void => {
        if (both < minimum) return;
        columns.push(tagOfRank[rank]!, tagOfRank[other]!, both);
        pairs++;
      };
      columns.reserve(row.length);
      if (dense[this.row] === 1) for (let i = 0; i < row.length; i++) add(rank + 1 + i, row[i]!);
      else {
        for (const other of row) met[other]!++;
        for (const other of row) {
          if (met[other]! > 0) add(other, met[other]!);
          met[other] = 0;
        }
      }
    }
    return pairs > 0 ? columns.finish() : null;
  }
}

function inSteps(start: number, end: number, step: (from: number, to: number) => void): void {
  for (let at = start; at < end; at += bytesAtOnce) step(at, Math.min(end, at + bytesAtOnce));
}
