import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { Random } from '../../src/kernels/random.js';
import { partOf, parts } from '../../src/kernels/split.js';
import type { OpenOptions } from '../../src/lake/lake.js';
import { classify, type Classification, type ClassifyOptions } from '../../src/mining/classify.js';
import type { ClassifyTask } from '../../src/mining/classify-tasks.js';
import { scorePredictions } from '../../src/mining/score-predictions.js';
import { danbooru, load, pinned, post, rowsOf, tempFolder, treeOf, withLake, writeLines } from '../load/fixtures.js';
import { putTable } from './rows.js';

const dir = tempFolder('classify');
const planted = join(dir, 'planted');
const noise = join(dir, 'noise');
const works = ['red', 'red', 'blue', 'green'] as const;
const look: Record<string, string[]> = { red: ['sword', 'cape', 'castle', 'dragon'], blue: ['ship', 'sea', 'hat', 'gull'], green: ['school', 'desk', 'bag', 'chalk'] };
let copies = 0;

/** A post of a work; its tags tell the work when `telling`. Every post carries a hint that is a tag of a franchise. */
function postOf(id: number, random: Random, telling: boolean, more: Record<string, unknown> = {}) {
  const work = works[random.int(4)]!;
  const tags = Object.entries(look).flatMap(([of, list]) => list.filter(() => random.chance(telling && of === work ? 0.6 : 0.15)));
  const rating = tags.includes('sword') ? 'e' : tags.includes('sea') ? 's' : 'g';
  const character = `${work}_hero${random.chance(0.1) ? ' side_kick' : ''}`;
  const copyright = random.chance(0.1) ? `${work} ${work}_ii` : random.chance(0.05) ? `${work} other_work` : work;
  const general = [...tags, 'solo', `hint_of_${work}`].join(' ');
  return post(id, { tags: general, character, rating, fields: { created_at: '2023-01-01T00:00:00.000-05:00', tag_string: `${general} ${character} ${copyright}`, tag_string_copyright: copyright, ...more } });
}

const members = [...new Set(works)].flatMap((work, at) => [[work, 3], [`${work}_ii`, 3], [`${work}_hero`, 4], [`hint_of_${work}`, 4]].map(([tag_name, tag_cat]) => ({ tag_name, tag_cat, franchise_id: at + 1, franchise_name: `${work}_saga` })));
const another = { tag_name: 'other_work', tag_cat: 3, franchise_id: 9, franchise_name: 'other_saga' };

beforeAll(async () => {
  for (const [at, lake] of [planted, noise].entries()) {
    const random = new Random(at + 1);
    const posts = Array.from({ length: 900 }, (_, i) => postOf(i + 1, random, lake === planted, { parent_id: i % 5 === 4 ? i : null }));
    await load(lake, writeLines(join(dir, String(at), 'posts.json'), posts));
    await putTable(lake, 'franchise_members', [...members, another]);
  }
});

function copyOf(lake: string): string {
  const copy = join(dir, `copy-${copies++}`);
  cpSync(lake, copy, { recursive: true });
  return copy;
}

const learn = (at: string, task: ClassifyTask, options: ClassifyOptions = {}, open: OpenOptions = { rating: 'all' }) => withLake(at, (lake) => classify(lake, task, { now: pinned, ...options }), open);
const methodOf = (found: Classification, name: string) => found.methods.find(({ method }) => method === name)!;
const predictionsOf = (at: string, where = 'true') => rowsOf<{ task: string; method: string; subject: string; truth: string; predicted: string; probability: number }>(at, `SELECT * FROM predictions WHERE ${where} ORDER BY ALL`);

describe('classify', () => {
  it('tells planted franchises from the other tags', async () => {
    const own = copyOf(planted);
    const found = await learn(own, 'franchise');
    expect(found).toMatchObject({ task: 'franchise', boards: [danbooru], classes: ['red_saga', 'green_saga', 'blue_saga'], rare: 0 });
    expect(found.several).toBeGreaterThan(15);
    expect(found.train + found.calibration + found.test + found.several).toBe(900);
    const majority = methodOf(found, 'majority');
    expect(Math.abs(majority.accuracy - 0.5)).toBeLessThan(0.1);
    for (const name of ['naive_bayes', 'logistic']) {
      const method = methodOf(found, name);
      expect(method.accuracy).toBeGreaterThan(majority.accuracy + 0.25);
      expect(method.macro_f1).toBeGreaterThan(0.7);
      expect(method.log_loss).toBeLessThan(majority.log_loss / 1.5);
      expect(method.ece).toBeLessThan(0.1);
    }
  });

  it('finds nothing where the other tags tell nothing: the answer does not leak', async () => {
    for (const task of ['franchise', 'character'] as const) {
      const own = copyOf(noise);
      const found = await learn(own, task);
      const majority = methodOf(found, 'majority');
      for (const method of found.methods) expect(method.accuracy, `${task} ${method.method}`).toBeLessThan(majority.accuracy + 0.08);
      expect(methodOf(found, 'logistic').log_loss).toBeLessThan(majority.log_loss * 1.1);
    }
  });

  it('would find what leaks: without the franchises known, hints are as good as names', async () => {
    const own = copyOf(noise);
    await putTable(own, 'franchise_members', []);
    expect(methodOf(await learn(own, 'franchise'), 'logistic').accuracy).toBeGreaterThan(0.85);
  });

  it('takes a post\'s most frequent copyright where no franchises are known', async () => {
    const own = copyOf(planted);
    await putTable(own, 'franchise_members', []);
    expect(await learn(own, 'franchise')).toMatchObject({ classes: ['red', 'green', 'blue'], several: 0, rare: 0 });
  });

  it('writes what each method says of the test part, and only of that', async () => {
    const own = copyOf(planted);
    const found = await learn(own, 'franchise', { seed: 3 });
    const rows = await predictionsOf(own);
    expect(rows).toHaveLength(3 * found.test);
    const subjects = new Set(rows.map(({ subject }) => subject));
    expect(subjects.size).toBe(found.test);
    // Each fifth post is the child of the one before, and goes where that goes.
    for (const subject of subjects) if (Number(subject) % 5 !== 0) expect(partOf(`${danbooru} ${subject}`, 3)).toBe(parts.test);
    for (const { probability } of rows) expect(probability > 0 && probability <= 1).toBe(true);
    const right = rows.filter(({ method, truth, predicted }) => method === 'logistic' && truth === predicted).length;
    expect(right / found.test).toBeCloseTo(methodOf(found, 'logistic').accuracy, 12);
  });

  it('keeps a child with its parent', async () => {
    const own = copyOf(planted);
    await learn(own, 'rating');
    const subjects = new Set((await predictionsOf(own)).map(({ subject }) => Number(subject)));
    for (let child = 5; child <= 900; child += 5) expect(subjects.has(child), String(child)).toBe(subjects.has(child - 1));
  });

  it('learns only what the tags tell of characters that are alone', async () => {
    const own = copyOf(planted);
    const found = await learn(own, 'character');
    expect(found.classes).toEqual(['red_hero', 'green_hero', 'blue_hero']);
    expect(found.several).toBeGreaterThan(50);
    expect(methodOf(found, 'logistic').accuracy).toBeGreaterThan(methodOf(found, 'majority').accuracy + 0.25);
  });

  it('learns ratings of the posts the session shows, and no other', async () => {
    const own = copyOf(planted);
    const shown = await learn(own, 'rating', {}, { rating: 'sensitive' });
    expect([...shown.classes].sort()).toEqual(['general', 'sensitive']);
    expect(methodOf(shown, 'logistic').accuracy).toBeGreaterThan(0.98);
    expect((await rowsOf(own, `SELECT * FROM predictions JOIN posts ON fid = subject WHERE rating_std = 'explicit'`))).toEqual([]);
    expect([...(await learn(own, 'rating')).classes].sort()).toEqual(['explicit', 'general', 'sensitive']);
  });

  it('tells categories of tags from their vectors', async () => {
    const own = copyOf(planted);
    const tags = await rowsOf<{ tag_id: number; tag_cat: number }>(own, 'SELECT tag_id, tag_cat FROM tags');
    const random = new Random(9);
    const vectors = (spread: number) => tags.map(({ tag_id, tag_cat }) => ({ booru: danbooru, tag_id, posts: 10, vector: [0, 3, 4].map((cat) => (cat === tag_cat ? 3 : 0) + random.normal(0, spread)) }));
    await expect(learn(own, 'category')).rejects.toMatchObject({ message: expect.stringContaining('no vectors'), hint: expect.stringContaining('boorulab embed') });
    await putTable(own, 'tag_vectors', vectors(0.2));
    const found = await learn(own, 'category', { minimumPosts: 3 });
    expect([...found.classes].sort()).toEqual(['character', 'copyright', 'general']);
    expect(found.features).toBe(3);
    expect(methodOf(found, 'logistic').accuracy).toBe(1);
    expect(new Set((await predictionsOf(own)).map(({ subject }) => partOf(subject, 1)))).toEqual(new Set([parts.test]));
  });

  it('gives the same bytes again', async () => {
    const [one, two, other] = [copyOf(planted), copyOf(planted), copyOf(planted)];
    for (const own of [one, two]) await learn(own, 'franchise');
    await learn(other, 'franchise', { seed: 2 });
    expect(treeOf(one)).toEqual(treeOf(two));
    expect(await predictionsOf(one)).not.toEqual(await predictionsOf(other));
  });

  it('replaces what it said before of the task, keeps the other tasks, and is in the ledger', async () => {
    const own = copyOf(planted);
    await learn(own, 'character');
    const before = await predictionsOf(own);
    await learn(own, 'franchise', { seed: 4 });
    await learn(own, 'franchise', { seed: 5 });
    expect(await predictionsOf(own, `task = 'character'`)).toEqual(before);
    const expected = copyOf(planted);
    await learn(expected, 'franchise', { seed: 5 });
    expect(await predictionsOf(own, `task = 'franchise'`)).toEqual(await predictionsOf(expected));
    const runs = await rowsOf<{ parameters: string }>(own, `SELECT parameters FROM runs WHERE command = 'classify' ORDER BY run_id`);
    expect(runs.map(({ parameters }) => JSON.parse(parameters) as object)).toMatchObject([{ task: 'character', seed: 1 }, { task: 'franchise', seed: 4 }, { task: 'franchise', seed: 5, rating: 'all' }]);
  });

  it('leaves rare classes out and says how many posts', async () => {
    const own = copyOf(planted);
    const all = await learn(own, 'franchise', { minimumPosts: 1 });
    expect(await learn(own, 'franchise', { classes: 2 })).toMatchObject({ classes: all.classes.slice(0, 2), rare: expect.any(Number) });
    const counts = await rowsOf<{ n: number }>(own, `SELECT count(DISTINCT post_key) AS n FROM post_tag_names WHERE tag_name = 'blue'`);
    expect((await learn(own, 'franchise', { classes: 2 })).rare).toBeLessThanOrEqual(counts[0]!.n);
    expect((await learn(own, 'franchise', { classes: 2 })).rare).toBeGreaterThan(counts[0]!.n / 2);
  });

  it('changes nothing when interrupted', async () => {
    const own = copyOf(planted);
    const before = treeOf(own);
    const stop = new AbortController();
    await expect(learn(own, 'franchise', { signal: stop.signal, onStep: ({ label }) => label.startsWith('learning') && stop.abort() })).rejects.toThrow('Interrupted');
    expect(treeOf(own)).toEqual(before);
  });

  it('says what is missing', async () => {
    const lakeOf = async (name: string, posts: Record<string, unknown>[]) => {
      await load(join(dir, name), writeLines(join(dir, `${name}-dump`, 'posts.json'), posts));
      return join(dir, name);
    };
    const bare = await lakeOf('bare', [post(1), post(2)]);
    await expect(learn(bare, 'franchise')).rejects.toThrow('No post shows its franchise');
    await expect(learn(bare, 'rating')).rejects.toThrow('There is one rating only, general (2 posts): nothing to tell apart');
    const one = await lakeOf('one', [post(1, { character: 'ann' })]);
    await expect(learn(one, 'character')).rejects.toThrow('one character only, ann (1 post)');
    const few = await lakeOf('few', [post(1, { character: 'ann' }), post(2, { character: 'bea' }), post(3, { character: 'bea' })]);
    await expect(learn(few, 'character')).rejects.toMatchObject({ message: 'No character has 20 posts; the most frequent are bea (2) and ann (1)', hint: expect.stringContaining('--min-posts') });
    await expect(learn(few, 'character', { minimumPosts: 1 })).rejects.toThrow(/too few|no tags to tell/);
    await expect(learn(copyOf(planted), 'franchise', { booru: 'yande.re' })).rejects.toThrow('No post shows its franchise');
  });
});

describe('scores of predictions', () => {
  it('are those the classifier gave itself', async () => {
    const own = copyOf(planted);
    const found = await learn(own, 'franchise');
    const scored = await withLake(own, (lake) => scorePredictions(lake, { limit: 2 }));
    for (const row of scored.methods) {
      const told = methodOf(found, row.method);
      expect([row.accuracy, row.macro_f1, row.ece, row.predictions]).toEqual([expect.closeTo(told.accuracy, 12), expect.closeTo(told.macro_f1, 12), expect.closeTo(told.ece, 10), found.test]);
    }
    expect(scored.method).not.toBe('majority');
    expect(scored.classes.map(({ label }) => label)).toHaveLength(2);
    expect(scored.confusions[0]!.items).toBeGreaterThanOrEqual(scored.confusions[1]!.items);
    expect(scored.reliability.reduce((sum, bin) => sum + bin.predictions, 0)).toBe(found.test);
  });

  it('leave out posts that the session hides', async () => {
    const own = copyOf(planted);
    await learn(own, 'franchise');
    const [all, shown] = [await withLake(own, (lake) => scorePredictions(lake)), await withLake(own, (lake) => scorePredictions(lake), { rating: 'sensitive' })];
    expect(shown.methods[0]!.predictions).toBeLessThan(all.methods[0]!.predictions);
    const hidden = await rowsOf<{ n: number }>(own, `SELECT count(*) AS n FROM predictions JOIN posts ON fid = subject WHERE method = 'majority' AND rating_level > 2`);
    expect(shown.methods[0]!.predictions + hidden[0]!.n).toBe(all.methods[0]!.predictions);
  });

  it('ask which task is meant, and say what there is', async () => {
    const own = copyOf(planted);
    const score = (options = {}) => withLake(own, (lake) => scorePredictions(lake, options));
    await expect(score()).rejects.toMatchObject({ message: 'The table predictions is empty', hint: expect.stringContaining('boorulab classify') });
    await learn(own, 'franchise');
    await learn(own, 'rating');
    await expect(score()).rejects.toMatchObject({ hint: 'Name one of: franchise, rating', exitCode: 2 });
    await expect(score({ task: 'category' })).rejects.toThrow('no predictions of category');
    await expect(score({ task: 'rating', method: 'oracle' })).rejects.toMatchObject({ hint: 'Methods: logistic, majority, naive_bayes' });
    expect(await score({ task: 'rating', method: 'majority' })).toMatchObject({ method: 'majority', task: 'rating' });
  });
});
