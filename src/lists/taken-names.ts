import { createHash } from 'node:crypto';

/** Longest name in a list, bytes: programs add endings such as .aria2 or .part while they work, and texts beside pictures end in .txt. */
export const nameLimit = 245;

/**
 * Names of files in one folder. A name that is taken, also in other letter case, gets its number before the extension in brackets of eight digits,
 * as the marks have them that readers of names leave out: ` [00000002]`.
 */
export class TakenNames {
  private readonly taken = new Set<number>();

  /** A name that no other has; the same for the same names in the same order. */
  free(name: string): string {
    for (let number = 1; ; number++) {
      const tried = number === 1 ? name : numbered(name, number);
      const key = keyOf(tried);
      if (this.taken.has(key)) continue;
      this.taken.add(key);
      return tried;
    }
  }
}

/** 48 bits of a hash: two names that share them by chance cost a number. */
const keyOf = (name: string): number => createHash('md5').update(name.normalize('NFC').toLowerCase()).digest().readUIntBE(0, 6);

function numbered(name: string, number: number): string {
  const end = /\.[A-Za-z0-9]{1,5}$/.exec(name)?.[0] ?? '';
  const mark = ` [${String(number).padStart(8, '0')}]`;
  const letters = Array.from(name.slice(0, name.length - end.length));
  while (Buffer.byteLength(letters.join('')) + mark.length + end.length > nameLimit) letters.pop();
  return `${letters.join('')}${mark}${end}`;
}
