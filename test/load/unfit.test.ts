import { join } from 'node:path';
import { expect, it } from 'vitest';
import { gelbooruPost } from './gelbooru-post.js';
import { load, rowsOf, tempFolder, writeLines } from './fixtures.js';

const dir = tempFolder('unfit');

it('records whose values fit no column cost themselves only', async () => {
  const lake = join(dir, 'lake');
  const posts = Array.from({ length: 200 }, (_, i) => gelbooruPost(i + 1, i === 17 || i === 150 ? { change: 9_000_000_000_000_000 } : {}));
  const { files } = await load(lake, writeLines(join(dir, 'gelbooru', 'posts.json'), posts));
  expect(files).toMatchObject([{ outcome: 'loaded', read: 200, loaded: 198, rejected: 2 }]);
  expect(await rowsOf(lake, 'SELECT reason, detail, line, json_extract_string(raw, \'$.id\') AS id FROM rejects ORDER BY line')).toEqual([
    { reason: 'bad_value', detail: expect.stringContaining('out of range'), line: 18, id: '18' }, { reason: 'bad_value', detail: expect.stringContaining('out of range'), line: 151, id: '151' },
  ]);
  expect(await rowsOf(lake, 'SELECT count(*) AS n, count(DISTINCT post_key) AS posts FROM post_tags', { rating: 'all' })).toEqual([{ n: 396, posts: 198 }]);
});
