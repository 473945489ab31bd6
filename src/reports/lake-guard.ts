import { refuseLakeFile } from '../lake/own-folder.js';
import { blankQuoted, quotedTexts } from './sqltext.js';

/** Throws UserError when a statement would write a file into the lake: COPY ... TO, EXPORT DATABASE, ATTACH. */
export function refuseLakeWrites(lakeDir: string, sql: string): void {
  if (!/\b(copy|export|attach)\b/i.test(blankQuoted(sql))) return;
  for (const { text, before } of quotedTexts(sql)) {
    if (/\bcopy\b[\s\S]*\bto\s*$/i.test(before) || /\b(export\s+database|attach)\b[\w\s]*$/i.test(before)) refuseLakeFile(lakeDir, text);
  }
}
