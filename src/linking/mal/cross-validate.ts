import { hashUnit } from '../../kernels/split.js';
import { bestPairs } from './best-pairs.js';
import { fitWeights } from './fit-weights.js';
import { labelled, linkBoth, type LinkedSide, type Material, type OfKinds, type OnProgress } from './link-both.js';
import { flatWeights } from './model.js';
import type { TrueLink } from './truth.js';

/** What is kept in one fold: the tags of a franchise, or of a work they name; or each tag by itself. */
export type Apart = 'franchises' | 'tags';

export interface Folds {
  readonly folds: number;
  readonly apart: Apart;
}

/** The best candidate of a tag whose entry, or whose candidate's tag, was hidden. */
export interface HeldOut {
  readonly tag_name: string;
  readonly mal_id: number;
  /** Probability before calibration. */
  readonly probability: number;
  readonly isRight: boolean;
  /** False for a tag without a label. */
  readonly isKnown: boolean;
  /** Whether no other tag is likelier to be the entry. */
  readonly isBestOfEntry: boolean;
  readonly fold: number;
}

const seed = 1;
const kinds = ['anime', 'character'] as const;

/**
 * The best candidate of each tag of known entry, told by weights that were fitted to the known links of the other folds, which are also all that
 * was known of links.
 */
export async function crossValidated(material: Material, truth: OfKinds<readonly TrueLink[]>, { folds, apart }: Folds, onProgress: OnProgress = () => undefined): Promise<OfKinds<HeldOut[]>> {
  const foldOf = { anime: foldsOf(material, 'anime', truth.anime, folds, apart), character: foldsOf(material, 'character', truth.character, folds, apart) };
  const found: OfKinds<HeldOut[]> = { anime: [], character: [] };
  for (let fold = 0; fold < folds; fold++) {
    const part = (kind: (typeof kinds)[number], isHidden: boolean) => truth[kind].filter((_, at) => (foldOf[kind][at] === fold) === isHidden);
    const names = (kind: (typeof kinds)[number]) => new Set(part(kind, true).map(({ tag_name }) => tag_name));
    const taught = labelled(material, { anime: part('anime', false), character: part('character', false) }, { anime: names('anime'), character: names('character') });
    const linked = await linkBoth(taught, flatWeights, (side) => fitWeights(side.verdicts), (label, done, total) => onProgress(label, fold * total + done, folds * total));
    for (const kind of kinds) found[kind].push(...heldOut(linked[kind], part(kind, true), new Set(truth[kind].map(({ tag_name }) => tag_name)), fold));
  }
  return found;
}

function foldsOf(material: Material, kind: (typeof kinds)[number], truth: readonly TrueLink[], folds: number, apart: Apart): number[] {
  const groups = new Map(material.sides[kind].tags.flatMap(({ spellings, group, base }) => spellings.map((name) => [name, group ?? base] as const)));
  return truth.map(({ tag_name }) => Math.floor(hashUnit((apart === 'tags' ? undefined : groups.get(tag_name)) ?? tag_name, seed) * folds));
}

function heldOut({ side: { tags, entries }, linked }: LinkedSide, hidden: readonly TrueLink[], known: ReadonlySet<string>, fold: number): HeldOut[] {
  const entryOf = new Map(hidden.map(({ tag_name, mal_id }) => [tag_name, mal_id]));
  const hiddenEntries = new Set(entryOf.values());
  const { best, isBestOfEntry } = bestPairs(linked);
  return tags.flatMap(({ spellings }, tag): HeldOut[] => {
    const pair = best[tag]!;
    if (pair < 0) return [];
    const mal_id = entries[linked.comparison.right[pair]!]!.id;
    const common = { mal_id, probability: linked.probability[pair]!, isBestOfEntry: isBestOfEntry(pair), fold };
    const labels = spellings.filter((name) => known.has(name));
    if (labels.length === 0) return hiddenEntries.has(mal_id) ? [{ ...common, tag_name: spellings[0]!, isRight: false, isKnown: false }] : [];
    return labels.filter((name) => entryOf.has(name)).map((tag_name) => ({ ...common, tag_name, isRight: entryOf.get(tag_name) === mal_id, isKnown: true }));
  });
}
