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
