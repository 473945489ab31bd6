import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { load, rejectsOf, rowsOf, tagsByPost, tempFolder } from './fixtures.js';

const dir = tempFolder('own-sources');
const guide = readFileSync(join(import.meta.dirname, '../../docs/own-sources.md'), 'utf8');
const example = /```js my-sources\.mjs\n([^]*?)```/.exec(guide)![1]!;

function module(name: string, code: string): string {
  writeFileSync(join(dir, name), code);
  return join(dir, name);
}

const log = '#12 @yande.re +5 [s] sky sea\n\n#13 @konachan.com +-1 [] sun\nnot of the log\n#14 @nowhere +1 [q] x\n#012 @yande.re +7 [q] again\n';

it('the example of the guide reads its log', async () => {
  const lake = join(dir, 'lake');
  const file = join(dir, 'posts.log');
  writeFileSync(file, log);
  expect((await load(lake, file)).files).toMatchObject([{ outcome: 'failed', note: expect.stringContaining('no source knows') }]);
  const mine = module('my-sources.mjs', example);
  expect((await load(lake, file, { with: mine })).files).toMatchObject([{ source: 'my-log', outcome: 'loaded', read: 5, loaded: 2, rejected: 3 }]);
  expect(await rowsOf(lake, 'SELECT booru, fid, score, rating_std, rating_level, src_format, src_row FROM posts ORDER BY fid')).toEqual([
    { booru: 'yande.re', fid: '12', score: 7, rating_std: 'questionable', rating_level: 3, src_format: 'MY', src_row: 5 },
    { booru: 'konachan.com', fid: '13', score: -1, rating_std: null, rating_level: 3, src_format: 'MY', src_row: 2 },
  ]);
  expect(await tagsByPost(lake)).toEqual({ 12: ['again'], 13: ['sun'] });
  expect((await rejectsOf(lake)).map(({ reason, line, raw }) => [reason, line, raw])).toEqual([
    ['superseded', 1, expect.stringContaining('yande.re')], ['bad_columns', 4, 'not of the log'], ['unknown_board', 5, '#14 @nowhere +1 [q] x'],
  ]);
  expect((await load(lake, file, { with: mine, source: 'my-log' })).files).toMatchObject([{ outcome: 'already loaded' }]);
});

it('a module among the dumps is not run', async () => {
  const folder = join(dir, 'dumps');
  mkdirSync(folder);
  writeFileSync(join(folder, 'boorulab.config.mjs'), `globalThis.ranFromDumps = true; ${example}`);
  writeFileSync(join(folder, 'posts.log'), log);
  expect((await load(join(dir, 'lake-2'), folder)).files.map(({ outcome }) => outcome)).toEqual(['skipped', 'skipped']);
  expect('ranFromDumps' in globalThis).toBe(false);
});

it.each<[string, string, RegExp]>([
  ['nothing', 'export const other = 1;', /exports neither/],
  ['no source', 'export const sources = [5];', /exports neither/],
  ['an id that is taken', "export default { id: 'danbooru-posts' };", /another source with the id danbooru-posts/],
  ['an odd id', "export default { id: 'My Log' };", /small letters/],
  ['a half one', "export default { id: 'half', code: 'H', title: 'Half', detect: () => true, format: { kind: 'json' }, fields: {}, required: [] };", /the source half has no emit/],
  ['broken code', 'export default {', /cannot be loaded/],
])('a module that exports %s is refused in words', async (name, code, message) => {
  await expect(load(join(dir, 'lake-3'), dir, { with: module(`${name.replaceAll(' ', '-')}.mjs`, code) })).rejects.toThrow(message);
});
