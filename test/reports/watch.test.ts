import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { type Watched, watchedFiles, watchSaves } from '../../src/reports/watch.js';

const dir = mkdtempSync(join(tmpdir(), 'boorulab-watch-'));
afterAll(() => rmSync(dir, { recursive: true }));

const pause = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));

/** Watches while `saves` runs, and resolves to the calls, each with its paths. */
async function callsOf(watched: Watched, saves: (end: () => void) => Promise<void>, work: (paths: string[]) => Promise<void> = async () => undefined): Promise<string[][]> {
  const ended = new AbortController();
  const calls: string[][] = [];
  const watching = watchSaves(watched, ended.signal, async (paths) => {
    calls.push(paths.map((path) => path.slice(dir.length + 1)));
    await work(paths);
  });
  await Promise.all([watching, saves(() => ended.abort())]);
  return calls;
}

it('calls once for a save in several steps, with queries and notebooks only, new ones and such put in the place of the old', async () => {
  const calls = await callsOf(new Map([[dir, 'all']]), async (end) => {
    await pause(50);
    writeFileSync(join(dir, 'a.sql'), 'select 1');
    writeFileSync(join(dir, 'a.sql'), 'select 2');
    writeFileSync(join(dir, '.a.sql.swp'), 'x');
    writeFileSync(join(dir, 'new'), 'select 3');
    renameSync(join(dir, 'new'), join(dir, 'b.ipynb'));
    await pause(600);
    end();
  });
  expect(calls).toEqual([['a.sql', 'b.ipynb']]);
});

it('leaves out files that are not named, and works on one save at a time', async () => {
  let running = 0;
  let most = 0;
  const calls = await callsOf(watchedFiles([join(dir, 'a.sql')]), async (end) => {
    await pause(50);
    writeFileSync(join(dir, 'b.sql'), 'x');
    writeFileSync(join(dir, 'a.sql'), 'x');
    await pause(300);
    writeFileSync(join(dir, 'a.sql'), 'y');
    await pause(1000);
    end();
  }, async () => {
    most = Math.max(most, ++running);
    await pause(400);
    running--;
  });
  expect([calls, most]).toEqual([[['a.sql'], ['a.sql']], 1]);
});

it('ends with the error of the work, or of a folder that is not there', async () => {
  const failing = callsOf(new Map([[dir, 'all']]), async () => {
    await pause(50);
    writeFileSync(join(dir, 'c.sql'), 'x');
  }, () => Promise.reject(new Error('full')));
  await expect(failing).rejects.toThrow('full');
  await expect(callsOf(new Map([[join(dir, 'none'), 'all']]), async () => undefined)).rejects.toThrow('ENOENT');
});
