import { mkdir } from 'node:fs/promises';
import sharp from 'sharp';
import { UserError } from '../lake/error.js';
import type { Lake } from '../lake/lake.js';
import type { StepOptions } from '../lake/step.js';
import { letterbox, thumbSide } from './decode.js';
import { withExifTexts } from './exif-texts.js';
import { makeFiles, type FilesMade } from './make-files.js';
import { namedPictures } from './named-pictures.js';
import { exifOf, jpegNameOf, type NamedPicture } from './picture-name.js';
import type { Shard } from './shard.js';

/** Quality of the JPEGs made here, as BOORU CHARS has it. */
export const jpegQuality = 94;

export interface ThumbOptions extends Pick<StepOptions, 'signal' | 'onStep'> {
  /** Folder for the files; made if need be. */
  readonly out: string;
  /** Pictures at or below this folder only. */
  readonly below?: string;
  /** Pictures of a shard only. */
  readonly shard?: Shard | undefined;
}

export interface PicturesMade extends FilesMade {
  /** Pictures that were to be made into files, and those whose posts are hidden. */
  readonly pictures: number;
  readonly hidden: number;
}

/** Makes the folder for files. Throws UserError when it cannot be one. */
export async function outFolder(out: string): Promise<void> {
  await mkdir(out, { recursive: true }).catch((error: Error) => {
    throw new UserError(`Cannot make the folder ${out}: ${error.message}`);
  });
}

/** A picture file fitted into 512 x 512 px of black, as a JPEG that says in its EXIF what it shows. */
async function thumbOf(picture: NamedPicture): Promise<Buffer> {
  const { rgb } = await letterbox(picture.path);
  const jpeg = await sharp(rgb, { raw: { width: thumbSide, height: thumbSide, channels: 3 } }).jpeg({ quality: jpegQuality }).toBuffer();
  return withExifTexts(jpeg, exifOf(picture));
}

/** Makes a thumbnail of every picture that the lake shows (see docs/pictures.md). Throws UserError when it has none, when the folder cannot be written, and on the signal. */
export async function makeThumbs(lake: Lake, { out, below, shard, ...options }: ThumbOptions): Promise<PicturesMade> {
  const { count, hidden, rows } = await namedPictures(lake, { below, shard });
  await outFolder(out);
  async function* tasks() {
    for await (const picture of rows()) yield { path: picture.path, name: jpegNameOf(picture), make: () => thumbOf(picture) };
  }
  return { pictures: count, hidden, ...(await makeFiles(tasks(), count, out, options)) };
}
