import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cli, startCli, tempFolder, treeOf } from '../load/fixtures.js';
import { useStubs } from '../load/stub-source.js';
import { writeExportedLake } from './exported-lake.js';

useStubs();
const dir = tempFolder('export-long');
let lake: string;
beforeAll(async () => {
  lake = await writeExportedLake(dir);
});

const exportTo = (to: string, rating = 'all') => cli(['--lake', lake, '--rating', rating, 'lake', 'export', '--to', to, '--at', '/there']);
const besides = (to: string) => readdirSync(dirname(to)).filter((name) => name.startsWith('.'));

describe('an export that is killed', () => {
  it.each([1, 49])('after %i files leaves the earlier one whole, and the next removes what it left', async (files) => {
    const to = join(dir, `killed-${files}`);
    expect(exportTo(to, 'safe').status).toBe(0);
    expect(exportTo(`${to}-after`).status).toBe(0);
    const [before, after] = [treeOf(to), treeOf(`${to}-after`)];
    const { child, ended } = startCli(['--lake', lake, '--rating', 'all', 'lake', 'export', '--to', to, '--at', '/there']);
    const part = join(dir, `.killed-${files}.${child.pid}.part`);
    const written = () => (existsSync(part) ? readdirSync(part, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.parquet')).length : 0);
    while (child.exitCode === null && written() < files) await delay(1);
    child.kill('SIGKILL');
    const { signal } = await ended;
    const now = treeOf(to);
    expect(signal === 'SIGKILL' ? [before, after] : [after]).toContainEqual(now);
    expect(exportTo(to).status).toBe(0);
    expect(treeOf(to)).toEqual(after);
    expect(besides(to)).toEqual([]);
  });

  it('by Ctrl-C says so and leaves nothing', async () => {
    const to = join(dir, 'stopped');
    const { child, ended } = startCli(['--lake', lake, 'lake', 'export', '--to', to]);
    const part = join(dir, `.stopped.${child.pid}.part`);
    while (child.exitCode === null && !existsSync(part)) await delay(1);
    child.kill('SIGINT');
    const { status, stderr } = await ended;
    expect([status, stderr.trim()]).toEqual([1, 'boorulab: Interrupted; nothing of this export was kept']);
    expect(existsSync(to)).toBe(false);
    expect(besides(to)).toEqual([]);
  });
});

describe('a full disk', () => {
  const disk = join(dir, 'disk');
  mkdirSync(disk);
  const mount = () => spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', disk]).status === 0;
  const permitted = mount();
  afterAll(() => spawnSync('umount', [disk]));

  it.skipIf(!permitted).each([0, 60, 330])('with %i KB left: a clear message, and what was there before', (kilobytes) => {
    const to = join(disk, 'export');
    expect(exportTo(to, 'safe').status).toBe(0);
    const before = treeOf(to);
    const { bavail, bsize } = statfsSync(disk);
    writeFileSync(join(disk, 'filler'), Buffer.alloc(Math.max(0, bavail * bsize - kilobytes * 1024)));
    const { status, stderr } = exportTo(to);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^boorulab: Cannot write .*export: .*(no|No) space/);
    expect(stderr.trim().split('\n').length).toBe(2);
    expect(treeOf(to)).toEqual(before);
    expect(besides(to)).toEqual([]);
    rmSync(join(disk, 'filler'));
    expect(exportTo(to).status).toBe(0);
  });
});
