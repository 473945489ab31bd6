import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadQuery, runQuery } from '../../src/reports/query.js';
import { danbooru, load, tempFolder, withLake } from '../load/fixtures.js';
import { simulated, type DanbooruPost, type Simulated } from '../simulate/simulated.js';

const dir = tempFolder('simulated-queries');
let data: Simulated;
/** What the simulated board wrote of its posts; the answers are worked out from it in plain JavaScript. */
let posts: DanbooruPost[];

beforeAll(async () => {
  data = await simulated({ posts: 3000, seed: 11, boards: ['danbooru'] });
  posts = data.lines<DanbooruPost>('danbooru/posts.jsonl');
  await load(dir, [join(data.folder, 'danbooru')]);
}, 120_000);
afterAll(() => data.remove());

const ask = (name: string, params: Record<string, string> = {}) => withLake(dir, async (lake) => (await runQuery(lake, await loadQuery(name), params)).rows as Record<string, never>[]);
/** Some columns of the answer, in an order of their own. */
const answer = async (name: string, columns: readonly string[], params?: Record<string, string>) => sorted((await ask(name, params)).map((row) => columns.map((column) => row[column])));
const sorted = <T extends readonly unknown[]>(rows: readonly T[]): T[] => [...rows].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

const words = (text: string) => text.split(' ').filter((word) => word !== '');
const yearOf = ({ created_at: at }: DanbooruPost) => new Date(at).getUTCFullYear();
const median = (numbers: readonly number[]) => {
  const row = [...numbers].sort((a, b) => a - b);
  return (row[Math.floor((row.length - 1) / 2)]! + row[Math.ceil((row.length - 1) / 2)]!) / 2;
};
function grouped<T, K extends string | number>(items: readonly T[], keyOf: (item: T) => K): [K, T[]][] {
  const groups = new Map<K, T[]>();
  for (const item of items) groups.set(keyOf(item), [...groups.get(keyOf(item)) ?? [], item]);
  return [...groups];
}
const tagged = (some: readonly DanbooruPost[], names: (post: DanbooruPost) => string[]) => grouped(some.flatMap((post) => names(post).map((name) => ({ name, post }))), ({ name }) => name).map(([name, pairs]) => [name, pairs.map(({ post }) => post)] as const);

describe('saved queries on a simulated board answer as its own file says, counted in plain JavaScript', () => {
  it('board-growth', async () => expect(await answer('board-growth', ['year', 'booru', 'posts'])).toEqual(sorted(grouped(posts, yearOf).map(([year, some]) => [year, danbooru, some.length]))));

  it('boards', async () => {
    const uses = posts.reduce((sum, post) => sum + words(post.tag_string).length, 0);
    const [[count, perPost, middle]] = await answer('boards', ['posts', 'tags_a_post', 'median_score']) as unknown as [[number, number, number]];
    expect([count, middle]).toEqual([posts.length, median(posts.map(({ score }) => score))]);
    expect(perPost).toBeCloseTo(uses / posts.length, 1);
  });

  it('ratings: all posts, and those of the letters that never changed', async () => {
    const rows = await answer('ratings', ['year', 'rating', 'posts']) as unknown as [number, string, number][];
    expect(rows.reduce((sum, [, , n]) => sum + n, 0)).toBe(posts.length);
    const names: Record<string, string> = { g: 'general', q: 'questionable', e: 'explicit' };
    const told = grouped(posts.filter(({ rating }) => rating in names), (post) => `${yearOf(post)} ${names[post.rating]}`).map(([key, some]) => [Number(key.slice(0, 4)), key.slice(5), some.length] as const);
    expect(rows.filter(([, rating]) => Object.values(names).includes(rating))).toEqual(sorted(told));
  });

  it('posting-hours', async () => {
    const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
    const told = grouped(posts, ({ created_at: at }) => `${new Date(at).toISOString().slice(11, 13)} ${days[new Date(at).getUTCDay()]}`).map(([key, some]) => [key.slice(0, 2), key.slice(3), some.length]);
    expect(await answer('posting-hours', ['hour', 'weekday', 'posts'])).toEqual(sorted(told));
  });

  it('scores', async () => {
    const told = grouped(posts, yearOf).filter(([, some]) => some.length >= 5).map(([year, some]) => [year, median(some.map(({ score }) => score)), Math.max(...some.map(({ score }) => score)), some.length]);
    expect(await answer('scores', ['year', 'median_score', 'best', 'posts'])).toEqual(sorted(told));
  });

  it('tags-a-post', async () => expect(await answer('tags-a-post', ['tags', 'posts'])).toEqual(sorted(grouped(posts, (post) => words(post.tag_string).length).map(([tags, some]) => [tags, some.length]))));

  it('file-formats', async () => {
    const told = grouped(posts, (post) => `${yearOf(post)} ${post.file_ext}`).map(([key, some]) => [Number(key.slice(0, 4)), key.slice(5), some.length]);
    expect(await answer('file-formats', ['year', 'format', 'posts'])).toEqual(sorted(told));
  });

  it('orientations', async () => {
    const shape = ({ image_width: w, image_height: h }: DanbooruPost) => (h > 1.05 * w ? 'upright' : w > 1.05 * h ? 'wide' : 'square');
    const told = grouped(posts, (post) => `${yearOf(post)} ${shape(post)}`).map(([key, some]) => [Number(key.slice(0, 4)), key.slice(5), some.length]);
    expect(await answer('orientations', ['year', 'shape', 'posts'], { min_posts: '1' })).toEqual(sorted(told));
  });

  it('tag-categories', async () => {
    const of = { general: 'tag_string_general', artist: 'tag_string_artist', copyright: 'tag_string_copyright', character: 'tag_string_character', meta: 'tag_string_meta' } as const;
    const told = Object.entries(of).map(([category, field]) => [category, posts.reduce((sum, post) => sum + words(post[field]).length, 0)]);
    expect(await answer('tag-categories', ['category', 'uses'])).toEqual(sorted(told));
  });

  it('top-artists', async () => {
    const told = tagged(posts, (post) => words(post.tag_string_artist)).filter(([, some]) => some.length >= 5)
      .map(([artist, some]) => [artist, some.length, Math.max(...some.map(({ score }) => score)), Math.min(...some.map(yearOf)), Math.max(...some.map(yearOf))]);
    expect(await answer('top-artists', ['artist', 'posts', 'best_score', 'first_year', 'last_year'], { limit: '100000' })).toEqual(sorted(told));
  });

  it('top-characters', async () => {
    const told = tagged(posts, (post) => words(post.tag_string_character))
      .map(([character, some]) => [character, some.length, median(some.map(({ score }) => score)), Math.round((1000 * some.filter((post) => words(post.tag_string).includes('solo')).length) / some.length) / 10]);
    expect(await answer('top-characters', ['character', 'posts', 'median_score', 'percent_solo'], { limit: '100000' })).toEqual(sorted(told));
  });

  it('hair-colours', async () => {
    const colours = ['black', 'blonde', 'blue'];
    const told = tagged(posts, (post) => colours.filter((colour) => words(post.tag_string).includes(`${colour}_hair`)))
      .flatMap(([colour, some]) => grouped(some, yearOf).map(([year, many]) => [year, colour, many.length]));
    expect(await answer('hair-colours', ['year', 'colour', 'posts'], { colours: colours.join(' ') })).toEqual(sorted(told));
  });

  it('hit-parade: the posts with both tags', async () => {
    const told = posts.filter(({ tag_string: tags }) => ['solo', 'smile'].every((tag) => words(tags).includes(tag))).map(({ id, score }) => [String(id), score]);
    expect(told.length).toBeGreaterThan(20);
    expect(await answer('hit-parade', ['fid', 'score'], { tags: 'solo smile', limit: '100000' })).toEqual(sorted(told));
  });
});
