import { link, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { UserError } from './error.js';

const lockName = '.writer';
const guardSeconds = 10;
let locks = 0;

/**
 * Takes the lake's writer lock; the returned function gives it back.
 * A lock left by a process that is gone is taken over. Throws UserError while another process writes.
 */
export async function lockLake(dir: string): Promise<() => Promise<void>> {
  const path = join(dir, lockName);
  const mine = `${path}.${process.pid}.${++locks}`;
  try {
    await writeFile(mine, `${process.pid} ${(await startOf(process.pid)) ?? '-'} ${nameOfThis()}`);
  } catch (error) {
    await rm(mine, { force: true });
    throw new UserError(`Cannot write in the lake folder ${dir}: ${(error as Error).message}`);
  }
  try {
    while (!(await tryLink(mine, path))) {
      const mark = await readFile(path, 'utf8').catch(() => null);
      if (mark === null) continue;
      const [id = '', start = '-', ...name] = mark.split(' ');
      const owner = Number.parseInt(id, 10);
      // Ids are given anew: a process of that id that started at another time is not the writer.
      const started = isRunning(owner) ? ((await startOf(owner)) ?? '-') : null;
      if (started !== null && (started === start || started === '-' || start === '-')) {
        throw new UserError(`Another process (pid ${owner}${name.length > 0 ? `: ${name.join(' ')}` : ''}) is writing the lake at ${dir}`, 'Wait until it is done, then run the command again.');
      }
      await removeStale(path, mark);
    }
    await removeLeftMarks(dir);
  } finally {
    await rm(mine, { force: true });
  }
  return () => rm(path, { force: true });
}

/** When a process started, where the system tells. */
async function startOf(pid: number): Promise<string | undefined> {
  const facts = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return facts.slice(facts.lastIndexOf(')') + 2).split(' ')[19];
}

/** What this process calls itself to one that waits: the program and the words of its command. */
function nameOfThis(): string {
  const [program = 'node', script = '', ...words] = process.argv;
  return [basename(script === '' ? program : script), ...words].join(' ').replace(/\s+/g, ' ').slice(0, 200);
}

/** Takes a stale lock away, one process at a time, unless it is another by now. */
async function removeStale(path: string, mark: string): Promise<void> {
  const guard = `${path}.guard`;
  try {
    await mkdir(guard);
  } catch {
    const { mtimeMs } = await stat(guard).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > guardSeconds * 1000) await rm(guard, { recursive: true, force: true });
    else await delay(20);
    return;
  }
  if ((await readFile(path, 'utf8').catch(() => null)) === mark) await rm(path, { force: true });
  await rm(guard, { recursive: true, force: true });
}

/** Removes what processes left that were killed while they took the lock. */
async function removeLeftMarks(dir: string): Promise<void> {
  for (const name of await readdir(dir)) {
    const pid = new RegExp(`^\\${lockName}\\.(\\d+)(\\.\\d+)?$`).exec(name)?.[1];
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

export function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
