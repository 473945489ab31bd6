/** A tag name taken apart: `saber_(alter)_(fate)` is the base `saber` with the qualifiers `alter` and `fate`. */
export interface NameParts {
  readonly base: string;
  readonly qualifiers: readonly string[];
}

/** Takes the qualifiers in brackets off a name, in their order. A name that is nothing but brackets is its own base. */
export function nameParts(name: string): NameParts {
  const qualifiers = [...name.matchAll(/\(([^()]+)\)/g)].map((match) => match[1]!);
  const base = name.replace(/_?\([^()]+\)/g, '');
  return base === '' ? { base: name, qualifiers: [] } : { base, qualifiers };
}

/** The words of a name, lower case, without the signs between them. */
export function nameWords(name: string): string[] {
  return name.toLowerCase().split(/[_/:;!?~.,'\-&()\s]+/).filter((word) => word !== '');
}

const sequel = /^(\d+|[ivx]+|the|series|anime|movie|game|a|s|2nd|zero|online|gaiden|plus|ex|go|hd|dx|remake|ova)$/;

/** The words of a work's name without the endings that number or kind a sequel: `dark souls iii` is `dark souls`. One word always stays. */
export function seriesWords(words: readonly string[]): readonly string[] {
  let length = words.length;
  while (length > 1 && sequel.test(words[length - 1]!)) length--;
  return words.slice(0, length);
}

/** Where one row of words stands in another. */
export function placeOfWords(part: readonly string[], whole: readonly string[]): 'start' | 'end' | 'middle' | null {
  for (let at = 0; part.length > 0 && at + part.length <= whole.length; at++) {
    if (part.every((word, i) => whole[at + i] === word)) return at === 0 ? 'start' : at + part.length === whole.length ? 'end' : 'middle';
  }
  return null;
}
