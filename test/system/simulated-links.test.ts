import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { linkCrossposts } from '../../src/linking/crossposts/crossposts.js';
import { scoreCrossposts } from '../../src/linking/crossposts/score-crossposts.js';
import { linkTags } from '../../src/linking/tags/link-tags.js';
import { scoreTags } from '../../src/linking/tags/score-tags.js';
import { load, pinned, rowsOf, tempFolder, withLake } from '../load/fixtures.js';
import { simulated, type Simulated } from '../simulate/simulated.js';

const dir = tempFolder('simulated-links');
let data: Simulated;

beforeAll(async () => {
  data = await simulated({ posts: 6000, seed: 7, misspelt: 0.1, boards: ['danbooru', 'gelbooru', 'yandere'] });
  await load(dir, ['danbooru', 'gelbooru', 'yandere'].map((board) => `${data.folder}/${board}`));
  await withLake(dir, (lake) => linkCrossposts(lake, { now: pinned }));
}, 60_000);
afterAll(() => data.remove());

const of = <T extends { scope: string }>(rows: readonly T[], scope: string): T => rows.find((row) => row.scope === scope)!;

describe('boards with known truth, a tenth of the names misspelt', () => {
  it('have their cross-posts found', async () => {
    const scores = await withLake(dir, (lake) => scoreCrossposts(lake, `${data.folder}/truth/posts.parquet`).then(({ scopes }) => scopes));
    const [truth] = await data.truth<{ pairs: string }>(`SELECT count(*) AS pairs FROM '$T/posts.parquet' a JOIN '$T/posts.parquet' b USING (picture_id) WHERE a.booru < b.booru`);
    const between = of(scores, 'between boards');
    expect(between.pairs).toBe(Number(truth!.pairs));
    expect(between.pairs).toBeGreaterThan(1000);
    expect(between.precision).toBeGreaterThanOrEqual(0.995);
    expect(between.recall).toBeGreaterThanOrEqual(0.97);
    expect(of(scores, 'danbooru.donmai.us and yande.re').recall).toBeGreaterThanOrEqual(0.95);
  });

  it('have their tags linked, and the same rows come out twice', async () => {
    await withLake(dir, (lake) => linkTags(lake, { now: pinned }));
    const { scopes: scores } = await withLake(dir, (lake) => scoreTags(lake, `${data.folder}/truth/tag_equivalents.parquet`));
    const often = of(scores, '20 or more shared works, all names');
    expect(often.pairs).toBeGreaterThan(300);
    expect([often.precision >= 0.99, often.recall >= 0.95]).toEqual([true, true]);
    const different = of(scores, '20 or more shared works, names differ');
    expect(different.pairs).toBeGreaterThan(20);
    expect([different.precision >= 0.95, different.recall >= 0.9]).toEqual([true, true]);
    const first = await rowsOf(dir, 'SELECT * FROM tag_links');
    await withLake(dir, (lake) => linkTags(lake, { now: pinned }));
    expect(await rowsOf(dir, 'SELECT * FROM tag_links')).toEqual(first);
  });

  it('have the frequent ones linked by posts alone', async () => {
    await withLake(dir, (lake) => linkTags(lake, { ignoreNames: true }));
    const { scopes: scores } = await withLake(dir, (lake) => scoreTags(lake, `${data.folder}/truth/tag_equivalents.parquet`));
    const often = of(scores, '20 or more shared works, all names');
    expect([often.precision >= 0.99, often.recall >= 0.9]).toEqual([true, true]);
    expect((await rowsOf<{ rule: string }>(dir, 'SELECT DISTINCT rule FROM tag_links')).map((row) => row.rule)).toEqual(['posts']);
  });

  it('need the truth they are scored against', async () => {
    await expect(withLake(dir, (lake) => scoreTags(lake, `${data.folder}/truth/none.parquet`))).rejects.toThrow('No such file');
    await expect(withLake(dir, (lake) => scoreTags(lake, `${data.folder}/truth/posts.parquet`))).rejects.toThrow('is not a Parquet file with the columns concept_id, booru, tag_name');
    await expect(withLake(dir, (lake) => scoreCrossposts(lake, `${data.folder}/truth/mal.parquet`))).rejects.toThrow('is not a Parquet file');
  });
});
