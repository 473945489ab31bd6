/** A worker thread that counts pairs: first the setup in, then a task in and its result out, as often as asked. */
import { parentPort } from 'node:worker_threads';
import { PairTasks, type PairSetup, type PairTask } from './pair-tasks.js';

let tasks: PairTasks | null = null;

parentPort!.on('message', (message: PairSetup | PairTask) => {
  if ('index' in message) {
    tasks = new PairTasks(message);
    return;
  }
  const batch = tasks!.do(message);
  parentPort!.postMessage(batch, batch === null ? [] : [batch.tagA.buffer, batch.tagB.buffer, batch.both.buffer] as ArrayBuffer[]);
});
