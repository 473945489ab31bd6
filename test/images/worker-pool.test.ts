import { Worker } from 'node:worker_threads';
import { describe, expect, it } from 'vitest';
import { WorkerDied, WorkerPool } from '../../src/images/worker-pool.js';

/** Doubles numbers; ends at -1, and at -2 when it is the first thread. */
function doubling() {
  let started = 0;
  const source = `const { parentPort, workerData } = require('node:worker_threads');
    parentPort.on('message', (n) => { if (n === -1 || (n === -2 && workerData === 1)) throw new Error('hit ' + n); parentPort.postMessage(2 * n); });`;
  return { start: () => new Worker(source, { eval: true, workerData: ++started }), started: () => started };
}

describe('a pool of threads', () => {
  it('answers many tasks, in any order, with no more threads than asked for', async () => {
    const { start, started } = doubling();
    const pool = new WorkerPool<number, number>(start, 2);
    expect(started()).toBe(0);
    expect(await Promise.all(Array.from({ length: 50 }, (_, n) => pool.run(n)))).toEqual(Array.from({ length: 50 }, (_, n) => 2 * n));
    expect([started(), pool.threads.length]).toEqual([2, 2]);
    await pool.close();
  });

  it('tries a task again whose thread died, and goes on', async () => {
    const { start, started } = doubling();
    const pool = new WorkerPool<number, number>(start, 1);
    expect(await Promise.all([pool.run(-2), pool.run(3)])).toEqual([-4, 6]);
    expect(started()).toBe(2);
    await pool.close();
  });

  it('gives up a task that kills every thread, not the others', async () => {
    const { start, started } = doubling();
    const pool = new WorkerPool<number, number>(start, 1);
    expect(await pool.run(1)).toBe(2);
    const [died, next] = await Promise.allSettled([pool.run(-1), pool.run(4)]);
    expect(died).toMatchObject({ status: 'rejected', reason: expect.any(WorkerDied) });
    expect((died as PromiseRejectedResult).reason.message).toBe('hit -1');
    expect(next).toEqual({ status: 'fulfilled', value: 8 });
    expect(started()).toBe(3);
    await pool.close();
  });

  it('says why when no thread ever answers', async () => {
    const pool = new WorkerPool<number, number>(() => new Worker('throw new Error("no model")', { eval: true }), 2);
    const outcomes = await Promise.allSettled([pool.run(1), pool.run(2), pool.run(3)]);
    for (const outcome of outcomes) expect(outcome).toMatchObject({ status: 'rejected', reason: expect.objectContaining({ message: 'no model' }) });
    expect((outcomes[0] as PromiseRejectedResult).reason).not.toBeInstanceOf(WorkerDied);
    await pool.close();
  });

  it('rejects what waits when it is closed', async () => {
    const pool = new WorkerPool<number, number>(doubling().start, 1);
    const waiting = Promise.allSettled([pool.run(1), pool.run(2)]);
    await pool.close();
    expect((await waiting).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });
});
