import { titleLevels } from './compare-names.js';
import type { Pairs } from './blocking.js';
import type { Outcomes } from './fields.js';
import type { Name } from './names.js';
import type { Entry } from './read-entries.js';
import type { TagGroup } from './read-tags.js';

/** Which of the titles of one name: the seasons, films and extras of a series. */
export const numberLevels = ['none', 'the same', 'of the title only, 1', 'of the title only', 'of the title only, a year', 'of the tag only', 'others'] as const;
export const formLevels = ['none', 'the same', 'TV', 'film', 'OVA', 'extra', 'of the tag only'] as const;
export const seriesLevels = ['not of the name', 'alone', 'first and best known', 'first', 'best known', 'neither'] as const;

const numbersOf = ({ folded }: Name) => folded.filter((word) => /^\d{1,2}$/.test(word) || /^(19|20)\d\d$/.test(word)).sort();
const mains = (names: readonly Name[]) => names.filter(({ isMain }) => isMain);

/** For each pair: whether the numbers in their main names agree. */
export function numberOutcomes({ left, right }: Pairs, tags: readonly TagGroup[], entries: readonly Entry[]): Outcomes {
  const level = (name: (typeof numberLevels)[number]) => numberLevels.indexOf(name);
  const ofTags = tags.map(({ names }) => mains(names).map(numbersOf)[0] ?? []);
  const ofEntries = entries.map(({ names }) => mains(names).map(numbersOf));
  const compare = (tag: readonly string[], entry: readonly string[]): number => {
    if (tag.length === 0 && entry.length === 0) return level('none');
    if (tag.join(' ') === entry.join(' ')) return level('the same');
    if (entry.length === 0) return level('of the tag only');
    if (tag.length > 0) return level('others');
    return level(entry[0] === '1' ? 'of the title only, 1' : entry.at(-1)!.length === 4 ? 'of the title only, a year' : 'of the title only');
  };
  return Uint8Array.from(left, (tag, pair) => Math.min(...ofEntries[right[pair]!]!.map((numbers) => compare(ofTags[tag]!, numbers)), ofEntries[right[pair]!]!.length === 0 ? compare(ofTags[tag]!, []) : Infinity));
}

const forms: readonly (readonly [(typeof formLevels)[number], ReadonlySet<string>])[] = [
  ['extra', new Set(['special', 'specials', 'pilot', 'recap', 'picture', 'pv', 'cm', 'soushuuhen', 'digest', 'promo', 'trailer', 'music', 'omake', 'episode', 'bangaihen', 'extra', 'prologue', 'short', 'shorts', 'mini', 'festa', 'fes'])],
  ['OVA', new Set(['ova', 'oav', 'oad', 'ona'])], ['film', new Set(['movie', 'gekijouban', 'film'])], ['TV', new Set(['tv'])],
];

function formOf(words: readonly string[]): number {
  const found = forms.find(([, marks]) => words.some((word) => marks.has(word)));
  return found === undefined ? 0 : formLevels.indexOf(found[0]);
}

/** For each pair: which form of animation the title says it is, and whether the tag says so, too. */
export function formOutcomes({ left, right }: Pairs, tags: readonly TagGroup[], entries: readonly Entry[]): Outcomes {
  const ofTags = tags.map(({ names, qualifiers }) => formOf([...(names[0]?.words ?? []), ...qualifiers]));
  const ofEntries = entries.map(({ names, kind }) => formOf([...(names[0]?.words ?? []), ...(kind === null ? [] : [kind.toLowerCase()])]));
  return Uint8Array.from(left, (tag, pair) => {
    const [a, b] = [ofTags[tag]!, ofEntries[right[pair]!]!];
    if (a === b) return a === 0 ? 0 : formLevels.indexOf('the same');
    return b === 0 ? formLevels.indexOf('of the tag only') : b;
  });
}

const named = titleLevels.indexOf('tag begins with name');

/** For each pair: whether of the titles that bear the tag's name it is the first by number, and the best known. */
export function seriesOutcomes({ left, right }: Pairs, names: Outcomes, entries: readonly Entry[]): Outcomes {
  const level = (name: (typeof seriesLevels)[number]) => seriesLevels.indexOf(name);
  const outcomes = new Uint8Array(left.length);
  for (let from = 0, to = 0; from < left.length; from = to) {
    while (to < left.length && left[to] === left[from]) to++;
    const mates = Array.from({ length: to - from }, (_, at) => from + at).filter((pair) => names[pair]! < named);
    const entryOf = (pair: number) => entries[right[pair]!]!;
    const first = Math.min(...mates.map((pair) => entryOf(pair).id));
    const best = Math.max(...mates.map((pair) => entryOf(pair).popularity ?? 0));
    for (const pair of mates) {
      const [isFirst, isBest] = [entryOf(pair).id === first, (entryOf(pair).popularity ?? 0) === best];
      outcomes[pair] = level(mates.length === 1 ? 'alone' : isFirst ? (isBest ? 'first and best known' : 'first') : isBest ? 'best known' : 'neither');
    }
  }
  return outcomes;
}
