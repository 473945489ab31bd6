import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { letterbox } from '../../src/images/decode.js';
import { Random } from '../../src/kernels/random.js';
import { pictureStats } from '../../src/kernels/picture-stats.js';
import { clothesOf } from '../../src/simulate/drawing/clothes.js';
import { simulate } from '../../src/simulate/simulate.js';
import { parseFileName } from '../../src/tags/file-name.js';
import { simulated, type Simulated } from './simulated.js';

interface FileRow {
  path: string; booru: string; fid: string; picture_id: number; width: number; height: number; kind: string; amount: number | null; quality: number; scene: string; scale: string | null; figures: number;
}
interface BoxRow {
  path: string; figure: number; character: string | null; label: string; x: number; y: number; w: number; h: number; ref_w: number; ref_h: number;
}

const count = 72;
const hashOf = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');

function spearman(a: readonly number[], b: readonly number[]): number {
  const ranks = (values: readonly number[]): number[] => {
    const placed = values.map((value, at) => [value, at] as const).sort((x, y) => x[0] - y[0]);
    const found = values.map(() => 0);
    placed.forEach(([, at], rank) => (found[at] = rank));
    return found;
  };
  const [x, y] = [ranks(a), ranks(b)];
  const squares = x.reduce((sum, rank, at) => sum + (rank - y[at]!) ** 2, 0);
  return 1 - (6 * squares) / (a.length ** 3 - a.length);
}

describe('simulated pictures', () => {
  let data: Simulated;
  let files: FileRow[];
  let boxes: BoxRow[];
  beforeAll(async () => {
    data = await simulated({ posts: 600, seed: 5, pictures: count });
    files = (await data.truth<FileRow>("SELECT * FROM '$T/picture_files.parquet'")).map((row) => ({ ...row, picture_id: Number(row.picture_id) }));
    boxes = await data.truth<BoxRow>("SELECT * FROM '$T/boxes.parquet'");
  });
  afterAll(() => data.remove());

  it('are as many as asked for, one a post, named after their posts', async () => {
    const names = readdirSync(join(data.folder, 'pictures'));
    expect(names).toHaveLength(count);
    expect(data.summary.files).toBe(count);
    expect(new Set(files.map(({ path }) => basename(path)))).toEqual(new Set(names));
    for (const { path, booru, fid } of files) expect(parseFileName(path)).toMatchObject({ booru, fid, variant: expect.stringMatching(/^canonical/) as string });
    const known = await data.truth<{ n: string }>("SELECT count(*) AS n FROM '$T/picture_files.parquet' JOIN '$T/posts.parquet' USING (booru, fid, picture_id, quality, scene)");
    expect(Number(known[0]!.n)).toBe(count);
  });

  it('are pictures of the size and type that truth and name say', async () => {
    for (const { path, width, height } of files) {
      const metadata = await sharp(join(data.folder, path)).metadata();
      expect({ path, width: metadata.width, height: metadata.height }).toEqual({ path, width, height });
      expect(path.split('.').at(-1)).toBe(metadata.format === 'jpeg' ? 'jpg' : metadata.format);
      if (files.find((file) => file.path === path)!.kind !== 'resize') expect(Math.max(width, height)).toBeGreaterThan(350);
    }
  });

  it('have the same bytes for the same seed', async () => {
    const again = await simulated({ posts: 600, seed: 5, pictures: count });
    try {
      for (const { path } of files) expect(hashOf(join(again.folder, path))).toBe(hashOf(join(data.folder, path)));
      const other = await simulated({ posts: 600, seed: 6, pictures: 10 });
      const hashes = new Set(files.map(({ path }) => hashOf(join(data.folder, path))));
      for (const name of readdirSync(join(other.folder, 'pictures'))) expect(hashes.has(hashOf(join(other.folder, 'pictures', name)))).toBe(false);
      other.remove();
    } finally {
      again.remove();
    }
  });

  it('leave the boards as they are without pictures', async () => {
    const plain = await simulated({ posts: 600, seed: 5 });
    expect(existsSync(join(plain.folder, 'pictures'))).toBe(false);
    expect(existsSync(join(plain.folder, 'truth/boxes.parquet'))).toBe(false);
    for (const name of readdirSync(plain.folder, { recursive: true, encoding: 'utf8' }).filter((path) => /\.(json|xml|csv)$/.test(path))) expect(hashOf(join(plain.folder, name))).toBe(hashOf(join(data.folder, name)));
    plain.remove();
  });

  it('have boxes that lie in them: faces in heads, heads in figures', () => {
    expect(boxes.length).toBeGreaterThan(2 * count);
    for (const box of boxes) {
      expect(Math.min(box.x, box.y)).toBeGreaterThanOrEqual(0);
      expect(Math.min(box.w, box.h)).toBeGreaterThan(0);
      expect(box.x + box.w).toBeLessThanOrEqual(box.ref_w);
      expect(box.y + box.h).toBeLessThanOrEqual(box.ref_h);
    }
    const of = (label: string) => boxes.filter((box) => box.label === label);
    for (const [inner, outer] of [['face', 'head'], ['head', 'figure']] as const) {
      for (const box of of(inner)) {
        const around = of(outer).find(({ path, figure }) => path === box.path && figure === box.figure);
        if (around === undefined) continue;
        expect(box.x).toBeGreaterThanOrEqual(around.x - 1);
        expect(box.x + box.w).toBeLessThanOrEqual(around.x + around.w + 1);
        expect(box.y).toBeGreaterThanOrEqual(around.y - 1);
      }
    }
    for (const { path, figures, scene } of files) {
      expect(new Set(boxes.filter((box) => box.path === path).map(({ figure }) => figure)).size).toBe(figures);
      if (scene === 'landscape') expect(figures).toBeLessThanOrEqual(1);
    }
  });

  it('are drawn the more carefully the better the picture is, though not by that alone', async () => {
    const firsts = [...new Map(files.filter(({ kind }) => kind === 'same').map((file) => [file.picture_id, file])).values()];
    const measured = await Promise.all(firsts.map(async ({ path, quality, width, height }) => {
      const stats = pictureStats((await letterbox(join(data.folder, path))).rgb, 512, 512);
      return { quality, colors: stats.colors, edge: stats.edge, long: Math.max(width, height) };
    }));
    expect(measured.length).toBeGreaterThan(35);
    for (const name of ['colors', 'edge', 'long'] as const) {
      const found = spearman(measured.map((row) => row[name]), measured.map((row) => row.quality));
      expect(found, name).toBeGreaterThan(0.2);
      expect(found, name).toBeLessThan(0.9);
    }
  });

  it('show what is posted again as it was saved again', async () => {
    const pairs = await data.truth<{ path_a: string; path_b: string; kind: string }>("SELECT * FROM '$T/duplicates.parquet'");
    const byPath = new Map(files.map((file) => [file.path, file]));
    const expected = files.flatMap((a) => files.filter((b) => a.path < b.path && a.picture_id === b.picture_id)).length;
    expect(pairs.filter(({ kind }) => kind !== 'variant')).toHaveLength(expected);
    expect(expected).toBeGreaterThan(10);
    for (const { path_a: a, path_b: b, kind } of pairs) {
      const isSame = hashOf(join(data.folder, a)) === hashOf(join(data.folder, b));
      expect(isSame, `${a} and ${b} are ${kind}`).toBe(kind === 'same');
      if (kind === 'variant') expect(byPath.get(a)!.picture_id).not.toBe(byPath.get(b)!.picture_id);
    }
    expect(new Set(files.map(({ kind }) => kind)).size).toBeGreaterThan(4);
  });
});

it('dresses everyone from head to foot, whatever the tags say', () => {
  const random = new Random(1);
  for (const tags of [[], ['red_dress'], ['blue_shirt'], ['white_shorts', 'bare_shoulders'], ['summer', 'beach'], ['plaid_skirt', 'striped_kimono']]) {
    for (const boy of [false, true]) {
      const { top, bottom, legs, shoes } = clothesOf(tags, boy, random);
      for (const garment of [top, bottom, legs, shoes]) expect(garment.colour).toMatch(/^#[0-9a-f]{6}$/);
      expect(['shirt', 'sweater', 'hoodie', 'dress', 'kimono']).toContain(top.kind);
    }
  }
  expect(clothesOf(['red_dress'], false, random)).toMatchObject({ top: { kind: 'dress', colour: '#d24a55' }, bottom: { kind: 'dress', colour: '#d24a55' } });
  expect(clothesOf(['blue_skirt', 'white_shirt'], false, random)).toMatchObject({ top: { kind: 'shirt' }, bottom: { kind: 'skirt', colour: '#4f7fc9' } });
});

it('refuses a number of pictures that is none', async () => {
  await expect(simulate({ posts: 100, seed: 1, out: 'never', pictures: 1.5 })).rejects.toThrow('pictures must be a whole number');
});
