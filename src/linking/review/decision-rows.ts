import { decisionKinds, keyOf, partsOfKey, type DecisionKind } from '../decisions.js';
import type { ReviewReject, ReviewRow } from './review-file.js';

export const answers = ['yes', 'no', 'none', 'open'] as const;
/** yes: they are one; no: they are not; none: nor is any other candidate of that board, or any entry; open: undecided again. */
export type Answer = (typeof answers)[number];

/** A row of a file that answers its question. */
export interface Answered {
  readonly row: ReviewRow;
  readonly kind: DecisionKind;
  readonly answer: Answer;
  /** As the table `decisions` has them; of pairs of one kind the lesser key first. */
  readonly left: string;
  readonly right: string;
}

/** What the table `decisions` is to say. */
export interface StoredDecision {
  readonly kind: string;
  readonly left: string;
  readonly right: string;
  readonly decision: string;
}

const words: Readonly<Record<string, Answer>> = { yes: 'yes', y: 'yes', no: 'no', n: 'no', none: 'none', 'none of these': 'none', open: 'open' };

const isMal = (kind: DecisionKind): kind is 'mal_anime' | 'mal_character' => kind === 'mal_anime' || kind === 'mal_character';

/** The answers in rows, how many rows have none, and what is no answer. */
export function readAnswers(rows: readonly ReviewRow[]): { answered: Answered[]; empty: number; rejects: ReviewReject[] } {
  const [answered, rejects]: [Answered[], ReviewReject[]] = [[], []];
  let empty = 0;
  for (const row of rows) {
    const found = answerOf(row);
    if (found === null) empty++;
    else if (typeof found === 'string') rejects.push({ line: row.line, reason: found, text: row.raw });
    else answered.push(found);
  }
  return { answered, empty, rejects };
}

function answerOf(row: ReviewRow): Answered | string | null {
  if (row.decision === '') return null;
  const word = row.decision.toLowerCase();
  if (!Object.hasOwn(words, word)) return `decision "${row.decision}" is none of yes, no, none, open`;
  const kind = decisionKinds.find((name) => name === row.kind);
  if (kind === undefined) return `kind "${row.kind}" is none of ${decisionKinds.join(', ')}`;
  const keys = isMal(kind) ? malKeys(kind, row) : pairKeys(kind, row);
  return typeof keys === 'string' ? keys : { row, kind, answer: words[word]!, ...keys };
}

function malKeys(kind: 'mal_anime' | 'mal_character', { left, right }: ReviewRow): { left: string; right: string } | string {
  const entry = /^myanimelist\.net\/(anime|character)\/(\d{1,15})$/.exec(right);
  if (!left.startsWith('tag/') || left === 'tag/') return `left "${left}" is no tag, such as tag/hatsune_miku`;
  if (entry === null || `mal_${entry[1]}` !== kind) return `right "${right}" is no entry, such as myanimelist.net/${kind.slice(4)}/1555`;
  return { left: left.slice('tag/'.length), right: String(Number(entry[2])) };
}

function pairKeys(kind: DecisionKind, { left, right }: ReviewRow): { left: string; right: string } | string {
  const wrong = [left, right].find((key) => partsOfKey(key).booru === '' || partsOfKey(key).name === '');
  const example = kind === 'tags' ? 'danbooru.donmai.us/hatsune_miku' : 'danbooru.donmai.us/12345';
  if (wrong !== undefined) return `"${wrong}" is no ${kind === 'tags' ? 'tag' : 'post'} of a board, such as ${example}`;
  if (left === right) return 'left and right are the same';
  if (kind === 'tags' && partsOfKey(left).booru === partsOfKey(right).booru) return 'two tags of one board cannot be linked; that is for an alias of the board';
  return { left, right };
}

/** The rows of `decisions` that an answer makes. */
export function rowsOf({ kind, answer, left, right }: Answered): StoredDecision[] {
  const [lesser, greater] = isMal(kind) || left < right ? [left, right] : [right, left];
  const whole = { kind, left, right: wholeOf(kind, right) };
  switch (answer) {
    case 'none': return [{ ...whole, decision: 'no' }];
    case 'open': return [{ kind, left: lesser, right: greater, decision: 'open' }, { ...whole, decision: 'open' }];
    default: return [{ kind, left: lesser, right: greater, decision: answer }];
  }
}

/** What stands for every right side: nothing for entries of MyAnimeList, the board for tags and posts. */
export const wholeOf = (kind: DecisionKind, right: string): string => (isMal(kind) ? '' : keyOf(partsOfKey(right).booru, ''));

/** The decisions there are with those that are made, by kind and keys. */
export const slotOf = ({ kind, left, right }: Pick<StoredDecision, 'kind' | 'left' | 'right'>): string => JSON.stringify([kind, left, right]);
