import { nameParts, nameWords } from '../../tags/name-parts.js';
import { editDistance } from '../edit-distance.js';
import { foldWord, plainText, wordsOf } from '../fold.js';

/** How two names agree, the surest first. */
export const nameRules = ['same', 'alias', 'words', 'romanised', 'unqualified', 'slip'] as const;
export type NameRule = (typeof nameRules)[number];

/** The names of one board's tags, and its active aliases from old name to the one in use. */
export interface NamedTags {
  /** Normal forms. */
  readonly names: readonly string[];
  readonly aliases: ReadonlyMap<string, string>;
}

export interface NamePairs {
  /** In order of `a`, then `b`. */
  readonly a: Int32Array;
  readonly b: Int32Array;
  readonly rule: readonly NameRule[];
}

/** Names that so many tags of a board have in common tell none of them. */
const mostOfKey = 4;
const shortestSlip = 6;

/** A name without the quotes that some boards put around it. */
export const bareName = (name: string): string => name.normalize('NFKC').replace(/^["'“”]+(?=.)|(?<=.)["'“”]+$/g, '');

/** Two names of different qualifiers are rather two tags. */
const isQualified = (name: string): boolean => nameParts(name).qualifiers.length > 0;

const sorted = (words: readonly string[]): string => [...words].sort().join(' ');

/** What two names must share under a rule. */
const keys: readonly (readonly [rule: NameRule, key: (name: string) => string])[] = [
  ['words', (name) => sorted(nameWords(name))],
  ['romanised', (name) => sorted(wordsOf(plainText(name)).map(foldWord))],
  ['unqualified', (name) => sorted(wordsOf(plainText(nameParts(name).base)).map(foldWord))],
];

/** Pairs of tags whose names agree, each with the surest rule; names that many tags share under a rule are left out. */
export function namePairs(sideA: NamedTags, sideB: NamedTags): NamePairs {
  const [keysA, keysB] = [keysOf(sideA), keysOf(sideB)];
  const [{ names: namesA, byName: byNameA }, { names: namesB, byName: byNameB }] = [keysA, keysB];
  const found = new Map<number, NameRule>();
  const add = (a: number, b: number, rule: NameRule) => {
    const key = a * namesB.length + b;
    if (!found.has(key)) found.set(key, rule);
  };
  const met = { a: new Uint8Array(namesA.length), b: new Uint8Array(namesB.length) };
  const addNamed = (a: number, b: number, rule: NameRule) => {
    add(a, b, rule);
    met.a[a] = met.b[b] = 1;
  };
  namesA.forEach((name, a) => byNameB.get(name)?.forEach((b) => addNamed(a, b, 'same')));
  namesB.forEach((name, b) => byNameA.get(sideA.aliases.get(name) ?? '')?.forEach((a) => addNamed(a, b, 'alias')));
  namesA.forEach((name, a) => byNameB.get(sideB.aliases.get(name) ?? '')?.forEach((b) => addNamed(a, b, 'alias')));
  for (const [at, [rule]] of keys.entries()) {
    for (const [key, some] of keysA.byKey[at]!) {
      const others = keysB.byKey[at]!.get(key) ?? [];
      if (key !== '' && some.length <= mostOfKey && others.length <= mostOfKey) for (const a of some) for (const b of others) if (rule !== 'unqualified' || !(isQualified(namesA[a]!) && isQualified(namesB[b]!))) add(a, b, rule);
    }
  }
  for (const [a, b] of slips(namesA, namesB, met)) add(a, b, 'slip');
  const order = Float64Array.from(found.keys()).sort();
  return { a: Int32Array.from(order, (key) => Math.floor(key / namesB.length)), b: Int32Array.from(order, (key) => key % namesB.length), rule: Array.from(order, (key) => found.get(key)!) };
}

interface NameKeys {
  readonly names: readonly string[];
  readonly byName: ReadonlyMap<string, readonly number[]>;
  /** In order of `keys`. */
  readonly byKey: readonly ReadonlyMap<string, readonly number[]>[];
}

/** A board meets all others, but its names are folded once. */
const known = new WeakMap<NamedTags, NameKeys>();

function keysOf(side: NamedTags): NameKeys {
  const made = known.get(side);
  if (made !== undefined) return made;
  const names = side.names.map(bareName);
  const found = { names, byName: placesOf(names), byKey: keys.map(([, keyOf]) => placesOf(names.map(keyOf))) };
  known.set(side, found);
  return found;
}

function placesOf(names: readonly string[]): Map<string, number[]> {
  const places = new Map<string, number[]>();
  names.forEach((name, place) => {
    const known = places.get(name);
    if (known === undefined) places.set(name, [place]);
    else known.push(place);
  });
  return places;
}

/** Pairs of longer names, of tags without a namesake, that one slip of the hand parts: they have a form with one letter left out in common (W. Garbe's symmetric deletes). */
function* slips(namesA: readonly string[], namesB: readonly string[], met: { a: Uint8Array; b: Uint8Array }): Generator<[number, number]> {
  const forms = new Map<string, number[]>();
  namesB.forEach((name, b) => {
    if (met.b[b] === 0) for (const form of formsOf(name)) forms.set(form, [...(forms.get(form) ?? []), b]);
  });
  for (let a = 0; a < namesA.length; a++) {
    if (met.a[a] === 1) continue;
    const seen = new Set<number>();
    for (const form of formsOf(namesA[a]!)) for (const b of forms.get(form) ?? []) seen.add(b);
    if (seen.size <= 4 * mostOfKey) for (const b of seen) if (editDistance(namesA[a]!, namesB[b]!, 1) === 1 && !differInDigits(namesA[a]!, namesB[b]!)) yield [a, b];
  }
}

function formsOf(name: string): string[] {
  if (name.length < shortestSlip || name.length > 60) return [];
  return [name, ...Array.from(name, (_, at) => name.slice(0, at) + name.slice(at + 1))];
}

/** `2girls` and `3girls` are no slips of each other. */
const differInDigits = (a: string, b: string): boolean => a.replace(/\D/g, '') !== b.replace(/\D/g, '');
