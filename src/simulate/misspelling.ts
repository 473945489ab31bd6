import type { Random } from '../kernels/random.js';
import { boards, DANBOORU } from './boards.js';
import type { TagBook } from './tag-book.js';

const shortest = 4;
const vowels = 'aeiou';

/** A name with one slip of the hand: a letter lost, doubled, changed for its neighbour, or a vowel for another; null when it is too short. */
export function misspell(name: string, random: Random): string | null {
  const letters = [...name.matchAll(/[a-z]/g)].map((match) => match.index ?? 0);
  if (letters.length < shortest) return null;
  const at = random.pick(letters);
  const [before, letter, after] = [name.slice(0, at), name[at]!, name.slice(at + 1)];
  const slip = random.int(4);
  if (slip === 0 && name.length > shortest) return before + after;
  if (slip === 1) return before + letter + letter + after;
  if (slip === 2 && /^[a-z]/.test(after) && after[0] !== letter) return before + after[0] + letter + after.slice(1);
  return before + (vowels.includes(letter) ? vowels[(vowels.indexOf(letter) + 1 + random.int(4)) % 5]! : letter + letter) + after;
}

/** Lets every board but danbooru misspell a share of the names, each in its own way. */
export function misspellNames(book: TagBook, share: number, random: Random): void {
  for (const { id, names } of book.concepts) {
    boards.forEach((_, board) => {
      if (board === DANBOORU || !random.chance(share)) return;
      const wrong = misspell(names[board]!, random);
      if (wrong !== null) book.respell(id, board, wrong);
    });
  }
}
