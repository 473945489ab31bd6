import { describe, expect, it } from 'vitest';
import type { PairBatch } from '../../src/kernels/pair-rows.js';
import { runInOrder, thisThread, workerThread, type PairThread } from '../../src/kernels/pair-threads.js';

const numbered = (both: number): PairBatch => ({ tagA: Uint32Array.of(0), tagB: Uint32Array.of(1), both: Uint32Array.of(both) });

/** A thread whose tasks take as long as told and give their own number. */
const stub = (delay: (at: number) => number, log: number[] = []): PairThread => ({
  start: () => undefined,
  run: (task) => new Promise((resolve, reject) => {
    const at = 'from' in task ? task.from : -1;
    log.push(at);
    setTimeout(() => (at === 13 ? reject(new Error('unlucky')) : resolve(numbered(at))), delay(at));
  }),
  end: () => Promise.resolve(),
});

const tasks = (count: number) => Array.from({ length: count }, (_, from) => ({ kind: 'rows' as const, from, to: from + 1 }));

describe('tasks on threads', () => {
  it('give their results in order, whichever is done first', async () => {
    const seen: number[] = [];
    for await (const batch of runInOrder([stub((at) => (at % 3) * 4), stub((at) => 8 - (at % 5))], tasks(12), 6)) seen.push(batch!.both[0]!);
    expect(seen).toEqual([...Array(12).keys()]);
  });

  it('are begun no further ahead than allowed', async () => {
    const log: number[] = [];
    let taken = 0;
    for await (const batch of runInOrder([stub(() => 1, log), stub(() => 1, log)], tasks(10), 3)) {
      expect(batch!.both[0]).toBe(taken++);
      await new Promise((resume) => setTimeout(resume, 10));
      expect(log.length).toBeLessThanOrEqual(taken + 2);
    }
    expect(log).toHaveLength(10);
  });

  it('fail with the error of a task', async () => {
    const seen: number[] = [];
    const all = async () => {
      for await (const batch of runInOrder([stub(() => 1), stub(() => 2)], tasks(20), 4)) seen.push(batch!.both[0]!);
    };
    await expect(all()).rejects.toThrow('unlucky');
    expect(seen.length).toBeLessThanOrEqual(13);
  });

  it('asked of this thread are not done once it has ended', async () => {
    const thread = thisThread();
    const asked = thread.run({ kind: 'fill', part: 0 });
    await thread.end();
    expect(await asked).toBeNull();
  });

  it('of a thread that died fail', async () => {
    const thread = workerThread();
    thread.start({ index: 'no index' } as never);
    await expect(thread.run({ kind: 'fill', part: 0 })).rejects.toThrow();
    await expect(thread.run({ kind: 'fill', part: 0 })).rejects.toThrow();
    await thread.end();
  });
});
