import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { simulate } from '../../src/simulate/simulate.js';
import { canonicalBoard } from '../../src/tags/boards.js';
import { counts, folderOf, loadPaths, sourcesOf } from './fixture.js';

const data = join(dirname(fileURLToPath(import.meta.url)), '../../../shared/data');

describe.skipIf(!existsSync(data))('the real boards', () => {
  it('load whole, and add up to what is known of them', { timeout: 60_000 }, async () => {
    const names = ['danbooru/posts_sample.jsonl', 'danbooru/tags_top.csv.gz', 'danbooru/tag_aliases.csv.gz', 'gelbooru/posts.xml', 'gelbooru/tags.csv', 'moebooru/post.json', 'moebooru/postV2_limit100.json'];
    const fixture = await loadPaths(names.map((name) => join(data, name)));
    expect(sourcesOf(fixture)).toEqual(['danbooru-posts', 'danbooru-tags', 'danbooru-aliases', 'gelbooru-xml', 'gelbooru-tags', 'moebooru-posts', 'moebooru-pages']);
    expect(counts(fixture)).toEqual([[1264, 1264, 0], [148566, 148566, 0], [34197, 34197, 0], [2230, 2137, 93], [19373, 19372, 1], [4, 4, 0], [24, 24, 0]]);
    expect(new Set((await fixture.rejects()).map(([reason]) => reason))).toEqual(new Set(['superseded']));
    expect(await fixture.rows('SELECT booru, count(*), count(created_at), count(md5), count(file_ext) FROM posts GROUP BY 1 ORDER BY 1')).toEqual([
      ['danbooru.donmai.us', 1264, 1264, 1260, 1260], ['gelbooru.com', 2137, 2137, 2137, 2137], ['konachan.com', 4, 4, 4, 4], ['yande.re', 24, 24, 24, 24],
    ]);
    expect(await fixture.rows(`SELECT tag_type_raw, count(*) FROM tags WHERE booru = 'gelbooru.com' AND tag_type_raw IS NOT NULL GROUP BY 1 ORDER BY 1`)).toEqual([
      ['artist', 3753], ['character', 4952], ['copyright', 2234], ['deprecated', 97], ['general', 8193], ['metadata', 143],
    ]);
    expect(await fixture.rows(`SELECT count(*) FROM tags WHERE booru = 'gelbooru.com' AND regexp_matches(tag_name, '&(#|amp|lt|gt|quot)')`)).toEqual([[0]]);
  });
});

it('what the simulator writes loads without a reject', { timeout: 60_000 }, async () => {
  const out = folderOf({});
  const { postsByBoard } = await simulate({ out, posts: 2000, seed: 11 });
  const fixture = await loadPaths(['danbooru', 'gelbooru', 'safebooru', 'yandere'].map((name) => join(out, name)));
  expect(new Set(sourcesOf(fixture))).toEqual(new Set(['danbooru-posts', 'danbooru-tags', 'danbooru-aliases', 'danbooru-implications', 'gelbooru-xml', 'gelbooru-tags', 'kaggle-safebooru', 'moebooru-posts', 'moebooru-tags']));
  expect(fixture.files.filter(({ outcome, read, loaded }) => outcome !== 'loaded' || read !== loaded || read === 0)).toEqual([]);
  expect(Object.fromEntries(await fixture.rows('SELECT booru, count(*) FROM posts GROUP BY 1 ORDER BY 1'))).toEqual(
    Object.fromEntries(Object.entries(postsByBoard).map(([name, posts]) => [canonicalBoard(name), posts])),
  );
  // Every tag of a post is in the board's own list of tags, and the list counts the posts.
  for (const booru of ['danbooru.donmai.us', 'gelbooru.com', 'yande.re']) {
    const counted = `SELECT t.tag_name, any_value(post_count) AS listed, count(*) AS found FROM tags AS t JOIN tag_posts USING (tag_id) WHERE t.booru = '${booru}' GROUP BY 1`;
    expect(await fixture.rows(`SELECT * FROM (${counted}) WHERE listed IS DISTINCT FROM found`)).toEqual([]);
  }
});
