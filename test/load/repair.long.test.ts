import { cpSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkLake } from '../../src/lake/check.js';
import { repairLake } from '../../src/sources/repair.js';
import { expectWhole, filesIn, jpeg, scan } from '../images/scan-fixture.js';
import { putTable } from '../mining/rows.js';
import { cli, load, manifestOf, post, rowsOf, tempFolder, treeOf, writeLines } from './fixtures.js';

const dir = tempFolder('repair');
const whole = join(dir, 'whole');
const dumps = {
  first: writeLines(join(dir, 'first.json'), [...Array.from({ length: 300 }, (_, i) => post(i + 1, { tags: `tag_${i} sky` })), '{"broken']),
  second: writeLines(join(dir, 'second.json'), Array.from({ length: 200 }, (_, i) => post(i + 200, { updated: '2025-01-01', tags: `tag_${i} sea` }))),
};
let made = 0;
const copy = () => {
  const lake = join(dir, `lake-${++made}`);
  cpSync(whole, lake, { recursive: true });
  return lake;
};
const fileOf = (lake: string, table: 'posts' | 'post_tags' | 'tags' | 'loads' | 'rejects' | 'runs') => join(lake, manifestOf(lake).tables[table]![0]!.path);
/** Spoils bytes in the middle of a file; its size stays. */
const spoil = (path: string) => {
  const bytes = readFileSync(path);
  bytes.fill(0x55, bytes.length >> 1, (bytes.length >> 1) + 40);
  writeFileSync(path, bytes);
};

beforeAll(async () => {
  await load(whole, dumps.first);
  await load(whole, dumps.second);
});

describe('check', () => {
  it('says that a lake is whole', async () => {
    expect(cli(['--lake', whole, 'check'])).toMatchObject({ status: 0, stdout: '', stderr: expect.stringMatching(/is whole: \d+ files/) });
    expect((await checkLake(whole)).files.map((file) => file.fault)).toEqual(Object.values(manifestOf(whole).tables).flat().map(() => ''));
  });

  it('names each file that is missing, cut off or changed, and what is wrong', async () => {
    const lake = copy();
    rmSync(fileOf(lake, 'tags'));
    truncateSync(fileOf(lake, 'posts'), 100);
    spoil(fileOf(lake, 'post_tags'));
    const faults = (await checkLake(lake)).files.filter((file) => file.fault !== '').map(({ table, fault }) => [table, fault]);
    expect(faults.sort()).toEqual([['post_tags', 'not the bytes it was written with'], ['posts', expect.stringMatching(/^100 bytes, not \d+$/)], ['tags', 'missing']]);
    const ran = cli(['--lake', lake, 'check']);
    expect(ran).toMatchObject({ status: 1, stderr: expect.stringContaining('load --repair') });
    for (const table of ['tags', 'posts', 'post_tags'] as const) expect(ran.stdout).toContain(manifestOf(lake).tables[table]![0]!.path.slice(0, 20));
  });

  it('finds a ledger that does not balance, and a manifest that says other rows', async () => {
    const lake = copy();
    const manifest = JSON.parse(readFileSync(join(lake, 'manifest.json'), 'utf8')) as { tables: Record<string, { rows: number }[]> };
    manifest.tables['posts']![0]!.rows++;
    delete manifest.tables['rejects'];
    writeFileSync(join(lake, 'manifest.json'), JSON.stringify(manifest));
    const { files, ledger } = await checkLake(lake);
    expect(files.filter((file) => file.fault !== '').map((file) => file.fault)).toEqual(['399 rows, not 400']);
    expect(ledger).toEqual([`${dumps.first}: 301 rows read, 300 loaded, 1 rejected, of which 0 are listed`]);
    expect(cli(['--lake', lake, 'check']).status).toBe(1);
  });
});

describe('load --repair', () => {
  it('builds damaged files again, byte for byte', async () => {
    const lake = copy();
    const before = treeOf(lake);
    for (const table of ['posts', 'tags', 'rejects', 'loads'] as const) spoil(fileOf(lake, table));
    rmSync(fileOf(lake, 'post_tags'));
    const ran = cli(['--lake', lake, 'load', '--repair', '--json']);
    expect(ran.status, ran.stderr).toBe(0);
    expect((JSON.parse(ran.stdout) as { table: string; outcome: string }[]).map(({ table, outcome }) => [table, outcome]).sort()).toEqual(
      ['loads', 'post_tags', 'posts', 'rejects', 'tags'].map((table) => [table, 'the same bytes as before']),
    );
    const { 'manifest.json': _, ...files } = treeOf(lake);
    const { 'manifest.json': __, ...expected } = before;
    expect(files).toEqual(expected);
    expect((await checkLake(lake)).files.every((file) => file.fault === '')).toBe(true);
    expect(await rowsOf(lake, 'SELECT count(*) AS n FROM posts')).toEqual([{ n: 399 }]);
  });

  it('has nothing to do in a whole lake', async () => {
    const lake = copy();
    const before = treeOf(lake);
    expect(await repairLake(lake)).toEqual({ restored: [], remade: [], dropped: [], steps: [] });
    expect(treeOf(lake)).toEqual(before);
  });

  it('takes away a damaged table that a step made, and says so', async () => {
    const lake = copy();
    await putTable(lake, 'related_tags', [{ booru: 'yande.re', tag_id: 1, rank: 1, related_id: 2, posts_both: 3 }]);
    spoil(join(lake, manifestOf(lake).tables.related_tags![0]!.path));
    spoil(fileOf(lake, 'posts'));
    const { restored, dropped, steps } = await repairLake(lake);
    expect([restored.map((file) => file.table), dropped.map((file) => file.table), steps]).toEqual([['posts'], ['related_tags'], ['test']]);
    expect(await rowsOf(lake, 'SELECT count(*) AS n FROM related_tags')).toEqual([{ n: 0 }]);
  });

  it.each([
    ['the dump is gone', (lake: string) => (spoil(fileOf(lake, 'posts')), rmSync(dumps.second)), /second\.json is not there any more/],
    ['the dump has changed', (lake: string) => (spoil(fileOf(lake, 'posts')), writeLines(dumps.second, [post(1)])), /second\.json is not the file that was loaded/],
    ['the ledger of runs is damaged', (lake: string) => spoil(fileOf(lake, 'runs')), /nothing says how this lake was loaded/],
  ])('changes nothing when %s', async (_, harm, message) => {
    const lake = copy();
    const kept = readFileSync(dumps.second);
    harm(lake);
    const before = treeOf(lake);
    await expect(repairLake(lake)).rejects.toMatchObject({ name: 'UserError', message: expect.stringMatching(message) as string });
    expect(treeOf(lake)).toEqual(before);
    writeFileSync(dumps.second, kept);
  });
});

describe('load --repair of a lake that was scanned', () => {
  it('takes scans for steps to run again, and the ledger balances', async () => {
    const lake = copy();
    const pictures = join(dir, 'pictures');
    filesIn(pictures, { 'danbooru - 5.jpg': await jpeg(), 'mine.jpg': await jpeg(50, 50), 'broken.jpg': 'broken' });
    await scan(lake, pictures);
    await load(lake, writeLines(join(dir, 'third.json'), [post(900), '{"broken']));
    for (const table of ['posts', 'images', 'rejects'] as const) spoil(join(lake, manifestOf(lake).tables[table]![0]!.path));
    const { dropped, steps } = await repairLake(lake);
    expect([dropped.map((file) => file.table), steps]).toEqual([['images'], ['images scan']]);
    await expectWhole(lake);
    expect(await rowsOf(lake, 'SELECT count(*) AS n FROM images')).toEqual([{ n: 0 }]);
    expect((await scan(lake, pictures)).roots).toMatchObject([{ read: 3, loaded: 2, rejected: 1, unchanged: 0 }]);
    expect(await rowsOf(lake, 'SELECT fid FROM images ORDER BY path')).toEqual([{ fid: '5' }, { fid: null }]);
  });
});
