import type { Pairs } from './blocking.js';
import { characterLevels, compareCharacterNames, compareTitles, titleLevels } from './compare-names.js';
import { homeLevels } from './home.js';
import type { Entry, MalKind } from './read-entries.js';
import type { TagGroup } from './read-tags.js';
import { formLevels, numberLevels, seriesLevels } from './series.js';
import type { Settled } from './verdicts.js';
import { workLevels } from './work-titles.js';

/** What is compared of a tag and an entry, with the outcomes there are. */
export interface Field {
  readonly name: string;
  readonly levels: readonly string[];
}

/** Outcomes of a field for each pair, as numbers of levels. */
export type Outcomes = Uint8Array;

const support = ['unknown', 'missing', 'by chance', '2 bits', '4 bits', '6 bits', '8 bits or more'] as const;
const differences = ['unknown', 'far under', 'under', 'even', 'over', 'far over'] as const;

const rivals = ['no rival', '1 rival', '2 to 3 rivals', '4 to 8 rivals', 'many rivals'] as const;

export const nameLevels = (kind: MalKind): readonly string[] => (kind === 'character' ? characterLevels : titleLevels);

/** What is compared alone, and what depends on other links, for each kind in the order of outcomes. */
export const companyFields: readonly Field[] = [
  { name: 'cast', levels: ['unknown', 'not in', 'in'] },
  { name: 'company', levels: support },
  { name: 'neighbours', levels: support },
  { name: 'next to it', levels: homeLevels },
  { name: 'work', levels: workLevels },
];

const titleFields: readonly Field[] = [{ name: 'number', levels: numberLevels }, { name: 'form', levels: formLevels }, { name: 'series', levels: seriesLevels }];

export const fieldsOf = (kind: MalKind): readonly Field[] => [
  { name: 'name', levels: nameLevels(kind).flatMap((level) => rivals.map((rival) => `${level}, ${rival}`)) },
  { name: 'qualifier', levels: kind === 'character' ? ['none', 'of a work', 'another form', 'other'] : ['none', 'series', 'anime', 'other', 'a plainer tag'] },
  { name: 'age', levels: differences },
  { name: 'popularity', levels: differences },
  ...(kind === 'character' ? [] : titleFields),
  ...companyFields,
];

/** The level of a support in bits; NaN is unknown. */
export const nearLevel = (bits: number) => (Number.isNaN(bits) ? 0 : bits < -1 ? 1 : Math.min(6, 2 + Math.max(0, Math.floor((bits + 1) / 2))));

const within = (difference: number) => (difference < -0.4 ? 1 : difference < -0.15 ? 2 : difference <= 0.15 ? 3 : difference <= 0.4 ? 4 : 5);

/** The level at which each pair's names agree: of the names of both, the best. */
export function nameOutcomes(pairs: Pairs, tags: readonly TagGroup[], entries: readonly Entry[], kind: MalKind): Outcomes {
  const compare = kind === 'character' ? compareCharacterNames : compareTitles;
  return Uint8Array.from(pairs.left, (left, pair) => {
    let best = 255;
    for (const tag of tags[left]!.names) for (const entry of entries[pairs.right[pair]!]!.names) best = Math.min(best, compare(tag, entry));
    return best;
  });
}

/**
 * The levels of names with the number of rivals: other pairs of the same tag or entry whose names agree as well or better. This stands for the frequency
 * of a name: that one of ten Sakuras is called the same says little. Pairs that cannot be are no rivals.
 */
export function rivalOutcomes({ left, right }: Pairs, names: Outcomes, tags: number, entries: number, levels: number, { entryGone, tagGone }: Settled): Outcomes {
  const [byTag, byEntry] = [new Uint32Array(tags * levels), new Uint32Array(entries * levels)];
  names.forEach((level, pair) => {
    for (let at = level; at < levels; at++) {
      if (entryGone[pair] === 0) byTag[left[pair]! * levels + at]!++;
      if (tagGone[pair] === 0) byEntry[right[pair]! * levels + at]!++;
    }
  });
  return Uint8Array.from(names, (level, pair) => {
    const others = byTag[left[pair]! * levels + level]! + byEntry[right[pair]! * levels + level]! - (entryGone[pair] === 0 ? 1 : 0) - (tagGone[pair] === 0 ? 1 : 0);
    return level * rivals.length + (others < 2 ? others : others < 4 ? 2 : others < 9 ? 3 : 4);
  });
}

/** What the qualifiers of each tag are. */
export function qualifierOutcomes(tags: readonly TagGroup[], kind: MalKind): Outcomes {
  const bases = new Map<string, number>();
  for (const { base, qualifiers } of tags) if (qualifiers.length === 0) bases.set(base, 1);
  const uses = new Map<string, number>();
  for (const { qualifiers } of tags) for (const text of qualifiers) uses.set(text, (uses.get(text) ?? 0) + 1);
  const spelled = new Set(tags.flatMap(({ spellings }) => spellings));
  return Uint8Array.from(tags, ({ base, qualifiers, spellings }) => {
    if (qualifiers.length === 0) return 0;
    if (kind === 'anime') return bases.has(base) ? 4 : qualifiers.includes('series') ? 1 : qualifiers.includes('anime') ? 2 : 3;
    const shorter = qualifiers.length > 1 && spelled.has(spellings[0]!.replace(/_\([^()]*\)(?=_\([^()]*\)$)/, ''));
    if (shorter) return 2;
    const isWork = (uses.get(qualifiers.at(-1)!) ?? 0) >= 3;
    return bases.has(base) && !isWork ? 2 : isWork ? 1 : 3;
  });
}

/** For each pair: whether the tag is older than the entry by their numbers, as a difference of ranks. */
export function ageOutcomes(pairs: Pairs, tags: readonly TagGroup[], entries: readonly Entry[]): Outcomes {
  const [a, b] = [ranks(tags.map(({ boardId }) => boardId)), ranks(entries.map(({ id }) => id))];
  return Uint8Array.from(pairs.left, (left, pair) => levelOf(a[left]!, b[pairs.right[pair]!]!));
}

/** For each pair: whether the tag has more posts than the entry has friends, as a difference of ranks. */
export function popularityOutcomes(pairs: Pairs, tags: readonly TagGroup[], entries: readonly Entry[]): Outcomes {
  const [a, b] = [ranks(tags.map(({ posts }) => posts)), ranks(entries.map(({ popularity }) => popularity))];
  return Uint8Array.from(pairs.left, (left, pair) => levelOf(a[left]!, b[pairs.right[pair]!]!));
}

const levelOf = (a: number, b: number) => (Number.isNaN(a) || Number.isNaN(b) ? 0 : within(a - b));

/** Ranks of fewer values say nothing. */
const enough = 100;

/** The rank of each value from 0 to 1, the middle one of equal values; NaN where there is none, or too few. */
function ranks(values: readonly (number | null)[]): Float64Array {
  const known = Float64Array.from(values.filter((value): value is number => value !== null)).sort();
  const first = new Map<number, number>();
  const last = new Map<number, number>();
  known.forEach((value, at) => {
    if (!first.has(value)) first.set(value, at);
    last.set(value, at);
  });
  return Float64Array.from(values.map((value) => (value === null || known.length < enough ? NaN : (first.get(value)! + last.get(value)!) / 2 / known.length)));
}

