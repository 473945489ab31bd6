import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openLake } from '../src/lake/lake.js';
import { findFranchises } from '../src/mining/franchises/franchises.js';
import { loadFiles } from '../src/sources/load.js';
import { median, outFolder, printMachine, runChild } from './measure.js';

const rounds = 3;

/** The whole step `link mal` on a folder of real dumps, which DUMPS names: a list of tags, titles and characters of MyAnimeList. */
export async function main(): Promise<void> {
  const dumps = process.env['DUMPS'] ?? join(import.meta.dirname, '..', '..', 'shared', 'data');
  if (!existsSync(dumps)) return console.log(`No dumps at ${dumps}; name their folder: DUMPS=... npm run bench -- link-mal`);
  const dir = join(outFolder, 'link-lake');
  if (!existsSync(join(dir, 'manifest.json'))) {
    await loadFiles(dir, [dumps]);
    const lake = await openLake(dir);
    await findFranchises(lake);
    lake.close();
  }
  printMachine();
  const runs = Array.from({ length: rounds }, () => runChild('link-mal-ours.ts', dir));
  const seconds = runs.map((run) => run.seconds);
  console.log(`  boorulab link mal  ${median(seconds).toFixed(1)} s (${Math.min(...seconds).toFixed(1)} to ${Math.max(...seconds).toFixed(1)}; goal 30), peak ${Math.max(...runs.map((run) => run.peakMb)).toFixed(0)} MB, ${runs[0]!['tags']!.toLocaleString('en')} tags, ${runs[0]!['accepted']!.toLocaleString('en')} links`);
}
