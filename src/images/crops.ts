import type { Lake } from '../lake/lake.js';
import { cropBox, cropSets, type CropMargins, type CropSet, type PixelBox } from './crop-box.js';
import { background, openPicture } from './decode.js';
import { withExifTexts } from './exif-texts.js';
import { makeFiles } from './make-files.js';
import { namedPictures } from './named-pictures.js';
import { exifOf, hashMark, jpegNameOf, type NamedPicture } from './picture-name.js';
import { jpegQuality, outFolder, type PicturesMade, type ThumbOptions } from './thumbs.js';

export interface CropOptions extends ThumbOptions {
  readonly set: CropSet;
  /** Instead of the set's own. */
  readonly margins?: CropMargins;
  /** Faces narrower or lower than this are left out, px of the picture. */
  readonly smallest: number;
  /** How sure a face must be: 7, 4 or 2. A face without such a level counts as 2. */
  readonly level: number;
}

export interface CropsMade extends PicturesMade {
  /** Faces left out: too small; with no room around them for a 2:3 box; of which only the place on a thumbnail is known. */
  readonly small: number;
  readonly cramped: number;
  readonly unplaced: number;
}

/** A face of a picture, in px of it or in parts of it. */
interface NamedFace extends NamedPicture {
  readonly px: readonly (number | null)[];
  readonly parts: readonly (number | null)[];
}

const faces = (level: number) => ({
  from: `SELECT path, [x_orig, y_orig, w_orig, h_orig] AS px, [x_rel, y_rel, w_rel, h_rel]::DOUBLE[] AS parts, detector, rank FROM faces
    WHERE path IS NOT NULL AND (TRY_CAST(level AS INTEGER) IN (4, 7) AND TRY_CAST(level AS INTEGER) >= ${level} OR ${level} <= 2)`,
  columns: 'px, parts', order: 'detector, rank, px, parts',
});

const isWhole = (box: readonly (number | null)[]): box is readonly number[] => box.every((side) => side !== null);
const boxOf = ([x, y, w, h]: readonly number[]): PixelBox => ({ x: x!, y: y!, w: w!, h: h! });

function faceBox({ px, parts }: NamedFace, width: number, height: number): PixelBox {
  if (isWhole(px)) return boxOf(px);
  return boxOf((parts as number[]).map((part, i) => Math.round(part * (i % 2 === 0 ? width : height))));
}

/** Makes a JPEG of every face that the lake shows, with room around it (see docs/pictures.md). Throws UserError when the lake has no pictures, when the folder cannot be written, and on the signal. */
export async function makeCrops(lake: Lake, { out, below, shard, set, margins = cropSets[set], smallest, level, ...options }: CropOptions): Promise<CropsMade> {
  const { count, hidden, rows } = await namedPictures<NamedFace>(lake, { below, shard, joined: faces(level) });
  await outFolder(out);
  const left = { small: 0, cramped: 0, unplaced: 0 };
  const cropOf = async (face: NamedFace): Promise<Buffer | null> => {
    const picture = openPicture(face.path);
    const { width, height } = (await picture.metadata()).autoOrient;
    const box = faceBox(face, width, height);
    if (box.w < smallest || box.h < smallest) return (left.small++, null);
    const crop = cropBox(box, margins, { width, height });
    if (crop === null) return (left.cramped++, null);
    const jpeg = await picture.autoOrient().extract({ left: crop.x, top: crop.y, width: crop.w, height: crop.h }).flatten({ background }).toColourspace('srgb').jpeg({ quality: jpegQuality }).toBuffer();
    return withExifTexts(jpeg, exifOf(face));
  };
  async function* tasks() {
    for await (const face of rows()) {
      const { path, px, parts } = face;
      const box = isWhole(px) ? px : parts;
      if (!isWhole(box)) left.unplaced++;
      else if (isWhole(px) && (px[2]! < smallest || px[3]! < smallest)) left.small++;
      else yield { path, name: jpegNameOf(face, ` [CRP]${hashMark(path, ...Object.values(margins), ...box)}`), make: () => cropOf(face) };
    }
  }
  const made = await makeFiles(tasks(), count, out, options);
  return { pictures: count, hidden, ...made, ...left };
}
