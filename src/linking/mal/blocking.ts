import { skeletonOf } from '../fold.js';
import type { Name } from './names.js';
import { lowerBound } from './sorted.js';

/** Pairs of a tag and an entry that are worth a comparison, by places in their lists. */
export interface Pairs {
  readonly left: Int32Array;
  readonly right: Int32Array;
}

interface Named {
  readonly names: readonly Name[];
}

/** A key that more entries than this have is no use, unless it is the whole name: it is left to the other keys of a name. */
const common = 40;

/** Kinds of keys; each begins its hash otherwise. Those of whole names are even. */
const keyKinds = { whole: 2, consonants: 3, word: 5, opening: 7, letterOut: 9 } as const;

const start = (kind: number) => Math.imul(0x811c9dc5 ^ kind, 0x01000193);
const step = (hash: number, code: number) => Math.imul(hash ^ code, 0x01000193);

/** Hash of a text of 31 bits (FNV-1a: Fowler, Noll, Vo); the last bit says whether the key is that of a whole name. */
function keyOf(text: string, kind: number): number {
  let hash = start(kind);
  for (let at = 0; at < text.length; at++) hash = step(hash, text.charCodeAt(at));
  return finished(hash, kind);
}

const finished = (hash: number, kind: number) => (((hash ^ (hash >>> 15)) & 0x7fffffff) >>> 1) * 2 + (kind % 2 === 0 ? 1 : 0);

/** The keys of a text and of it with any one letter left out: two texts one edit apart share one. */
function letterOutKeys(text: string, add: (key: number) => void): void {
  const kind = keyKinds.letterOut;
  add(keyOf(text, kind));
  let before = start(kind);
  for (let out = 0; out < text.length; out++) {
    let hash = before;
    for (let at = out + 1; at < text.length; at++) hash = step(hash, text.charCodeAt(at));
    add(finished(hash, kind));
    before = step(before, text.charCodeAt(out));
  }
}

/**
 * The keys under which a name is looked up: its letters, each long enough word, the whole with any one letter left out (which meets names one edit away), and its
 * consonants.
 */
function addKeys(name: Name, isTitle: boolean, add: (key: number) => void): void {
  add(keyOf(name.joined, keyKinds.whole));
  add(keyOf(name.turned, keyKinds.whole));
  add(keyOf(skeletonOf(name.key.replaceAll(' ', '')), keyKinds.consonants));
  for (const word of name.folded) if (word.length >= 2 && (!isTitle || word.length >= 4)) add(keyOf(word, keyKinds.word));
  if (isTitle) for (let at = 1; at <= Math.min(4, name.folded.length); at++) add(keyOf(name.folded.slice(0, at).join(''), keyKinds.opening));
  if (name.joined.length < 5 || name.joined.length > 24) return;
  letterOutKeys(name.joined, add);
  if (name.turned !== name.joined) letterOutKeys(name.turned, add);
}

/** Entries by key: those of the key at place k of `keys` are at `starts[k]` up to `starts[k + 1]`. */
interface KeyIndex {
  readonly keys: Float64Array;
  readonly starts: Int32Array;
  readonly entries: Int32Array;
}

function keyIndex(entries: readonly Named[], isTitle: boolean): KeyIndex {
  const width = entries.length;
  let codes = new Float64Array(1 << 16);
  let count = 0;
  entries.forEach(({ names }, entry) => {
    for (const name of names) {
      addKeys(name, isTitle, (key) => {
        if (count === codes.length) {
          const wider = new Float64Array(2 * count);
          wider.set(codes);
          codes = wider;
        }
        codes[count++] = key * width + entry;
      });
    }
  });
  const sorted = codes.subarray(0, count).sort();
  const keys = new Float64Array(count);
  const starts = new Int32Array(count + 1);
  const found = new Int32Array(count);
  let [places, kept] = [0, 0];
  for (let at = 0; at < count; at++) {
    if (at > 0 && sorted[at] === sorted[at - 1]) continue;
    const key = Math.floor(sorted[at]! / width);
    if (places === 0 || keys[places - 1] !== key) {
      keys[places] = key;
      starts[places++] = kept;
    }
    found[kept++] = sorted[at]! - key * width;
  }
  starts[places] = kept;
  return { keys: keys.subarray(0, places), starts, entries: found };
}

/** Every pair of a tag and an entry that share a key, by rising tag. */
export function candidatePairs(tags: readonly Named[], entries: readonly Named[], isTitle: boolean): Pairs {
  const index = keyIndex(entries, isTitle);
  const left: number[] = [];
  const right: number[] = [];
  const lastTag = new Int32Array(entries.length).fill(-1);
  tags.forEach(({ names }, tag) => {
    const visit = (key: number): void => {
      const place = lowerBound(index.keys, key);
      if (index.keys[place] !== key) return;
      const [from, to] = [index.starts[place]!, index.starts[place + 1]!];
      if (to - from > common && key % 2 === 0) return;
      for (let at = from; at < to; at++) {
        const entry = index.entries[at]!;
        if (lastTag[entry] === tag) continue;
        lastTag[entry] = tag;
        left.push(tag);
        right.push(entry);
      }
    };
    for (const name of names) addKeys(name, isTitle, visit);
  });
  return { left: Int32Array.from(left), right: Int32Array.from(right) };
}
