import { writeFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openFile } from '../../src/sources/open-file.js';
import { makeSample } from '../../src/sources/sample.js';
import { tempFolder } from '../load/fixtures.js';

const dir = tempFolder('open-file');

it('a file whose reading is stopped before anybody asked for its facts rejects them and nothing else', async () => {
  const path = join(dir, 'big.txt');
  writeFileSync(path, 'line\n'.repeat(4_000_000));
  const unhandled: unknown[] = [];
  const note = (error: unknown) => unhandled.push(error);
  process.on('unhandledRejection', note);
  const stop = new AbortController();
  const file = await openFile(path, makeSample(path, Buffer.from('line')), stop.signal);
  stop.abort();
  await wait(100);
  process.off('unhandledRejection', note);
  expect(unhandled).toEqual([]);
  await expect(file.sha256).rejects.toThrow('aborted');
  await expect(file.lines).rejects.toThrow('aborted');
});

it('a sample by a template of the user has all that others have', () => {
  const sample = makeSample('a/b.json', Buffer.from('{"a": {"b": 1}}'), '%id%');
  expect([sample.template, sample.first, [...sample.rootKeys], sample.inner, sample.header(':')[0]]).toEqual(['%id%', { a: { b: 1 } }, ['a'], { a: { b: 1 } }, '{"a"']);
});
