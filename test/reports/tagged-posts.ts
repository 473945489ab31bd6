import { afterAll, beforeAll } from 'vitest';
import { loadQuery, runQuery } from '../../src/reports/query.js';
import { rowsSql } from '../images/composed-lake.js';
import { testLake, type TableSql, type TestLake } from './fixture.js';

/** A post as its tags: names with spaces between; `at` is a date or a time. Other columns of `posts` as they are called there. */
export interface TaggedPost {
  readonly id: number;
  readonly tags: string;
  readonly board?: string;
  readonly at?: string;
  readonly level?: number;
  readonly [column: string]: unknown;
}

const categoryOf = (letter: string): number => ({ a: 1, w: 3, c: 4, m: 5, u: -1 })[letter] ?? 0;

/** Tables of posts with their tags. A tag `c:miku` is a character, `w:` a copyright, `a:` an artist, `m:` meta, `u:` unknown, others are general. */
export function taggedTables(posts: readonly TaggedPost[]): TableSql {
  const ids = new Map<string, number>();
  const rows = posts.map(({ id, board = 'x', at, level = 0, ...more }) => ({ booru: board, fid: String(id), post_key: id, fid_num: id, rating_level: level, created_at: at, ...more }));
  const pairs = posts.flatMap(({ id, tags, board = 'x', level = 0 }) => tags.split(' ').filter((tag) => tag !== '').map((tag) => {
    const key = `${board} ${tag}`;
    if (!ids.has(key)) ids.set(key, ids.size + 1);
    return { booru: board, post_key: id, tag_id: ids.get(key), rating_level: level };
  }));
  const names = [...ids].map(([key, tag_id]) => {
    const [booru = '', tag = ''] = key.split(' ');
    const name = tag.replace(/^[awcmu]:/, '');
    return { booru, tag_id, tag_name: name, tag_name_norm: name.toLowerCase(), tag_cat: name === tag ? 0 : categoryOf(tag[0]!) };
  });
  return {
    posts: `SELECT * EXCLUDE (tags) REPLACE (created_at::TIMESTAMPTZ AS created_at) FROM (${rowsSql(rows)})`,
    tags: rowsSql(names), tag_posts: rowsSql(pairs), post_tags: rowsSql(pairs),
  };
}

/** A run of posts: `count` of them from `id` on, alike but for what `vary` says. */
export function several(count: number, post: TaggedPost, vary: (n: number) => Partial<TaggedPost> = () => ({})): TaggedPost[] {
  return Array.from({ length: count }, (_, n) => ({ ...post, id: post.id + n, ...vary(n) }));
}

export type Ask = (name: string, given?: Record<string, string>) => Promise<Record<string, unknown>[]>;

/** A lake for the tests of a file's part, and what its saved queries answer. */
export function askedLake(tables: () => TableSql): Ask {
  let test: TestLake;
  beforeAll(async () => { test = await testLake(tables()); });
  afterAll(() => test.close());
  return async (name, given = {}) => (await runQuery(test.lake, await loadQuery(name), given)).rows;
}

/** The values of some columns of each row. */
export function columnsOf(rows: readonly Record<string, unknown>[], ...columns: string[]): unknown[][] {
  return rows.map((row) => columns.map((column) => row[column]));
}
