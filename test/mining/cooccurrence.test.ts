import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { openLake, type OpenOptions } from '../../src/lake/lake.js';
import { schemaOf } from '../../src/lake/schema.js';
import { literal } from '../../src/lake/sql.js';
import { LakeWriter } from '../../src/lake/writer.js';
import { countCooccurrence, type CooccurrenceOptions } from '../../src/mining/cooccurrence.js';
import { Random } from '../../src/kernels/random.js';
import { danbooru, load, manifestOf, pinned, post, rowsOf, tempFolder, treeOf, withLake, writeLines } from '../load/fixtures.js';

const dir = tempFolder('cooccurrence');
const lake = join(dir, 'lake');
let copies = 0;

beforeAll(async () => {
  const random = new Random(3);
  const posts = Array.from({ length: 300 }, (_, i) => post(i === 7 ? 3_000_000 : i + 1, {
    tags: ['sky', 'sea', 'tree', 'cat', 'dog', 'hat', 'bag'].filter((_tag, k) => random.between(0, k + 1) === 0).join(' ') || 'alone',
    character: ['ann', 'bea', ''][i % 3]!, artist: i % 4 === 0 ? 'painter' : '', rating: i % 5 === 0 ? 'q' : 'g', fields: { created_at: `${2010 + (i % 10)}-06-01T00:00:00.000-05:00` },
  }));
  await load(lake, writeLines(join(dir, 'posts.json'), posts));
});

function copyOfLake(): string {
  const copy = join(dir, `copy-${copies++}`);
  cpSync(lake, copy, { recursive: true });
  return copy;
}

async function count(at: string, options: CooccurrenceOptions = {}, open: OpenOptions = { rating: 'all' }) {
  return withLake(at, (session) => countCooccurrence(session, { now: pinned, threads: 1, ...options }), open);
}

const pairsOf = (at: string) => rowsOf(at, `SELECT a.tag_name AS a, b.tag_name AS b, posts_both, posts_a, posts_b, origin FROM cooccurrence AS c
  JOIN tags AS a ON a.tag_id = tag_id_a JOIN tags AS b ON b.tag_id = tag_id_b ORDER BY tag_id_a, tag_id_b`);

/** The same by a self-join of the posts' tags. */
const joined = (at: string, where = 'true', least = 1, open: OpenOptions = { rating: 'all' }) => rowsOf(at, `WITH t AS (SELECT booru, post_key, tag_id, tag_name FROM post_tag_names JOIN posts USING (booru, post_key) WHERE ${where}),
    n AS (SELECT tag_id, count(*) AS posts FROM t GROUP BY ALL)
  SELECT a.tag_name AS a, b.tag_name AS b, count(*) AS posts_both, any_value(na.posts) AS posts_a, any_value(nb.posts) AS posts_b, 'counted' AS origin
  FROM t AS a JOIN t AS b USING (booru, post_key) JOIN n AS na ON na.tag_id = a.tag_id JOIN n AS nb ON nb.tag_id = b.tag_id WHERE a.tag_id < b.tag_id
  GROUP BY a.tag_id, b.tag_id, a.tag_name, b.tag_name HAVING count(*) >= ${least} ORDER BY a.tag_id, b.tag_id`, open);

describe('cooccurrence', () => {
  it.each<[string, CooccurrenceOptions, string, number]>([
    ['every pair', { minimum: 1 }, 'true', 1],
    ['pairs of enough posts', { minimum: 12 }, 'true', 12],
    ['pairs of characters and artists', { minimum: 1, categories: [4, 1] }, 'tag_cat IN (1, 4)', 1],
    ['pairs of some years', { minimum: 1, years: [2012, 2014] }, 'year(created_at) BETWEEN 2012 AND 2014', 1],
    ['pairs of common tags', { minimum: 1, minimumPosts: 60 }, 'tag_id IN (SELECT tag_id FROM post_tags GROUP BY tag_id HAVING count(*) >= 60)', 1],
  ])('counts %s as a self-join does', async (_, options, where, least) => {
    const own = copyOfLake();
    const [board] = await count(own, options);
    const pairs = await pairsOf(own);
    expect(pairs.length).toBeGreaterThan(0);
    expect(pairs).toEqual(await joined(own, where, least));
    expect(board).toMatchObject({ booru: danbooru, pairs: pairs.length });
  });

  it('writes the types of the schema, which a reader of the bare files sees', async () => {
    const own = copyOfLake();
    await count(own, { minimum: 1 });
    const file = join(own, manifestOf(own).tables.cooccurrence![0]!.path);
    const found = await rowsOf<{ column_name: string; column_type: string }>(own, `DESCRIBE SELECT * FROM read_parquet(${literal(file)})`);
    expect(Object.fromEntries(found.map((row) => [row.column_name, row.column_type]))).toEqual(schemaOf('cooccurrence').columns);
  });

  it('counts only posts that the session shows', async () => {
    const own = copyOfLake();
    await count(own, { minimum: 1 }, { rating: 'sensitive' });
    expect(await pairsOf(own)).toEqual(await joined(own, 'true', 1, { rating: 'sensitive' }));
    expect(await pairsOf(own)).not.toEqual(await joined(own));
  });

  it('replaces what was counted before, and is in the ledger', async () => {
    const own = copyOfLake();
    await count(own, { minimum: 1 });
    await count(own, { minimum: 40 });
    expect(await pairsOf(own)).toEqual(await joined(own, 'true', 40));
    const runs = await rowsOf<{ parameters: string }>(own, `SELECT parameters, rows FROM runs WHERE command = 'cooccurrence' ORDER BY run_id`);
    expect(runs.map(({ parameters }) => (JSON.parse(parameters) as { minimum: number }).minimum)).toEqual([1, 40]);
    expect(JSON.parse(runs[0]!.parameters)).toMatchObject({ boards: [danbooru], rating: 'all' });
  });

  it('gives the same bytes again', async () => {
    const [one, two] = [copyOfLake(), copyOfLake()];
    for (const own of [one, two]) await count(own, { minimum: 2 });
    expect(treeOf(one)).toEqual(treeOf(two));
  });

  it.each([8, 200, 2000])('gives the same bytes in passes over a file, of %d bytes of memory', async (indexBytes) => {
    const [one, two] = [copyOfLake(), copyOfLake()];
    const options = { minimum: 2, years: [2011, 2019], categories: [0, 4] } as const;
    const [inMemory] = await count(one, options);
    const [inPasses] = await count(two, { ...options, indexBytes });
    expect(inMemory!.passes).toBe(0);
    expect(inPasses).toEqual({ ...inMemory, passes: expect.any(Number) as number });
    expect(inPasses!.passes).toBeGreaterThan(indexBytes === 8 ? 5 : 0);
    expect(treeOf(two)).toEqual(treeOf(one));
  });

  it('leaves pairs that came from a file as they are', async () => {
    const own = copyOfLake();
    const csv = join(dir, 'danbooru', 'pairs.csv');
    writeLines(csv, ['tag_a,tag_b,count,cat_a,cat_b,posts_a,posts_b', 'ann,bea,700,4,4,1000,2000', 'ann,cleo,900,4,4,1000,3000']);
    await load(own, csv, { board: 'danbooru' });
    const fromFile = [{ a: 'ann', b: 'bea', posts_both: 700, posts_a: 1000, posts_b: 2000, origin: 'dump' }, { a: 'ann', b: 'cleo', posts_both: 900, posts_a: 1000, posts_b: 3000, origin: 'dump' }];
    await count(own, { minimum: 1 });
    const pairs = await pairsOf(own);
    expect(pairs.filter(({ origin }) => origin !== 'counted')).toEqual(fromFile);
    expect(pairs.filter(({ origin }) => origin === 'counted')).toEqual(await joined(own));
  });

  it('needs tagged posts', async () => {
    const empty = join(dir, 'empty');
    const csv = writeLines(join(dir, 'only', 'pairs.csv'), ['tag_a,tag_b,count,cat_a,cat_b,posts_a,posts_b', 'x,y,7,4,4,10,20']);
    await load(empty, csv, { board: 'danbooru' });
    await expect(count(empty)).rejects.toThrow('no tagged posts');
    await expect(count(copyOfLake(), { booru: 'yande.re' })).rejects.toThrow(/no tagged posts of yande\.re/);
    expect(await rowsOf(empty, 'SELECT posts_both FROM cooccurrence')).toEqual([{ posts_both: 7 }]);
  });

  it('of one post, of posts of one tag, and of a tag on all posts, is what it must be', async () => {
    const only = async (name: string, posts: Record<string, unknown>[], minimum: number) => {
      const own = join(dir, name);
      await load(own, writeLines(join(dir, `${name}.json`), posts));
      const [board] = await count(own, { minimum });
      return { board, pairs: (await pairsOf(own)).map((pair) => [pair['a'], pair['b'], pair['posts_both'], pair['posts_a'], pair['posts_b']]) };
    };
    expect(await only('one', [post(1, { tags: 'sea sky' })], 1)).toMatchObject({ board: { posts: 1, tags: 2, pairs: 1 }, pairs: [['sea', 'sky', 1, 1, 1]] });
    expect(await only('lonely', [1, 2, 3].map((id) => post(id, { tags: 'sky' })), 1)).toMatchObject({ board: { posts: 3, tags: 1, pairs: 0 }, pairs: [] });
    const giant = await only('giant', Array.from({ length: 40 }, (_, i) => post(i + 1, { tags: `all rare_${i} t${i % 4}` })), 2);
    expect(giant.pairs.sort()).toEqual([0, 1, 2, 3].map((i) => ['all', `t${i}`, 10, 40, 10]));
  });

  it('gives an empty table when no pair is in enough posts', async () => {
    const own = copyOfLake();
    await count(own, { minimum: 1 });
    expect(await count(own, { minimum: 5000 })).toMatchObject([{ tags: 0, pairs: 0, posts: 0 }]);
    expect(await pairsOf(own)).toEqual([]);
  });

  it('changes nothing when interrupted, while another writes, or for a session grown old', async () => {
    const own = copyOfLake();
    const before = treeOf(own);
    const stop = new AbortController();
    await expect(count(own, { signal: stop.signal, onStep: () => stop.abort() })).rejects.toThrow('Interrupted');
    expect(treeOf(own)).toEqual(before);
    const passing = new AbortController();
    await expect(count(own, { indexBytes: 8, signal: passing.signal, onStep: ({ label }) => label.startsWith('counting in passes') && passing.abort() })).rejects.toThrow('Interrupted');
    expect(treeOf(own)).toEqual(before);
    const writer = await LakeWriter.open(own);
    await expect(count(own)).rejects.toThrow();
    await writer.close();
    const old = await openLake(own, { rating: 'all' });
    await count(own, { minimum: 1 });
    await expect(countCooccurrence(old)).rejects.toThrow('changed since');
    old.close();
  });
});
