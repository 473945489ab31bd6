import { fieldsOf } from './fields.js';
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

/** From which score on a link is accepted; from which chance that some candidate is right a tag is put up for review; how many candidates are listed. */
export interface Limits {
  readonly accept: number;
  readonly review: number;
  readonly candidates: number;
}

/** Candidates of less probability are not listed. */
const least = 0.01;

/**
 * The rows of one kind: a link that is sure enough is accepted; a tag that has none but likely ones is for review, with its candidates; the best candidate
 * of any other tag is rejected. What people decided stands as they decided it.
 */
export function linkRows({ side, linked }: LinkedSide, limits: Limits): LinkRow[] {
  const { tags, entries, kind, category, verdicts } = side;
  const { left, right, outcomes, unknown } = linked.comparison;
  const { weights, probability } = linked;
  const fields = fieldsOf(kind);
  const evidenceOf = (pair: number) => fields.map(({ name, levels }, field) => {
    const level = outcomes[field]![pair]!;
    if (level === unknown[field]) return null;
    const bits = weights.bits[field]![level]!;
    return `${name} ${field === 0 ? '' : `${levels[level]} `}${bits < 0 ? '' : '+'}${bits.toFixed(1)}`;
  }).filter((text) => text !== null).join('; ');
  const decisionOf = (tag: number, entry: number): boolean | null => {
    if (verdicts.links.get(tag) === entry) return true;
    return verdicts.barred.has(tag) || verdicts.refused.get(tag)?.has(entry) ? false : null;
  };
  const rowsOf = (tag: number, pairs: readonly number[]): LinkRow[] => {
    const chance = pairs.reduce((sum, pair) => sum + probability[pair]!, 0);
    const best = probability[pairs[0]!]!;
    return pairs.flatMap((pair, at) => {
      const decision = decisionOf(tag, right[pair]!);
      const isListed = at === 0 ? best >= least : at < limits.candidates && best < limits.accept && chance >= limits.review && probability[pair]! >= least;
      if (!isListed && decision === null) return [];
      const status: LinkStatus = decision !== null ? (decision ? 'accepted' : 'rejected') : best >= limits.accept ? 'accepted' : chance >= limits.review ? 'review' : 'rejected';
      const entry = entries[right[pair]!]!;
      return tags[tag]!.spellings.map((tag_name) => ({
        tag_name, tag_cat: category, mal_kind: kind, mal_id: entry.id, mal_name: entry.title, score: probability[pair]!,
        rule: decision === null ? fields[0]!.levels[outcomes[0]![pair]!]! : 'decision', evidence: evidenceOf(pair), status, rank: at + 1,
      }));
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
