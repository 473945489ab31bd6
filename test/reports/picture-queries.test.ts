import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadQuery, runQuery } from '../../src/reports/query.js';
import { rowsSql } from '../images/composed-lake.js';
import { testLake, type TestLake } from './fixture.js';

/** Posts 1 to 6 of board a (6 is questionable), 7 and 8 of b, a picture of each; a stray picture of no post. */
const keys = [1, 2, 3, 4, 5, 6, 7, 8].map((post) => ({ booru: post < 7 ? 'a' : 'b', fid: String(post), post_key: post, path: `p/${post}.jpg`, file_name: `${post}.jpg` }));
const stray = { path: 'p/stray.jpg', file_name: 'stray.jpg' };
const scale = ['portrait', 'portrait', 'wide', 'portrait', null, 'wide', 'half', 'half'];
const tables = {
  posts: `SELECT *, make_timestamptz(2018 + post_key // 4, 1, 1, 0, 0, 0) AS created_at FROM (${rowsSql(keys.map(({ booru, fid, post_key }) => ({ booru, fid, post_key, score: 10 * post_key, rating_level: post_key === 6 ? 3 : 0 })))})`,
  compositions: rowsSql([...keys.map((key, i) => ({ ...key, scale: scale[i], figures: 1 + (i % 2), face_share: 0.1 })), { ...stray, scale: 'wide', figures: 0 }]),
  picture_quality: rowsSql([...keys.map((key, i) => ({ ...key, fitted: i === 4 ? null : 0.1 * (i + 1), target: 0.5, bc_reverse: 0.2 })), { ...stray, fitted: 0.75 }]),
  image_stats: rowsSql([...keys.map((key, i) => ({ ...key, chroma_mean: 0.1 * (i + 1), mean: 0.5, stddev: 0.2, entropy: i === 4 ? null : 0.7, edge: 0.1, colors: 1000 })), { ...stray, entropy: 0.5 }]),
};

describe('the questions of pictures, counted by hand', () => {
  let test: TestLake;
  beforeAll(async () => { test = await testLake(tables); });
  afterAll(() => test.close());
  const ask = async (name: string, given: Record<string, string> = {}): Promise<Record<string, unknown>[]> => (await runQuery(test.lake, await loadQuery(name), given)).rows;

  it('composition-by-year gives shares of the pictures of known scale', async () => {
    const rows = await ask('composition-by-year', { min_pictures: '1' });
    expect(rows.map((row) => [row['year'], row['scale'], row['pictures'], row['percent'], row['pictures_of_year']])).toEqual([
      [2018, 'portrait', 2, 66.7, 3], [2018, 'wide', 1, 33.3, 3], [2019, 'portrait', 1, 50, 2], [2019, 'half', 1, 50, 2], [2020, 'half', 1, 100, 1],
    ]);
    expect(await ask('composition-by-year', { min_pictures: '3', board: 'a' })).toHaveLength(2);
  });

  it('scales-by-board gives those of each board', async () => {
    expect((await ask('scales-by-board')).map((row) => [row['booru'], row['scale'], row['pictures'], row['percent'], row['median_score']])).toEqual([
      ['a', 'portrait', 3, 75, 20], ['a', 'wide', 1, 25, 30], ['b', 'half', 2, 100, 75],
    ]);
  });

  it('best-pictures lists files of no post too, and hides what the rating hides', async () => {
    expect((await ask('best-pictures')).map((row) => row['path'])).toEqual(['p/8.jpg', 'p/stray.jpg', 'p/7.jpg', 'p/4.jpg', 'p/3.jpg', 'p/2.jpg', 'p/1.jpg']);
    expect((await ask('best-pictures', { board: 'a', scale: 'portrait', limit: '2' })).map((row) => [row['path'], row['score'], row['better_than']])).toEqual([['p/4.jpg', 40, 0.5], ['p/2.jpg', 20, 0.5]]);
  });

  it('picture-look-by-year takes the middle of a year', async () => {
    expect((await ask('picture-look-by-year', { min_pictures: '1' })).map((row) => [row['booru'], row['year'], row['chroma'], row['pictures']])).toEqual([['a', 2018, 0.2, 3], ['a', 2019, 0.4, 1], ['b', 2019, 0.7, 1], ['b', 2020, 0.8, 1]]);
  });
});
