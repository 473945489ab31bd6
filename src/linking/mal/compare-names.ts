import { similarity } from '../edit-distance.js';
import type { Name } from './names.js';

/** How two names agree, best first; the place of a level in the list is its number. */
export const characterLevels = [
  'same words', 'same words, romanised otherwise', 'same letters', 'same but for titles', 'one word alike, rest same', 'tag is part of name', 'name is part of tag',
  'alike 90%', 'alike 80%', 'alike 80%, short', 'alike 70%', 'alike 70%, short', 'other',
] as const;

export const titleLevels = [
  'main: same signs', 'main: same words', 'main: same letters', 'main: same letters, romanised otherwise', 'other: same letters', 'other: same letters, romanised otherwise', 'main: same but for kind', 'other: same but for kind',
  'main: begins with tag', 'other: begins with tag', 'tag begins with name', 'words of tag in name', 'alike 90%', 'alike 80%', 'alike 70%', 'other',
] as const;

const levelPlaces = new Map<string, number>(characterLevels.map((name, at) => [name, at]));
const titlePlaces = new Map<string, number>(titleLevels.map((name, at) => [name, at]));
const level = (name: (typeof characterLevels)[number]) => levelPlaces.get(name)!;
const titleLevel = (name: (typeof titleLevels)[number]) => titlePlaces.get(name)!;

const leastAlike = 0.7;

/** Whether names of so many letters may be alike enough by the letters they have: each edit changes at most two. */
function canBeAlike(tag: number, entry: number, length: number): boolean {
  let differing = tag ^ entry;
  let count = 0;
  for (; differing !== 0; differing &= differing - 1) count++;
  return count <= 2 * Math.floor((1 - leastAlike) * length + 1e-9);
}

/** The level at which the name of a tag and that of a character agree. */
export function compareCharacterNames(tag: Name, entry: Name): number {
  if (tag.plain === entry.plain) return level('same words');
  if (tag.key === entry.key) return level('same words, romanised otherwise');
  if (tag.joined === entry.joined || tag.turned === entry.joined || tag.joined === entry.turned) return level('same letters');
  const [a, b] = [tag.person, entry.person];
  if (a.length > 0 && b.length > 0 && sameWords(a, b)) return level('same but for titles');
  const shared = sharedWords(a, b);
  const letters = Math.max(tag.joined.length, entry.joined.length);
  if (shared.length > 0) {
    const [restA, restB] = [minus(a, shared).join(''), minus(b, shared).join('')];
    if (restA !== '' && restB !== '' && similarity(restA, restB, 0.6) > 0) return level('one word alike, rest same');
    if (restA === '') return level('tag is part of name');
    if (restB === '') return level('name is part of tag');
  }
  const alike = canBeAlike(tag.letters, entry.letters, letters) ? Math.max(similarity(tag.joined, entry.joined, leastAlike), tag.turned === tag.joined ? 0 : similarity(tag.turned, entry.joined, leastAlike)) : 0;
  const isShort = letters < 7;
  if (alike >= 0.9) return level('alike 90%');
  if (alike >= 0.8) return level(isShort ? 'alike 80%, short' : 'alike 80%');
  if (alike >= 0.7) return level(isShort ? 'alike 70%, short' : 'alike 70%');
  return level('other');
}

/** The level at which the name of a tag and that of a title agree. */
export function compareTitles(tag: Name, entry: Name): number {
  const main = tag.isMain && entry.isMain;
  if (tag.joined === entry.joined) {
    const isSame = tag.words.join('') === entry.words.join('');
    if (main && tag.signs === entry.signs) return titleLevel('main: same signs');
    if (main && isSame) return titleLevel(tag.words.length === entry.words.length ? 'main: same words' : 'main: same letters');
    return titleLevel(isSame ? 'other: same letters' : main ? 'main: same letters, romanised otherwise' : 'other: same letters, romanised otherwise');
  }
  const [a, b, joinedA, joinedB] = [tag.title, entry.title, tag.titleJoined, entry.titleJoined];
  if (joinedA !== '' && joinedA === joinedB) return titleLevel(main ? 'main: same but for kind' : 'other: same but for kind');
  if (joinedA.length >= 3 && startsWith(b, joinedA)) return titleLevel(main ? 'main: begins with tag' : 'other: begins with tag');
  if (joinedB.length >= 4 && startsWith(a, joinedB)) return titleLevel('tag begins with name');
  const alike = canBeAlike(tag.titleLetters, entry.titleLetters, Math.max(joinedA.length, joinedB.length)) ? similarity(joinedA, joinedB, leastAlike) : 0;
  if (alike >= 0.9) return titleLevel('alike 90%');
  const shared = sharedWords(a, b);
  if (shared.length === a.length && a.length > 1) return titleLevel('words of tag in name');
  if (alike >= 0.8) return titleLevel('alike 80%');
  return titleLevel(alike >= 0.7 ? 'alike 70%' : 'other');
}

function sharedWords(a: readonly string[], b: readonly string[]): string[] {
  const rest = [...b];
  return a.filter((word) => {
    const at = rest.indexOf(word);
    if (at >= 0) rest.splice(at, 1);
    return at >= 0;
  });
}

function minus(words: readonly string[], gone: readonly string[]): string[] {
  const left = [...gone];
  return words.filter((word) => {
    const at = left.indexOf(word);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

const sameWords = (a: readonly string[], b: readonly string[]) => a.length === b.length && sharedWords(a, b).length === a.length;

/** Whether the words begin with the letters, up to the end of a word. */
function startsWith(words: readonly string[], letters: string): boolean {
  let at = 0;
  for (const word of words) {
    if (at >= letters.length) break;
    if (!letters.startsWith(word, at)) return false;
    at += word.length;
  }
  return at === letters.length;
}
