import { bestPairs } from './best-pairs.js';
import { scoreOf } from './calibrate.js';
import { fieldsOf } from './fields.js';
import type { Model } from './fit-model.js';
import type { LinkedSide } from './link-both.js';
import type { MalKind } from './read-entries.js';

export type LinkStatus = 'accepted' | 'review' | 'rejected';

/** A row of the table `mal_links`. */
export interface LinkRow {
  readonly tag_name: string;
  readonly tag_cat: number;
  readonly mal_kind: MalKind;
  readonly mal_id: number;
  readonly mal_name: string;
  readonly score: number;
  readonly rule: string;
  readonly evidence: string;
  readonly status: LinkStatus;
  readonly rank: number;
}

/** From which chance that some candidate is right a tag is put up for review, and how many candidates are listed. */
export interface Limits {
  readonly review: number;
  readonly candidates: number;
}

/** Candidates of less probability are not listed. */
const least = 0.01;

/**
 * The rows of one kind: a link that is sure enough, and of an entry no other tag is likelier to be, is accepted; a tag that has none but likely ones is
 * for review, with its candidates; the best candidate of any other tag is rejected. What people decided stands as they decided it.
 */
export function linkRows({ side, linked }: LinkedSide, { calibration, accept }: Model, limits: Limits): LinkRow[] {
  const { tags, entries, kind, category, verdicts } = side;
  const { left, right, outcomes, unknown } = linked.comparison;
  const { weights, probability } = linked;
  const { isBestOfEntry } = bestPairs(linked);
  const fields = fieldsOf(kind);
  const evidenceOf = (pair: number) => fields.map(({ name, levels }, field) => {
    const level = outcomes[field]![pair]!;
    if (level === unknown[field]) return null;
    const bits = weights.bits[field]![level]!;
    return `${name} ${field === 0 ? '' : `${levels[level]} `}${bits < 0 ? '' : '+'}${bits.toFixed(1)}`;
  }).filter((text) => text !== null).join('; ');
  const knownOf = (tag: number, entry: number): boolean | null => {
    if (verdicts.links.get(tag) === entry) return true;
    return verdicts.barred.has(tag) || verdicts.refused.get(tag)?.has(entry) ? false : null;
  };
  const rowsOf = (tag: number, pairs: readonly number[]): LinkRow[] => {
    const best = probability[pairs[0]!]!;
    const isKnown = verdicts.links.has(tag);
    const isFree = isBestOfEntry(pairs[0]!);
    const top = isKnown ? best : scoreOf({ probability: best, isBestOfEntry: isFree }, calibration);
    // Only the best candidate is calibrated; the others share what it leaves.
    const scores = pairs.map((pair, at) => (at === 0 ? top : best === 1 ? 0 : Math.min(top, (probability[pair]! * (1 - top)) / (1 - best))));
    const chance = scores.reduce((sum, score) => sum + score, 0);
    const isAccepted = top >= accept && isFree;
    return pairs.flatMap((pair, at) => {
      const known = knownOf(tag, right[pair]!);
      const isListed = at === 0 ? top >= least : at < limits.candidates && !isAccepted && chance >= limits.review && scores[at]! >= least;
      if (!isListed && known === null) return [];
      const status: LinkStatus = known !== null ? (known ? 'accepted' : 'rejected') : isAccepted ? 'accepted' : chance >= limits.review ? 'review' : 'rejected';
      const entry = entries[right[pair]!]!;
      const rule = known === null ? fields[0]!.levels[outcomes[0]![pair]!]! : known && verdicts.labelled.has(tag) ? 'label' : 'decision';
      return tags[tag]!.spellings.map((tag_name) => ({ tag_name, tag_cat: category, mal_kind: kind, mal_id: entry.id, mal_name: entry.title, score: scores[at]!, rule, evidence: evidenceOf(pair), status, rank: at + 1 }));
    });
  };
  const rows: LinkRow[] = [];
  for (let from = 0, to = 0; from < left.length; from = to) {
    while (to < left.length && left[to] === left[from]) to++;
    const pairs = Array.from({ length: to - from }, (_, at) => from + at).sort((a, b) => probability[b]! - probability[a]! || a - b);
    for (const row of rowsOf(left[from]!, pairs)) rows.push(row);
  }
  return rows;
}
