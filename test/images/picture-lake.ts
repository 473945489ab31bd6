<<<<<<< HEAD
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
=======
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { LakeWriter } from '../../src/lake/writer.js';
import type { Lake, OpenOptions } from '../../src/lake/lake.js';
import { putTable } from '../mining/rows.js';
import { pinned, withLake } from '../load/fixtures.js';

/** Makes a lake, or its table `images`, of picture files: `fid` for those of a post of danbooru. */
export async function putPictures(dir: string, paths: readonly (string | { path: string; fid: string })[]): Promise<void> {
  await makeLake(dir);
  await putTable(dir, 'images', paths.map((picture) => {
    const { path, fid } = typeof picture === 'string' ? { path: picture, fid: null } : picture;
    return { booru: fid === null ? null : 'danbooru.donmai.us', fid, post_key: fid === null ? null : Number(fid), path, file_name: basename(path) };
  }));
}

/** An empty lake, where there is none. */
export async function makeLake(dir: string): Promise<void> {
  if (existsSync(join(dir, 'manifest.json'))) return;
  const writer = await LakeWriter.open(dir, { memory: '1GB' });
  await writer.commit([], { command: 'test', parameters: {}, rows: 0, startedAt: pinned, version: '' });
  await writer.close();
}

/** Rows of a query as lists of values, whatever their rating. */
export const rowsOf = (dir: string, sql: string, options: OpenOptions = { rating: 'all' }): Promise<unknown[][]> =>
  withLake(dir, async (lake: Lake) => (await lake.rows(sql)).map((row) => Object.values(row)), options);
>>>>>>> px-faces
