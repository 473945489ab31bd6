/** All pairs of simulated posts with the kernel: from the forward index in memory to the last pair. */
import { importBuilt, printFigures } from './measure.js';
import { simulatePostTags } from '../src/simulate/tag-rows.js';

const [posts, tags, tagsPerPost, minimum, threads] = process.argv.slice(2).map(Number) as [number, number, number, number, number];

async function count(): Promise<void> {
  const { countPairs } = await importBuilt<typeof import('../src/kernels/pair-counts.js')>('kernels/pair-counts.js');
  const postOffsets = new Uint32Array(posts + 1);
  const tagIds = new (tags < 2 ** 16 ? Uint16Array : Uint32Array)(Math.ceil(posts * tagsPerPost * 1.1));
  let length = 0;
  for (const batch of simulatePostTags({ posts, tags, tagsPerPost, seed: 1 })) {
    tagIds.set(batch.tagIds, length);
    for (const post of batch.postKeys) postOffsets[post] = ++length;
  }
  const start = performance.now();
  const { batches } = countPairs({ postOffsets, tagIds: tagIds.subarray(0, length), tagCount: tags + 1 }, { minimum, threads });
  const counted = performance.now();
  let pairs = 0;
  let sum = 0;
  for await (const { both } of batches) {
    pairs += both.length;
    for (const n of both) sum += n;
  }
  printFigures(start, { rows: length, pairs, sum, tagSeconds: (counted - start) / 1000 });
}

void count();
