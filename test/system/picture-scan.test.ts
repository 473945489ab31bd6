import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { drawn, expectWhole, filesIn, jpeg } from '../images/scan-fixture.js';
import { mutant } from '../images/mutant.js';
import { cli, cliPath, faultsOf, rowsOf, startCli, tempFolder } from '../load/fixtures.js';

const dir = tempFolder('picture-scan');

async function manyPictures(folder: string, count: number): Promise<string> {
  mkdirSync(folder, { recursive: true });
  for (let i = 0; i < count; i++) writeFileSync(join(folder, `${String(i).padStart(4, '0')}.jpg`), await jpeg(64 + (i % 50), 48, i));
  return folder;
}

describe('images scan', () => {
  it('makes of 3,000 mutants of JPEGs pictures or rejects', async () => {
    const folder = join(dir, 'mutants');
    mkdirSync(folder);
    const whole = [await drawn(90, 60).jpeg().toBuffer(), await drawn(50, 80).jpeg({ progressive: true }).toBuffer(), await drawn(40, 40).withExif({ IFD0: { Artist: 'a' } }).toColourspace('cmyk').jpeg().toBuffer()];
    for (let seed = 1; seed <= 3000; seed++) writeFileSync(join(folder, `${seed}.jpg`), mutant(whole[seed % whole.length]!, seed));
    const ran = cli(['--lake', join(dir, 'mutated'), 'images', 'scan', folder, '--json']);
    expect(ran.status, ran.stderr).toBe(0);
    const [root] = JSON.parse(ran.stdout) as { read: number; loaded: number; rejected: number; unchanged: number }[];
    expect(root).toMatchObject({ read: 3000, loaded: expect.any(Number) as number });
    expect(root!.loaded + root!.rejected).toBe(3000);
    expect(Math.min(root!.loaded, root!.rejected)).toBeGreaterThan(200);
    await expectWhole(join(dir, 'mutated'));
    expect(await rowsOf(join(dir, 'mutated'), 'SELECT count(*) AS n FROM images JOIN image_stats USING (path)')).toEqual([{ n: root!.loaded }]);
  });

  it('keeps what it has looked at when Ctrl-C stops it, and goes on from there', async () => {
    const folder = await manyPictures(join(dir, 'stopped'), 1500);
    const lake = join(dir, 'stopped-lake');
    const { child, ended } = startCli(['--lake', lake, 'images', 'scan', folder]);
    while (!existsSync(join(lake, '.writer'))) await delay(50);
    await delay(4000);
    child.kill('SIGINT');
    const ran = await ended;
    expect(ran, ran.stderr).toMatchObject({ status: 1, stderr: expect.stringMatching(/Interrupted; the [\d,]+ pictures looked at are in the lake\nRun the same command again/) as string });
    await expectWhole(lake);
    const [{ n: kept }] = await rowsOf<{ n: number }>(lake, 'SELECT count(*) AS n FROM images') as [{ n: number }];
    expect(kept).toBeGreaterThan(0);
    expect(kept).toBeLessThan(1500);
    const again = JSON.parse(cli(['--lake', lake, 'images', 'scan', folder, '--json']).stdout) as unknown;
    expect(again).toMatchObject([{ files: 1500, read: 1500 - kept, loaded: 1500 - kept, unchanged: kept }]);
  });

  it('leaves a whole lake or none when it is killed', async () => {
    const folder = join(dir, 'stopped');
    const lake = join(dir, 'killed-lake');
    for (const after of [500, 1500, 2500]) {
      const { child, ended } = startCli(['--lake', lake, 'images', 'scan', folder]);
      await delay(after);
      child.kill('SIGKILL');
      await ended;
    }
    expect(JSON.parse(cli(['--lake', lake, 'images', 'scan', folder, '--json']).stdout)).toMatchObject([{ files: 1500 }]);
    expect(await rowsOf(lake, 'SELECT count(*) AS n FROM images')).toEqual([{ n: 1500 }]);
    expect(faultsOf(lake)).toEqual([]);
    await expectWhole(lake);
  });

  it.skipIf(process.platform === 'win32')('says which folder it may not enter, and rejects a picture it may not read', async () => {
    const folder = filesIn(join(dir, 'shut'), { 'in/a.jpg': await jpeg(), 'b.jpg': await jpeg(), 'c.jpg': await jpeg() });
    const lake = join(dir, 'shut-lake');
    mkdirSync(lake);
    for (const [path, mode] of [[dir, 0o755], [lake, 0o777], [join(folder, 'in'), 0], [join(folder, 'b.jpg'), 0]] as const) chmodSync(path, mode);
    // The superuser may read everything, so another user scans.
    const user = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
    const { status, stderr } = spawnSync(process.execPath, [cliPath, '--lake', lake, 'images', 'scan', folder], { encoding: 'utf8', ...user });
    chmodSync(join(folder, 'in'), 0o755);
    expect(status, stderr).toBe(0);
    expect(stderr).toContain('the folder cannot be read (EACCES)');
    expect(stderr).toContain('1 rejected as unreadable');
    expect(stderr).toContain('2 pictures read = 1 loaded + 1 rejected');
  });
});
