import { calibrationError, reliability, type ReliabilityBin } from '../../kernels/calibration.js';
import { wilsonInterval } from '../../kernels/share-interval.js';
import { curveOf, shareOf, type CurvePoint } from '../score-curve.js';
import { scoreOfPrecision } from './calibrate.js';
import type { TrueLink } from './truth.js';

/** The best candidate of a tag. */
export interface Guess {
  readonly tag_name: string;
  readonly mal_id: number;
  readonly score: number;
  readonly isAccepted: boolean;
  /** Another tag is likelier to be the entry, so that this one is not accepted at any score. */
  readonly isRivalled: boolean;
}

/** Figures over the tags whose truth is known, shares 1 of nothing; low and high bound 95% intervals (Wilson 1927). */
export interface LinkScore {
  /** Tags whose true entry is known. */
  readonly known: number;
  /** Accepted links of these. */
  readonly links: number;
  readonly right: number;
  readonly precision: number;
  readonly precision_low: number;
  readonly precision_high: number;
  readonly recall: number;
  readonly recall_low: number;
  readonly recall_high: number;
  readonly f1: number;
  /** The part that is right of accepted links whose tag or entry is known: counts tags of unknown truth that took an entry which is another's. */
  readonly precision_entries: number;
  /** The greatest recall at which precision is 0.99 or more, were links accepted from some other score on. */
  readonly recall_at_99: number;
  /** Expected calibration error of the best candidates' scores. */
  readonly ece: number;
}

export interface LinkScores extends LinkScore {
  /** Precision and recall if links were accepted from that score on. */
  readonly curve: readonly CurvePoint[];
  readonly reliability: readonly ReliabilityBin[];
}

/** Scores guesses against the truth. A guess about a tag of unknown truth is not judged: a label that is missing is no label that says no. */
export function linkScores(guesses: readonly Guess[], truth: readonly TrueLink[]): LinkScores {
  const trueEntry = new Map(truth.map(({ tag_name, mal_id }) => [tag_name, mal_id]));
  const trueTag = new Map(truth.map(({ tag_name, mal_id }) => [mal_id, tag_name]));
  const known = guesses.filter(({ tag_name }) => trueEntry.has(tag_name));
  const isRight = ({ tag_name, mal_id }: Guess) => trueEntry.get(tag_name) === mal_id;
  const accepted = known.filter((guess) => guess.isAccepted);
  const right = accepted.filter(isRight).length;
  const judged = guesses.filter((guess) => guess.isAccepted && (trueEntry.has(guess.tag_name) || trueTag.has(guess.mal_id)));
  const free = known.filter((guess) => !guess.isRivalled);
  const least = leastFor99(free, isRight);
  const precision = shareOf(right, accepted.length);
  const recall = shareOf(right, truth.length);
  const [precisionRange, recallRange] = [wilsonInterval(right, accepted.length), wilsonInterval(right, truth.length)];
  const bins = reliability(known.map(({ score }) => score), known.map(isRight));
  return {
    known: truth.length, links: accepted.length, right, precision, precision_low: precisionRange[0], precision_high: precisionRange[1], recall, recall_low: recallRange[0], recall_high: recallRange[1],
    f1: shareOf(2 * right, accepted.length + truth.length), precision_entries: shareOf(judged.filter(isRight).length, judged.length),
    recall_at_99: shareOf(free.filter((guess) => guess.score >= least && isRight(guess)).length, truth.length), ece: calibrationError(bins),
    curve: curveOf(free.map(({ score }) => score), free.map(isRight), truth.length),
    reliability: bins,
  };
}

const leastFor99 = (guesses: readonly Guess[], isRight: (guess: Guess) => boolean) => scoreOfPrecision(guesses.map((guess) => ({ score: guess.score, isRight: isRight(guess) })), 0.99);
