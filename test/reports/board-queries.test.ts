import { describe, expect, it } from 'vitest';
import { askedLake, columnsOf, several, taggedTables } from './tagged-posts.js';

/** Board x, 2020: twelve posts, six by ann, four by bob, one each by cid and dan; heights 1500 (6), 1000 (3), 500 (3); board y, 2021: two posts without an uploader. */
const posts = [
  ...several(12, { id: 1, tags: 'hat', at: '2020-03-02 10:00:00Z', width: 1000 }, (n) => ({
    uploader: n < 6 ? 'ann' : n < 10 ? 'bob' : n === 10 ? 'cid' : 'dan', height: n < 6 ? 1500 : n < 9 ? 1000 : 500, file_ext: n < 9 ? 'jpg' : null, file_url: n === 9 ? 'https://h.example/9.PNG?x=1' : 'https://h.example/9',
    file_size: 2048 * (n + 1), score: n, rating_std: n < 9 ? 'general' : null,
  })),
  ...several(2, { id: 1, board: 'y', tags: 'hat', at: '2021-03-04 23:00:00Z', width: 2000, height: 1000, file_ext: 'gif', file_size: 1024, score: 5, rating_std: 'safe', level: 1 }),
  ...several(20, { id: 100, tags: 'hat', at: '2020-03-02 11:00:00Z', width: 1, height: 1, file_ext: 'webm', uploader: 'eve', score: 99, rating_std: 'explicit', level: 4 }),
];

describe('the questions of boards', () => {
  const ask = askedLake(() => taggedTables(posts));

  it('uploaders says how many made half', async () => {
    expect(columnsOf(await ask('uploaders', { min_posts: '1' }), 'booru', 'year', 'posts', 'uploaders', 'made_half', 'percent_made_half', 'percent_of_busiest', 'percent_posted_once')).toEqual([['x', 2020, 12, 4, 1, 25, 50, 50]]);
    expect(await ask('uploaders', { min_posts: '13' })).toEqual([]);
  });

  it('orientations gives shares of each year', async () => {
    expect(columnsOf(await ask('orientations', { min_posts: '1' }), 'year', 'shape', 'posts', 'percent', 'posts_of_year')).toEqual([[2020, 'upright', 6, 50, 12], [2020, 'square', 3, 25, 12], [2020, 'wide', 3, 25, 12], [2021, 'wide', 2, 100, 2]]);
  });

  it('file-formats reads the address where no format is told', async () => {
    expect(columnsOf(await ask('file-formats'), 'year', 'format', 'posts', 'median_kb')).toEqual([[2020, 'jpg', 9, 10], [2021, 'gif', 2, 1], [2020, 'unknown', 2, 23], [2020, 'png', 1, 20]]);
  });

  it('picture-sizes gives the middle of a year with five posts', async () => {
    expect(columnsOf(await ask('picture-sizes'), 'booru', 'year', 'megapixels', 'largest_tenth_from', 'median_kb', 'posts')).toEqual([['x', 2020, 1.25, 1.5, 13, 12]]);
  });

  it('posting-hours goes by weekday and hour', async () => {
    expect(columnsOf(await ask('posting-hours'), 'weekday', 'hour', 'posts')).toEqual([['Monday', '10', 12], ['Thursday', '23', 2]]);
    expect(await ask('posting-hours', { since: '2022' })).toEqual([]);
  });

  it('ratings names the unrated too', async () => {
    expect(columnsOf(await ask('ratings'), 'booru', 'rating', 'posts', 'percent_of_board')).toEqual([['x', 'general', 9, 75], ['y', 'safe', 2, 100], ['x', 'unrated', 3, 25]]);
  });

  it('scores gives the yardstick of a board and year', async () => {
    expect(columnsOf(await ask('scores'), 'booru', 'median_score', 'best_tenth', 'best_hundredth', 'best', 'posts')).toEqual([['x', 5.5, 9.9, 10.9, 11, 12]]);
  });
});
