import { mirroredRgb } from '../kernels/mirrored-picture.js';
import { pictureHashes, type PictureHashes } from '../kernels/picture-hash.js';
import { cutArea, trimmedArea, type Area } from '../kernels/trimmed-area.js';
import { thumbSide, type Letterbox } from './decode.js';

/** How much of a side a crop takes away. */
const cropped = 0.1;

/** Parts that are nine tenths of a picture: how much is cut off left, top, right and bottom. */
const crops = {
  centre: [cropped / 2, cropped / 2, cropped / 2, cropped / 2], top: [0, 0, 0, cropped], bottom: [0, cropped, 0, 0], left: [0, 0, cropped, 0], right: [cropped, 0, 0, 0],
} as const;

export type PartKind = 'trimmed' | 'mirrored' | 'plain' | keyof typeof crops;

/** Hashes of a part of a picture; x to h say which, 0 to 1. A plain picture has none. */
export interface PartHash {
  readonly kind: PartKind;
  readonly hashes: PictureHashes | null;
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/**
 * The hashes by which a picture is found again when it was framed, mirrored or cropped: those of it without its frame (when it has one), of it
 * mirrored, and of five parts. Of a plain picture, which nothing is left of without its frame, only that it is plain.
 */
export function partHashes({ rgb: square, ...box }: Letterbox): PartHash[] {
  const { width, height } = box;
  const rgb = cutArea(square, thumbSide, box);
  const part = (kind: PartKind, { left, top, width: w, height: h }: Area, hashes: PictureHashes | null): PartHash => ({ kind, hashes, x: left / width, y: top / height, w: w / width, h: h / height });
  const whole = { left: 0, top: 0, width, height };
  const trimmed = trimmedArea(rgb, width, height);
  if (trimmed === null) return [part('plain', whole, null)];
  const hashesOf = (area: Area) => pictureHashes(cutArea(rgb, width, area), area.width, area.height);
  const found = [part('mirrored', whole, pictureHashes(mirroredRgb(rgb, width, height), width, height))];
  if (trimmed.width < width || trimmed.height < height) found.push(part('trimmed', trimmed, hashesOf(trimmed)));
  for (const [kind, [left, top, right, bottom]] of Object.entries(crops)) {
    const area = { left: Math.round(left * width), top: Math.round(top * height), width: Math.max(1, Math.round((1 - left - right) * width)), height: Math.max(1, Math.round((1 - top - bottom) * height)) };
    found.push(part(kind as PartKind, area, hashesOf(area)));
  }
  return found;
}
