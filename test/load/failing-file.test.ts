import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sources } from '../../src/sources/registry.js';
import type { Emission, Source } from '../../src/sources/source.js';
import { faultsOf, load, post, rowsOf, tempFolder, writeLines } from './fixtures.js';

const dir = tempFolder('failing');

/** Writes into a table or two, then makes a statement that cannot be run, when a row says so. */
const fragile: Source = {
  id: 'fragile', code: 'X', title: 'fails while its rows are made',
  detect: ({ first }) => first !== null && 'fragile' in first,
  format: { kind: 'json' },
  fields: { fragile: 'VARCHAR' },
  required: [],
  async emit({ scalar }): Promise<Emission[]> {
    const column = async (word: string) => ((await scalar(`SELECT count(*) FROM record WHERE fragile = '${word}'`)) === 0n ? 'fragile' : 'went_wrong');
    return [
      { table: 'tags', select: "SELECT 'yande.re' AS booru, fragile AS tag_name FROM record" },
      { table: 'pools', select: `SELECT 'yande.re' AS booru, 1 AS pool_id, ${await column('boom')} AS name FROM record` },
      { table: 'tag_aliases', select: `SELECT 'yande.re' AS booru, fragile AS antecedent, ${await column('late')} AS consequent FROM record` },
    ];
  },
};
(sources as Source[]).unshift(fragile);

describe('a file that fails half-way', () => {
  it.each(['boom', 'late'])('is left out whole, the others are loaded: %s', async (word) => {
    const lake = join(dir, word);
    const bad = writeLines(join(dir, `${word}.json`), [{ fragile: 'one' }, { fragile: word }]);
    const good = writeLines(join(dir, `${word}-good.json`), [post(1, { tags: 'sky' })]);
    const fine = writeLines(join(dir, `${word}-fine.json`), [{ fragile: 'fine' }]);
    const { files, ok } = await load(lake, [bad, good, ...(word === 'late' ? [fine] : [])]);
    expect(ok).toBe(false);
    expect(files[0]).toMatchObject({ outcome: 'failed', read: 0, loaded: 0, note: expect.stringContaining('went_wrong') });
    expect(files[1]).toMatchObject({ outcome: 'loaded', read: 1, loaded: 1 });
    expect(await rowsOf(lake, 'SELECT tag_id, tag_name FROM tags ORDER BY tag_id')).toEqual((word === 'late' ? ['fine', 'sky'] : ['sky']).map((name, at) => ({ tag_id: at + 1, tag_name: name })));
    expect(await rowsOf(lake, 'SELECT name FROM pools')).toEqual(word === 'late' ? [{ name: 'fine' }] : []);
    expect(await rowsOf(lake, 'SELECT count(*) AS n FROM loads')).toEqual([{ n: files.length - 1 }]);
    expect(faultsOf(lake)).toEqual([]);
  });

  it('alone leaves the lake as it was', async () => {
    const lake = join(dir, 'alone');
    await load(lake, writeLines(join(dir, 'first.json'), [post(1)]));
    expect((await load(lake, writeLines(join(dir, 'boom-alone.json'), [{ fragile: 'boom' }]))).files).toMatchObject([{ outcome: 'failed' }]);
    expect(await rowsOf(lake, 'SELECT count(*) AS n FROM loads')).toEqual([{ n: 1 }]);
    expect(faultsOf(lake)).toEqual([]);
  });
});
