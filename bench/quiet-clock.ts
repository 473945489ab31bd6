import { readdirSync, readFileSync } from 'node:fs';
import { platform } from 'node:os';

const every = 20;
const cores = 2;

/**
 * Starts a clock that shows about what the work of this process would take on two cores with nothing else to do: its processor seconds, each divided by the threads (at most two) that
 * were running or waiting for a core when it was spent. The function it gives stops it and returns the seconds; NaN where the kernel does not tell (it is read from `/proc`).
 */
export function quietClock(): () => number {
  if (platform() !== 'linux') return () => NaN;
  let before = process.cpuUsage();
  let seconds = 0;
  const look = () => {
    const { user, system } = process.cpuUsage(before);
    before = process.cpuUsage();
    seconds += (user + system) / 1e6 / Math.min(cores, Math.max(1, busyThreads()));
  };
  const timer = setInterval(look, every);
  return () => {
    clearInterval(timer);
    look();
    return seconds;
  };
}

/** Threads but this one that run, or would if they had a core. */
function busyThreads(): number {
  return readdirSync('/proc/self/task').filter((id) => Number(id) !== process.pid && isBusy(`/proc/self/task/${id}/stat`)).length;
}

/** A thread may have ended since it was listed. */
function isBusy(path: string): boolean {
  try {
    return /^\d+ \(.*\) [RD]/.test(readFileSync(path, 'latin1'));
  } catch {
    return false;
  }
}
