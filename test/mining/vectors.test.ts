import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { clusterTags, type ClusterOptions } from '../../src/mining/clusters.js';
import { countCooccurrence } from '../../src/mining/cooccurrence.js';
import { embedTags, type EmbedOptions } from '../../src/mining/embed.js';
import { nearestTags, tagVectors } from '../../src/mining/tag-vectors.js';
import { Random } from '../../src/kernels/random.js';
import { expectSameGroups } from '../kernels/linear.js';
import { cli, danbooru, load, pinned, post, rowsOf, tempFolder, treeOf, withLake, writeLines } from '../load/fixtures.js';
import { categoryName } from '../../src/tags/categories.js';

const dir = tempFolder('vectors');
const uncounted = join(dir, 'uncounted');
const lake = join(dir, 'lake');
const embedded = join(dir, 'embedded');
let copies = 0;

const themes = [['sea', 'sand', 'swim', 'shell', 'wave'], ['snow', 'scarf', 'coat', 'ice', 'sled'], ['desk', 'pen', 'book', 'lamp', 'ink']];
const themeOf = (name: string) => themes.findIndex((tags) => tags.includes(name));

beforeAll(async () => {
  const random = new Random(8);
  const posts = Array.from({ length: 400 }, (_, i) => post(i + 1, { tags: [...themes[i % 3]!.filter(() => random.chance(0.6)), ...(random.chance(0.1) ? ['sea', 'ice'] : []), 'picture'].join(' ') }));
  await load(uncounted, writeLines(join(dir, 'posts.json'), posts));
  cpSync(uncounted, lake, { recursive: true });
  await withLake(lake, (session) => countCooccurrence(session, { minimum: 2, now: pinned, threads: 1 }));
  cpSync(lake, embedded, { recursive: true });
  await embed(embedded);
});

function copyOf(from: string): string {
  const copy = join(dir, `copy-${copies++}`);
  cpSync(from, copy, { recursive: true });
  return copy;
}

const embed = (at: string, options: EmbedOptions = {}) => withLake(at, (session) => embedTags(session, { now: pinned, ...options }));
const cluster = (at: string, options: ClusterOptions = {}) => withLake(at, (session) => clusterTags(session, { now: pinned, ...options }));
const pairsCsv = (name: string, rows: string[]) => writeLines(join(dir, name, 'pairs.csv'), ['tag_a,tag_b,count,cat_a,cat_b,posts_a,posts_b', ...rows]);

describe('embed', () => {
  it('writes vectors of length 1 and what the dimensions explain', async () => {
    const own = copyOf(lake);
    const [board] = await embed(own, { dimensions: 4 });
    expect(board).toMatchObject({ booru: danbooru, tags: 16, dimensions: 4 });
    const rows = await rowsOf<{ n: number; length: number }>(own, 'SELECT len(vector) AS n, list_dot_product(vector, vector)::DOUBLE AS length FROM tag_vectors');
    expect(rows).toHaveLength(board!.vectors);
    for (const { n, length } of rows) expect([n, Number(length.toFixed(5))]).toEqual([4, 1]);
    const dimensions = await rowsOf<{ dimension: number; singular_value: number; explained: number }>(own, 'SELECT * FROM vector_dimensions ORDER BY dimension');
    expect(dimensions.map((row) => row.dimension)).toEqual([1, 2, 3, 4]);
    expect(dimensions.every((row, i) => i === 0 || row.singular_value <= dimensions[i - 1]!.singular_value)).toBe(true);
    expect(dimensions.reduce((sum, row) => sum + row.explained, 0)).toBeCloseTo(board!.explained, 10);
  });

  it('puts tags of a theme nearest to each other', async () => {
    for (const tag of themes.flat()) {
      const near = (await withLake(embedded, (session) => nearestTags(session, tag, { limit: 3 })))!;
      expect(near.map(({ tag_name }) => themeOf(tag_name))).toEqual(Array<number>(3).fill(themeOf(tag)));
      expect(near[0]!.cosine).toBeLessThanOrEqual(1.000001);
    }
    expect(await withLake(embedded, (session) => nearestTags(session, "x' OR 1=1 --"))).toBeNull();
  });

  it('explains everything when there are more dimensions than the pairs hold', async () => {
    const [board] = await embed(copyOf(lake), { dimensions: 500 });
    expect(board!.dimensions).toBeLessThanOrEqual(16);
    expect(board!.explained).toBeCloseTo(1, 6);
  });

  it('gives the same bytes again, clusters too', async () => {
    const [one, two] = [copyOf(lake), copyOf(lake)];
    for (const own of [one, two]) await embed(own, { dimensions: 5 });
    for (const own of [one, two]) await cluster(own, { k: 3 });
    expect(treeOf(one)).toEqual(treeOf(two));
  });

  it('takes the most used tags, and those of a category', async () => {
    const own = copyOf(lake);
    const [board] = await embed(own, { tags: 6 });
    expect(board!.tags).toBe(6);
    const used = await rowsOf<{ tag_name: string }>(own, 'SELECT tag_name FROM tag_posts JOIN tags USING (booru, tag_id) GROUP BY ALL ORDER BY count(*) DESC, min(tag_id) LIMIT 6');
    const kept = await rowsOf<{ tag_name: string }>(own, 'SELECT tag_name FROM tag_vectors JOIN tags USING (booru, tag_id)');
    expect(used.map((row) => row.tag_name)).toEqual(expect.arrayContaining(kept.map((row) => row.tag_name)));
    await expect(embed(own, { categories: [1] })).rejects.toThrow('nothing beyond chance');
    await expect(embed(own, { minimumPosts: 10_000 })).rejects.toThrow('nothing beyond chance');
  });

  it('reads pairs loaded ready-made, and leaves other boards as they are', async () => {
    const own = copyOf(embedded);
    const before = await rowsOf(own, 'SELECT * FROM tag_vectors ORDER BY tag_id');
    await load(own, pairsCsv('gel', ['miku,rin,900,4,4,1000,950', 'rin,len,800,4,4,950,900', 'saber,archer,700,4,4,800,750', 'archer,lancer,600,4,4,750,700']), { board: 'gelbooru' });
    const [board] = await embed(own, { booru: 'gelbooru.com', dimensions: 8 });
    expect(board).toMatchObject({ booru: 'gelbooru.com', tags: 6 });
    expect(await rowsOf(own, `SELECT * FROM tag_vectors WHERE booru = '${danbooru}' ORDER BY tag_id`)).toEqual(before);
    expect((await withLake(own, (session) => tagVectors(session, { booru: 'gelbooru.com', limit: 2 }))).names).toEqual(['miku', 'rin']);
  });

  it('says what to do when there are no pairs, or one that is all', async () => {
    await expect(embed(uncounted)).rejects.toMatchObject({ message: 'The lake has no pairs of tags', hint: expect.stringContaining('boorulab cooccurrence') as string });
    await expect(embed(lake, { booru: 'yande.re' })).rejects.toThrow('no pairs of tags of yande.re');
    await expect(embed(copyOf(lake), { tags: 1 })).rejects.toThrow('nothing beyond chance');
  });

  it('changes nothing when interrupted', async () => {
    const own = copyOf(lake);
    const before = treeOf(own);
    const stop = new AbortController();
    await expect(embed(own, { signal: stop.signal, onStep: () => stop.abort() })).rejects.toThrow('Interrupted');
    expect(treeOf(own)).toEqual(before);
  });
});

describe('vectors in a notebook', () => {
  it('come in order of posts, with names and a plane that keeps themes together', async () => {
    const { names, ids, posts, matrix, dimensions, categories, points } = await withLake(embedded, (session) => tagVectors(session));
    expect(names[0]).toBe('picture');
    expect([...posts]).toEqual([...posts].sort((a, b) => b - a));
    expect([ids.length, categories.length, matrix.length]).toEqual([names.length, names.length, names.length * dimensions]);
    const stored = await rowsOf<{ vector: number[] }>(embedded, `SELECT vector FROM tag_vectors WHERE tag_id = ${ids[3]}`);
    expect([...matrix.subarray(3 * dimensions, 4 * dimensions)]).toEqual(stored[0]!.vector);
    const plane = points();
    expect(plane.map(({ tag, posts }) => [tag, posts])).toEqual(names.map((name, i) => [name, posts[i]]));
    expect(new Set(plane.map(({ kind }) => kind))).toEqual(new Set([...categories].map(categoryName)));
    const distance = (a: number, b: number) => Math.hypot(plane[a]!.x - plane[b]!.x, plane[a]!.y - plane[b]!.y);
    const at = (name: string) => names.indexOf(name);
    expect(distance(at('sand'), at('shell'))).toBeLessThan(distance(at('sand'), at('scarf')));
  });

  it('of one tag lie at the origin; none at all is an error that says what to do', async () => {
    expect((await withLake(embedded, (session) => tagVectors(session, { limit: 1 }))).points()).toEqual([{ tag: 'picture', kind: 'general', posts: expect.any(Number), x: 0, y: 0 }]);
    await expect(withLake(lake, (session) => tagVectors(session))).rejects.toMatchObject({ hint: expect.stringContaining('boorulab embed') as string });
    await expect(withLake(embedded, (session) => tagVectors(session, { booru: 'yande.re' }))).rejects.toThrow('yande.re');
  });
});

describe('clusters', () => {
  it.each(['kmeans', 'hierarchical'] as const)('of %s are the themes, named by their tags', async (method) => {
    const own = copyOf(lake);
    await embed(own, { tags: 16, dimensions: 3 });
    const [board] = await cluster(own, { method, k: 4 });
    expect(board!.clusters).toHaveLength(4);
    const rows = await rowsOf<{ tag_name: string; cluster: number; cluster_name: string; distance: number }>(own, `SELECT tag_name, cluster, cluster_name, distance FROM tag_clusters JOIN tags USING (booru, tag_id) WHERE method = '${method}' AND tag_name <> 'picture'`);
    expectSameGroups(rows.map((row) => row.cluster), rows.map((row) => themeOf(row.tag_name)));
    for (const { tag_name, cluster_name, distance } of rows) {
      expect(cluster_name.split(', ').every((part) => themeOf(part) === themeOf(tag_name))).toBe(true);
      expect(distance).toBeGreaterThanOrEqual(0);
    }
    expect(board!.clusters.map(({ cluster: number, size }) => [number, size])).toEqual(board!.clusters.map(({ size }, i) => [i + 1, size]));
  });

  it('are as many as make the clearest ones, and methods stay side by side', async () => {
    const own = copyOf(embedded);
    const [found] = await cluster(own);
    expect(found!.clusters.length).toBeGreaterThan(1);
    expect(found!.silhouette).toBeGreaterThan(0);
    await cluster(own, { method: 'hierarchical', k: 2 });
    expect(await rowsOf(own, 'SELECT method, count(DISTINCT cluster) AS clusters FROM tag_clusters GROUP BY method ORDER BY method')).toEqual([{ method: 'hierarchical', clusters: 2 }, { method: 'kmeans', clusters: found!.clusters.length }]);
  });

  it('refuse what cannot be', async () => {
    await expect(cluster(lake)).rejects.toThrow('no vectors');
    await expect(cluster(embedded, { k: 5000 })).rejects.toThrow('too few for 5000 clusters');
    await expect(cluster(embedded, { categories: [1] })).rejects.toThrow('No tag');
    expect(await cluster(copyOf(embedded), { tags: 1 })).toMatchObject([{ tags: 1, clusters: [{ size: 1, name: 'picture' }] }]);
  });
});

describe('the commands', () => {
  it('embed and group', () => {
    const own = copyOf(lake);
    const made = cli(['--lake', own, 'embed', '--dimensions', '4', '--json']);
    expect(made.status).toBe(0);
    expect(JSON.parse(made.stdout)).toMatchObject([{ booru: danbooru, dimensions: 4 }]);
    const grouped = cli(['--lake', own, 'clusters', '--k', '3']);
    expect(grouped).toMatchObject({ status: 0, stderr: expect.stringContaining('in 3 clusters') as string });
    expect(cli(['--lake', own, 'clusters', '--method', 'magic']).status).toBe(2);
    expect(cli(['--lake', uncounted, 'embed'])).toMatchObject({ status: 1, stderr: expect.stringContaining('boorulab cooccurrence') as string });
  });
});
