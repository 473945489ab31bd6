import { statSync } from 'node:fs';
import { join } from 'node:path';
import { simulate } from '../src/simulate/simulate.js';
import { madeOnce, median, outFolder, printMachine, runChild, type Timing } from './measure.js';

const rounds = 5;

/** Loading against the floor: the same JSON through DuckDB into two Parquet files with no checks. Then XML. */
export async function main(): Promise<void> {
  const danbooru = join(outFolder, 'danbooru-300k');
  const gelbooru = join(outFolder, 'gelbooru-200k');
  const jsonl = join(danbooru, 'danbooru', 'posts.jsonl');
  const xml = join(gelbooru, 'gelbooru', 'posts.xml');
  await madeOnce(jsonl, () => simulate({ posts: 300_000, seed: 7, out: danbooru, boards: ['danbooru'] }));
  await madeOnce(xml, () => simulate({ posts: 200_000, seed: 7, out: gelbooru, boards: ['gelbooru'] }));
  printMachine();

  const size = statSync(jsonl).size / 1e6;
  console.log(`danbooru JSONL, 300,000 posts, ${size.toFixed(0)} MB; in turns, ${rounds} rounds`);
  const floor: Timing[] = [];
  const ours: Timing[] = [];
  for (let round = 0; round < rounds; round++) {
    floor.push(runChild('load-floor.ts', jsonl));
    ours.push(runChild('load-ours.ts', jsonl));
  }
  const row = (name: string, timings: Timing[]) =>
    console.log(`  ${name.padEnd(28)} ${median(timings.map((t) => t.seconds)).toFixed(2)} s (${Math.min(...timings.map((t) => t.seconds)).toFixed(2)} to ${Math.max(...timings.map((t) => t.seconds)).toFixed(2)}), ${(size / median(timings.map((t) => t.seconds))).toFixed(0)} MB/s, peak ${Math.max(...timings.map((t) => t.peakMb)).toFixed(0)} MB`);
  row('floor: read_json to Parquet', floor);
  row('boorulab load', ours);
  console.log(`  ratio, median of rounds: ${median(ours.map((t, i) => t.seconds / floor[i]!.seconds)).toFixed(2)} (goal 1.5)`);

  const xmlSize = statSync(xml).size / 1e6;
  const xmlRuns = Array.from({ length: 3 }, () => runChild('load-ours.ts', xml));
  console.log(`gelbooru XML, 200,000 posts, ${xmlSize.toFixed(0)} MB`);
  console.log(`  boorulab load                ${median(xmlRuns.map((t) => t.seconds)).toFixed(2)} s, ${(xmlSize / median(xmlRuns.map((t) => t.seconds))).toFixed(0)} MB/s (goal 30), peak ${Math.max(...xmlRuns.map((t) => t.peakMb)).toFixed(0)} MB`);
}
