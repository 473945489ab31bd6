import { listQueries } from '../src/reports/query.js';
import { printMachine, runChild } from './measure.js';
import { queriesLake } from './queries-lake.js';

/** All saved queries, or those named in QUERIES, with their default parameters over 5 M posts with 150 M tags: each in a process of its own, RUNS runs (three). */
export async function main(): Promise<void> {
  const dir = await queriesLake();
  printMachine();
  const wanted = process.env['QUERIES']?.split(/[ ,]+/);
  const names = (await listQueries()).map(({ name }) => name).filter((name) => wanted === undefined || wanted.includes(name));
  const slow: string[] = [];
  for (const name of names) {
    const { seconds, cpuSeconds, quietSeconds, least, most, rows, peakMb } = runChild('queries-ours.ts', dir, name);
    if (Math.min(seconds, quietSeconds!) > limit) slow.push(name);
    console.log(`  ${name.padEnd(28)} ${seconds.toFixed(2).padStart(6)} s (${least!.toFixed(2)} to ${most!.toFixed(2)}), ${cpuSeconds!.toFixed(2).padStart(6)} s of processor, about ${quietSeconds!.toFixed(2).padStart(5)} s on quiet cores, ${rows!.toLocaleString('en').padStart(6)} rows, peak ${peakMb.toFixed(0).padStart(5)} MB`);
  }
  console.log(slow.length === 0 ? `None of ${names.length} over ${limit} s on quiet cores` : `Over ${limit} s on quiet cores: ${slow.join(', ')}`);
}

const limit = 5;
