import { UserError } from '../../lake/error.js';
import type { Lake } from '../../lake/lake.js';
import { linkScores, type Guess, type LinkScores } from './link-scores.js';
import type { MalKind } from './read-entries.js';
import { readTruth } from './truth.js';

export interface MalScoreOptions {
  /** Parquet file with the truth (tag_name, mal_kind, mal_id, main), instead of the labels of the lake. */
  readonly truth?: string;
}

export interface MalScore extends LinkScores {
  readonly kind: MalKind;
}

/**
 * Scores the table `mal_links` against the truth, titles and characters apart; a kind without truth is left out. Throws UserError when there are no links or
 * no truth.
 */
export async function scoreMal(lake: Lake, options: MalScoreOptions = {}): Promise<MalScore[]> {
  const [links] = await lake.rows<{ n: number }>('SELECT count(*) AS n FROM mal_links');
  if (links!.n === 0) throw new UserError('The table mal_links is empty', 'Link first: boorulab link mal');
  const scores: MalScore[] = [];
  for (const kind of ['anime', 'character'] as const) {
    const truth = await readTruth(lake, kind, options.truth);
    if (truth.length === 0) continue;
    const guesses = await lake.rows<Guess>(`SELECT tag_name, mal_id, score, status = 'accepted' AS "isAccepted" FROM mal_links WHERE mal_kind = $kind AND (rank = 1 OR status = 'accepted')
      QUALIFY row_number() OVER (PARTITION BY tag_name ORDER BY status <> 'accepted', rank) = 1 ORDER BY tag_name`, { kind });
    scores.push({ kind, ...linkScores(guesses, truth) });
  }
  if (scores.length === 0) throw new UserError('No tag of this lake has a known entry of MyAnimeList', options.truth === undefined ? 'Load a list with labels, or name a file of the truth: --truth FILE' : `${options.truth} names none.`);
  return scores;
}
