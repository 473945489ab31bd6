/** How one picture is found in another: both whole, one without its frame, mirrored, or one of them a part of the other. */
export type Relation = 'whole' | 'frame' | 'mirrored' | 'crop';

/** What is known of two pictures; null where it is not. */
export interface Evidence {
  readonly sameFile: boolean;
  readonly relation: Relation;
  /** Bits in which the hashes differ. */
  readonly phash: number | null;
  readonly dhash: number | null;
  /** Difference of the logarithms of width by height. */
  readonly aspect: number | null;
  /** Largest difference of the three mean colours, each against the mean of the three, 0 to 1. */
  readonly colour: number | null;
  /** By how much they differ in one of 64 x 64 cells more than elsewhere, 0 to 255; null where files were not compared. */
  readonly detail: number | null;
  /** They differ nearly everywhere. */
  readonly isShifted: boolean;
  /** One of them has nothing by which it can be told from others. */
  readonly isPlain: boolean;
  readonly samePost: boolean;
  readonly samePostFile: boolean;
  readonly samePixiv: boolean;
  readonly sameSource: boolean;
  readonly parent: boolean;
  /** Whether artists and characters of the posts are the same; null where one has none. */
  readonly sameArtist: boolean | null;
  readonly sameCharacters: boolean | null;
}

/**
 * Weights of what is known, in log-odds: a score is 1 / (1 + e^-sum), and 1 for files with one MD5. Set by hand and checked on drawn
 * pictures (docs/pictures.md), so that hashes at the edge of what is taken (8 and 10 bits) come out as even.
 */
export const duplicateWeights = {
  start: 4,
  phashBit: -0.25,
  dhashBit: -0.2,
  /** Instead of start and bits where a picture has no hash. */
  unseen: -2,
  otherColours: -3,
  otherDetails: -8,
  shifted: -2,
  plain: -8,
  frame: 0,
  mirrored: -0.5,
  crop: -0.5,
  samePost: 4,
  samePostFile: 4,
  samePixiv: 1,
  sameSource: 1,
  parent: 0.5,
  sameArtist: 0.5,
  otherArtist: -1,
  sameCharacters: 0.5,
  otherCharacters: -1,
} as const;

/** Mean colours further apart than this are other colours. */
export const colourTolerance = 0.04;
/** Pictures that differ in a cell by this much more than elsewhere show something else there: a mouth, an eye, a hand. */
export const detailTolerance = 10;
/** Pictures whose shapes differ by more than this, 5 %, are not compared. */
export const aspectTolerance = 0.05;
/** From this score on two pictures count as one. */
export const pairScore = 0.5;

export interface Score {
  /** 0 to 1. */
  readonly score: number;
  readonly reasons: string[];
}

/** How sure it is that two pictures are one, and what says so or speaks against it. */
export function scoreOf(evidence: Evidence): Score {
  if (evidence.sameFile) return { score: 1, reasons: ['md5'] };
  const weights = duplicateWeights;
  const reasons: string[] = [];
  let sum = 0;
  const add = (weight: number, reason: string) => {
    sum += weight;
    reasons.push(reason);
  };
  const { phash, dhash, relation, aspect, colour, detail, sameArtist, sameCharacters } = evidence;
  if (phash === null || dhash === null) sum += weights.unseen;
  else {
    sum += weights.start;
    add(weights.phashBit * phash, `phash ${phash}`);
    add(weights.dhashBit * dhash, `dhash ${dhash}`);
  }
  if (relation !== 'whole') add(weights[relation], relation);
  if (aspect !== null && aspect <= 0.01) reasons.push('aspect');
  if (colour !== null && colour > colourTolerance) add(weights.otherColours, 'other colours');
  if (evidence.isShifted) add(weights.shifted, 'shifted');
  else if (detail !== null && detail > detailTolerance) add(weights.otherDetails, 'other details');
  if (evidence.isPlain) add(weights.plain, 'plain');
  if (evidence.samePost) add(weights.samePost, 'post');
  if (evidence.samePostFile && !evidence.samePost) add(weights.samePostFile, 'md5 of the posts');
  if (evidence.samePixiv) add(weights.samePixiv, 'pixiv id');
  if (evidence.sameSource && !evidence.samePixiv) add(weights.sameSource, 'source');
  if (evidence.parent) add(weights.parent, 'parent');
  if (sameArtist !== null) add(sameArtist ? weights.sameArtist : weights.otherArtist, sameArtist ? 'artist' : 'other artist');
  if (sameCharacters !== null) add(sameCharacters ? weights.sameCharacters : weights.otherCharacters, sameCharacters ? 'characters' : 'other characters');
  return { score: 1 / (1 + Math.exp(-sum)), reasons };
}
