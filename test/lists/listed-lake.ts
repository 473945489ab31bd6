import { afterAll, beforeAll } from 'vitest';
import type { Lake } from '../../src/lake/lake.js';
import type { Rating } from '../../src/lake/views.js';
import type { ListOptions } from '../../src/lists/list-options.js';
import { writeList, type ListSummary } from '../../src/lists/list.js';
import type { ListSource } from '../../src/lists/asked.js';
import { testLake, type TableSql } from '../reports/fixture.js';

export const danbooru = 'danbooru.donmai.us';
export const sankaku = 'chan.sankakucomplex.com';
export const md5 = '5d41402abc4b2a76b9719d911017c592';
const other = 'a'.repeat(32);

const text = (value: string | null) => (value === null ? 'NULL' : `'${value.replaceAll("'", "''")}'`);
const keyed = (values: string) => `SELECT *, CASE WHEN regexp_full_match(fid, '[0-9]+') THEN fid::BIGINT ELSE -1 - (md5_number_lower(fid) >> 1)::BIGINT END AS post_key FROM (VALUES ${values})`;

/** Addresses that a dump may hold: one with what no line of a list may hold, one that is none, one that has expired. */
export const odd = { hostile: 'https://files.yande.re/image/x/a b\n  out=../../evil#\tä"%zz%20.png', none: 'javascript:alert(1)', expired: 'https://v.sankakucomplex.com/data/a.jpg?e=1678000000&m=x' };

/** Posts 3 and 4 of danbooru and 9 of yande.re are hidden; posts with md5 are one work. */
const posts = keyed(([
  [danbooru, '1', 'general', 0, md5, 'jpg', null, 'https://cdn.donmai.us/preview/1.jpg'], [danbooru, '2', 'sensitive', 2, other, 'png', odd.hostile, null],
  [danbooru, '3', 'questionable', 3, null, 'jpg', 'https://e.com/hidden-3.jpg', null], [danbooru, '4', 'explicit', 4, null, 'jpg', 'https://e.com/hidden-4.jpg', null],
  ['yande.re', '1', 'safe', 1, md5, 'jpg', `https://files.yande.re/image/${md5}/1.jpg`, null], ['yande.re', '9', 'explicit', 4, md5, 'jpg', 'https://e.com/hidden-9.jpg', null],
  ['gelbooru.com', '5', 'general', 0, md5, 'jpg', odd.none, null], [sankaku, 'AbcDefGhi12', 'safe', 1, null, 'jpg', 'https://e.com/upper.jpg', null], [sankaku, 'aBcDefGhi12', 'safe', 1, null, 'jpg', 'https://e.com/lower.jpg', null],
  [sankaku, '77', 'safe', 1, other, 'jpg', odd.expired, null], ['zerochan.net', '8', null, 2, null, 'jpg', '//static.zerochan.net/Hatsune.Miku.full.8.jpg', null],
] as const).map(([booru, fid, rating, level, sum, ext, url, preview]) => `(${text(booru)}, ${text(fid)}, ${text(rating)}, ${level}, ${text(sum)}, '${ext}', ${text(url)}, ${text(preview)}, 10, TIMESTAMPTZ '2020-01-02 03:04:05Z', 640, 480, 123456)`).join(', '))
  + ' AS t(booru, fid, rating_std, rating_level, md5, file_ext, file_url, preview_url, score, created_at, width, height, file_size)';

const tags = `SELECT * FROM (VALUES ('${danbooru}', 1, 'hatsune_miku', 4, 900), ('${danbooru}', 2, 'vocaloid', 3, 800), ('${danbooru}', 3, 'ixy^_^{x}', 1, 5), ('${danbooru}', 4, 'solo', 0, 9999), ('${danbooru}', 5, 'highres', 5, 7000),
  ('${danbooru}', 6, 'kagamine_rin', 4, 500), ('zerochan.net', 7, 'Hatsune Miku', 4, 3), ('${danbooru}', 8, 'con:"; rm -rf $(x)', 4, 1)) AS t(booru, tag_id, tag_name, tag_cat, post_count)`;
const pairs = `SELECT * FROM (VALUES ('${danbooru}', 1, 1, 0), ('${danbooru}', 1, 2, 0), ('${danbooru}', 1, 3, 0), ('${danbooru}', 1, 4, 0), ('${danbooru}', 1, 5, 0), ('${danbooru}', 1, 6, 0), ('zerochan.net', 8, 7, 2),
  ('${danbooru}', 2, 8, 2), ('${danbooru}', 3, 1, 3)) AS t(booru, post_key, tag_id, rating_level)`;

export const tables: TableSql = {
  posts, tags, post_tags: pairs, tag_posts: pairs,
  works: `SELECT *, fid::BIGINT AS post_key FROM (VALUES (1, '${danbooru}', '1', 1, 4), (1, 'yande.re', '1', 2, 4), (1, 'yande.re', '9', 3, 4), (1, 'gelbooru.com', '5', 4, 4)) AS t(work_id, booru, fid, rank, posts)`,
};

/** A lake for the lists of a test file, opened before its tests and gone after them. */
export function listedLake(more: () => TableSql | Promise<TableSql> = () => ({}), rating: Rating = 'sensitive'): { readonly lake: Lake } {
  const opened: { lake: Lake } = { lake: undefined as unknown as Lake };
  let close = () => {};
  beforeAll(async () => {
    const made = await testLake({ ...tables, ...(await more()) }, rating);
    [opened.lake, close] = [made.lake, made.close];
  });
  afterAll(() => close());
  return opened;
}

export const everyPost = 'SELECT booru, fid FROM posts ORDER BY booru, fid';

/** The text of a list and what was told of it. */
export async function listed(lake: Lake, source: ListSource, options: Omit<ListOptions, 'out' | 'write'>): Promise<ListSummary & { text: string }> {
  const pieces: string[] = [];
  const summary = await writeList(lake, source, { ...options, write: (piece) => pieces.push(piece) });
  return { ...summary, text: pieces.join('') };
}
