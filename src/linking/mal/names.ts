import { foldWord, plainText, wordsOf } from '../fold.js';

/** One name of a tag or an entry, made ready to be compared. */
export interface Name {
  /** The text in small letters without spaces: `working!!` is not `working`. */
  readonly signs: string;
  /** Words in their order. */
  readonly words: readonly string[];
  readonly folded: readonly string[];
  /** Sorted words with spaces between: the same for `izayoi_sakuya` and "Sakuya Izayoi". */
  readonly plain: string;
  /** The same of folded words. */
  readonly key: string;
  /** Folded words without spaces, in their order. */
  readonly joined: string;
  /** The last word first. */
  readonly turned: string;
  /** Folded words without honorifics, and without those that say what kind of animation it is; the latter also without spaces. */
  readonly person: readonly string[];
  readonly title: readonly string[];
  readonly titleJoined: string;
  /** Which letters there are of the folded name and of `title`, a bit each (a to z; others share the rest). */
  readonly letters: number;
  readonly titleLetters: number;
  /** Whether this is the name an entry or tag goes by, not one of its others. */
  readonly isMain: boolean;
}

const folds = (words: readonly string[]) => new Set(words.map(foldWord));

/** What is put before or behind a name and is none. */
const honorifics = folds(['san', 'chan', 'kun', 'sama', 'sensei', 'senpai', 'tan', 'dono', 'hime', 'sir', 'lady', 'lord', 'dr', 'mr', 'mrs', 'miss', 'exe', 'no', 'the', 'of', 'de', 'von']);

/** Words of a title that say what kind of animation it is. */
const kinds = folds(['animation', 'anime', 'ova', 'oav', 'oad', 'tv', 'movie', 'series', 'the', 'special', 'specials', 'pv', 'ona', 'cm']);

function lettersOf(words: readonly string[]): number {
  let bits = 0;
  for (const word of words) {
    for (let at = 0; at < word.length; at++) {
      const place = word.charCodeAt(at) - 97;
      bits |= 1 << (place >= 0 && place < 26 ? place : 26 + (word.charCodeAt(at) & 3));
    }
  }
  return bits;
}

/** A name as text; null where no letter or digit is left. */
export function nameOf(text: string, isMain: boolean): Name | null {
  const words = wordsOf(plainText(text));
  if (words.length === 0) return null;
  const folded = words.map(foldWord);
  const order = [...folded].sort();
  const title = folded.filter((word) => !kinds.has(word));
  return {
    signs: text.toLowerCase().replace(/[\s_]+/g, ''), words, folded, plain: [...words].sort().join(' '), key: order.join(' '), joined: folded.join(''),
    turned: folded.length === 1 ? folded[0]! : [folded.at(-1)!, ...folded.slice(0, -1)].join(''), person: folded.filter((word) => !honorifics.has(word)), title, titleJoined: title.join(''), letters: lettersOf(folded), titleLetters: lettersOf(title), isMain,
  };
}

/** The names of several texts, each once; the first of equal ones stays. */
export function namesOf(texts: readonly { readonly text: string; readonly isMain: boolean }[]): Name[] {
  const seen = new Set<string>();
  return texts.flatMap(({ text, isMain }) => {
    const name = nameOf(text, isMain);
    const order = name?.words.join(' ');
    if (name === null || seen.has(order!)) return [];
    seen.add(order!);
    return [name];
  });
}
