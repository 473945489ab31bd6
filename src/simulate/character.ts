import { AliasTable, type Random } from '../kernels/random.js';
import { CHARACTER, GENERAL } from './boards.js';
import type { Copyright } from './franchise.js';
import { accessories, eyeColours, hairColours, hairLengths, hairStyles } from './general-tags.js';
import { personName, type PersonName } from './names.js';
import { characterSpellings, characterTag, spreadSpellings } from './spelling.js';
import type { TagBook } from './tag-book.js';

const skewed = (count: number): AliasTable => new AliasTable(Array.from({ length: count }, (_, rank) => 1 / (rank + 2)));
const hairColourTable = skewed(hairColours.length);
const hairLengthTable = new AliasTable([3, 2, 5, 1.5]);
const eyeTable = skewed(eyeColours.length);

export interface Character {
  readonly concept: number;
  readonly name: PersonName;
  readonly boy: boolean;
  readonly main: boolean;
  /** The works it appears in; the first is its home. */
  readonly parts: readonly Copyright[];
  /** Hair, eyes and style: seen in nearly every picture. */
  readonly face: readonly number[];
  /** What it wears when drawn as in its work. */
  readonly outfit: readonly number[];
  /** The tag of another costume, when it has one; it implies the character. */
  readonly costume: number | undefined;
}

interface Place {
  readonly franchise: number;
  readonly short: string;
  readonly parts: readonly Copyright[];
  readonly main: boolean;
}

const costumes = ['winter', 'festival', 'anniversary', 'casual', 'second_stage'];

function freeName(book: TagBook, random: Random, boy: boolean, short: string): { name: PersonName; qualifier: string } {
  for (let tries = 0; ; tries++) {
    const name = personName(random, boy);
    const wanted = name.surname === '' || random.chance(0.12) ? short : '';
    for (const qualifier of [wanted, short, `${short}_${tries + 2}`]) if (book.isFree(characterTag(name, qualifier))) return { name, qualifier };
  }
}

/** Garments of a character or of a change of clothes: one colour scheme, `size` pieces. */
export function chooseOutfit(outfits: readonly (readonly number[])[], random: Random, size: number): number[] {
  const scheme = [random.int(12), random.int(12)];
  const pieces = random.shuffle(outfits.map((_, garment) => garment)).slice(0, size);
  return pieces.map((garment) => {
    const choices = outfits[garment]!;
    return choices[random.chance(0.8) ? random.pick(scheme) : random.int(choices.length)]!;
  });
}

/** What new franchises and characters are made from. */
export interface Workshop {
  readonly book: TagBook;
  readonly random: Random;
  /** Concepts of every garment in its colours and patterns. */
  readonly outfits: readonly (readonly number[])[];
  /** Bracketed names of franchises given so far. */
  readonly shortNames: Set<string>;
  /** Year (with fraction) in which the dumps end. */
  readonly lastYear: number;
}

/** A new character of a franchise. */
export function makeCharacter({ book, random, outfits }: Workshop, place: Place): Character {
  const boy = random.chance(0.22);
  const { name, qualifier } = freeName(book, random, boy, place.short);
  const concept = book.add(characterTag(name, qualifier), CHARACTER);
  spreadSpellings(book, concept, characterSpellings(name, qualifier, place.short), random);
  const tag = (text: string): number => book.ensure(text, GENERAL);
  const face = [hairColours[hairColourTable.sample(random)]!, hairLengths[hairLengthTable.sample(random)]!, eyeColours[eyeTable.sample(random)]!, random.pick(hairStyles)];
  if (random.chance(0.5)) face.push(random.pick(hairStyles));
  if (random.chance(0.6)) face.push(random.pick(accessories));
  const home = random.int(place.parts.length);
  const parts = [place.parts[home]!, ...place.parts.filter((part, at) => at !== home && part.start > place.parts[home]!.start && random.chance(0.35))];
  const costumeTag = `${characterTag(name, '')}_(${random.pick(costumes)})_(${place.short})`;
  const costume = place.main && random.chance(0.15) && book.isFree(costumeTag) ? book.add(costumeTag, CHARACTER, [concept]) : undefined;
  return {
    concept, name, boy, main: place.main, parts, costume,
    face: [...new Set(face.map(tag))], outfit: chooseOutfit(outfits, random, random.between(3, 5)),
  };
}
