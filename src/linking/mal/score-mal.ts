import { UserError } from '../../lake/error.js';
import type { Lake } from '../../lake/lake.js';
import type { StepOptions } from '../../lake/step.js';
import { scoreOf } from './calibrate.js';
import { crossValidated, type Folds, type HeldOut } from './cross-validate.js';
import { scaleOf } from './fit-model.js';
import { readMaterial } from './link-both.js';
import { linkScores, type Guess, type LinkScores } from './link-scores.js';
import type { MalKind } from './read-entries.js';
import { readTruth } from './truth.js';

export interface MalScoreOptions extends Partial<Folds>, Pick<StepOptions, 'onStep' | 'signal'> {
  /** Parquet file with the truth (tag_name, mal_kind, mal_id, main): the table `mal_links` is scored against it. */
  readonly truth?: string;
}

export interface MalScore extends LinkScores {
  readonly kind: MalKind;
}

const kinds = ['anime', 'character'] as const;

/**
 * Scores links to MyAnimeList, titles and characters apart; a kind without truth is left out. With a file of the truth it is the table `mal_links` that
 * is scored, but for links that labels or people told it. Without, links are made anew and scored against the labels of the lake by cross-validation: each label is hidden while weights, calibration
 * and the least score are learned from those of other franchises (or `tags`) and while its tag is linked. Throws UserError when there are no links or no
 * truth, and as `readMaterial`.
 */
export async function scoreMal(lake: Lake, { truth: file, folds = 3, apart = 'franchises', onStep, signal }: MalScoreOptions = {}): Promise<MalScore[]> {
  const given = file === undefined ? new Set<string>() : await readGiven(lake);
  const truthOf = async (kind: MalKind) => (await readTruth(lake, kind, file)).filter(({ tag_name }) => !given.has(tag_name));
  const truth = { anime: await truthOf('anime'), character: await truthOf('character') };
  if (kinds.every((kind) => truth[kind].length === 0)) throw new UserError('No tag of this lake has a known entry of MyAnimeList', file === undefined ? 'Load a list with labels, or score the links against a file of the truth: --truth FILE' : `${file} names none.`);
  const guesses = file === undefined ? null : await readGuesses(lake);
  const found = guesses === null ? await crossValidated(await readMaterial(lake), truth, { folds, apart }, (label, done, total) => {
    signal?.throwIfAborted();
    onStep?.({ label, done, total });
  }) : null;
  return kinds.filter((kind) => truth[kind].length > 0).map((kind) => ({ kind, ...linkScores(guesses?.[kind] ?? scored(kind, found![kind], folds), truth[kind]) }));
}

/** Tags whose link was known, so that there is nothing to judge. */
async function readGiven(lake: Lake): Promise<Set<string>> {
  const rows = await lake.rows<{ tag: string }>("SELECT DISTINCT tag_name AS tag FROM mal_links WHERE status = 'accepted' AND rule IN ('label', 'decision')");
  return new Set(rows.map(({ tag }) => tag));
}

async function readGuesses(lake: Lake): Promise<Record<MalKind, Guess[]>> {
  const [links] = await lake.rows<{ n: number }>('SELECT count(*) AS n FROM mal_links');
  if (links!.n === 0) throw new UserError('The table mal_links is empty', 'Link first: boorulab link mal');
  const of = (kind: MalKind) => lake.rows<Guess>(`SELECT tag_name, mal_id, score, status = 'accepted' AS "isAccepted", score < top AS "isRivalled"
    FROM (SELECT *, max(score) OVER (PARTITION BY mal_kind, mal_id) AS top FROM mal_links) WHERE mal_kind = $kind AND (rank = 1 OR status = 'accepted')
    QUALIFY row_number() OVER (PARTITION BY tag_name ORDER BY status <> 'accepted', rank) = 1 ORDER BY tag_name`, { kind });
  return { anime: await of('anime'), character: await of('character') };
}

/** The guesses of each fold with the scale that those of the other folds give. */
function scored(kind: MalKind, guesses: readonly HeldOut[], folds: number): Guess[] {
  return Array.from({ length: folds }, (_, fold) => {
    const { calibration, accept } = scaleOf(kind, guesses.filter((guess) => guess.fold !== fold));
    return guesses.filter((guess) => guess.fold === fold).map(({ tag_name, mal_id, probability, isBestOfEntry }) => {
      const score = scoreOf({ probability, isBestOfEntry }, calibration);
      return { tag_name, mal_id, score, isAccepted: isBestOfEntry && score >= accept, isRivalled: !isBestOfEntry };
    });
  }).flat();
}
