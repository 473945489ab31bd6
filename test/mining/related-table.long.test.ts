import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { Random } from '../../src/kernels/random.js';
import { countCooccurrence } from '../../src/mining/cooccurrence.js';
import { relatedOrders, relatedTags } from '../../src/mining/related.js';
import { writeRelatedTags, type RelatedTableOptions } from '../../src/mining/related-table.js';
import { similarity, similaritySql, type Overlap } from '../../src/mining/similarity.js';
import { cli, danbooru, load, pinned, post, rowsOf, tempFolder, treeOf, withLake, writeLines } from '../load/fixtures.js';

const dir = tempFolder('related-table');
const lake = join(dir, 'lake');
const words = Array.from({ length: 30 }, (_, i) => `tag_${String.fromCharCode(97 + ((i * 7) % 26))}${i}`);
let copies = 0;

beforeAll(async () => {
  const random = new Random(9);
  const posts = Array.from({ length: 400 }, (_, i) => post(i + 1, { tags: ['everywhere', ...words.filter((_tag, k) => random.between(0, 2 + k) === 0)].join(' '), rating: i % 6 === 0 ? 'e' : 'g' }));
  await load(lake, writeLines(join(dir, 'posts.json'), posts));
  await withLake(lake, (session) => countCooccurrence(session, { minimum: 2, threads: 1, now: pinned }), { rating: 'sensitive' });
});

function copyOfLake(): string {
  const copy = join(dir, `copy-${copies++}`);
  cpSync(lake, copy, { recursive: true });
  return copy;
}

const write = (at: string, options: RelatedTableOptions = {}, rating: 'sensitive' | 'all' = 'sensitive') => withLake(at, (session) => writeRelatedTags(session, { now: pinned, ...options }), { rating });

interface Related { tag: string; rank: number; related: string; posts_both: number; cosine: number; jaccard: number; overlap: number; frequency: number; likelihood: number }

const tableOf = (at: string) => rowsOf<Related>(at, `SELECT a.tag_name AS tag, rank, b.tag_name AS related, posts_both, cosine, jaccard, overlap, frequency, likelihood
  FROM related_tags AS r JOIN tags AS a ON a.tag_id = r.tag_id JOIN tags AS b ON b.tag_id = related_id ORDER BY a.tag_name, rank`);

const measures = ['cosine', 'jaccard', 'overlap', 'frequency', 'likelihood'] as const;

describe('the table of related tags', () => {
  it.each(relatedOrders)('has for every tag what is found for one, by %s', async (by) => {
    const own = copyOfLake();
    const [board] = await write(own, { by, limit: 7 });
    const table = await tableOf(own);
    expect(board).toMatchObject({ booru: danbooru, tags: 31, related: table.length });
    for (const tag of ['everywhere', ...words]) {
      const found = (await withLake(own, (session) => relatedTags(session, tag, { by, limit: 7 }), { rating: 'sensitive' }))!;
      expect(found.source).toBe('cooccurrence');
      const rows = table.filter((row) => row.tag === tag);
      expect(rows.map(({ rank, related, posts_both }) => [rank, related, posts_both]), tag).toEqual(found.tags.map(({ tag_name, both }, i) => [i + 1, tag_name, both]));
      rows.forEach((row, i) => measures.forEach((measure) => expect(row[measure]).toBeCloseTo(found.tags[i]![measure], 9)));
    }
  });

  it('keeps the 25 first and gives the same bytes again', async () => {
    const [one, two] = [copyOfLake(), copyOfLake()];
    for (const own of [one, two]) await write(own);
    expect(treeOf(one)).toEqual(treeOf(two));
    expect(Math.max(...(await tableOf(one)).map(({ rank }) => rank))).toBe(25);
    expect(await rowsOf(one, `SELECT command, rows = (SELECT count(*) FROM cooccurrence) AS all_pairs FROM runs ORDER BY run_id DESC LIMIT 1`)).toEqual([{ command: 'related', all_pairs: true }]);
  });

  it('replaces the rows of its boards and leaves those of others', async () => {
    const own = copyOfLake();
    const csv = writeLines(join(dir, 'ready', 'pairs.csv'), ['tag_a,tag_b,count,cat_a,cat_b,posts_a,posts_b', 'miku,vocaloid,900,4,3,1000,3000']);
    await load(own, csv, { board: 'safebooru' });
    await withLake(own, (session) => countCooccurrence(session, { minimum: 2, threads: 1, now: pinned }), { rating: 'sensitive' });
    const boards = async () => (await rowsOf<{ booru: string; n: number }>(own, 'SELECT booru, count(*) AS n FROM related_tags GROUP BY booru ORDER BY booru'));
    expect(await write(own, { limit: 3 })).toHaveLength(2);
    const before = await boards();
    await write(own, { booru: danbooru, limit: 2 });
    expect(await boards()).toEqual([{ booru: danbooru, n: 62 }, before[1]!]);
    expect(before).toEqual([{ booru: danbooru, n: 93 }, { booru: 'safebooru.org', n: 2 }]);
  });

  it('of ready-made counts that contradict each other has defined measures, and no tag of itself', async () => {
    const own = join(dir, 'ready-made');
    const csv = writeLines(join(dir, 'odd', 'pairs.csv'), ['tag_a,tag_b,count,cat_a,cat_b,posts_a,posts_b', 'miku,vocaloid,900,4,3,100,300', 'rin,miku,5,4,4,0,0', 'len,len,7,4,4,9,9']);
    await load(own, csv, { board: 'danbooru' });
    await write(own, { by: 'likelihood' });
    const table = await tableOf(own);
    expect(table.filter(({ tag, related }) => tag === related)).toEqual([]);
    for (const tag of ['miku', 'rin', 'vocaloid']) {
      const found = (await withLake(own, (session) => relatedTags(session, tag, { by: 'likelihood' })))!;
      const rows = table.filter((row) => row.tag === tag);
      expect(rows.map(({ related }) => related)).toEqual(found.tags.map(({ tag_name }) => tag_name));
      rows.forEach((row, i) => measures.forEach((measure) => {
        expect(Number.isFinite(row[measure])).toBe(true);
        expect(row[measure]).toBeCloseTo(found.tags[i]![measure], 9);
      }));
    }
  });

  it('is refused without pairs, with pairs of other posts than are shown, and of too many or too few', async () => {
    const bare = join(dir, 'bare');
    await load(bare, writeLines(join(dir, 'one.json'), [post(1, { tags: 'sky' })]));
    await expect(write(bare)).rejects.toThrow('no counted pairs');
    await withLake(bare, (session) => countCooccurrence(session, { minimum: 1, threads: 1 }));
    await expect(write(bare)).rejects.toThrow('no counted pairs');
    await expect(write(lake, {}, 'all')).rejects.toThrow('were not counted from all tags of the posts shown now');
    await expect(write(lake, { booru: 'yande.re' })).rejects.toThrow('no counted pairs of yande.re');
    for (const limit of [0, 1001, 1.5]) await expect(write(lake, { limit })).rejects.toThrow('1 to 1,000');
    const own = copyOfLake();
    await load(own, writeLines(join(dir, 'later.json'), [post(9000, { tags: 'sky' })]));
    await expect(write(own)).rejects.toThrow('were not counted');
  });

  it('leaves the lake as it was when interrupted', async () => {
    const own = copyOfLake();
    const before = treeOf(own);
    const stop = new AbortController();
    await expect(write(own, { signal: stop.signal, onStep: () => stop.abort() })).rejects.toThrow('Interrupted');
    expect(treeOf(own)).toEqual(before);
  });
});

describe('similarity in SQL', () => {
  it('is that of the code', async () => {
    const numbers = [0, 1, 2, 5, 30, 999, 1_000_000];
    const cases: Overlap[] = numbers.flatMap((both) => numbers.flatMap((postsA) => numbers.flatMap((postsB) => [1, 1000, 5_000_000].map((posts) => ({ both, postsA, postsB, posts })))));
    const sql = Object.entries(similaritySql({ both: 'ab', postsA: 'a', postsB: 'b', posts: 'n' })).map(([name, text]) => `${text} AS ${name}`).join(', ');
    const values = cases.map(({ both, postsA, postsB, posts }, i) => `(${i}, ${both}, ${postsA}, ${postsB}, ${posts})`).join(', ');
    const rows = await rowsOf<Record<(typeof measures)[number], number>>(lake, `SELECT ${sql} FROM (VALUES ${values}) AS t (i, ab, a, b, n) ORDER BY i`);
    cases.forEach((overlap, i) => {
      const expected = similarity(overlap);
      for (const measure of measures) expect(Math.abs(rows[i]![measure] - expected[measure]), `${measure} of ${JSON.stringify(overlap)}`).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(expected[measure])));
    });
  });
});

describe('the command', () => {
  it('writes the table, which a saved question shows beside the pairs', () => {
    const own = copyOfLake();
    const ran = cli(['--lake', own, 'related', '--all', '--limit', '3', '--json']);
    expect(ran).toMatchObject({ status: 0 });
    expect(JSON.parse(ran.stdout)).toMatchObject([{ booru: danbooru, tags: 31, related: 93 }]);
    const one = JSON.parse(cli(['--lake', own, 'related', 'everywhere', '--limit', '3', '--json']).stdout) as { tag: string; cosine: number }[];
    const asked = JSON.parse(cli(['--lake', own, 'sql', 'related-tags', '-p', 'tag=everywhere', '-p', 'limit=3', '-f', 'json']).stdout) as { related: string; cosine: number }[];
    expect(asked.map(({ related, cosine }) => [related, cosine])).toEqual(one.map(({ tag, cosine }) => [tag, cosine]));
    expect(JSON.parse(cli(['--lake', own, 'sql', 'related-tags', '-f', 'json']).stdout)).toHaveLength(25);
    expect(JSON.parse(cli(['--lake', own, 'sql', 'related-tags', '-p', 'tag=nothing', '-f', 'json']).stdout)).toEqual([]);
  });

  it.each<[string, string[], RegExp]>([
    ['neither tag nor --all', ['related'], /either a tag or --all/],
    ['both', ['related', 'sky', '--all'], /either a tag or --all/],
    ['a category for all', ['related', '--all', '--category', 'artist'], /--category goes with a tag/],
    ['too many', ['related', '--all', '--limit', '5000'], /1 to 1,000/],
  ])('refuses %s', (_, args, message) => {
    const ran = cli(['--lake', lake, ...args]);
    expect(ran).toMatchObject({ status: 2, stdout: '' });
    expect(ran.stderr).toMatch(message);
  });
});
