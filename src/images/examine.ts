import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import sharp, { type Metadata } from 'sharp';
import { jpegQuality } from '../kernels/jpeg-quality.js';
import { palette } from '../kernels/palette.js';
import { pictureHashes } from '../kernels/picture-hash.js';
import { edgeRadius, pictureStats, type PictureStats } from '../kernels/picture-stats.js';
import { cutArea } from '../kernels/trimmed-area.js';
import { aspectOf } from './aspect.js';
import { letterbox, openPicture, pixelLimit, thumbSide, type Letterbox } from './decode.js';
import { fileLimit } from './limits.js';
import { pictureMetadata } from './picture-metadata.js';
import { isMisnamed, pictureType, type PictureType } from './picture-type.js';

/** A file to look at: on disk, or `bytes` of a member of an archive. */
export interface ExamineTask {
  readonly path: string;
  readonly bytes: Uint8Array | null;
}

/** What a picture file is and what its letterbox measures. */
export interface Picture extends Omit<PictureStats, 'bound'> {
  readonly file_size: number;
  readonly file_md5: string;
  readonly file_type: string;
  readonly is_misnamed: boolean;
  /** Of the picture upright, px. */
  readonly width: number;
  readonly height: number;
  readonly bits: number;
  readonly colorspace: string;
  readonly res_x: number | null;
  readonly res_y: number | null;
  readonly res_unit: string | null;
  readonly jpeg_quality: number | null;
  readonly frames: number;
  readonly has_alpha: boolean;
  readonly orientation: number | null;
  readonly aspect: string;
  readonly aspect_near: string | null;
  readonly metadata: string | null;
  readonly software: string | null;
  readonly keywords: readonly string[];
  readonly edge_radius: number;
  readonly bound_w: number;
  readonly bound_h: number;
  readonly bound_x: number;
  readonly bound_y: number;
  readonly phash: bigint;
  readonly dhash: bigint;
  readonly palette: readonly string[];
  readonly palette_share: readonly number[];
}

/** Why a picture is none: codes of rejects. */
export type BrokenReason = 'bad_picture' | 'too_large' | 'too_slow' | 'crashed' | 'unreadable';

export type Examined = { readonly kind: 'picture'; readonly picture: Picture } | { readonly kind: 'broken'; readonly reason: BrokenReason; readonly detail: string };

const paletteColours = 5;

// Every picture is another: nothing of one helps with the next.
sharp.cache(false);

/** Reads and measures one picture. What is wrong with it is told, not thrown. */
export async function examine({ path, bytes }: ExamineTask): Promise<Examined> {
  try {
    const file = bytes === null ? await readWhole(path) : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return Buffer.isBuffer(file) ? await examineBytes(path, file) : file;
  } catch (error) {
    return broken('unreadable', messageOf(error as Error));
  }
}

const broken = (reason: BrokenReason, detail: string): Examined => ({ kind: 'broken', reason, detail });

async function readWhole(path: string): Promise<Buffer | Examined> {
  const { size } = await stat(path);
  return size > fileLimit ? broken('too_large', `${size} bytes, more than ${fileLimit}`) : readFile(path);
}

/** The first line of an error, without the names of files: these can be long and stand in the reject anyway. */
function messageOf(error: NodeJS.ErrnoException): string {
  if (error.code === 'ENOENT') return 'gone while the scan ran';
  return (error.code ?? error.message.split('\n')[0]!.replace(/'.*'/, '')).slice(0, 200);
}

async function examineBytes(path: string, file: Buffer): Promise<Examined> {
  const type = pictureType(file);
  if (file.length === 0) return broken('bad_picture', 'the file is empty');
  if (type === null) return broken('bad_picture', 'named as a picture, and none by its content');
  if (!type.isDecoded) return broken('bad_picture', `${type.type} is not decoded; convert it to PNG`);
  try {
    const facts = await openPicture(file).metadata();
    if (facts.width * facts.height > pixelLimit) return broken('too_large', `${facts.width} x ${facts.height} pixels`);
    return { kind: 'picture', picture: { ...factsOf(path, file, type, facts), ...measure(await letterbox(file)) } };
  } catch (error) {
    const message = messageOf(error as Error);
    if (/pixel limit/i.test(message)) return broken('too_large', `more than ${pixelLimit} pixels`);
    return /timeout/i.test(message) ? broken('too_slow', message) : broken('bad_picture', message);
  }
}

type Measures = 'edge_radius' | 'bound_w' | 'bound_h' | 'bound_x' | 'bound_y' | 'phash' | 'dhash' | 'palette' | 'palette_share' | keyof Omit<PictureStats, 'bound'>;

function factsOf(path: string, file: Buffer, type: PictureType, facts: Metadata): Omit<Picture, Measures> {
  const { width, height } = facts.autoOrient;
  const { aspect, near } = aspectOf(width, height);
  const { json, software, keywords, resolution } = pictureMetadata(file);
  return {
    file_size: file.length, file_md5: createHash('md5').update(file).digest('hex'), file_type: type.type, is_misnamed: isMisnamed(path, type), width, height,
    bits: type.type === 'GIF' ? 8 : (facts.bitsPerSample ?? bitsOf[facts.depth] ?? 8), colorspace: spaces[facts.space] ?? facts.space,
    res_x: resolution?.x ?? null, res_y: resolution?.y ?? null, res_unit: resolution?.unit ?? null,
    jpeg_quality: type.type === 'JPEG' ? jpegQuality(file) : null, frames: facts.pages ?? 1, has_alpha: facts.hasAlpha,
    orientation: facts.orientation ?? null, aspect, aspect_near: near, metadata: json, software, keywords,
  };
}

const bitsOf: Readonly<Record<string, number>> = { uchar: 8, char: 8, ushort: 16, short: 16, uint: 32, int: 32, float: 32, double: 64 };

/** Colour spaces as ImageMagick spells them. */
const spaces: Readonly<Record<string, string>> = { srgb: 'sRGB', rgb: 'sRGB', rgb16: 'sRGB', 'b-w': 'Gray', grey16: 'Gray', cmyk: 'CMYK', lab: 'Lab', labs: 'Lab' };

function measure(box: Letterbox): Pick<Picture, Measures> {
  const { bound, ...stats } = pictureStats(box.rgb, thumbSide, thumbSide);
  const part = cutArea(box.rgb, thumbSide, box);
  const { phash, dhash } = pictureHashes(part, box.width, box.height);
  const { colours, shares } = palette(part, box.width, box.height, paletteColours);
  return { ...stats, edge_radius: edgeRadius, bound_w: bound.w, bound_h: bound.h, bound_x: bound.x, bound_y: bound.y, phash, dhash, palette: colours, palette_share: shares };
}
