import type { Random } from '../kernels/random.js';
import { boards, DANBOORU, YANDERE } from './boards.js';
import type { PersonName } from './names.js';
import { otherSpellings } from './romanisation.js';
import type { TagBook } from './tag-book.js';

/** How often a board writes a name its own way, by board number. */
const ownWay: readonly number[] = [0, 0.08, 0.4, 0.1];

/** Tag of a character: `surname_given`, behind it `_(qualifier)` when there is one. */
export function characterTag(name: PersonName, qualifier: string): string {
  const plain = name.surname ? `${name.surname}_${name.given}` : name.given;
  return qualifier ? `${plain}_(${qualifier})` : plain;
}

/** Other spellings of a character's tag: name order turned, qualifier dropped or added, other romanisation. */
export function characterSpellings(name: PersonName, qualifier: string, work: string): string[] {
  const turned = name.surname ? `${name.given}_${name.surname}` : name.given;
  const tag = characterTag(name, qualifier);
  const spellings = [
    qualifier ? `${turned}_(${qualifier})` : turned,
    qualifier ? characterTag(name, '') : characterTag(name, work),
    ...otherSpellings(characterTag(name, '')).map((plain) => (qualifier ? `${plain}_(${qualifier})` : plain)),
  ];
  return [...new Set(spellings)].filter((spelling) => spelling !== tag);
}

/** Other spellings of a work's tag: signs dropped or written out, other romanisation. */
export function workSpellings(tag: string): string[] {
  const spellings = [tag.replace('_&_', '_and_'), tag.replace(/[!':]/g, ''), tag.replace('/', '_'), ...otherSpellings(tag)];
  return [...new Set(spellings)].filter((spelling) => spelling !== tag && spelling !== '');
}

/** Lets some boards choose their own spelling of a concept, and keeps some of the spellings as danbooru aliases. */
export function spreadSpellings(book: TagBook, concept: number, spellings: readonly string[], random: Random): void {
  if (spellings.length === 0) return;
  boards.forEach((_, board) => {
    if (board !== DANBOORU && random.chance(ownWay[board]!)) book.respell(concept, board, board === YANDERE ? random.pick(spellings) : spellings[0]!);
  });
  for (const spelling of spellings) if (random.chance(0.35)) book.alias(spelling, concept, random);
}
