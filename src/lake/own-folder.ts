import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { UserError } from './error.js';

/** Throws UserError when a file or folder to be written lies in the folder of the lake. */
export function refuseLakeFile(lakeDir: string, file: string): void {
  const [lake, target] = [real(resolve(lakeDir)), real(resolve(file))];
  if (target === lake || target.startsWith(lake + sep)) {
    throw new UserError(`${file} lies in the lake's own folder, where only boorulab's commands write.`, 'Name a place elsewhere.', 2);
  }
}

/** The path without links, also of what is not there yet. */
export function real(path: string): string {
  if (existsSync(path)) return realpathSync(path);
  const parent = dirname(path);
  return parent === path ? path : join(real(parent), basename(path));
}
