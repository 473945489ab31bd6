import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { writePostTags } from './cooccurrence-rows.js';
import { findPython, outFolder, printMachine, runChild, runPython, type Timing } from './measure.js';

const tags = 50_000;
const tagsPerPost = 27;
const minimum = 5;

/** All pairs of tags in at least 5 posts: the kernel against DuckDB's self-join and scipy's product of matrices. COOCCURRENCE_POSTS and DUCKDB_SHARE change the size. */
export async function main(): Promise<void> {
  const posts = Number(process.env['COOCCURRENCE_POSTS'] ?? 1_000_000);
  const duckdbPosts = Math.round(posts * Number(process.env['DUCKDB_SHARE'] ?? 1));
  const threads = Math.min(2, availableParallelism());
  printMachine();
  console.log(`${posts.toLocaleString('en')} posts x ${tagsPerPost} tags of ${tags.toLocaleString('en')}, pairs in at least ${minimum} posts`);
  const numbers = (size: number, count: number) => [size, tags, tagsPerPost, minimum, count].map(String);
  const ours = runChild('cooccurrence-ours.ts', ...numbers(posts, threads));
  row(`boorulab, ${threads} threads`, ours);
  row('boorulab, 1 thread', runChild('cooccurrence-ours.ts', ...numbers(posts, 1)));
  const scipy = runScipy(posts);
  if (scipy === null) console.log('  scipy X.T @ X: skipped, no Python has it');
  else {
    row('scipy X.T @ X', scipy, ours);
    agree('scipy', scipy, ours);
  }
  const duckdb = runChild('cooccurrence-duckdb.ts', ...numbers(duckdbPosts, threads));
  const like = duckdbPosts === posts ? ours : runChild('cooccurrence-ours.ts', ...numbers(duckdbPosts, threads));
  if (like !== ours) console.log(`  at ${duckdbPosts.toLocaleString('en')} posts:`);
  if (like !== ours) row(`boorulab, ${threads} threads`, like);
  row(`DuckDB self-join, ${threads} threads`, duckdb, like);
  agree('DuckDB', duckdb, like);
}

function row(name: string, timing: Timing, ours?: Timing): void {
  const ratio = ours === undefined ? '' : `, ${(timing.seconds / ours.seconds).toFixed(1)} times ours`;
  console.log(`  ${name.padEnd(28)} ${timing.seconds.toFixed(2).padStart(7)} s, peak ${timing.peakMb.toFixed(0).padStart(5)} MB, ${timing['pairs']!.toLocaleString('en')} pairs${ratio}`);
}

function agree(name: string, other: Timing, ours: Timing): void {
  if (other['pairs'] !== ours['pairs'] || other['sum'] !== ours['sum']) throw new Error(`${name} counts ${other['pairs']} pairs, we ${ours['pairs']}`);
}

function runScipy(posts: number): Timing | null {
  const python = findPython('scipy.sparse');
  if (python === null) return null;
  const folder = join(outFolder, `cooccurrence-${posts}`);
  if (!existsSync(join(folder, 'offsets.bin'))) writePostTags(folder, posts, tags, tagsPerPost);
  return runPython(python, 'cooccurrence.py', folder, String(tags), String(minimum));
}
