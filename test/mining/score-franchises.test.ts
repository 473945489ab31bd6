import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { scoreFranchises, type FranchiseScoreOptions, type FranchiseScores } from '../../src/mining/score-franchises.js';
import { load, tempFolder, withLake, writeLines } from '../load/fixtures.js';
import { putTable } from './rows.js';

const dir = tempFolder('score');
const labels = join(dir, 'labels');
const lake = join(dir, 'lake');

/** Truth: red (2 works, 4 characters), blue (1 work, 2 characters), lone (1 work); green is labelled but nowhere found. */
const list = [
  [3, 1, 'red', 900, 1], [3, 2, 'red_ii', 100, 1], [4, 3, 'rita', 80, 1], [4, 4, 'rosa', 70, 1], [4, 5, 'ruth', 60, 1], [4, 6, 'remy', 50, 1],
  [3, 7, 'blue', 500, 7], [4, 8, 'bea', 40, 7], [4, 9, 'bob', 30, 7], [3, 10, 'lone', 9, 10], [3, 11, 'green', 8, 11], [4, 12, 'gus', 7, 11], [4, 13, 'nobody', 6, ''],
] as const;
const member = (tag_name: string, tag_cat: number, franchise_id: number, posts: number) => ({ tag_name, tag_cat, franchise_id, franchise_name: ['', 'red', 'other', 'lone'][franchise_id], posts });
/** Found: red without ruth and remy, who are with blue; a tag without a label; nothing of green. */
const members = [
  member('red', 3, 1, 900), member('red_ii', 3, 1, 100), member('rita', 4, 1, 80), member('rosa', 4, 1, 70), member('ruth', 4, 2, 60), member('remy', 4, 2, 50),
  member('blue', 3, 2, 500), member('bea', 4, 2, 40), member('bob', 4, 2, 30), member('lone', 3, 3, 9), member('nobody', 4, 3, 6), member('never_seen', 4, 1, 6),
];

beforeAll(async () => {
  const csv = writeLines(join(dir, 'danbooru_taglist.csv'), ['TAG_CAT;TAG_ID;TAG_NAME;TAG_CNT;FR_ID;MAL_ID;MAL_NAME;MAL_CNT', ...list.map(([cat, id, name, count, franchise]) => `${cat};${id};${name};${count};${franchise};;;`)]);
  await load(labels, csv);
  cpSync(labels, lake, { recursive: true });
  await putTable(lake, 'franchise_members', members);
});

const score = (options: FranchiseScoreOptions = {}, at = lake) => withLake(at, (session) => scoreFranchises(session, options));
const scopeOf = (found: FranchiseScores, scope: string) => found.scores.find((row) => row.scope === scope);

describe('scores of franchises', () => {
  it('count what is labelled and what is covered', async () => {
    expect(await score()).toMatchObject({ labelled: 12, covered: 10, unknown: 0, ambiguous: 0 });
  });

  it('are over pairs and tags that are found and labelled', async () => {
    // Belonging pairs 15 + 3, found 6 + 10, both 6 + 1 + 3.
    const all = scopeOf(await score(), 'all tags')!;
    expect(all).toMatchObject({ tags: 10, franchises: 3, found: 3, precision: 10 / 16, recall: 10 / 18 });
    expect(all.b3_precision).toBeCloseTo((4 * 1 + 2 * (2 / 5) + 3 * (3 / 5) + 1) / 10, 12);
    expect(all.b3_recall).toBeCloseTo((4 * (4 / 6) + 2 * (2 / 6) + 3 * 1 + 1) / 10, 12);
    expect(all.adjusted_rand).toBeCloseTo((10 - (18 * 16) / 45) / (17 - (18 * 16) / 45), 12);
  });

  it('are given for copyrights and characters alone', async () => {
    const found = await score();
    expect(scopeOf(found, 'copyrights')).toMatchObject({ tags: 4, precision: 1, recall: 1, adjusted_rand: 1 });
    expect(scopeOf(found, 'characters')).toMatchObject({ tags: 6, precision: 3 / 7, recall: 3 / 7 });
  });

  it('count what was not found as a franchise of its own', async () => {
    expect(scopeOf(await score(), 'all, missing ones alone')).toMatchObject({ tags: 12, franchises: 4, found: 5, precision: 10 / 16, recall: 10 / 19 });
    expect(scopeOf(await score(), 'copyrights, missing alone')).toMatchObject({ tags: 5, recall: 1 });
  });

  it('are given by the size of the true franchise and the posts of the tag, each tag once', async () => {
    const found = await score();
    expect(scopeOf(found, 'franchises of 1 tag')).toMatchObject({ tags: 1, b3_f1: 1 });
    expect(scopeOf(found, 'franchises of 2-4 tags')).toMatchObject({ tags: 3, recall: 1, precision: 6 / 12 });
    expect(scopeOf(found, 'franchises of 5-19 tags')).toMatchObject({ tags: 6, recall: 14 / 30, precision: 14 / 20 });
    for (const kind of [/^franchises of/, /^tags of/]) expect(found.scores.filter(({ scope }) => kind.test(scope)).reduce((sum, { tags }) => sum + tags, 0)).toBe(10);
    expect(scopeOf(found, 'franchises of 20-99 tags')).toBeUndefined();
  });

  it('name what was wrongly put together and wrongly split', async () => {
    const found = await score();
    expect(found.merges).toEqual([{ franchise: 'blue', other: 'red', found: 'other', tags_lost: 2 }]);
    expect(found.splits).toEqual([{ franchise: 'red', tags: 6, pieces: 2, tags_lost: 2, found: 'red (4), other (2)' }]);
    expect(await score({ limit: 0 })).toMatchObject({ merges: [], splits: [] });
  });

  it('are all 1 for the truth itself', async () => {
    const own = join(dir, 'perfect');
    cpSync(labels, own, { recursive: true });
    await putTable(own, 'franchise_members', list.filter((row) => row[4] !== '').map(([cat, , name, count, franchise]) => ({ tag_name: name, tag_cat: cat, franchise_id: Number(franchise), franchise_name: name, posts: count })));
    const found = await score({}, own);
    for (const row of found.scores) for (const [name, value] of Object.entries(row)) if (!['scope', 'tags', 'franchises', 'found'].includes(name)) expect([1, null], `${row.scope} ${name}`).toContain(value);
    expect(found).toMatchObject({ merges: [], splits: [], covered: 12 });
  });

  it('take the truth of a file instead, without the tags the lake does not know', async () => {
    const truth = join(dir, "it's truth.parquet");
    await withLake(lake, (session) => session.query(`COPY (SELECT * FROM (VALUES (1, 1, 'red', 3), (1, 2, 'rita', 4), (1, 3, 'ruth', 4), (2, 4, 'blue', 3), (2, 5, 'unheard_of', 4), (2, 6, 'bob', 4), (3, 7, 'bob', 4))
      AS t (franchise_id, concept_id, tag_name, tag_cat)) TO '${truth.replaceAll("'", "''")}' (FORMAT parquet)`));
    const found = await score({ truth });
    expect(found).toMatchObject({ labelled: 4, covered: 4, unknown: 1, ambiguous: 1, merges: [{ franchise: 'blue', other: 'red', tags_lost: 1 }] });
  });

  it('say what is missing', async () => {
    await expect(score({}, labels)).rejects.toMatchObject({ message: expect.stringContaining('franchise_members is empty'), hint: expect.stringContaining('boorulab franchises') });
    await expect(score({ kind: 'nope' })).rejects.toThrow('no labels of kind nope');
    await expect(score({ truth: join(dir, 'nowhere.parquet') })).rejects.toThrow('No such file');
    await expect(score({ truth: join(dir, 'danbooru_taglist.csv') })).rejects.toThrow('not a Parquet file');
  });

  it('are no figures where no label is covered', async () => {
    const own = join(dir, 'apart');
    cpSync(labels, own, { recursive: true });
    await putTable(own, 'franchise_members', [member('never_seen', 4, 1, 6)]);
    const found = await score({}, own);
    expect(found).toMatchObject({ labelled: 12, covered: 0, merges: [], splits: [] });
    expect(found.scores.map(({ scope }) => scope)).toEqual(['all, missing ones alone', 'copyrights, missing alone', 'characters, missing alone']);
  });
});
