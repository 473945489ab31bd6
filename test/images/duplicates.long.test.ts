import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { duplicateGroups, duplicatePlan, duplicateTotals } from '../../src/images/duplicate-report.js';
import { findDuplicates, type DuplicateOptions } from '../../src/images/duplicates.js';
import { hashParts } from '../../src/images/hash-parts.js';
import { Random } from '../../src/kernels/random.js';
import { cli, danbooru, load, manifestOf, pinned, post, rowsOf, tempFolder, withLake, writeLines } from '../load/fixtures.js';
import { putTable } from '../mining/rows.js';

const dir = tempFolder('duplicates');
const lakes = join(dir, 'base');
let copies = 0;

const hashOf = (seed: number) => {
  const bits = new Random(seed).shuffle(Array.from({ length: 64 }, (_, bit) => bit)).slice(0, 32);
  return bits.reduce((sum, bit) => sum | (1n << BigInt(bit)), 0n);
};
const flip = (hash: bigint, bits: number) => Array.from({ length: bits }, (_, i) => BigInt((7 * i + 1) % 64)).reduce((sum, bit) => sum ^ (1n << bit), hash);

interface Shown { path: string; look?: number; p?: number; d?: number; md5?: string; post?: number; width?: number; height?: number; size?: number; plain?: boolean; unseen?: boolean }

const pictureRow = ({ path, post: key }: Shown) => ({ booru: key === undefined ? null : danbooru, fid: key === undefined ? null : String(key), post_key: key ?? null, path, file_name: path });

/** A lake with pictures of hash number `look`, of which p and d bits are turned. */
async function lakeOf(pictures: readonly Shown[]): Promise<string> {
  const at = join(dir, `copy-${copies++}`);
  cpSync(lakes, at, { recursive: true });
  await putTable(at, 'images', pictures.map((shown, i) => ({
    ...pictureRow(shown), file_md5: shown.md5 ?? `md5 ${i}`, width: shown.width ?? 800, height: shown.height ?? 600, file_size: shown.size ?? 1000, file_type: 'JPEG', jpeg_quality: 90, file_dt: '2024-01-01 00:00:00+00',
  })));
  await putTable(at, 'image_stats', pictures.filter(({ unseen }) => !unseen).map((shown, i) => ({
    ...pictureRow(shown), measured_on: 'original', r_mean: 0.5, g_mean: 0.4, b_mean: 0.3,
    phash: String(shown.plain ? 1n << 63n : flip(hashOf(shown.look ?? i + 100), shown.p ?? 0)), dhash: String(flip(hashOf((shown.look ?? i + 100) + 5000), shown.d ?? 0)),
  })));
  return at;
}

const find = (at: string, options: DuplicateOptions = {}) => withLake(at, (lake) => findDuplicates(lake, { now: pinned, ...options }), { rating: 'sensitive' });
const pairsOf = async (at: string) => (await rowsOf<{ pair: string; reasons: string[] }>(at, `SELECT path_a || ' ' || path_b AS pair, reasons FROM duplicate_pairs ORDER BY pair`)).map(({ pair, reasons }) => `${pair}: ${reasons.join(', ')}`);
const foundIn = async (pictures: readonly Shown[], options: DuplicateOptions = {}) => {
  const at = await lakeOf(pictures);
  await find(at, options);
  return pairsOf(at);
};

beforeAll(async () => {
  const fields = (more: Record<string, unknown>) => ({ fields: more });
  await load(lakes, writeLines(join(dir, 'posts.json'), [
    post(1, { artist: 'ann', ...fields({ pixiv_id: 77 }) }), post(2, { artist: 'ann', ...fields({ pixiv_id: 77, rating: 'e' }) }), post(3, { artist: 'bob' }),
    post(4, fields({ parent_id: 3 })), post(5, fields({ md5: 'a'.repeat(32) })), post(6, fields({ md5: 'a'.repeat(32), source: 'https://x.com/me/status/123?s=20' })), post(7, fields({ source: 'https://twitter.com/ME/status/123' })),
    post(8, fields({ source: 'https://www.pixiv.net/en/artworks/78901234' })), post(9, fields({ source: 'https://i.pximg.net/img-original/img/2020/01/02/03/04/05/78901234_p0.png' })),
    post(10, fields({ source: 'https://i.pximg.net/img-original/img/2020/01/02/03/04/05/78909999_p0.png' })), post(11, fields({ source: 'http://www.Art.example/A/1/#top' })), post(12, fields({ source: 'https://art.example/a/1' })),
  ]));
});

describe('pairs', () => {
  it('are equal files, and pictures near by both hashes and in shape', async () => {
    expect(await foundIn([
      { path: 'a', look: 1 }, { path: 'b', look: 1, p: 3, d: 5 }, { path: 'c', look: 1, p: 9 }, { path: 'd', look: 1, p: 60 - 32, md5: 'md5 0' }, { path: 'e', look: 1, d: 11 }, { path: 'f', look: 1, width: 600 },
    ])).toEqual(['a b: phash 3, dhash 5, aspect', 'a d: md5', 'b c: phash 6, dhash 5, aspect', 'b e: phash 3, dhash 6, aspect']);
  });

  it('go as far as asked', async () => {
    const two = [{ path: 'a', look: 1 }, { path: 'b', look: 1, p: 4 }];
    expect(await foundIn(two, { distance: 3 })).toEqual([]);
    expect(await foundIn(two, { distance: 4 })).toEqual(['a b: phash 4, dhash 0, aspect']);
    expect(await foundIn([{ path: 'a', look: 1 }, { path: 'b', look: 1 }, { path: 'c', look: 1, p: 1 }], { distance: 0 })).toEqual(['a b: phash 0, dhash 0, aspect']);
  });

  it('need an MD5 or a post where a picture is plain or has no hash', async () => {
    expect(await foundIn([{ path: 'a', plain: true, look: 1 }, { path: 'b', plain: true, look: 1 }, { path: 'c', plain: true, look: 1, md5: 'md5 0' }, { path: 'd', unseen: true }, { path: 'e', unseen: true, md5: 'md5 3' }, { path: 'f', unseen: true }]))
      .toEqual(['a c: md5', 'd e: md5']);
  });

  it('are found by what posts say where looks alone do not', async () => {
    const cases: [posts: [number, number], reason: string | null][] = [
      [[1, 3], null], [[1, 2], 'pixiv id, artist'], [[3, 4], 'parent'], [[5, 6], 'md5 of the posts'], [[5, 5], 'post'], [[6, 7], 'source'], [[8, 9], 'source'], [[11, 12], 'source'], [[9, 10], null],
    ];
    const found = await foundIn(cases.flatMap(([posts], i) => posts.map((key, side) => ({ path: `${i}${'ab'[side]}`, look: 200 + i, post: key, ...(side === 1 ? { p: 9, d: 8 } : {}) }))));
    expect(found).toEqual(cases.flatMap(([, reason], i) => (reason === null ? [] : [`${i}a ${i}b: phash 9, dhash 8, aspect, ${reason}`])));
  });

  it('tell what speaks against them', async () => {
    const at = await lakeOf([{ path: 'a', look: 1, post: 1 }, { path: 'b', look: 1, post: 3 }]);
    await find(at);
    expect(await pairsOf(at)).toEqual(['a b: phash 0, dhash 0, aspect, other artist']);
  });

  it('are mirrored, framed and cropped ones by hashes of parts; only framed ones make a group', async () => {
    const at = await lakeOf([{ path: 'a', look: 1, width: 800, height: 600 }, { path: 'b', look: 2 }, { path: 'c', look: 3, width: 880, height: 600 }, { path: 'd', look: 4, width: 720, height: 600 }]);
    const part = (path: string, kind: string, look: number, area: [number, number] = [1, 1]) => ({ ...pictureRow({ path }), kind, phash: String(flip(hashOf(look), 2)), dhash: String(hashOf(look + 5000)), x_rel: 0, y_rel: 0, w_rel: area[0], h_rel: area[1] });
    await putTable(at, 'picture_hashes', [part('b', 'mirrored', 1), part('c', 'trimmed', 1, [800 / 880, 1]), part('a', 'right', 4, [0.9, 1]), part('a', 'mirrored', 9), part('d', 'left', 2, [0.9, 1])]);
    expect(await find(at)).toMatchObject({ whole: 1, mirrored: 2, crops: 1, groups: 1 });
    expect(await pairsOf(at)).toEqual(['a b: phash 2, dhash 0, mirrored, aspect', 'a c: phash 2, dhash 0, frame, aspect', 'a d: phash 2, dhash 0, crop, aspect', 'b c: phash 0, dhash 0, mirrored, aspect']);
    expect(await rowsOf(at, 'SELECT path_a, path_b FROM duplicate_pairs WHERE is_mirrored ORDER BY path_a')).toEqual([{ path_a: 'a', path_b: 'b' }, { path_a: 'b', path_b: 'c' }]);
    expect(await rowsOf(at, 'SELECT path, plan FROM duplicates ORDER BY path')).toEqual([{ path: 'a', plan: 'keep' }, { path: 'c', plan: 'drop' }]);
  });

  it('of a thousand pictures with one look are a thousand, not half a million', async () => {
    const at = await lakeOf(Array.from({ length: 1000 }, (_, i) => ({ path: `p${String(i).padStart(4, '0')}`, look: 1, ...(i % 2 === 0 ? { md5: 'same' } : {}) })));
    expect(await find(at)).toMatchObject({ whole: 999, groups: 1 });
    expect(await rowsOf(at, 'SELECT count(*) AS n, count(*) FILTER (plan = \'keep\') AS kept FROM duplicates')).toEqual([{ n: 1000, kept: 1 }]);
  });

  it('of a phash that is too common are equal looks only', async () => {
    const at = await lakeOf(Array.from({ length: 400 }, (_, i) => ({ path: `p${i}`, look: 1, d: i % 64, md5: `${i}` })).map((shown, i) => ({ ...shown, d: i < 2 ? 0 : shown.d })));
    // 64 looks are no more than may share a phash.
    expect((await find(at)).common).toBe(0);
    await putTable(at, 'image_stats', Array.from({ length: 400 }, (_, i) => ({ ...pictureRow({ path: `p${i}` }), phash: String(hashOf(1)), dhash: String(BigInt(Math.floor(i / 1.01))) })));
    const { common, whole } = await find(at);
    expect([common, whole]).toEqual([1, 400 - new Set(Array.from({ length: 400 }, (_, i) => Math.floor(i / 1.01))).size]);
  });
});

describe('the tables', () => {
  const four: Shown[] = [{ path: 'a', look: 1, size: 500 }, { path: 'b', look: 1, p: 2, size: 900, post: 2 }, { path: 'c', look: 2, post: 3 }, { path: 'd', look: 2, width: 1600, height: 1200 }];

  it('have a group by its first path, the plan with its rule, and keep what other tools found', async () => {
    const at = await lakeOf(four);
    await putTable(at, 'duplicates', [{ tool: 'czkawka', dup_group: 'x', path: 'a', distance: 3 }, { tool: 'boorulab', dup_group: 'old', path: 'z', plan: 'drop' }]);
    await find(at);
    const rows = await rowsOf(at, 'SELECT tool, path, distance, plan, why, dup_group = left(md5(first_value(path) OVER (PARTITION BY dup_group ORDER BY path)), 12) AS named FROM duplicates ORDER BY tool, path');
    expect(rows).toEqual([
      { tool: 'boorulab', path: 'a', distance: 2, plan: 'drop', why: 'smaller file', named: true }, { tool: 'boorulab', path: 'b', distance: 0, plan: 'keep', why: 'larger file', named: true },
      { tool: 'boorulab', path: 'c', distance: 0, plan: 'drop', why: 'fewer pixels', named: true }, { tool: 'boorulab', path: 'd', distance: 0, plan: 'keep', why: 'more pixels', named: true },
      { tool: 'czkawka', path: 'a', distance: 3, plan: null, why: null, named: false },
    ]);
  });

  it('are the same bytes after a second run', async () => {
    const at = await lakeOf(four);
    const sums = () => (['duplicates', 'duplicate_pairs'] as const).map((table) => manifestOf(at).tables[table]!.map(({ sha256 }) => sha256));
    await find(at);
    const first = sums();
    expect(first.flat()).toHaveLength(2);
    await find(at);
    expect(sums()).toEqual(first);
  });

  it('hold hidden posts, which nothing shows', async () => {
    const at = await lakeOf(four);
    await find(at);
    const ask = <T>(work: Parameters<typeof withLake<T>>[1], rating: 'sensitive' | 'all') => withLake(at, work, { rating });
    expect(await ask(duplicateTotals, 'all')).toEqual({ groups: 2, files: 4, bytes: 1500, hidden: 0 });
    expect(await ask(duplicateTotals, 'sensitive')).toEqual({ groups: 2, files: 3, bytes: 1500, hidden: 1 });
    expect((await ask((lake) => duplicateGroups(lake, 1), 'all')).rows).toMatchObject([{ files: 2, bytes_saved: 1000, keep: 'd', why: 'more pixels' }]);
    const shown = (await ask(duplicatePlan, 'sensitive')).rows;
    expect(shown.map(({ plan, path, kept }) => [plan, path, kept]).sort()).toEqual([['drop', 'a', null], ['drop', 'c', 'd'], ['keep', 'd', 'd']]);
    expect(await rowsOf(at, 'SELECT path_a, path_b FROM duplicate_pairs', { rating: 'sensitive' })).toEqual([{ path_a: 'c', path_b: 'd' }]);
  });

  it('come of a lake with pictures only', async () => {
    await expect(find(await lakeOf([]))).rejects.toThrow(/no pictures/);
  });
});

describe('hashes of parts', () => {
  it('of files that are gone are counted, and not tried again before they change', async () => {
    const at = await lakeOf([{ path: join(dir, 'gone-1'), look: 1 }, { path: join(dir, 'gone-2'), look: 2 }, { path: 'unseen', unseen: true }]);
    const run = (limit: number) => withLake(at, (lake) => hashParts(lake, { now: pinned, limit }));
    expect(await run(1)).toEqual({ hashed: 0, unread: 1, left: 1 });
    expect(await run(5)).toEqual({ hashed: 0, unread: 1, left: 0 });
    const { generation } = manifestOf(at);
    expect(await run(5)).toEqual({ hashed: 0, unread: 0, left: 0 });
    expect(manifestOf(at).generation).toBe(generation);
  });
});

describe('images duplicates', () => {
  it('prints groups, writes the plan and says what is hidden', async () => {
    const at = await lakeOf([{ path: 'a', look: 1, size: 500 }, { path: 'b', look: 1, p: 2, size: 900, post: 2 }, { path: 'c"1,\n', look: 2 }, { path: 'd', look: 2, width: 1600, height: 1200 }]);
    const plan = join(dir, 'plan.csv');
    const ran = cli(['--lake', at, 'images', 'duplicates', '--plan', plan]);
    expect(ran.stderr).toMatch(/4 pictures could not be read[\s\S]*2 groups of 3 files; [\s\S]*save 1,500 bytes\. Nothing was deleted\.[\s\S]*2 pairs[\s\S]*1 files of groups are hidden[\s\S]*3 rows written[\s\S]*1 posts hidden/);
    expect(ran.status).toBe(0);
    expect(ran.stdout).toMatch(/group +files +bytes_saved[\s\S]*more pixels/);
    expect(readFileSync(plan, 'utf8')).toMatch(/^group,plan,path,why,kept[\s\S]*,drop,"c""1,\n",fewer pixels,d,/);
    const groups = JSON.parse(cli(['--lake', at, '--rating', 'all', 'images', 'duplicates', '--json']).stdout) as { keep: string }[];
    expect(groups.map(({ keep }) => keep)).toEqual(['d', 'b']);
    expect(cli(['--lake', at, 'images', 'duplicates', '-f', 'jsonl']).stdout.trim().split('\n')).toHaveLength(3);
    for (const wrong of [['--distance', '17'], ['--distance', 'x'], ['--plan', 'plan.exe'], ['--prefer', 'nowhere'], ['-f', 'parquet']]) expect(cli(['--lake', at, 'images', 'duplicates', ...wrong]).status, wrong.join(' ')).toBe(2);
  });
});
