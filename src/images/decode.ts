import sharp, { type Sharp } from 'sharp';
import { secondsLimit } from './limits.js';

/** Side of the square that pictures are fitted into before they are measured, px. */
export const thumbSide = 512;

/** Pictures of more pixels than this are refused, not decoded. */
export const pixelLimit = 60_000_000;

/** What shows through transparent pixels. */
export const background = '#ffffff';

// Several pictures at a time beat several threads a picture.
sharp.concurrency(1);

/** A picture fitted into a black square; smaller ones are not made larger. */
export interface Letterbox {
  /** thumbSide x thumbSide x 3 bytes: sRGB, rows from the top. */
  readonly rgb: Uint8Array;
  /** Place and size of the picture in the square, px. */
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Size of the picture itself, turned as its EXIF orientation says, px. */
  readonly fullWidth: number;
  readonly fullHeight: number;
}

/** An opened picture: its first frame, upright. Throws sharp's error for what is no picture or too large. */
export function openPicture(input: string | Buffer): Sharp {
  return sharp(input, { limitInputPixels: pixelLimit, failOn: 'error', pages: 1 });
}

/** Decodes a file (path or bytes) into its letterbox: first frame, EXIF orientation applied, sRGB, transparency on white. Rejects when it is no picture, is damaged, has more than pixelLimit pixels or takes longer than secondsLimit. */
export async function letterbox(input: string | Buffer): Promise<Letterbox> {
  const picture = openPicture(input);
  const { autoOrient } = await picture.metadata();
  const { data, info } = await picture.autoOrient().flatten({ background }).toColourspace('srgb')
    .resize(thumbSide, thumbSide, { fit: 'inside', withoutEnlargement: true }).removeAlpha().timeout({ seconds: secondsLimit }).raw().toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  const left = (thumbSide - width) >> 1;
  const top = (thumbSide - height) >> 1;
  const rgb = new Uint8Array(thumbSide * thumbSide * 3);
  for (let y = 0; y < height; y++) {
    const from = y * width * channels;
    const to = ((top + y) * thumbSide + left) * 3;
    if (channels === 3) rgb.set(data.subarray(from, from + width * 3), to);
    else for (let x = 0; x < width; x++) rgb.fill(data[from + x * channels]!, to + 3 * x, to + 3 * x + 3);
  }
  return { rgb, left, top, width, height, fullWidth: autoOrient.width, fullHeight: autoOrient.height };
}
