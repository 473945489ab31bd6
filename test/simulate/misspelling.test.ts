import { afterAll, describe, expect, it } from 'vitest';
import { Random } from '../../src/kernels/random.js';
import { misspell } from '../../src/simulate/misspelling.js';
import { simulate } from '../../src/simulate/simulate.js';
import { editDistance } from '../../src/linking/edit-distance.js';
import { simulated, type Simulated } from './simulated.js';

const made: Simulated[] = [];
afterAll(() => made.forEach((data) => data.remove()));

describe('misspelt names', () => {
  it('are one slip from the name, and short ones stay', () => {
    const random = new Random(4);
    for (let n = 0; n < 500; n++) expect(editDistance('hatsune_miku_(vocaloid)', misspell('hatsune_miku_(vocaloid)', random)!, 3)).toBe(1);
    expect(misspell(':d', random)).toBe(null);
  });

  it('are as many as asked for, on other boards than danbooru, and in no two ways at once', async () => {
    const [plain, wrong] = [await simulated({ posts: 1500, seed: 5 }), await simulated({ posts: 1500, seed: 5, misspelt: 0.3 })];
    made.push(plain, wrong);
    const namesOf = async (data: Simulated) => new Map((await data.truth<{ concept_id: number; booru: string; tag_name: string }>(`SELECT concept_id, booru, tag_name FROM '$T/tag_equivalents.parquet'`)).map((row) => [`${row.booru} ${row.concept_id}`, row.tag_name]));
    const [right, other] = [await namesOf(plain), await namesOf(wrong)];
    const both = [...right.keys()].filter((key) => other.has(key));
    const changed = both.filter((key) => right.get(key) !== other.get(key));
    expect(changed.filter((key) => key.startsWith('danbooru'))).toEqual([]);
    const others = both.filter((key) => !key.startsWith('danbooru'));
    expect(changed.length / others.length).toBeGreaterThan(0.25);
    expect(changed.length / others.length).toBeLessThan(0.33);
    const [clash] = await wrong.truth<{ n: string }>(`SELECT count(*) AS n FROM (SELECT tag_name FROM '$T/tag_equivalents.parquet' GROUP BY tag_name HAVING count(DISTINCT concept_id) > 1)`);
    expect(Number(clash!.n)).toBe(0);
  });
});

describe('cross-posts', () => {
  it('are the share of posts asked for', async () => {
    const data = await simulated({ posts: 4000, seed: 5, crossposts: 0.05 });
    made.push(data);
    const rows = await data.truth<{ booru: string; share: number }>(`SELECT b.booru, count(*) FILTER (picture_id IN (SELECT picture_id FROM '$T/posts.parquet' WHERE booru = 'danbooru.donmai.us')) / count(*) AS share
      FROM '$T/posts.parquet' b WHERE b.booru <> 'danbooru.donmai.us' GROUP BY b.booru`);
    expect(rows).toHaveLength(3);
    for (const { share } of rows) expect(share).toBeCloseTo(0.05, 2);
  });

  it('and misspelt names are shares', async () => {
    await expect(simulate({ posts: 100, seed: 1, out: 'unused', crossposts: 0.95 })).rejects.toThrow('crossposts must be a share from 0 to 0.9');
    await expect(simulate({ posts: 100, seed: 1, out: 'unused', misspelt: -1 })).rejects.toThrow('misspelt must be a share from 0 to 0.5');
  });
});
