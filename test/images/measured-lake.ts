import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import sharp from 'sharp';
import { letterbox, thumbSide } from '../../src/images/decode.js';
import { pictureHashes } from '../../src/kernels/picture-hash.js';
import { palette } from '../../src/kernels/palette.js';
import { pictureStats } from '../../src/kernels/picture-stats.js';
import { cutArea } from '../../src/kernels/trimmed-area.js';
import { putTable } from '../mining/rows.js';

/** Puts picture files into a lake, measured as a scan does; with a post each where one is given. Files that cannot be decoded are left out. */
export async function putPictures(dir: string, files: readonly { path: string; booru?: string; post_key?: number }[]): Promise<void> {
  const images: Record<string, unknown>[] = [];
  const stats: Record<string, unknown>[] = [];
  for (const { path, booru = null, post_key = null } of files) {
    const bytes = readFileSync(path);
    const box = await letterbox(bytes).catch(() => null);
    if (box === null) continue;
    const rgb = cutArea(box.rgb, thumbSide, box);
    const which = { booru, fid: post_key === null ? null : String(post_key), post_key, path, file_name: basename(path) };
    const colours = palette(rgb, box.width, box.height, 6);
    const { phash, dhash } = pictureHashes(rgb, box.width, box.height);
    images.push({
      ...which, file_size: bytes.length, width: box.fullWidth, height: box.fullHeight, file_md5: createHash('md5').update(bytes).digest('hex'),
      file_type: (await sharp(bytes).metadata()).format, file_dt: statSync(path).mtime.toISOString(),
    });
    const { bound, ...figures } = pictureStats(box.rgb, thumbSide, thumbSide);
    stats.push({ ...which, measured_on: 'thumb512', ...figures, bound_w: bound.w, bound_h: bound.h, phash: phash.toString(), dhash: dhash.toString(), palette: colours.colours, palette_share: colours.shares });
  }
  await putTable(dir, 'images', images);
  await putTable(dir, 'image_stats', stats);
}
