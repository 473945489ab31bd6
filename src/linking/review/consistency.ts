import { DecidedSets } from '../decided-sets.js';
import { partsOfKey } from '../decisions.js';
import { rowsOf, slotOf, wholeOf, type Answered, type StoredDecision } from './decision-rows.js';
import type { ReviewReject } from './review-file.js';

const rejectOf = ({ row }: Answered, reason: string): ReviewReject => ({ line: row.line, reason, text: row.raw });

/** Answers that do not contradict each other or what was decided before about other links; an answer about the same link replaces the one before. */
export function consistentAnswers(answered: readonly Answered[], stored: readonly StoredDecision[]): { kept: Answered[]; rejects: ReviewReject[] } {
  const rejects: ReviewReject[] = [];
  const clear = withoutClashes(answered, rejects);
  const replaced = new Set(clear.flatMap(rowsOf).map(slotOf));
  const before = stored.filter((decision) => !replaced.has(slotOf(decision)));
  const kept = (['mal_anime', 'mal_character', 'tags', 'crossposts'] as const).flatMap((kind) => {
    const [mine, old] = [clear.filter((answer) => answer.kind === kind), before.filter((decision) => decision.kind === kind)];
    return kind === 'tags' || kind === 'crossposts' ? consistentPairs(mine, old, rejects) : consistentEntries(mine, rejects);
  });
  return { kept: kept.sort((a, b) => a.row.line - b.row.line), rejects };
}

/** Answers about one link that differ are both rejected; the same answer twice counts once and is no fault. */
function withoutClashes(answered: readonly Answered[], rejects: ReviewReject[]): Answered[] {
  const slots = new Map<string, Answered[]>();
  for (const answer of answered) {
    const slot = slotOf(rowsOf({ ...answer, answer: 'yes' })[0]!);
    slots.set(slot, [...(slots.get(slot) ?? []), answer]);
  }
  return [...slots.values()].flatMap((list) => {
    if (new Set(list.map(({ answer }) => answer)).size === 1) return list;
    for (const one of list) rejects.push(rejectOf(one, `contradicts line ${list.filter((other) => other.answer !== one.answer).map(({ row }) => row.line).join(', ')} about the same link`));
    return [];
  });
}

/** A tag is one entry, not two, and not one and none. */
function consistentEntries(answered: readonly Answered[], rejects: ReviewReject[]): Answered[] {
  const entries = new Map<string, Answered>();
  return answered.filter((answer) => {
    if (answer.answer !== 'yes' && answer.answer !== 'none') return true;
    const other = entries.get(answer.left);
    if (other === undefined) entries.set(answer.left, answer);
    if (other === undefined || (other.answer === answer.answer && (answer.answer === 'none' || other.right === answer.right))) return true;
    rejects.push(rejectOf(answer, `contradicts line ${other.row.line}, which gives the tag ${other.answer === 'none' ? 'no entry' : 'another entry'}`));
    return false;
  });
}

/** Tags and posts that are one by way of others are not two. */
function consistentPairs(answered: readonly Answered[], stored: readonly StoredDecision[], rejects: ReviewReject[]): Answered[] {
  const numbers = new Map<string, number>();
  for (const { left, right } of [...stored, ...answered]) for (const key of [left, right]) if (!numbers.has(key)) numbers.set(key, numbers.size);
  const sets = new DecidedSets(numbers.size);
  const keys = [...numbers.keys()];
  const at = (key: string) => numbers.get(key)!;
  const isWhole = (key: string) => partsOfKey(key).name === '';
  const barred = new Map<string, string[]>();
  /** Whether two sets have a tag or post that is barred from the other's board. */
  const meetBarred = (x: number, y: number): boolean => barred.size > 0 && [[x, y], [y, x]].some(([one, other]) =>
    keys.some((key, place) => sets.find(place) === one && (barred.get(key) ?? []).some((board) => keys.some((name, spot) => sets.find(spot) === other && !isWhole(name) && partsOfKey(name).booru === board))));
  const bar = (left: string, board: string) => barred.set(left, [...(barred.get(left) ?? []), board]);
  for (const { left, right, decision } of stored.filter(({ decision: word }) => word === 'no')) {
    if (isWhole(right)) bar(left, partsOfKey(right).booru);
    else if (decision === 'no') sets.part(at(left), at(right));
  }
  const joins = (left: string, right: string): boolean => {
    const [x, y] = [sets.find(at(left)), sets.find(at(right))];
    if (x === y) return true;
    if (sets.areApart(x, y) || meetBarred(x, y)) return false;
    sets.join(x, y);
    return true;
  };
  for (const { left, right, decision } of stored) if (decision === 'yes') joins(left, right);
  const because = 'contradicts other decisions, by which the two are';
  const fits = (answer: Answered): boolean => {
    switch (answer.answer) {
      case 'open': return true;
      case 'yes': return joins(answer.left, answer.right) || (rejects.push(rejectOf(answer, `${because} not one`)), false);
      case 'no': return sets.part(at(answer.left), at(answer.right)) || (rejects.push(rejectOf(answer, `${because} one`)), false);
      case 'none': {
        const board = partsOfKey(wholeOf(answer.kind, answer.right)).booru;
        const own = sets.find(at(answer.left));
        const partner = keys.find((key, place) => key !== answer.left && !isWhole(key) && partsOfKey(key).booru === board && sets.find(place) === own);
        if (partner !== undefined) return rejects.push(rejectOf(answer, `contradicts other decisions, by which ${partner} is the one`)), false;
        bar(answer.left, board);
        return true;
      }
    }
  };
  const [yes, others] = [answered.filter(({ answer }) => answer === 'yes'), answered.filter(({ answer }) => answer !== 'yes')];
  return [...yes.filter(fits), ...others.filter(fits)];
}
