import { skeletonOf } from '../fold.js';
import type { Name } from './names.js';

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

/**
 * The keys under which a name is looked up: its letters, each long enough word, the whole with any one letter left out (which meets names one edit away), and its
 * consonants.
 */
function keysOf(name: Name, isTitle: boolean): string[] {
  const keys = [`=${name.joined}`, `=${name.turned}`, `~${skeletonOf(name.key.replaceAll(' ', ''))}`];
  for (const word of name.folded) {
    if (word.length >= 2 && (!isTitle || word.length >= 4)) keys.push(`w${word}`);
  }
  if (isTitle) for (let at = 1; at <= Math.min(4, name.folded.length); at++) keys.push(`p${name.folded.slice(0, at).join('')}`);
  if (name.joined.length >= 5 && name.joined.length <= 24) keys.push(...shortened(name.joined).map((text) => `j${text}`), ...shortened(name.turned).map((text) => `j${text}`));
  return keys;
}

function shortened(word: string): string[] {
  return [word, ...Array.from(word, (_, at) => word.slice(0, at) + word.slice(at + 1))];
}

/** Every pair of a tag and an entry that share a key, by rising tag. */
export function candidatePairs(tags: readonly Named[], entries: readonly Named[], isTitle: boolean): Pairs {
  const index = new Map<string, number[]>();
  entries.forEach(({ names }, entry) => {
    for (const name of names) {
      for (const key of keysOf(name, isTitle)) {
        const list = index.get(key);
        if (list === undefined) index.set(key, [entry]);
        else if (list.at(-1) !== entry) list.push(entry);
      }
    }
  });
  const left: number[] = [];
  const right: number[] = [];
  const lastTag = new Int32Array(entries.length).fill(-1);
  tags.forEach(({ names }, tag) => {
    const from = right.length;
    for (const name of names) {
      for (const key of keysOf(name, isTitle)) {
        const list = index.get(key);
        if (list === undefined || (list.length > common && !key.startsWith('='))) continue;
        for (const entry of list) {
          if (lastTag[entry] === tag) continue;
          lastTag[entry] = tag;
          right.push(entry);
        }
      }
    }
    for (let at = from; at < right.length; at++) left.push(tag);
  });
  return { left: Int32Array.from(left), right: Int32Array.from(right) };
}
