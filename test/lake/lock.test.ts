import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lockLake } from '../../src/lake/lock.js';
import { LakeWriter } from '../../src/lake/writer.js';
import { load, post, rowsOf, tempFolder, treeOf, writeLines } from '../load/fixtures.js';

const dir = tempFolder('lock');
let made = 0;
const fresh = () => {
  const folder = join(dir, `lake-${++made}`);
  mkdirSync(folder);
  return folder;
};
const dump = writeLines(join(dir, 'posts.json'), [post(1)]);

/** A process that lives until it is killed. */
function sleeper() {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  const gone = new Promise((done) => child.once('close', done));
  return { pid: child.pid!, end: () => (child.kill('SIGKILL'), gone) };
}

describe("the writer's lock", () => {
  it('keeps a second writer out, of the same process too, until it is given back', async () => {
    const lake = fresh();
    const unlock = await lockLake(lake);
    await expect(lockLake(lake)).rejects.toMatchObject({ name: 'UserError', exitCode: 1, message: expect.stringMatching(new RegExp(`pid ${process.pid}: \\S`)) });
    await unlock();
    await (await lockLake(lake))();
    expect(readdirSync(lake)).toEqual([]);
  });

  it('keeps a load out without a change, and lets readers in', async () => {
    const lake = fresh();
    await load(lake, dump);
    const before = treeOf(lake);
    const { pid, end } = sleeper();
    writeFileSync(join(lake, '.writer'), String(pid));
    await expect(load(lake, writeLines(join(dir, 'more.json'), [post(2)]))).rejects.toMatchObject({ message: expect.stringContaining(`Another process (pid ${pid}) is writing the lake at`), hint: expect.stringContaining('Wait') });
    expect(treeOf(lake)).toEqual({ ...before, '.writer': expect.any(String) as string });
    expect(await rowsOf(lake, 'SELECT fid FROM posts')).toEqual([{ fid: '1' }]);
    await end();
    expect((await load(lake, join(dir, 'more.json'))).ok).toBe(true);
    expect(readdirSync(lake)).not.toContain('.writer');
  });

  it.each(['', 'nonsense', '0', '-5'])('is taken over when it says "%s"', async (text) => {
    const lake = fresh();
    writeFileSync(join(lake, '.writer'), text);
    expect((await load(lake, dump)).ok).toBe(true);
  });

  it.skipIf(process.platform !== 'linux')('is taken over when another process has the id now', async () => {
    const lake = fresh();
    const { pid, end } = sleeper();
    writeFileSync(join(lake, '.writer'), `${pid} 12345`);
    writeFileSync(join(lake, '.writer.999999999'), '999999999');
    expect((await load(lake, dump)).ok).toBe(true);
    expect(readdirSync(lake).filter((name) => name.startsWith('.'))).toEqual([]);
    await end();
  });

  it('is held by one of many that want it', async () => {
    const lake = fresh();
    writeFileSync(join(lake, '.writer'), '999999999');
    const results = await Promise.allSettled(Array.from({ length: 8 }, () => LakeWriter.open(lake, { memory: '1GB', threads: 1 })));
    const winners = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    expect(winners).toHaveLength(1);
    expect(readFileSync(join(lake, '.writer'), 'utf8')).toMatch(new RegExp(`^${process.pid}\\b`));
    await winners[0]!.close();
    expect(readdirSync(lake)).toEqual([]);
  });
});
