import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { cli, faultsOf, load, manifestOf, post, rowsOf, tempFolder, treeOf, writeLines } from '../load/fixtures.js';

const dir = tempFolder('full-disk');
const disk = join(dir, 'disk');
mkdirSync(disk);
const mount = (size: string) => spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', disk], { encoding: 'utf8' });
const unmount = () => spawnSync('umount', [disk]);
const tried = mount('1m');
const permitted = tried.status === 0;
if (permitted) unmount();
else console.warn(`A full disk is not tested: ${(tried.stderr || String(tried.error)).trim()}`);

afterEach(unmount);
afterAll(unmount);

const first = writeLines(join(dir, 'first.json'), Array.from({ length: 500 }, (_, i) => post(i + 1, { tags: `tag_${i} sky` })));
const noise = (i: number, k: number) => `t${((i * 7919 + k * 104729) * 2654435761) % 2 ** 32}`;
const second = writeLines(join(dir, 'second.json'), Array.from({ length: 20_000 }, (_, i) => post(i + 1, { updated: '2025-01-01', tags: Array.from({ length: 20 }, (_, k) => noise(i, k)).join(' ') })));

const free = () => {
  const { bavail, bsize } = statfsSync(disk);
  return bavail * bsize;
};

describe.skipIf(!permitted)('a full disk', () => {
  it.each([['at once', 0], ['while tables are written', 300], ['late', 1000], ['at the manifest', 0.5]])('%s: a clear message, and the lake as it was', async (_, kilobytes) => {
    expect(mount('64m').status).toBe(0);
    const lake = join(disk, 'lake');
    await load(lake, first);
    const before = treeOf(lake);
    writeFileSync(join(disk, 'filler'), Buffer.alloc(Math.max(0, free() - Math.floor(kilobytes * 1024))));
    const ran = cli(['--lake', lake, 'load', second]);
    expect(ran.status).toBe(1);
    expect(ran.stderr).toMatch(/disk|space/i);
    expect(ran.stderr).not.toMatch(/not an error we expected/);
    expect(ran.stderr.trim().split('\n').length).toBeLessThanOrEqual(3);
    expect(manifestOf(lake).generation).toBe(1);
    expect(faultsOf(lake)).toEqual([]);
    expect(treeOf(lake)).toEqual(before);
    expect(await rowsOf(lake, 'SELECT count(*) AS n FROM posts')).toEqual([{ n: 500 }]);
    rmSync(join(disk, 'filler'));
    const again = cli(['--lake', lake, 'load', second]);
    expect(again.status, again.stderr).toBe(0);
    expect(await rowsOf(lake, 'SELECT count(*) AS n, min(updated_at)::VARCHAR AS oldest FROM posts')).toMatchObject([{ n: 20_000, oldest: expect.stringContaining('2025') }]);
  });

  it('at any point of the way: old or new, and nothing else', async () => {
    expect(mount('64m').status).toBe(0);
    const start = join(dir, 'start');
    await load(start, first);
    const whole = join(disk, 'whole');
    const small = writeLines(join(dir, 'small.json'), Array.from({ length: 2000 }, (_, i) => post(i + 1, { updated: '2025-01-01', tags: `${noise(i, 1)} ${noise(i, 2)}` })));
    cpSync(start, whole, { recursive: true });
    const room = free();
    expect(cli(['--lake', whole, 'load', small]).status).toBe(0);
    const needed = room - free();
    rmSync(whole, { recursive: true });
    const outcomes: number[] = [];
    for (let share = 0; share <= 1.2; share += 0.15) {
      const lake = join(disk, 'lake');
      cpSync(start, lake, { recursive: true });
      writeFileSync(join(disk, 'filler'), Buffer.alloc(Math.max(0, free() - Math.floor(needed * share))));
      const ran = cli(['--lake', lake, 'load', small]);
      outcomes.push(ran.status!);
      if (ran.status === 0) expect(manifestOf(lake).generation).toBe(2);
      else expect(treeOf(lake), `share ${share}`).toEqual(treeOf(start));
      expect(faultsOf(lake, [manifestOf(start)])).toEqual([]);
      rmSync(join(disk, 'filler'));
      rmSync(lake, { recursive: true });
    }
    expect(new Set(outcomes)).toContain(1);
  });

  it('without a lake yet leaves none', () => {
    expect(mount('64m').status).toBe(0);
    writeFileSync(join(disk, 'filler'), Buffer.alloc(free() - 8192));
    const ran = cli(['--lake', join(disk, 'lake'), 'load', second]);
    expect(ran.status).toBe(1);
    expect(ran.stderr).toMatch(/disk|space/i);
    expect(ran.stderr).not.toMatch(/not an error we expected/);
    expect(treeOf(join(disk, 'lake'))).toEqual({});
  });
});
