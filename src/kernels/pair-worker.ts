/** A worker thread that counts pairs: first the setup in, then a task in and its result out, as often as asked. */
import { parentPort } from 'node:worker_threads';
import { tasksOf, type ThreadSetup, type ThreadTask, type ThreadTasks } from './pair-tasks.js';

let tasks: ThreadTasks | null = null;

parentPort!.on('message', (message: ThreadSetup | ThreadTask) => {
  if (!('kind' in message)) {
    tasks = tasksOf(message);
    return;
  }
  const batch = tasks!.do(message);
  parentPort!.postMessage(batch, batch === null ? [] : [batch.tagA.buffer, batch.tagB.buffer, batch.both.buffer] as ArrayBuffer[]);
});
