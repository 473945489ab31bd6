import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { UserError } from '../lake/error.js';
import { blankQuoted, quotedTexts } from './sqltext.js';

/** Throws UserError when a file to be written lies in the folder of the lake. */
export function refuseLakeFile(lakeDir: string, file: string): void {
  const [lake, target] = [real(resolve(lakeDir)), real(resolve(file))];
  if (target === lake || target.startsWith(lake + sep)) {
    throw new UserError(`${file} lies in the lake's own folder, where only boorulab's commands write.`, 'Name a file elsewhere.', 2);
  }
}

/** Throws UserError when a statement would write a file into the lake: COPY ... TO, EXPORT DATABASE, ATTACH. */
export function refuseLakeWrites(lakeDir: string, sql: string): void {
  if (!/\b(copy|export|attach)\b/i.test(blankQuoted(sql))) return;
  for (const { text, before } of quotedTexts(sql)) {
    if (/\bcopy\b[\s\S]*\bto\s*$/i.test(before) || /\b(export\s+database|attach)\b[\w\s]*$/i.test(before)) refuseLakeFile(lakeDir, text);
  }
}

/** The path without links, also of a file that is not there yet. */
function real(path: string): string {
  if (existsSync(path)) return realpathSync(path);
  const parent = dirname(path);
  return parent === path ? path : join(real(parent), basename(path));
}
