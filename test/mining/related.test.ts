import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { openLake } from '../../src/lake/lake.js';
import { countCooccurrence } from '../../src/mining/cooccurrence.js';
import { relatedTags, tagNamesLike, type RelatedOptions } from '../../src/mining/related.js';
import { similarity } from '../../src/mining/similarity.js';
import { cli, danbooru, load, pinned, post, tempFolder, withLake, writeLines } from '../load/fixtures.js';

const dir = tempFolder('related');
const lake = join(dir, 'lake');

/** sky in 8 shown posts, sea in 4 of them, cat in 2 and 6 others, hat in 1 rare one; 2 hidden posts of sky and sea. */
const posts = [
  ...[1, 2].map((id) => post(id, { tags: 'sky sea cat' })), ...[3, 4].map((id) => post(id, { tags: 'sky sea' })),
  post(5, { tags: 'sky hat' }), ...[6, 7, 8].map((id) => post(id, { tags: 'sky', character: 'ann' })),
  ...[9, 10, 11, 12, 13, 14].map((id) => post(id, { tags: 'cat' })), ...[15, 16].map((id) => post(id, { tags: 'sky sea', rating: 'e' })),
];

beforeAll(() => load(lake, writeLines(join(dir, 'posts.json'), posts)));

const related = (tag: string, options: RelatedOptions = {}, at = lake, rating: 'sensitive' | 'all' = 'sensitive') => withLake(at, (session) => relatedTags(session, tag, options), { rating });
const names = async (tag: string, options: RelatedOptions = {}) => (await related(tag, options))!.tags.map((row) => row.tag_name);

describe('related tags', () => {
  it('have the counts and measures of the posts shown', async () => {
    const found = (await related('sky'))!;
    expect(found).toMatchObject({ booru: danbooru, posts: 8, source: 'post_tags', elsewhere: [] });
    expect(found.tags.map(({ tag_name, posts: own, both }) => [tag_name, own, both])).toEqual([['sea', 4, 4], ['ann', 3, 3], ['hat', 1, 1], ['cat', 8, 2]]);
    expect(found.tags[0]).toMatchObject({ tag_cat: 0, ...similarity({ both: 4, postsA: 8, postsB: 4, posts: 14 }) });
    expect((await related('sky', {}, lake, 'all'))!.tags[0]).toMatchObject({ tag_name: 'sea', posts: 6, both: 6 });
  });

  it('are ranked as asked, ties by shared posts', async () => {
    expect(await names('sky', { by: 'frequency' })).toEqual(['sea', 'ann', 'cat', 'hat']);
    expect(await names('sky', { by: 'overlap' })).toEqual(['sea', 'ann', 'hat', 'cat']);
    expect(await names('sky', { by: 'jaccard' })).toEqual(['sea', 'ann', 'cat', 'hat']);
    expect((await names('sky', { by: 'likelihood' })).at(-1)).toBe('cat');
  });

  it('can be of some categories, and as few as asked', async () => {
    expect(await names('sky', { categories: [4] })).toEqual(['ann']);
    expect(await names('sky', { limit: 2 })).toHaveLength(2);
  });

  it('of an unknown tag are null, with names like it', async () => {
    expect(await related('skyy')).toBeNull();
    expect((await withLake(lake, (session) => tagNamesLike(session, 'skyy')))[0]).toBe('sky');
  });

  it('of a hostile name find nothing and do no harm', async () => {
    for (const tag of ["x' OR 1=1 --", '"', '%', '']) expect(await related(tag)).toBeNull();
  });

  it('come from the counted table while it fits what the session shows', async () => {
    const own = join(dir, 'counted');
    await load(own, join(dir, 'posts.json'));
    await withLake(own, (session) => countCooccurrence(session, { minimum: 2, now: pinned, threads: 1 }), { rating: 'sensitive' });
    const counted = (await related('sky', {}, own))!;
    const live = (await related('sky'))!;
    expect(counted).toEqual({ ...live, source: 'cooccurrence', tags: live.tags.filter(({ both }) => both >= 2) });
    expect((await related('sky', {}, own, 'all'))!.source).toBe('post_tags');
    await load(own, writeLines(join(dir, 'more.json'), [post(20, { tags: 'sky sea' })]));
    expect(await related('sky', {}, own)).toMatchObject({ source: 'post_tags', posts: 9 });
  });

  it('come from a ready-made table where there are no posts', async () => {
    const own = join(dir, 'ready');
    const csv = writeLines(join(dir, 'ready-made', 'pairs.csv'), ['tag_a,tag_b,count,cat_a,cat_b,posts_a,posts_b', 'miku,vocaloid,900,4,3,1000,3000', 'rin,miku,200,4,4,400,1000']);
    await load(own, csv, { board: 'danbooru' });
    const found = (await related('miku', {}, own))!;
    expect(found).toMatchObject({ source: 'cooccurrence', posts: 1000 });
    expect(found.tags.map(({ tag_name, posts: size, both }) => [tag_name, size, both])).toEqual([['vocaloid', 3000, 900], ['rin', 400, 200]]);
    expect(found.tags[1]).toMatchObject({ cosine: 200 / Math.sqrt(1000 * 400), frequency: 0.2, overlap: 0.5 });
  });

  it('name the boards that have the tag, and refuse one that has not', async () => {
    await expect(related('sky', { booru: 'yande.re' })).rejects.toThrow('yande.re has no tag sky');
    const session = await openLake(lake);
    expect(await relatedTags(session, 'sky', { booru: danbooru })).not.toBeNull();
    session.close();
  });
});

describe('the commands', () => {
  it('count and relate', () => {
    const own = join(dir, 'commands');
    expect(cli(['--lake', own, 'load', join(dir, 'posts.json')]).status).toBe(0);
    const counted = cli(['--lake', own, 'cooccurrence', '--min', '1', '--json']);
    expect(counted).toMatchObject({ status: 0, stderr: '2 posts hidden, --rating all shows them.\n' });
    expect(JSON.parse(counted.stdout)).toEqual([{ booru: danbooru, posts: 14, tags: 5, post_tags: 24, pairs: 5 }]);
    const ran = cli(['--lake', own, 'related', 'sky', '--by', 'frequency', '--category', 'general', '--limit', '2', '--json']);
    expect(JSON.parse(ran.stdout)).toMatchObject([{ tag: 'sea', category: 'general', posts: 4, both: 4, frequency: 0.5 }, { tag: 'cat', both: 2 }]);
    expect(ran.stderr).toContain('sky on danbooru.donmai.us: 8 posts, counted from the table cooccurrence');
  });

  it.each<[string, string[], number, RegExp]>([
    ['an unknown tag', ['related', 'skyy'], 1, /No tag "skyy"[\s\S]*Did you mean sky\?/],
    ['an unknown order', ['related', 'sky', '--by', 'magic'], 2, /--by takes one of cosine/],
    ['an unknown category', ['related', 'sky', '--category', 'people'], 2, /Unknown category "people"[\s\S]*character/],
    ['an unknown board', ['cooccurrence', '--board', 'nope'], 2, /Unknown board nope/],
    ['a minimum of none', ['cooccurrence', '--min', '0'], 2, /--min takes a whole number from 1/],
    ['years that are none', ['cooccurrence', '--years', '2020-2010'], 2, /--years takes a year/],
  ])('say what is wrong with %s', (_, args, status, message) => {
    const ran = cli(['--lake', lake, ...args]);
    expect(ran).toMatchObject({ status, stdout: '' });
    expect(ran.stderr).toMatch(message);
  });
});
