import { link, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
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
  try {
    await writeFile(mine, await markOf(process.pid));
  } catch (error) {
    throw new UserError(`Cannot write in the lake folder ${dir}: ${(error as Error).message}`);
  }
  try {
    while (!(await tryLink(mine, path))) {
      const mark = await readFile(path, 'utf8').catch(() => '');
      const owner = Number.parseInt(mark, 10);
      if (isRunning(owner) && [mark, String(owner)].includes(await markOf(owner))) {
        throw new UserError(`Another process (pid ${owner}) is writing the lake at ${dir}`, 'Wait until it is done, then run the command again.');
      }
      await removeStale(path, `${mine}.stale`, mark);
    }
    await removeLeftMarks(dir);
  } finally {
    await rm(mine, { force: true });
  }
  return () => rm(path, { force: true });
}

/** A process by its id and, where the system tells, when it started: ids are given anew. */
async function markOf(pid: number): Promise<string> {
  const facts = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const started = facts.slice(facts.lastIndexOf(')') + 2).split(' ')[19];
  return started === undefined ? String(pid) : `${pid} ${started}`;
}

/** Takes a stale lock away, unless another process did so first and has the lock now. */
async function removeStale(path: string, aside: string, mark: string): Promise<void> {
  try {
    await rename(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  if ((await readFile(aside, 'utf8')) !== mark) await tryLink(aside, path);
  await rm(aside, { force: true });
}

/** Removes what processes left that were killed while they took the lock. */
async function removeLeftMarks(dir: string): Promise<void> {
  for (const name of await readdir(dir)) {
    const pid = new RegExp(`^\\${lockName}\\.(\\d+)(\\.stale)?$`).exec(name)?.[1];
    if (pid !== undefined && !isRunning(Number(pid))) await rm(join(dir, name), { force: true });
  }
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
