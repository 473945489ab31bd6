/** A worker thread that counts ranges of rows as it is asked to: [from, to] in, a batch of pairs out. */
import { parentPort, workerData } from 'node:worker_threads';
import type { PairIndex } from './pair-index.js';
import { PairRows } from './pair-rows.js';

const { index, minimum } = workerData as { index: PairIndex; minimum: number };
const rows = new PairRows(index, minimum);

parentPort!.on('message', ([from, to]: [number, number]) => {
  const batch = rows.count(from, to);
  parentPort!.postMessage(batch, [batch.tagA.buffer, batch.tagB.buffer, batch.both.buffer] as ArrayBuffer[]);
});
