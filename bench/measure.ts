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

/** A Python that has the module, or null. */
export function findPython(module: string): string | null {
  return ['python3', '/usr/bin/python3'].find((python) => spawnSync(python, ['-c', `import ${module}`]).status === 0) ?? null;
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
