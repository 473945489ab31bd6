import { DuckDBInstance } from '@duckdb/node-api';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { excludedTags, excludedUnlessSafe } from '../../src/tags/exclusions.js';
import { danbooru, load, loadOne, manifestOf, post, rejectsOf, rowsOf, tagsByPost, tempFolder, writeLines } from './fixtures.js';
import { stubLine, useStubs, type StubRow } from './stub-source.js';
import type { Origin } from '../../src/lake/inbox.js';

useStubs();
const dir = tempFolder('exclusion');
let made = 0;
const fresh = () => join(dir, `lake-${++made}`);
const dump = (...records: Parameters<typeof writeLines>[1]) => writeLines(join(dir, `dump-${++made}.json`), records);
const stubs = (origin: Origin, tagged: boolean, ...rows: StubRow[]) => dump(...rows.map((row) => stubLine(origin, tagged, row)));

const marked = (id: number, updated = '2024-01-01') => post(id, { tags: `sky ${excludedTags[0]} secret_tag`, character: 'secret_name', updated, fields: { source: 'https://secret.example/' } });
const plain = (id: number, updated = '2024-01-01') => post(id, { tags: 'sky', updated });

/** Where in the files of a lake, bytes or values, a text occurs. */
async function placesOf(lake: string, text: string): Promise<string[]> {
  const instance = await DuckDBInstance.create();
  const connection = await instance.connect();
  const places: string[] = [];
  for (const [table, files] of Object.entries(manifestOf(lake).tables)) {
    for (const file of files) {
      const path = join(lake, file.path);
      const found = await connection.run(`SELECT 1 FROM '${path}' AS row WHERE contains(row::VARCHAR, '${text}') LIMIT 1`);
      if (found.rowCount > 0 || readFileSync(path).includes(text)) places.push(table);
    }
  }
  connection.closeSync();
  instance.closeSync();
  return places;
}

async function expectGone(lake: string, id = 1): Promise<void> {
  const facts = await rowsOf(lake, `SELECT (SELECT count(*) FROM posts WHERE fid = '${id}') AS posts, (SELECT count(*) FROM post_tags WHERE post_key = ${id}) AS pairs, (SELECT count(*) FROM tag_posts WHERE post_key = ${id}) AS mirrored`);
  expect(facts).toEqual([{ posts: 0, pairs: 0, mirrored: 0 }]);
  await tagsByPost(lake);
}

describe('the exclusion list', () => {
  it('drops a post and keeps nothing of it but its board and id', async () => {
    const lake = fresh();
    expect(await loadOne(lake, dump(marked(1), plain(2)))).toMatchObject({ read: 2, loaded: 1, rejected: 1 });
    await expectGone(lake);
    expect(await rejectsOf(lake)).toEqual([{ reason: 'excluded', line: null, row: 1, raw: `${danbooru} 1`, detail: null, records: 1 }]);
    expect(await placesOf(lake, 'secret.example')).toEqual([]);
    // A name alone in the vocabulary says nothing of the post.
    expect((await placesOf(lake, 'secret_')).filter((table) => table !== 'tags')).toEqual([]);
  });

  it('holds for every tag of it, in every rating or where the rating is not a safe one', async () => {
    const lake = fresh();
    const cases = [
      ...excludedTags.flatMap((tag) => ['g', 's', 'q', 'e'].map((rating) => ({ tag, rating, out: true }))),
      ...excludedUnlessSafe.flatMap((tag) => ['g', 's', 'q', 'e', 'x'].map((rating) => ({ tag, rating, out: !'gs'.includes(rating) }))),
    ];
    await load(lake, dump(...cases.map(({ tag, rating }, i) => post(i + 1, { tags: `sky ${tag}`, rating }))));
    const kept = new Set((await rowsOf<{ fid: string }>(lake, 'SELECT fid FROM posts')).map((row) => row.fid));
    expect(cases.filter((_, i) => kept.has(String(i + 1)))).toEqual(cases.filter(({ out }) => !out));
    expect(await rowsOf(lake, `SELECT count(*) AS n FROM rejects WHERE reason = 'excluded'`)).toEqual([{ n: cases.filter(({ out }) => out).length }]);
  });

  it('knows other spellings of a tag, but no longer words', async () => {
    const lake = fresh();
    const spellings = [excludedTags[0]!.toUpperCase(), 'Child Abuse', 'CHILD_ABUSE'];
    await load(lake, stubs('board', true, ...[...spellings, `${excludedTags[0]}pop`, 'melancholic'].map((tag, i) => ({ booru: 'zerochan.net', fid: `${i + 1}`, rating: 'general', tags: [tag] }))));
    expect(await rowsOf(lake, 'SELECT fid FROM posts ORDER BY fid')).toEqual([{ fid: '4' }, { fid: '5' }]);
  });

  it('removes what an earlier load had brought', async () => {
    const lake = fresh();
    await load(lake, dump(plain(1, '2023-01-01'), plain(2)));
    expect(await tagsByPost(lake)).toHaveProperty('1');
    expect(await loadOne(lake, dump(marked(1)))).toMatchObject({ read: 1, loaded: 0, rejected: 1 });
    await expectGone(lake);
    expect(await tagsByPost(lake)).toEqual({ 2: ['sky'] });
  });

  it('keeps the post out when later dumps list it without its tags, or newer', async () => {
    const lake = fresh();
    await load(lake, dump(marked(1, '2020-01-01')));
    expect(await loadOne(lake, dump(plain(1), plain(3)))).toMatchObject({ read: 2, loaded: 1, rejected: 1 });
    expect(await loadOne(lake, stubs('board', false, { booru: danbooru, fid: '1', updated: '2030-01-01' }))).toMatchObject({ loaded: 0, rejected: 1 });
    await expectGone(lake);
    expect(await rowsOf(lake, 'SELECT DISTINCT reason, raw FROM rejects')).toEqual([{ reason: 'excluded', raw: `${danbooru} 1` }]);
  });

  it('holds in whatever order the files of one load stand, and each file balances', async () => {
    const files = () => [dump(plain(1, '2025-01-01'), plain(2)), stubs('listing', false, { booru: danbooru, fid: '1' }), dump(marked(1, '2020-01-01'))];
    for (const order of [[0, 1, 2], [2, 1, 0], [1, 2, 0]]) {
      const lake = fresh();
      const made = files();
      const { files: outcomes } = await load(lake, order.map((i) => made[i]!));
      expect(order.map((i, at) => [i, outcomes[at]!.read, outcomes[at]!.loaded, outcomes[at]!.rejected]).sort()).toEqual([[0, 2, 1, 1], [1, 1, 0, 1], [2, 1, 0, 1]]);
      await expectGone(lake);
      expect(await tagsByPost(lake)).toEqual({ 2: ['sky'] });
    }
  });

  it('holds for ids that are no numbers, with spaces too', async () => {
    const lake = fresh();
    const row = (fid: string, tags: string[]): StubRow => ({ booru: 'chan.sankakucomplex.com', fid, rating: 'safe', tags });
    await load(lake, stubs('board', true, row('aBc dEf', ['loli']), row('Zz9', ['loli']), row('zz9', ['sky'])));
    expect(await loadOne(lake, stubs('board', true, row('aBc dEf', ['sky']), row('Zz9', ['sea']), row('aBc', ['tree'])))).toMatchObject({ loaded: 1, rejected: 2 });
    expect(await tagsByPost(lake)).toEqual({ aBc: ['tree'], zz9: ['sky'] });
  });

  it('takes the pictures of the post along', async () => {
    const lake = fresh();
    const header = 'BOORU\tFID\tTORR_PATH\tTORR_FNAME\tTORR_FSIZE\tTORR_ISIZE\tBOUNDBOX\tORIG_MD5\tORIG_FSIZE\tORIG_ISIZE\tPOST_MD5\tPOST_FSIZE\tPOST_ISIZE\tPOST_EXT\tPOST_DT\tRATING\tSCORE\tFAVS\tTAGS_COPYR\tTAGS_CHARS\tTAGS_ART\tTAGS_GEN\tTAGS_ETC\tS_JQ\tR_ALL\tTENTR\tR_ENTR\tTSKEW\tTSTDDEV\tR_SDEV\tTCOLORS\tR_COLOR\tMEANG\tR_MEANG\tEDGE\tR_EDGE'.split('\t');
    const cell = (id: number, tags: string): Record<string, string> => ({ BOORU: 'yandere', FID: `${id}`, TORR_PATH: 'a', TORR_FNAME: `${id} - secret name.jpg`, TAGS_GEN: tags, RATING: 'Safe', TORR_ISIZE: '10x10' });
    const file = (...rows: Record<string, string>[]) => dump(header.join('\t'), ...rows.map((row) => header.map((name) => row[name] ?? '').join('\t')));
    expect(await loadOne(lake, file(cell(1, 'sky'), cell(2, 'loli')))).toMatchObject({ source: 'bc-posts', read: 2, loaded: 1, rejected: 1 });
    expect(await rowsOf(lake, 'SELECT fid, path FROM images')).toEqual([{ fid: '1', path: 'a/1 - secret name.jpg' }]);
    await load(lake, stubs('board', true, { booru: 'yande.re', fid: '1', tags: ['shota'] }));
    expect(await rowsOf(lake, 'SELECT fid FROM images')).toEqual([]);
    expect(await placesOf(lake, 'secret')).toEqual([]);
  });

  it('is of one board: the same id elsewhere is another post', async () => {
    const lake = fresh();
    await load(lake, stubs('board', true, { booru: danbooru, fid: '1', tags: ['loli'] }, { booru: 'yande.re', fid: '1', tags: ['sky'] }));
    expect(await rowsOf(lake, 'SELECT booru, fid FROM posts')).toEqual([{ booru: 'yande.re', fid: '1' }]);
  });

  it('costs later loads nothing: they write the parts they touch', async () => {
    const lake = fresh();
    await load(lake, dump(marked(1), plain(2)));
    const before = manifestOf(lake).tables.posts;
    const steps: string[] = [];
    await load(lake, stubs('board', true, { booru: 'yande.re', fid: '1', tags: ['sky'] }), { onStep: ({ label }) => steps.push(label) });
    expect(manifestOf(lake).tables.posts![0]).toEqual(before![0]);
    expect(steps.filter((label) => label.startsWith('writing posts'))).toEqual(['writing posts booru=yande.re/0']);
  });
});
