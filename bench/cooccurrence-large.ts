import { cpSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { lookupLake } from './lookup.js';
import { median, outFolder, printMachine, runChild } from './measure.js';

const tagsPerPost = 32;
const minimum = 5;
const sizes = [[500_000, 50_000], [1_000_000, 50_000], [2_000_000, 50_000], [5_000_000, 50_000], [5_000_000, 500_000]] as const;
const rounds = Number(process.env['LARGE_ROUNDS'] ?? 3);

/** The size of Danbooru2021, 5 M posts with 160 M tags: the curve of time and memory up to there, then the commands over a lake. LARGE_ROUNDS changes how often each is measured. */
export async function main(): Promise<void> {
  printMachine();
  const threads = Math.min(2, availableParallelism());
  console.log(`All pairs in at least ${minimum} posts, ${tagsPerPost} tags a post, ${threads} threads, ${rounds} rounds`);
  for (const [posts, tags] of sizes) {
    const timings = Array.from({ length: rounds }, () => runChild('cooccurrence-ours.ts', ...[posts, tags, tagsPerPost, minimum, threads].map(String)));
    const seconds = timings.map((timing) => timing.seconds);
    const { rows, pairs } = timings[0]!;
    console.log(`  ${posts.toLocaleString('en').padStart(9)} posts, ${(rows! / 1e6).toFixed(1).padStart(5)} M tags over ${tags.toLocaleString('en').padStart(7)}: ${spread(seconds)} s, peak ${Math.max(...timings.map((timing) => timing.peakMb)).toFixed(0)} MB, ${pairs!.toLocaleString('en')} pairs`);
  }
  const dir = join(outFolder, 'cooccurrence-lake');
  rmSync(dir, { recursive: true, force: true });
  cpSync(await lookupLake(), dir, { recursive: true });
  const command = (name: string, times: number, ...args: string[]) => {
    const timings = Array.from({ length: times }, () => runChild('cli-figures.ts', '--lake', dir, '--rating', 'all', ...args, '--json'));
    console.log(`  boorulab ${name}: ${spread(timings.map((timing) => timing.seconds))} s, peak ${Math.max(...timings.map((timing) => timing.peakMb)).toFixed(0)} MB`);
  };
  command('related TAG, from posts (no. 121 by frequency)', rounds, 'related', 'tag_000120');
  command('related TAG, from posts (no. 5,001)', rounds, 'related', 'tag_005000');
  command('cooccurrence', rounds, 'cooccurrence');
  command('related --all', rounds, 'related', '--all');
  command('related TAG, from the table (no. 121)', rounds, 'related', 'tag_000120');
  command('related TAG, from the table (no. 5,001)', rounds, 'related', 'tag_005000');
}

const spread = (seconds: number[]): string => `${median(seconds).toFixed(1)} (${Math.min(...seconds).toFixed(1)} to ${Math.max(...seconds).toFixed(1)})`;
