import type { DecisionKind } from '../decisions.js';

/** One side of a link: a tag, a post or an entry of MyAnimeList. */
export interface Side {
  /** By which a decision names it: `danbooru.donmai.us/hatsune_miku`, `tag/hatsune_miku`, `myanimelist.net/character/1555`, `danbooru.donmai.us/12345`. */
  readonly key: string;
  /** What it is called, the name it goes by first; of a post its size and day. */
  readonly names: readonly string[];
  /** Posts of a tag, posts of a post's work, members or favourites of an entry. */
  readonly count: number | null;
  /** Its page on the board or on MyAnimeList. */
  readonly url: string | null;
}

/** A link that the machine is not sure of. */
export interface Question {
  readonly kind: DecisionKind;
  readonly left: Side;
  readonly right: Side;
  /** Probability that it holds, 0 to 1. */
  readonly score: number;
  readonly evidence: string;
}

/** A question as it is first read, to be ordered before its names are looked up. */
export interface Doubt {
  readonly kind: DecisionKind;
  /** Doubts of one group are candidates for one place and stand together. */
  readonly group: string;
  readonly left: string;
  readonly right: string;
  readonly leftCount: number | null;
  readonly rightCount: number | null;
  /** Posts that the answer is about. */
  readonly posts: number;
  readonly score: number;
  readonly evidence: string;
}

/** How much an answer is worth: how unsure the machine is, 4 p (1 - p), 1 at most, times the binary logarithm of one more than the posts it is about. */
export const worthOf = ({ score, posts }: Pick<Doubt, 'score' | 'posts'>): number => 4 * score * (1 - score) * Math.log2(1 + Math.max(0, posts));

/** The doubts most worth an answer, by the best of each group, best candidate first within a group; whole groups, of at most `limit` doubts unless the first has more. */
export function mostUseful(doubts: readonly Doubt[], limit: number): Doubt[] {
  const groups = new Map<string, Doubt[]>();
  for (const doubt of doubts) groups.set(`${doubt.kind} ${doubt.group}`, [...(groups.get(`${doubt.kind} ${doubt.group}`) ?? []), doubt]);
  const ranked = [...groups].map(([name, list]) => ({ name, worth: Math.max(...list.map(worthOf)), list: list.sort((a, b) => b.score - a.score || (a.right < b.right ? -1 : 1)) }));
  ranked.sort((a, b) => b.worth - a.worth || (a.name < b.name ? -1 : 1));
  const kept: Doubt[] = [];
  for (const { list } of ranked) {
    if (kept.length > 0 && kept.length + list.length > limit) break;
    kept.push(...list);
  }
  return kept;
}
