import { createHash } from 'node:crypto';

/** Signs kept of a name: with four bytes each they still fit into a file name. */
const longest = 55;

/**
 * `portrait-NAME.html` for any name of a tag: letters and digits of every script stay, what a file system, Windows included, may not like becomes `-`.
 * A name that was changed or cut, or has capitals, ends in a piece of its hash, so that two tags never share a file.
 */
export function portraitFileName(name: string): string {
  const plain = [...name.normalize('NFC')].slice(0, longest).join('').replace(/[^\p{L}\p{M}\p{N}_()-]+/gu, '-').replace(/^-+|-+$/g, '');
  const isSame = plain === name && name === name.toLowerCase() && name !== '';
  return ['portrait', ...(plain === '' ? [] : [plain]), ...(isSame ? [] : [createHash('sha256').update(name).digest('hex').slice(0, 8)])].join('-') + '.html';
}
