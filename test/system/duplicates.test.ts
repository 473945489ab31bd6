import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { findDuplicates } from '../../src/images/duplicates.js';
import { hashParts } from '../../src/images/hash-parts.js';
import { changed, changes, drawing, hardChanges } from '../images/drawings.js';
import { putPictures } from '../images/measured-lake.js';
import { load, pinned, post, rowsOf, tempFolder, withLake, writeLines } from '../load/fixtures.js';

const dir = tempFolder('duplicate-scores');
const lake = join(dir, 'lake');
const count = 20;
/** Layouts from here on were not looked at when the weights were set. */
const firstLayout = 7001;

interface Pair { path_a: string; path_b: string; reasons: string[] }

const kinds = ['original', ...Object.keys(changes), ...Object.keys(hardChanges), 'other figures'];
/** `LAYOUT-KIND.ext`: which drawing a file is, and what was done to it. */
const partsOf = (path: string) => basename(path).split('.')[0]!.split('-').map(Number) as [number, number];

let pairs: Pair[] = [];

beforeAll(async () => {
  const files: { path: string }[] = [];
  mkdirSync(join(dir, 'pictures'));
  const put = (layout: number, kind: string, bytes: Buffer) => {
    const path = join(dir, 'pictures', `${layout}-${kinds.indexOf(kind)}.img`);
    writeFileSync(path, bytes);
    files.push({ path });
  };
  for (let layout = firstLayout; layout < firstLayout + count; layout++) {
    const png = await drawing({ layout });
    put(layout, 'original', png);
    for (const [kind, change] of Object.entries({ ...changes, ...hardChanges })) put(layout, kind, await changed(png, change));
    const other = await drawing({ layout, cast: layout + 10_000 });
    if (!other.equals(png)) put(layout, 'other figures', other);
  }
  await load(lake, writeLines(join(dir, 'posts.json'), [post(1)]));
  await putPictures(lake, files);
  await withLake(lake, (session) => hashParts(session, { now: pinned }));
  await withLake(lake, (session) => findDuplicates(session, { now: pinned }));
  pairs = await rowsOf<Pair>(lake, 'SELECT path_a, path_b, reasons FROM duplicate_pairs');
}, 600_000);

describe('pairs of drawn pictures', () => {
  it('are found for 99 of 100 ordinary changes, and 99 of 100 found are true', async () => {
    const ordinary = kinds.indexOf('mirrored');
    const found = new Set(pairs.map(({ path_a, path_b }) => `${basename(path_a)} ${basename(path_b)}`));
    const has = (layout: number, kind: number) => [`${layout}-0.img ${layout}-${kind}.img`, `${layout}-${kind}.img ${layout}-0.img`].some((pair) => found.has(pair));
    const layouts = Array.from({ length: count }, (_, i) => firstLayout + i);
    const plain = new Set((await rowsOf<{ path: string }>(lake, `SELECT path FROM picture_hashes WHERE kind = 'plain'`)).map(({ path }) => partsOf(path)[0]));
    const telling = layouts.filter((layout) => !plain.has(layout));
    const shares = kinds.slice(1).map((kind, i) => [kind, telling.filter((layout) => has(layout, i + 1)).length / telling.length] as const);
    const isOther = (kind: number) => kinds[kind] === 'other figures';
    const wrong = pairs.filter(({ path_a, path_b }) => {
      const [[a, kindA], [b, kindB]] = [partsOf(path_a), partsOf(path_b)];
      return a !== b || isOther(kindA) !== isOther(kindB);
    });
    console.log([`${telling.length} of ${count} drawings show something`, ...shares.map(([kind, share]) => `| ${kind} | ${(100 * share).toFixed(1)} % |`), `${pairs.length} pairs, ${wrong.length} wrong`].join('\n'));
    console.log(wrong.slice(0, 20).map(({ path_a, path_b, reasons }) => `${basename(path_a)} ${basename(path_b)} ${reasons.join(', ')}`).join('\n'));
    const recall = shares.slice(0, ordinary - 1).reduce((sum, [, share]) => sum + share, 0) / (ordinary - 1);
    expect(recall).toBeGreaterThanOrEqual(0.99);
    expect(wrong.length / pairs.length).toBeLessThanOrEqual(0.01);
  });
});
