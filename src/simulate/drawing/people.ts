import { DANBOORU } from '../boards.js';
import { accessories, expressions, eyeColours, garments, hairColours, hairLengths, hairStyles } from '../general-tags.js';
import type { Picture } from '../pictures.js';
import type { World } from '../world.js';
import { type Look, lookOf } from './look.js';

/** A figure of a picture: its look and, when it is a known character, the character's tag. */
export interface Person {
  readonly look: Look;
  readonly character: string | null;
}

const strangers = 2 ** 40;
const isGarment = (tag: string): boolean => garments.some((name) => tag === name || tag.endsWith(`_${name}`));
const ofOne = new Set([...hairColours, ...hairLengths, ...eyeColours, ...hairStyles, ...accessories, ...expressions]);

/** How many girls or boys the tags speak of. */
function counted(tags: readonly string[], pattern: RegExp): number {
  return Number(tags.map((tag) => pattern.exec(tag)?.[1]).find((count) => count !== undefined) ?? 0);
}

/** Who is in a picture: its characters, or as many strangers as its tags tell of, each with tags of its own. */
export function peopleOf(picture: Picture, world: World): Person[] {
  const nameOf = (concept: number): string => world.book.concepts[concept]!.names[DANBOORU]!;
  const tags = picture.tags.map(nameOf);
  const shared = tags.filter((tag) => !ofOne.has(tag) && !isGarment(tag));
  const moods = tags.filter((tag) => expressions.includes(tag));
  const moodOf = (at: number, count: number): string[] => (count === 1 ? moods : moods.filter((_, index) => index % count === at));
  if (picture.characters.length > 0) {
    const count = picture.characters.length;
    return picture.characters.map((character, at) => {
      const outfit = character.outfit.filter((concept) => count === 1 || picture.tags.includes(concept)).map(nameOf);
      const worn = count === 1 && tags.some(isGarment) ? tags.filter(isGarment) : outfit;
      return { character: nameOf(character.concept), look: lookOf([...character.face.map(nameOf), ...worn, ...moodOf(at, count), ...shared], character.boy, world.seed, character.concept) };
    });
  }
  const [girls, boys] = [counted(tags, /^(\d)girls?$/), counted(tags, /^(\d)boys?$/)];
  const count = girls + boys;
  return Array.from({ length: count }, (_, at) => {
    const own = [hairColours, hairLengths, eyeColours, hairStyles].flatMap((choices) => {
      const found = tags.filter((tag) => choices.includes(tag));
      return found.length === 0 ? [] : [found[at % found.length]!];
    });
    const worn = tags.filter(isGarment).filter((_tag, index) => index % count === at);
    return { character: null, look: lookOf([...own, ...worn, ...moodOf(at, count), ...shared], at >= girls, world.seed, strangers + picture.base * 4 + at) };
  });
}
