import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from './error.js';

const lockName = '.writer';

/**
 * Takes the lake's writer lock; the returned function gives it back.
 * A lock left by a process that is gone is taken over. Throws UserError while another process writes.
 */
export async function lockLake(dir: string): Promise<() => Promise<void>> {
  const path = join(dir, lockName);
  const mine = `${path}.${process.pid}`;
  await writeFile(mine, String(process.pid));
  try {
    while (!(await tryLink(mine, path))) {
      const owner = Number(await readFile(path, 'utf8').catch(() => ''));
      if (isRunning(owner)) {
        throw new UserError(`Another process (pid ${owner}) is writing the lake at ${dir}`, 'Wait until it is done, then run the command again.');
      }
      await rm(path, { force: true });
    }
  } finally {
    await rm(mine, { force: true });
  }
  return () => rm(path, { force: true });
}

async function tryLink(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
