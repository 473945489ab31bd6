import { BlockTasks, type BlockSetup, type BlockTask } from './block-rows.js';
import { pairCode, type PairCode } from './pair-code.js';
import { fillPart, type PairIndex } from './pair-index.js';
import { PairRows, type PairBatch, type RowMemory } from './pair-rows.js';
import { commonIn } from './pair-square.js';

/** One piece of the work with an index: fill a part of the index, count some rows, or count the commonest tags in some bytes of the ranks. */
export type PairTask = { readonly kind: 'fill'; readonly part: number } | { readonly kind: 'rows' | 'common'; readonly from: number; readonly to: number };

/** What a thread needs before its first task with an index; the memory is its own within the shared one. */
export interface PairSetup extends RowMemory {
  readonly index: PairIndex;
  readonly minimum: number;
  /** Address of the counters of the commonest tags. */
  readonly square: number;
}

/** Does the tasks of one thread with an index. The index must be filled before anything is counted. */
export class PairTasks {
  private readonly code: PairCode;
  private readonly rows: PairRows;

  constructor(private readonly setup: PairSetup) {
    this.code = pairCode(setup.index.memory, setup.index.width);
    this.rows = new PairRows(setup.index, setup, this.code, setup.minimum);
  }

  /** The pairs of the rows asked for; null of other tasks, which leave their result in shared memory. */
  do(task: PairTask): PairBatch | null {
    const { index, square } = this.setup;
    if (task.kind === 'rows') return this.rows.count(task.from, task.to);
    if (task.kind === 'fill') fillPart(index, task.part, this.code);
    else this.code.countCommon(square, commonIn(index), index.firstCommon, task.from, task.to);
    return null;
  }
}

/** What a thread needs before its first task, and the tasks that go with it. */
export type ThreadSetup = PairSetup | BlockSetup;
export type ThreadTask = PairTask | BlockTask;

/** Does the tasks of one thread, of the kind that goes with its setup. */
export interface ThreadTasks {
  do(task: ThreadTask): PairBatch | null;
}

export const tasksOf = (setup: ThreadSetup): ThreadTasks => ('index' in setup ? new PairTasks(setup) : new BlockTasks(setup));
