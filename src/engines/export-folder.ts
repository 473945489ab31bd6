import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { UserError } from '../lake/error.js';
import { isRunning } from '../lake/lock.js';
import { real, refuseLakeFile } from '../lake/own-folder.js';
import { schemas } from '../lake/schema.js';
import { exportManifestName, readExportManifest } from './export-manifest.js';

const beside = (target: string, end: string): string => join(dirname(target), `.${basename(target)}.${process.pid}.${end}`);

/**
 * Lets `work` fill a folder that takes the name `out` when it is whole, in the place of an earlier export; of work that fails nothing stays.
 * Throws UserError for a folder that is no export, only half of one, or holds other things too, and when it cannot be written.
 */
export async function withExportFolder<T>(out: string, lakeDir: string, work: (folder: string) => Promise<T>): Promise<T> {
  refuseLakeFile(lakeDir, out);
  const target = real(resolve(out));
  const part = beside(target, 'part');
  try {
    await mkdir(dirname(target), { recursive: true });
    await mendFolder(target);
    const isThere = await requireExport(out, target);
    await rm(part, { recursive: true, force: true });
    await mkdir(part);
    const result = await work(part);
    await (isThere ? replace(target, part) : rename(part, target));
    return result;
  } catch (error) {
    await rm(part, { recursive: true, force: true }).catch(() => undefined);
    throw explained(out, target, lakeDir, error as Error);
  }
}

async function replace(target: string, part: string): Promise<void> {
  const old = beside(target, 'old');
  await rename(target, old);
  try {
    await rename(part, target);
  } catch (error) {
    await rename(old, target);
    throw error;
  }
  await rm(old, { recursive: true, force: true });
}

/** Undoes what a killed export left beside the folder: one that was not whole, or the earlier export when the new one had not yet its name. */
async function mendFolder(target: string): Promise<void> {
  for (const name of await readdir(dirname(target))) {
    const rest = name.startsWith(`.${basename(target)}.`) ? /^(\d+)\.(part|old)$/.exec(name.slice(basename(target).length + 2)) : null;
    if (rest === null || isRunning(Number(rest[1]))) continue;
    const left = join(dirname(target), name);
    const isOnly = rest[2] === 'old' && (await filesBelow(target)) === null;
    await (isOnly ? rename(left, target) : rm(left, { recursive: true, force: true }));
  }
}

/** Whether a folder is there to be replaced: an earlier export, or one without files. Throws UserError when other things are. */
async function requireExport(out: string, target: string): Promise<boolean> {
  const files = await filesBelow(target);
  if (files === null || files.length === 0) return files !== null;
  const manifest = await readExportManifest(target);
  if (manifest === null) {
    const isHalf = files.every((file) => ['README.md', 'dictionary.jsonl', exportManifestName].includes(file) || [...schemas.keys(), 'ddl'].includes(file.split('/')[0]!));
    throw isHalf
      ? new UserError(`${out} is half an export: it has no whole ${exportManifestName}, which is written last`, 'Remove it, or name another folder.')
      : new UserError(`${out} is not empty and holds no export: it has ${files[0]}`, 'Name a new folder, or that of an earlier export.');
  }
  const known = new Set([exportManifestName, ...manifest.files.map((file) => file.path)]);
  const foreign = files.find((file) => !known.has(file));
  if (foreign !== undefined) throw new UserError(`${out} is an export, but ${foreign} is not of it`, 'Move that elsewhere, or name another folder: an earlier export is replaced whole.');
  return true;
}

/** The files below a folder with forward slashes, in order; null when it is not there. */
export async function filesBelow(dir: string): Promise<string[] | null> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  return entries?.filter((entry) => !entry.isDirectory()).map((entry) => relative(dir, join(entry.parentPath, entry.name)).split(sep).join('/')).sort() ?? null;
}

/** An error of writing the folder, of the system or of DuckDB, in words that name it; others as they are. */
function explained(out: string, target: string, lakeDir: string, error: Error): Error {
  const { code, syscall, path } = error as NodeJS.ErrnoException;
  if (code === 'ENOTDIR' || code === 'EEXIST') return new UserError(`${out} is a file, or lies below one`, 'Name a folder.');
  const isWriting = syscall === undefined ? error.message.startsWith('IO Error') && error.message.includes(beside(target, 'part')) : path === undefined || !path.startsWith(resolve(lakeDir));
  return isWriting ? new UserError(`Cannot write ${out}: ${error.message.split('\n')[0]!}`, 'Nothing of this export was kept; what was there before is as it was.') : error;
}
