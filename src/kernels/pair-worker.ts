/** A worker thread that counts the rows of an index: first the index in, then [from, to] in and a batch of pairs out, as often as asked. */
import { parentPort } from 'node:worker_threads';
import type { PairIndex } from './pair-index.js';
import { PairRows } from './pair-rows.js';

type Message = { index: PairIndex; minimum: number } | [from: number, to: number];

let rows: PairRows | null = null;

parentPort!.on('message', (message: Message) => {
  if (!Array.isArray(message)) {
    rows = new PairRows(message.index, message.minimum);
    return;
  }
  const batch = rows!.count(...message);
  parentPort!.postMessage(batch, [batch.tagA.buffer, batch.tagB.buffer, batch.both.buffer] as ArrayBuffer[]);
});
