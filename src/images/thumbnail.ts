import { stat } from 'node:fs/promises';
import { background, openPicture } from './decode.js';
import { fileLimit, secondsLimit } from './limits.js';

/** A small JPEG of a picture, its size in px. */
export interface Thumbnail {
  readonly jpeg: Buffer;
  readonly width: number;
  readonly height: number;
}

const quality = 75;

/** A picture file made small: its first frame, upright, transparency on white, sRGB, the long side of `side` px at most. Throws an Error of a few words, fit to be shown in its place. */
export async function thumbnail(path: string, side: number): Promise<Thumbnail> {
  const facts = await stat(path).catch((error: NodeJS.ErrnoException) => {
    throw new Error(wordsOf[error.code ?? ''] ?? 'cannot be opened');
  });
  if (!facts.isFile()) throw new Error('no file');
  if (facts.size > fileLimit) throw new Error('too large');
  try {
    const { data, info } = await openPicture(path).autoOrient().flatten({ background }).toColourspace('srgb')
      .resize(side, side, { fit: 'inside', withoutEnlargement: true }).timeout({ seconds: secondsLimit }).jpeg({ quality }).toBuffer({ resolveWithObject: true });
    return { jpeg: data, width: info.width, height: info.height };
  } catch {
    throw new Error('cannot be read');
  }
}

const wordsOf: Readonly<Record<string, string>> = { ENOENT: 'not there any more', ENOTDIR: 'inside an archive', EACCES: 'not allowed to be read' };
