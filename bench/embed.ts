import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { countPairs } from '../src/kernels/pair-counts.js';
import { LakeWriter } from '../src/lake/writer.js';
import { PairTable } from '../src/mining/pair-table.js';
import { simulatePostTags } from '../src/simulate/tag-rows.js';
import { madeOnce, median, outFolder, printMachine, runChild } from './measure.js';

const posts = Number(process.env['EMBED_POSTS'] ?? 1_000_000);
const [tags, tagsPerPost, rounds] = [50_000, 27, 2];

/** The whole step `embed`: the pairs of 1 M posts, 30,000 tags, 128 dimensions. EMBED_POSTS changes the size. */
export async function main(): Promise<void> {
  const dir = join(outFolder, `embed-lake-${posts}`);
  await madeOnce(join(dir, 'manifest.json'), () => makeLake(dir).catch((error: Error) => {
    rmSync(dir, { recursive: true, force: true });
    throw error;
  }));
  printMachine();
  const runs = Array.from({ length: rounds }, () => runChild('embed-ours.ts', dir));
  const seconds = runs.map((run) => run.seconds);
  console.log(`  boorulab embed  ${median(seconds).toFixed(1)} s (${Math.min(...seconds).toFixed(1)} to ${Math.max(...seconds).toFixed(1)}; goal 60), peak ${Math.max(...runs.map((run) => run.peakMb)).toFixed(0)} MB (goal 2,000), ${runs[0]!['vectors']!.toLocaleString('en')} vectors`);
}

async function makeLake(dir: string): Promise<void> {
  console.log(`Making a lake of the pairs of ${posts.toLocaleString('en')} posts once, in ${dir}`);
  const postOffsets = new Uint32Array(posts + 1);
  const tagIds = new Uint16Array(Math.ceil(posts * tagsPerPost * 1.1));
  let length = 0;
  for (const batch of simulatePostTags({ posts, tags, tagsPerPost, seed: 1 })) {
    tagIds.set(batch.tagIds, length);
    for (const post of batch.postKeys) postOffsets[post] = ++length;
  }
  const writer = await LakeWriter.open(dir, { memory: '4GB' });
  try {
    await writer.inbox.learnTags('danbooru.donmai.us', `SELECT 'tag_' || lpad(i::VARCHAR, 6, '0') AS tag_name FROM range(${tags + 1}) AS r (i)`);
    const table = new PairTable(writer.connection);
    const counts = countPairs({ postOffsets, tagIds: tagIds.subarray(0, length), tagCount: tags + 1 }, { minimum: 5, threads: 2 });
    await table.add('danbooru.donmai.us', Int32Array.from({ length: tags + 1 }, (_, i) => i + 1), counts.posts, counts.batches);
    await writer.commit([await table.write(writer.scan('cooccurrence'))], { command: 'bench', parameters: {}, rows: length, startedAt: new Date(), version: '' });
  } finally {
    await writer.close();
  }
}
