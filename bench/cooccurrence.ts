import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { writePostTags } from './cooccurrence-rows.js';
import { findPython, median, outFolder, printMachine, runChild, runPython, type Timing } from './measure.js';

const tags = 50_000;
const tagsPerPost = 27;
const minimum = 5;

const rounds = 3;

/** All pairs of tags in at least 5 posts: the kernel against DuckDB's self-join and scipy's product of matrices. COOCCURRENCE_POSTS and DUCKDB_SHARE change the size. */
export async function main(): Promise<void> {
  const posts = Number(process.env['COOCCURRENCE_POSTS'] ?? 1_000_000);
  const duckdbPosts = Math.round(posts * Number(process.env['DUCKDB_SHARE'] ?? 1));
  const threads = Math.min(2, availableParallelism());
  printMachine();
  console.log(`${posts.toLocaleString('en')} posts x ${tagsPerPost} tags of ${tags.toLocaleString('en')}, pairs in at least ${minimum} posts; ours ${rounds} rounds in turns`);
  const numbers = (size: number, count: number) => [size, tags, tagsPerPost, minimum, count].map(String);
  const many: Timing[] = [];
  const one: Timing[] = [];
  for (let round = 0; round < rounds; round++) {
    many.push(runChild('cooccurrence-ours.ts', ...numbers(posts, threads)));
    one.push(runChild('cooccurrence-ours.ts', ...numbers(posts, 1)));
  }
  const ours = row(`boorulab, ${threads} threads`, many);
  row('boorulab, 1 thread', one);
  const scipy = runScipy(posts);
  if (scipy === null) console.log('  scipy X.T @ X: skipped, no Python with scipy');
  else {
    row('scipy X.T @ X', [scipy], ours);
    agree('scipy', scipy, ours);
  }
  const duckdb = runChild('cooccurrence-duckdb.ts', ...numbers(duckdbPosts, threads));
  if (duckdbPosts !== posts) console.log(`  at ${duckdbPosts.toLocaleString('en')} posts:`);
  const like = duckdbPosts === posts ? ours : row(`boorulab, ${threads} threads`, [runChild('cooccurrence-ours.ts', ...numbers(duckdbPosts, threads))]);
  row(`DuckDB self-join, ${threads} threads`, [duckdb], like);
  agree('DuckDB', duckdb, like);
}

/** Prints and returns the median of some rounds. */
function row(name: string, timings: Timing[], ours?: Timing): Timing {
  const seconds = timings.map((timing) => timing.seconds);
  const timing = timings.find((each) => each.seconds === median(seconds))!;
  const range = timings.length > 1 ? ` (${Math.min(...seconds).toFixed(2)} to ${Math.max(...seconds).toFixed(2)})` : '';
  const ratio = ours === undefined ? '' : `, ${(timing.seconds / ours.seconds).toFixed(1)} times ours`;
  const peak = Math.max(...timings.map((each) => each.peakMb));
  console.log(`  ${name.padEnd(28)} ${timing.seconds.toFixed(2).padStart(7)} s${range}, peak ${peak.toFixed(0).padStart(5)} MB, ${timing['pairs']!.toLocaleString('en')} pairs${ratio}`);
  return timing;
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
