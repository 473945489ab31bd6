import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { rowsSql } from '../images/composed-lake.js';
import { cli, tempFolder } from '../load/fixtures.js';
import { writeSmallLake } from '../system/small-lake.js';

const lake = join(tempFolder('link-cli'), 'lake');
const hostile = '"><script>\u001b[31m';

beforeAll(async () => {
  const posts = [['danbooru.donmai.us', 1, 'a'.repeat(31) + '1'], ['gelbooru.com', 5, 'A'.repeat(31) + '1'], ['gelbooru.com', 6, 'short']] as const;
  await writeSmallLake(lake, {
    posts: rowsSql(posts.map(([booru, key, md5]) => ({ booru, fid: String(key), post_key: key, md5, rating_level: key === 6 ? 4 : 0 }))),
    tags: rowsSql([['danbooru.donmai.us', 1, 'hug'], ['gelbooru.com', 2, 'hug'], ['danbooru.donmai.us', 3, hostile], ['gelbooru.com', 4, hostile]].map(([booru, tag_id, name]) => ({ booru, tag_id, tag_name: name, tag_name_norm: name, tag_cat: 0 }))),
  });
});

describe('link', () => {
  it('crossposts prints reasons to stdout and words to stderr', () => {
    const ran = cli(['--lake', lake, 'link', 'crossposts']);
    expect([ran.status, ran.stdout]).toEqual([0, expect.stringMatching(/md5 +1 +1/)]);
    expect(ran.stderr).toMatch(/3 posts of 2 works; 1 work on several boards with 2 posts/);
    expect(ran.stderr).toMatch(/1 post with an MD5 that is none/);
    expect(JSON.parse(cli(['--lake', lake, 'link', 'crossposts', '--json', '--prefer', 'gelbooru']).stdout)).toMatchObject({ posts: 3, works: 2, reasons: [{ reason: 'md5', edges: 1, joined: 1 }] });
    expect(JSON.parse(cli(['--lake', lake, 'sql', '-c', 'SELECT booru FROM works WHERE rank = 1 ORDER BY ALL', '-f', 'json']).stdout)).toEqual([{ booru: 'gelbooru.com' }]);
  });

  it('tags prints a row for each two boards, and keeps hostile names as they are', () => {
    const ran = cli(['--lake', lake, 'link', 'tags', '--json']);
    expect([ran.status, JSON.parse(ran.stdout)]).toEqual([0, { pairs: [{ booru_a: 'danbooru.donmai.us', booru_b: 'gelbooru.com', shared_works: 1, accepted: 2, by_posts_alone: 0, review: 0 }], decisions: expect.objectContaining({ used: 0 }) }]);
    expect(JSON.parse(cli(['--lake', lake, 'sql', '-c', 'SELECT tag_name_a FROM tag_links ORDER BY tag_id_a', '-f', 'json']).stdout)).toEqual([{ tag_name_a: 'hug' }, { tag_name_a: hostile }]);
  });

  it('says what is wrong with options and truths', () => {
    for (const [args, status, words] of [
      [['link', 'crossposts', '--accept', '2'], 2, '--accept takes a number'], [['link', 'tags', '--accept', ''], 2, '--accept takes a number'], [['link', 'tags', '--prefer', 'nowhere'], 2, 'Unknown board nowhere'],
      [['score', 'tags', '--truth', 'none.parquet'], 1, 'No such file: none.parquet'], [['score', 'crossposts'], 2, '--truth'],
    ] as const) {
      const ran = cli(['--lake', lake, ...args]);
      expect([args, ran.status, ran.stderr]).toEqual([args, status, expect.stringContaining(words)]);
    }
  });
});
