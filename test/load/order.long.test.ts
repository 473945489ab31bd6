import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { Random } from '../../src/kernels/random.js';
import { simulate } from '../../src/simulate/simulate.js';
import { load, rowsOf, tempFolder, writeLines } from './fixtures.js';

const dir = tempFolder('order');
const dumps = join(dir, 'dumps');
const files: string[] = [];
let expected: unknown;

/** Everything a lake says, by names: neither numbers of tags nor of loads, which tell the order of loading. */
async function contentOf(lake: string): Promise<unknown> {
  return {
    posts: await rowsOf(lake, 'SELECT booru, count(*) AS n, bit_xor(hash(p))::VARCHAR AS rows FROM (SELECT * EXCLUDE (src_file, src_row) FROM posts) AS p GROUP BY booru ORDER BY booru'),
    pairs: await rowsOf(lake, 'SELECT booru, count(*) AS n, bit_xor(hash(p.post_key, tag_name, p.rating_level))::VARCHAR AS rows FROM post_tags AS p JOIN tags USING (booru, tag_id) GROUP BY booru ORDER BY booru'),
    byTag: await rowsOf(lake, 'SELECT booru, count(*) AS n, bit_xor(hash(p.post_key, tag_name, p.rating_level))::VARCHAR AS rows FROM tag_posts AS p JOIN tags USING (booru, tag_id) GROUP BY booru ORDER BY booru'),
    tags: await rowsOf(lake, 'SELECT * EXCLUDE (tag_id) FROM tags ORDER BY ALL'),
    aliases: await rowsOf(lake, 'SELECT * EXCLUDE (src_file, src_row) FROM tag_aliases ORDER BY ALL'),
    implications: await rowsOf(lake, 'SELECT * EXCLUDE (src_file, src_row) FROM tag_implications ORDER BY ALL'),
  };
}

const shuffled = (random: Random) => {
  const order = [...files];
  for (let at = order.length - 1; at > 0; at--) {
    const other = random.int(at + 1);
    [order[at], order[other]] = [order[other]!, order[at]!];
  }
  return order;
};

beforeAll(async () => {
  await simulate({ posts: 1200, seed: 4, out: dumps, boards: ['danbooru', 'gelbooru'] });
  const posts = readFileSync(join(dumps, 'danbooru', 'posts.jsonl'), 'utf8').trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>);
  const newer = posts.filter((_, i) => i % 3 === 0).map((post) => ({ ...post, score: 1, tag_string: String(post['tag_string']).split(' ').slice(1).join(' '), updated_at: '2026-02-01T00:00:00.000-05:00' }));
  const third = Math.ceil(posts.length / 3);
  // Three parts that overlap, and a newer dump that changes every third post.
  for (let part = 0; part < 3; part++) files.push(writeLines(join(dir, 'parts', 'danbooru', `posts-${part}.jsonl`), posts.slice(part * third, (part + 1) * third + 40)));
  files.push(writeLines(join(dir, 'parts', 'danbooru', 'newer.jsonl'), newer));
  files.push(...['tags', 'tag_aliases', 'tag_implications'].map((name) => join(dumps, 'danbooru', `${name}.jsonl`)), join(dumps, 'gelbooru', 'posts.xml'), join(dumps, 'gelbooru', 'tags.xml'));
  const first = join(dir, 'first');
  const summary = await load(first, files);
  expect(summary.files.map((file) => file.outcome)).toEqual(files.map(() => 'loaded'));
  expected = await contentOf(first);
}, 60_000);

describe('parts of dumps', () => {
  it.each([1, 2, 3, 4, 5, 6])('give the same tables in any order, together or one by one: %i', async (seed) => {
    const order = shuffled(new Random(seed));
    const lake = join(dir, `lake-${seed}`);
    const step = seed % 3 === 0 ? 1 : seed % 3 === 1 ? order.length : 4;
    for (let at = 0; at < order.length; at += step) await load(lake, order.slice(at, at + step));
    expect(await contentOf(lake)).toEqual(expected);
  });
});
