import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { cli, load, post, rowsOf, tempFolder, treeOf, writeLines } from '../load/fixtures.js';

const dir = tempFolder('read-only');
const disk = join(dir, 'disk');
mkdirSync(disk);
const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64m', 'tmpfs', disk]).status === 0;
if (!mounted) console.warn('A lake on a read-only disk is not tested: nothing can be mounted here');
afterAll(() => spawnSync('umount', [disk]));

const dump = writeLines(join(dir, 'posts.json'), Array.from({ length: 50 }, (_, i) => post(i + 1)));
const more = writeLines(join(dir, 'more.json'), [post(60)]);

/** One or two lines that say what is wrong, and exit code 1. */
function expectClear({ status, stderr }: { status: number | null; stderr: string }, message: RegExp): void {
  expect(status).toBe(1);
  expect(stderr).toMatch(message);
  expect(stderr).not.toMatch(/not an error we expected|\bat \S+:\d+/);
  expect(stderr.trim().split('\n').length).toBeLessThanOrEqual(3);
}

describe.skipIf(!mounted)('a lake on a read-only disk', () => {
  it('can be read and checked; writing is refused with a clear word', async () => {
    const lake = join(disk, 'lake');
    await load(lake, dump);
    const before = treeOf(lake);
    expect(spawnSync('mount', ['-o', 'remount,ro', disk]).status).toBe(0);
    expect(await rowsOf(lake, 'SELECT count(*) AS n FROM posts')).toEqual([{ n: 50 }]);
    expect(cli(['--lake', lake, 'tables']).status).toBe(0);
    expect(cli(['--lake', lake, 'check']).status).toBe(0);
    for (const command of [['load', more], ['load', '--repair'], ['cooccurrence']]) expectClear(cli(['--lake', lake, ...command]), /Cannot write in the lake folder .*(EROFS|read-only)/);
    expectClear(cli(['--lake', join(disk, 'other'), 'load', more]), /Cannot make the lake folder .*(EROFS|read-only)/);
    expect(treeOf(lake)).toEqual(before);
  });
});

describe('a lake folder or dump that may not be touched', () => {
  it.skipIf(process.getuid?.() === 0)('is named', async () => {
    const lake = join(dir, 'closed');
    await load(lake, dump);
    chmodSync(lake, 0o555);
    expectClear(cli(['--lake', lake, 'load', more]), /Cannot write in the lake folder .*EACCES/);
    chmodSync(lake, 0o755);
    chmodSync(more, 0o000);
    expectClear(cli(['--lake', lake, 'load', more]), /more\.json.*EACCES/);
    chmodSync(more, 0o644);
  });

  it.each([
    ['a file where the lake should be', dump, /Cannot make the lake folder .*EEXIST/],
    ['a folder below a file', join(dump, 'lake'), /Cannot make the lake folder .*ENOTDIR/],
  ])('%s', (_, lake, message) => expectClear(cli(['--lake', lake, 'load', more]), message));
});

describe('a temp folder that is gone', () => {
  const sorted = `SELECT i, md5(i::VARCHAR) AS text FROM range(3000000) AS r (i) ORDER BY text`;

  it('does not matter until a query must spill, which then says so', async () => {
    const lake = join(dir, 'spilling');
    await load(lake, dump);
    const env = { TMPDIR: join(dir, 'gone', 'for', 'good') };
    expect(cli(['--lake', lake, 'sql', '-c', 'SELECT count(*) FROM posts'], { env }).status).toBe(0);
    expect(cli(['--lake', lake, 'load', more], { env }).status).toBe(0);
    expectClear(cli(['--lake', lake, '--memory', '60MB', 'sql', '-c', `SELECT count(*), min(text) FROM (SELECT *, lag(text) OVER (ORDER BY text) FROM (${sorted}))`], { env }), /memory|temp|gone/i);
  });
});
