import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cpus } from 'node:os';
import { pathToFileURL } from 'node:url';

/** Folder for made data, kept between runs. */
export const outFolder = join(import.meta.dirname, 'out');

export interface Timing {
  seconds: number;
  /** Peak resident memory of the process, MB. */
  peakMb: number;
  [figure: string]: number;
}

/** A module of the built package: from the sources a worker thread takes longer to start. `npm run bench` builds it. */
export function importBuilt<T>(path: string): Promise<T> {
  return import(pathToFileURL(join(import.meta.dirname, '..', 'dist', path)).href) as Promise<T>;
}

/** Runs a bench script in a process of its own; it prints its figures as one line of JSON. */
export function runChild(script: string, ...args: string[]): Timing {
  const child = spawnSync(process.execPath, ['--import', 'tsx', join(import.meta.dirname, script), ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  if (child.status !== 0) throw new Error(`${script} failed`);
  return JSON.parse(child.stdout.trim().split('\n').at(-1)!) as Timing;
}

/** Prints the figures of a child script: seconds since `start` and peak memory. */
export function printFigures(start: number, more: Record<string, number> = {}): void {
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage();
  console.log(JSON.stringify({ seconds, cpuSeconds: (user + system) / 1e6, peakMb: process.resourceUsage().maxRSS / 1024, ...more }));
}

/** Processor seconds of this process since a moment: what a busy machine does not change much. */
export function cpuSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

/** The middle of some numbers. */
export function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

/** Says what the figures were measured on. */
export function printMachine(): void {
  console.log(`${new Date().toISOString().slice(0, 10)}, ${cpus().length} cores ${cpus()[0]?.model ?? ''}, Node ${process.version}`);
}

/** Makes data once: `make` runs when `marker` is not there yet. */
export async function madeOnce(marker: string, make: () => Promise<unknown>): Promise<void> {
  if (!existsSync(marker)) await make();
}

/** A Python that has the module, or null. The first one on the path may be another than that of the system. */
export function findPython(module: string): string | null {
  return ['python3', '/usr/bin/python3'].find((python) => spawnSync(python, ['-c', `import ${module}`]).status === 0) ?? null;
}

/** Runs a peer in Python; it prints its figures as one line of JSON. Settings that slow its linear algebra down are taken away. */
export function runPython(python: string, script: string, ...args: string[]): Timing {
  const { OPENBLAS_CORETYPE: _type, OPENBLAS_L2_SIZE: _size, ...env } = process.env;
  const child = spawnSync(python, [join(import.meta.dirname, 'peers', script), ...args], { encoding: 'utf8', env, stdio: ['ignore', 'pipe', 'inherit'] });
  if (child.status !== 0) throw new Error(`${script} failed`);
  return JSON.parse(child.stdout) as Timing;
}

const turns = 3;

/** Runs peers in turns, ours first, and prints their medians; null for one that is missing. A peer over 20 s runs once. */
export function printPeers(peers: Readonly<Record<string, (() => Timing) | null>>, note: (timing: Timing) => string): void {
  const runs = new Map<string, Timing[]>();
  for (let turn = 0; turn < turns; turn++) {
    for (const [name, run] of Object.entries(peers)) {
      const before = runs.get(name) ?? [];
      if (run !== null && !(before[0] && before[0].seconds > 20)) runs.set(name, [...before, run()]);
    }
  }
  const ours = median([...runs.values()][0]!.map((timing) => timing.seconds));
  for (const name of Object.keys(peers)) {
    const timings = runs.get(name);
    if (timings === undefined) {
      console.log(`  ${name.padEnd(24)} skipped, not installed`);
      continue;
    }
    const seconds = timings.map((timing) => timing.seconds);
    console.log(`  ${name.padEnd(24)} ${median(seconds).toFixed(3).padStart(8)} s (${Math.min(...seconds).toFixed(3)} to ${Math.max(...seconds).toFixed(3)}), ${(median(seconds) / ours).toFixed(2)} times ours, peak ${Math.max(...timings.map((timing) => timing.peakMb)).toFixed(0)} MB, ${note(timings[0]!)}`);
  }
}
