import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openLake, type Lake } from '../src/lake/lake.js';
import { filesOf, readManifest } from '../src/lake/manifest.js';
import { LakeWriter } from '../src/lake/writer.js';
import type { CrosspostOptions, CrosspostSummary } from '../src/linking/crossposts/crossposts.js';
import type { BoardPairs, CooccurrenceOptions } from '../src/mining/cooccurrence.js';
import type { BoardVectors, EmbedOptions } from '../src/mining/embed.js';
import type { FranchiseOptions, FranchiseSummary } from '../src/mining/franchises/franchises.js';
import { lookupLake } from './lookup.js';
import { importBuilt, madeOnce, outFolder } from './measure.js';
import { boards, macros, partWrites, writePictures, writeVocabulary } from './queries-rows.js';

const memory = '2GB';

/** The folder of the lake, made once: 5 M posts on four boards with the pairs of `lookup`, and every table that a saved query asks. */
export async function queriesLake(): Promise<string> {
  const dir = join(outFolder, 'queries-lake');
  const from = await lookupLake();
  await madeOnce(`${dir}.made`, async () => {
    rmSync(dir, { recursive: true, force: true });
    await makeLake(dir, from);
    writeFileSync(`${dir}.made`, '');
  });
  return dir;
}

async function makeLake(dir: string, from: string): Promise<void> {
  console.log(`Making a lake on four boards once, in ${dir}`);
  const files = filesOf(await readManifest(from), 'post_tags');
  const writer = await LakeWriter.open(dir, { memory });
  try {
    for (const macro of macros) await writer.connection.run(macro);
    await writeVocabulary(writer);
    await writePictures(writer);
    const writes = boardParts().flatMap(({ booru, board, part }) => partWrites(from, files.find((file) => file.part.endsWith(`/${part}`))!, booru, board, part));
    await writer.commit(writes, { command: 'bench', parameters: {}, rows: 5_000_000, startedAt: new Date(), version: '' }, ({ table, part }) => console.log(`  ${table} ${part}`));
  } finally {
    await writer.close();
  }
  const { findFranchises } = await importBuilt<{ findFranchises(lake: Lake, options: FranchiseOptions): Promise<FranchiseSummary> }>('mining/franchises/franchises.js');
  const { linkCrossposts } = await importBuilt<{ linkCrossposts(lake: Lake, options: CrosspostOptions): Promise<CrosspostSummary> }>('linking/crossposts/crossposts.js');
  const { countCooccurrence } = await importBuilt<{ countCooccurrence(lake: Lake, options: CooccurrenceOptions): Promise<BoardPairs[]> }>('mining/cooccurrence.js');
  const { embedTags } = await importBuilt<{ embedTags(lake: Lake, options: EmbedOptions): Promise<BoardVectors[]> }>('mining/embed.js');
  const steps: [string, (lake: Lake) => Promise<unknown>][] = [
    ['franchises', (lake) => findFranchises(lake, { memory })],
    ['cross-posts', (lake) => linkCrossposts(lake, { memory })],
    ['pairs in at least 20 posts', (lake) => countCooccurrence(lake, { minimum: 20, threads: 2 })],
    ['vectors of tags', (lake) => embedTags(lake, { dimensions: 64 })],
  ];
  for (const [name, step] of steps) {
    const start = performance.now();
    const lake = await openLake(dir, { memory });
    await step(lake).finally(() => lake.close());
    console.log(`  ${name}: ${((performance.now() - start) / 1000).toFixed(0)} s`);
  }
}

function boardParts(): { booru: string; board: number; part: number }[] {
  let part = 0;
  return boards.flatMap(([booru, parts], board) => Array.from({ length: parts }, () => ({ booru, board, part: part++ })));
}
