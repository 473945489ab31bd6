import { mkdir, open, readdir, rename, rm, rmdir, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { UserError } from '../lake/error.js';

const beside = (out: string, end: string): string => join(dirname(resolve(out)), `.${basename(resolve(out))}.${process.pid}.${end}`);
const partOf = (out: string): string => beside(out, 'part');
const stagingOf = (out: string): string => beside(out, 'staging');

/** Lets `work` write a file that takes its name when it is whole; nothing stays of one that fails, nor of the folder `staging`, which `work` may make. Throws UserError when it cannot be written. */
export async function withOutFile(out: string, work: (file: FileHandle, staging: string) => Promise<void>): Promise<void> {
  const part = partOf(out);
  await explained(out, async () => {
    const file = await open(part, 'w');
    try {
      await work(file, stagingOf(out));
      await file.close();
      await rename(part, out);
    } catch (error) {
      await file.close().catch(() => undefined);
      await rm(part, { force: true });
      throw error;
    } finally {
      await rm(stagingOf(out), { recursive: true, force: true });
    }
  });
}

/** Lets `work` fill a folder that takes its name when it is whole; nothing stays of one that fails. Throws UserError when something is there already. */
export async function withOutFolder(out: string, work: (folder: string, staging: string) => Promise<void>): Promise<void> {
  const part = partOf(out);
  await explained(out, async () => {
    const there = await readdir(out).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error.code === 'ENOTDIR' ? new UserError(`${out} is a file, not a folder`, 'Give another name with -o') : error;
    });
    if (there !== null && there.length > 0) throw new UserError(`The folder ${out} is not empty`, 'Give a new one with -o, or empty it');
    await rm(part, { recursive: true, force: true });
    await mkdir(part, { recursive: true });
    try {
      await work(part, stagingOf(out));
      if (there !== null) await rmdir(out);
      await rename(part, out);
    } catch (error) {
      await rm(part, { recursive: true, force: true });
      throw error;
    } finally {
      await rm(stagingOf(out), { recursive: true, force: true });
    }
  });
}

async function explained(out: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    throw (error as NodeJS.ErrnoException).syscall === undefined ? error : new UserError(`Cannot write ${out}: ${(error as Error).message}`);
  }
}
