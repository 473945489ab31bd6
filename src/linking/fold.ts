/** Folds of romanised names: spellings of one name that differ by the system of romanisation become one. */

const numerals: Readonly<Record<string, string>> = { ii: '2', iii: '3', iv: '4', vi: '6', vii: '7', viii: '8', ix: '9', second: '2', third: '3', fourth: '4', '2nd': '2', '3rd': '3', '4th': '4', '5th': '5', s2: '2', s3: '3', s4: '4', s5: '5', '1st': '1', first: '1' };

const letters: Readonly<Record<string, string>> = { ø: 'o', ß: 'ss', æ: 'ae', œ: 'oe', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i', '@': 'a', '&': ' and ', '×': ' x ', '＆': ' and ', '%': ' percent ' };

/** Text in small letters without accents and apostrophes; letters of other scripts stay. */
export function plainText(text: string): string {
  const small = text.normalize('NFKC').toLowerCase().replace(/[øßæœłđðþı@&×%]/g, (sign) => letters[sign]!);
  return small.normalize('NFD').replace(/(?<=[a-z])\p{M}+/gu, '').normalize('NFC').replace(/(?<=\p{L})['`´’‘](?=\p{L})/gu, '');
}

/** The words of a plain text; a run of letters of another script is one word. */
export function wordsOf(plain: string): string[] {
  return plain.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
}

const steps: readonly (readonly [RegExp, string])[] = [
  [/(.)\1+/g, '$1'], [/tch/g, 'ch'], [/ck/g, 'k'], [/ph/g, 'f'], [/th/g, 't'], [/ou|oh(?![aeiouy])/g, 'o'], [/dzu|du(?=$|[^aeiou])/g, 'zu'], [/shi/g, 'si'], [/chi/g, 'ti'], [/tsu/g, 'tu'], [/sh/g, 'sy'], [/ch/g, 'ty'],
  [/j(?=i)/g, 'z'], [/j/g, 'zy'], [/fu/g, 'hu'], [/wo(?=$)/g, 'o'], [/l/g, 'r'], [/v/g, 'b'], [/[cq]/g, 'k'], [/x/g, 'ks'], [/m(?=[bp])/g, 'n'], [/y/g, 'i'], [/ei/g, 'e'], [/(.)\1+/g, '$1'],
];

const folded = new Map<string, string>();

/** A word with the systems of romanisation folded into one: `shoutarou`, `shotaro` and `syoutarou` are the same, so are `l` and `r`, `n` and `m` before `b` and `p`. */
export function foldWord(word: string): string {
  const known = folded.get(word);
  if (known !== undefined) return known;
  const made = Object.hasOwn(numerals, word) ? numerals[word]! : /^[a-z0-9]+$/.test(word) ? steps.reduce((text, [sign, other]) => text.replace(sign, other), word) : word;
  folded.set(word, made);
  return made;
}

/** The consonants of a folded word behind its first letter. */
export function skeletonOf(word: string): string {
  return word.slice(0, 1) + word.slice(1).replace(/[aeiouh]/g, '');
}
