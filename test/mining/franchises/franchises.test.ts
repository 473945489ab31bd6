import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { openLake } from '../../../src/lake/lake.js';
import { findFranchises, type FranchiseOptions } from '../../../src/mining/franchises/franchises.js';
import { franchiseMethods, type FranchiseMethodName } from '../../../src/mining/franchises/methods.js';
import { explainMember } from '../../../src/mining/franchises/why.js';
import { load, pinned, post, rowsOf, tempFolder, treeOf, withLake, writeLines } from '../../load/fixtures.js';

const dir = tempFolder('franchises');
const lake = join(dir, 'lake');
let copies = 0;

const picture = (id: number, copyright: string, character: string, general = 'sky') =>
  post(id, { tags: `${general} ${copyright}`, character, fields: { tag_string_general: general, tag_string_copyright: copyright } });

/** Two franchises with a crossover now and then, and an original character. */
function boardOf(): Record<string, unknown>[] {
  const cast = ['ann_(alpha)', 'amy', 'alf'];
  const posts = Array.from({ length: 60 }, (_, i) => picture(i + 1, i % 2 === 0 ? 'alpha_(series) alpha_ii' : 'alpha_(series)', cast[i % 3]!));
  posts.push(...Array.from({ length: 40 }, (_, i) => picture(100 + i, 'beta', ['bea', 'bob'][i % 2]!)));
  posts.push(...Array.from({ length: 20 }, (_, i) => picture(200 + i, 'beta alpha_(series)', 'bea ann_(alpha)', 'crossover')));
  posts.push(...Array.from({ length: 10 }, (_, i) => picture(300 + i, 'original', 'ora')));
  return [...posts, picture(400, 'beta', 'rare'), picture(401, '', 'nobody'), post(402, { tags: 'sky' })];
}

beforeAll(async () => {
  await load(lake, writeLines(join(dir, 'posts.json'), boardOf()));
});

function copyOf(from = lake): string {
  const copy = join(dir, `copy-${copies++}`);
  cpSync(from, copy, { recursive: true });
  return copy;
}

const find = (folder: string, options: FranchiseOptions = {}) => withLake(folder, (open) => findFranchises(open, { now: pinned, version: '0', threads: 1, ...options }), {});
const membersOf = async (folder: string) =>
  Object.fromEntries((await rowsOf<{ tag_name: string; franchise_name: string }>(folder, 'SELECT tag_name, franchise_name FROM franchise_members')).map((row) => [row.tag_name, row.franchise_name]));

describe('franchises of a lake', () => {
  it('join works and characters, and not what crossovers join', async () => {
    const folder = copyOf();
    const summary = await find(folder);
    expect(await membersOf(folder)).toEqual({
      'alpha_(series)': 'alpha_(series)', alpha_ii: 'alpha_(series)', 'ann_(alpha)': 'alpha_(series)', amy: 'alpha_(series)', alf: 'alpha_(series)',
      beta: 'beta', bea: 'beta', bob: 'beta', original: 'original', ora: 'original',
    });
    expect(summary).toMatchObject({ franchises: 3, copyrights: 4, characters: 6, gone: [] });
    expect(await rowsOf(folder, 'SELECT name, copyrights, characters, posts, change FROM franchises ORDER BY posts DESC')).toEqual([
      { name: 'alpha_(series)', copyrights: 2, characters: 3, posts: 80, change: null },
      { name: 'beta', copyrights: 1, characters: 2, posts: 61, change: null },
      { name: 'original', copyrights: 1, characters: 1, posts: 10, change: null },
    ]);
    expect(await rowsOf(folder, "SELECT share, confidence, rule, follows FROM franchise_members WHERE tag_name = 'amy'")).toEqual([{ share: 1, confidence: 1, rule: 'home', follows: 'alpha_(series)' }]);
  });

  it('are named by a tag of theirs, in whose row franchise_id is the tag number', async () => {
    const folder = copyOf();
    await find(folder);
    expect(await rowsOf(folder, 'SELECT * FROM franchises ANTI JOIN tags ON tag_id = franchise_id AND tag_name = name')).toEqual([]);
    expect(await rowsOf(folder, 'SELECT tag_name FROM franchise_members ANTI JOIN franchises USING (franchise_id)')).toEqual([]);
  });

  it('come out in the same bytes again, and keep their numbers when a newer dump adds and takes', async () => {
    const [one, two] = [copyOf(), copyOf()];
    await find(one);
    await find(two);
    expect(treeOf(one)).toEqual(treeOf(two));
    const before = await rowsOf<{ name: string; franchise_id: number }>(one, 'SELECT name, franchise_id FROM franchises ORDER BY name');
    await load(one, writeLines(join(dir, 'more.json'), Array.from({ length: 12 }, (_, i) => picture(500 + i, 'gamma', 'gil'))));
    expect(await find(one)).toMatchObject({ changes: { new: 1, same: 3, split: 0, merged: 0 }, gone: [] });
    expect(await rowsOf(one, "SELECT name, franchise_id FROM franchises WHERE name <> 'gamma' ORDER BY name")).toEqual(before);
  });

  it('obey the rating of the session', async () => {
    const folder = copyOf();
    await load(folder, writeLines(join(dir, 'explicit.json'), Array.from({ length: 12 }, (_, i) => ({ ...picture(600 + i, 'delta', 'dan'), rating: 'e' }))));
    await find(folder);
    expect(Object.keys(await membersOf(folder))).not.toContain('dan');
    await withLake(folder, (open) => findFranchises(open, { now: pinned, threads: 1 }), { rating: 'all' });
    expect(await membersOf(folder)).toMatchObject({ dan: 'delta' });
  });

  it('follow ready-made pairs, aliases and implications', async () => {
    const folder = join(dir, 'lists');
    writeLines(join(dir, 'lists-in', 'danbooru', 'pairs.csv'), ['tag_a,tag_b,count,cat_a,cat_b,posts_a,posts_b', 'hero,saga,900,4,3,1000,5000', 'friend,saga,800,4,3,900,5000']);
    writeLines(join(dir, 'lists-in', 'danbooru', 'tags.csv'), ['id,name,post_count,category,created_at,updated_at,is_deprecated', '1,old_hero,3,4,,,False', '2,side_story,700,3,,,False', '3,lonely,50,4,,,False']);
    writeLines(join(dir, 'lists-in', 'danbooru', 'tag_aliases.csv'), ['id,antecedent_name,consequent_name,status,created_at,updated_at,creator_id,approver_id,forum_topic_id,reason', '1,old_hero,hero,active,,,,,,']);
    writeLines(join(dir, 'lists-in', 'danbooru', 'tag_implications.csv'), ['id,antecedent_name,consequent_name,status,created_at,updated_at,creator_id,approver_id,forum_topic_id,reason', '1,side_story,saga,active,,,,,,']);
    const { files } = await load(folder, join(dir, 'lists-in'), { board: 'danbooru' });
    expect(files.map((file) => file.outcome)).toEqual(['loaded', 'loaded', 'loaded', 'loaded']);
    await find(folder);
    expect(await membersOf(folder)).toEqual({ saga: 'saga', hero: 'saga', friend: 'saga', old_hero: 'saga', side_story: 'saga' });
    expect(await rowsOf(folder, "SELECT rule, follows FROM franchise_members WHERE tag_name = 'old_hero'")).toEqual([{ rule: 'alias', follows: 'hero' }]);
  });

  it.each(Object.keys(franchiseMethods) as FranchiseMethodName[])('by %s keep two franchises apart', async (method) => {
    const folder = copyOf();
    await find(folder, { method });
    const members = await membersOf(folder);
    const ours = (names: readonly string[]) => new Set(names.map((name) => members[name]));
    const [alpha, beta] = [ours(['alpha_(series)', 'alpha_ii', 'amy', 'alf']), ours(['beta', 'bea', 'bob'])];
    expect([...alpha].filter((name) => beta.has(name))).toEqual([]);
    expect(members['bob']).toBe(members['beta']);
  });
});

describe('why', () => {
  it('tells the steps to the head, and the company', async () => {
    const folder = copyOf();
    await find(folder);
    const reasons = await withLake(folder, (open) => explainMember(open, 'ann_(alpha)'), {});
    expect(reasons?.franchise).toBe('alpha_(series)');
    expect(reasons?.because.at(-1)).toBe('alpha_(series) is the head of the franchise alpha_(series)');
    expect(reasons?.company.map(({ franchise, most }) => [franchise, most])).toEqual([['alpha_(series)', 'alpha_(series)'], ['beta', 'beta']]);
    expect(reasons!.company.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 2);
    expect(await withLake(folder, (open) => explainMember(open, "no'such"), {})).toBeNull();
  });
});

describe('without much to find', () => {
  const lakeOf = async (posts: readonly Record<string, unknown>[]) => {
    const folder = join(dir, `small-${copies++}`);
    await load(folder, writeLines(join(dir, `small-${copies}.json`), posts));
    return folder;
  };

  it('a lake without copyrights says so', async () => {
    await expect(find(await lakeOf([post(1), post(2)]))).rejects.toThrow('no tag of the category copyright');
  });

  it('an empty lake says so', async () => {
    const folder = join(dir, 'empty');
    writeFileSync(join(dir, 'empty.json'), '');
    await load(folder, join(dir, 'empty.json')).catch(() => undefined);
    const opened = await openLake(folder, {}).catch(() => null);
    if (opened === null) return;
    opened.close();
    await expect(find(folder)).rejects.toThrow('no tag of the category copyright');
  });

  it('one post makes no franchise, and one with little support does', async () => {
    const folder = await lakeOf([picture(1, 'alpha', 'ann')]);
    expect(await find(folder)).toMatchObject({ franchises: 0 });
    expect(await find(folder, { support: 1 })).toMatchObject({ franchises: 2 });
  });

  it('a copyright on all posts is one franchise beside the others or of all, and none is lost', async () => {
    const folder = await lakeOf(Array.from({ length: 40 }, (_, i) => picture(i + 1, `everything work${i % 4}`, `hero${i % 4}`)));
    await find(folder);
    expect(Object.keys(await membersOf(folder))).toHaveLength(9);
  });
});
