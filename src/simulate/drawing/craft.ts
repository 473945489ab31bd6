import type { Random } from '../../kernels/random.js';

/** How well a picture is made, as far as it can be seen. */
export interface Craft {
  /** Shades, strands, folds and things in the background, 0 to 1. */
  readonly care: number;
  /** The longer side, px. */
  readonly long: number;
  /** Deviation of the grain, in grey levels. */
  readonly grain: number;
  /** Factor by which the tones lie apart. */
  readonly contrast: number;
  readonly isSoft: boolean;
  readonly jpegQuality: number;
}

/** The craft of a picture of a quality from 0 to 1: every part of it follows the quality with a scatter of its own. */
export function craftOf(quality: number, random: Random): Craft {
  const part = (scatter: number): number => Math.min(1, Math.max(0, quality + random.normal(0, scatter)));
  return {
    care: part(0.22), long: Math.round(400 + 288 * part(0.5)), grain: 0.6 + 4.4 * part(0.4), contrast: 0.74 + 0.34 * part(0.3), isSoft: part(0.25) < 0.25,
    jpegQuality: Math.round(78 + 16 * part(0.3)),
  };
}
