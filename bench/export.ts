import { median, printMachine, runChild, type Timing } from './measure.js';
import { queriesLake } from './queries-lake.js';

const rounds = 3;

/** Exports of a lake of 5 M posts with 150 M tags: all posts, whose files are copied, and the two thirds that are safe, which are written anew; beside a plain copy. In turns, each in a process of its own. */
export async function main(): Promise<void> {
  const dir = await queriesLake();
  printMachine();
  const kinds = ['copy', 'all', 'safe'] as const;
  const figures = Object.fromEntries(kinds.map((kind) => [kind, [] as Timing[]]));
  for (let round = 0; round < rounds; round++) for (const kind of kinds) figures[kind]!.push(runChild('export-ours.ts', dir, kind));
  for (const kind of kinds) {
    const of = (name: string) => figures[kind]!.map((timing) => timing[name]!);
    const seconds = of('seconds');
    const ratio = median(seconds.map((s, round) => s / figures['copy']![round]!.seconds));
    console.log(`${kind.padEnd(10)} ${median(seconds).toFixed(2)} s (${Math.min(...seconds).toFixed(2)} to ${Math.max(...seconds).toFixed(2)}), ${ratio.toFixed(2)} of copy, ${median(of('cpuSeconds')).toFixed(1)} s of processor, peak ${Math.max(...of('peakMb')).toFixed(0)} MB`);
  }
}
