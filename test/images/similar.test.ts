import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { findDuplicates } from '../../src/images/duplicates.js';
import { hashParts } from '../../src/images/hash-parts.js';
import { similarByHash, similarByLook } from '../../src/images/similar.js';
import { cli, danbooru, load, pinned, post, rowsOf, tempFolder, withLake, writeLines } from '../load/fixtures.js';
import { changed, changes, drawing, hardChanges } from './drawings.js';
import { putPictures } from './measured-lake.js';

const dir = tempFolder('similar');
const lake = join(dir, 'lake');
const file = (name: string) => join(dir, `${name}.img`);
const outside = join(dir, 'outside', 'copy.img');

beforeAll(async () => {
  const one = await drawing({ layout: 3 });
  const put = (name: string, bytes: Buffer) => writeFileSync(file(name), bytes);
  put('one', one);
  put('small', await changed(one, changes['size 50 %, JPEG 50']!));
  put('mirrored', await changed(one, hardChanges['mirrored']!));
  put('framed', await changed(one, changes['border 3 %, black']!));
  put('hidden', await changed(one, changes['JPEG 75']!));
  for (const layout of [4, 6, 7]) put(`other-${layout}`, await drawing({ layout }));
  mkdirSync(join(dir, 'outside'));
  writeFileSync(outside, await changed(one, changes['JPEG 50']!));
  writeFileSync(join(dir, 'text.img'), 'no picture');
  await load(lake, writeLines(join(dir, 'posts.json'), [post(1), post(2, { rating: 'e' })]));
  await putPictures(lake, [
    { path: file('one'), booru: danbooru, post_key: 1 }, { path: file('hidden'), booru: danbooru, post_key: 2 }, ...['small', 'mirrored', 'framed', 'other-4', 'other-6', 'other-7'].map((name) => ({ path: file(name) })),
  ]);
});

const names = (rows: readonly { path: string }[]) => rows.map(({ path }) => path.slice(dir.length + 1).replace('.img', ''));
const near = (find: typeof similarByHash, path: string, limit = 20, rating: 'sensitive' | 'all' = 'sensitive') => withLake(lake, (session) => find(session, path, { limit }), { rating });

describe('similar pictures', () => {
  it('by hash are the same picture first, also mirrored, and none of hidden posts', async () => {
    const rows = await near(similarByHash, file('one'));
    expect(names(rows)[0]).toBe('small');
    expect(names(rows).slice(0, 3).sort()).toEqual(['framed', 'mirrored', 'small']);
    expect(rows.find(({ path }) => path === file('mirrored'))).toMatchObject({ mirrored: true });
    expect(rows.map(({ distance }) => distance)).toEqual(rows.map(({ phash, dhash }) => (phash as number) + (dhash as number)));
    expect(names(rows)).toHaveLength(6);
    expect(names(await near(similarByHash, file('one'), 1, 'all'))).toEqual(['hidden']);
  });

  it('by look are the same picture first, ordered by distance', async () => {
    const rows = await near(similarByLook, file('one'), 4);
    expect(['mirrored', 'framed', 'small']).toContain(names(rows)[0]);
    expect(rows).toHaveLength(4);
    expect(rows.map(({ distance }) => distance)).toEqual(rows.map(({ distance }) => distance).sort((a, b) => a - b));
    expect(names(rows)).not.toContain('hidden');
  });

  it.each([similarByHash, similarByLook])('%o of a file outside the lake, and of a hidden picture by its file, are found by measuring it', async (find) => {
    expect(['one', 'small', 'mirrored', 'framed']).toContain(names(await near(find, outside, 1))[0]);
    expect(['one', 'mirrored', 'framed']).toContain(names(await near(find, file('hidden'), 1))[0]);
  });

  it('of no picture are an error that says so', async () => {
    await expect(near(similarByHash, join(dir, 'none.img'))).rejects.toThrow(/No picture .* in the lake, and no such file/);
    await expect(near(similarByLook, join(dir, 'text.img'))).rejects.toThrow(/cannot be read as a picture/);
    await expect(near(similarByLook, dir)).rejects.toThrow(/cannot be read as a picture/);
  });

  it('are printed by the command', () => {
    const ran = cli(['--lake', lake, 'images', 'similar', file('one'), '--by', 'hash', '--limit', '2']);
    expect(ran.stdout).toMatch(/path[\s\S]*distance[\s\S]*small/);
    expect(JSON.parse(cli(['--lake', lake, 'images', 'similar', file('one'), '--json', '--limit', '3']).stdout)).toHaveLength(3);
    expect(cli(['--lake', lake, 'images', 'similar', file('one'), '--by', 'smell']).status).toBe(2);
    expect(cli(['--lake', lake, 'images', 'similar', file('none')]).stderr).toMatch(/no such file\nGive a path/);
  });
});

describe('duplicates of picture files', () => {
  it('are found whole, framed and mirrored; not what only stands before the same ground', async () => {
    expect(await withLake(lake, (session) => hashParts(session, { now: pinned }))).toMatchObject({ unread: 0, left: 0 });
    expect(await withLake(lake, (session) => findDuplicates(session, { now: pinned }))).toMatchObject({ groups: 1 });
    expect((await rowsOf<{ path: string }>(lake, 'SELECT path FROM duplicates ORDER BY path')).map(({ path }) => path)).toEqual(['framed', 'hidden', 'one', 'small'].map(file));
    expect((await rowsOf<{ plan: string; path: string }>(lake, `SELECT plan, path FROM duplicates WHERE plan = 'keep'`))).toEqual([{ plan: 'keep', path: file('one') }]);
    const mirrored = await rowsOf<{ path_a: string; path_b: string }>(lake, 'SELECT path_a, path_b FROM duplicate_pairs WHERE is_mirrored');
    expect(mirrored.some(({ path_a, path_b }) => path_a === file('mirrored') && path_b === file('one'))).toBe(true);
  });
});
