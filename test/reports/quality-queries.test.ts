import { describe, expect, it } from 'vitest';
import { rowsSql } from '../images/composed-lake.js';
import { askedLake, columnsOf, several, taggedTables } from './tagged-posts.js';

/**
 * Boards x and y with the same ten works, of one year each: scores of x rise with the number; those of y rise too, but for two works changed about. Eleven is of x alone.
 * Posts 6 to 10 of x have the tag good, 1 to 5 bad. Pictures of 1 to 10: looks fall as scores rise; the first five are portraits of one, the others wide with four figures.
 */
const swapped = [1, 2, 3, 4, 5, 6, 7, 8, 10, 9];
const posts = [
  ...several(10, { id: 1, tags: '', at: '2020-01-01' }, (n) => ({ tags: n < 5 ? 'bad' : 'good', score: n })),
  ...several(10, { id: 1, board: 'y', tags: 'any', at: '2010-01-01' }, (n) => ({ score: 100 * swapped[n]! })),
  { id: 11, tags: 'any', at: '2021-01-01', score: 7 }, { id: 12, tags: 'good', at: '2021-01-01', score: null },
  ...several(5, { id: 50, tags: 'bad', level: 3, at: '2020-01-01' }, () => ({ score: 999 })),
];
const picture = (n: number) => ({ booru: 'x', fid: String(n), post_key: n, path: `p/${n}.jpg`, file_name: `${n}.jpg` });
const numbers = Array.from({ length: 10 }, (_, at) => at + 1);
const tables = () => ({
  ...taggedTables(posts),
  works: rowsSql([...numbers.flatMap((n) => ['x', 'y'].map((booru, at) => ({ work_id: n, booru, post_key: n, rank: at + 1, posts: 2 }))), { work_id: 11, booru: 'x', post_key: 11, rank: 1, posts: 1 }]),
  compositions: rowsSql([...numbers, 50].map((n) => ({ ...picture(n), scale: n <= 5 ? 'portrait' : 'wide', figures: n <= 5 ? 1 : 4, face_share: n === 3 ? 0.2 : 0.1, scale_from: 'both', place: 'centre' }))),
  picture_quality: rowsSql(numbers.map((n) => ({ ...picture(n), fitted: 1 - n / 100 }))),
  image_stats: rowsSql([...numbers, 50].map((n) => ({ ...picture(n), mean: n / 100, chroma_mean: 0.5, stddev: 0.1, colors: 10 }))),
  duplicates: rowsSql([{ ...picture(1), plan: 'drop', why: 'smaller', file_size: 5000 }, { ...picture(2), plan: 'keep', why: 'largest', file_size: 9000 }, { ...picture(50), plan: 'drop', why: 'smaller', file_size: 100 }]
    .map((row) => ({ ...row, tool: 'test', dup_group: 'g', width: 10, height: 20, distance: 0, score: 0.9 }))),
});

describe('quality', () => {
  const ask = askedLake(tables);

  it('pleasing-tags gives the mean rank within board, year and rating', async () => {
    expect(columnsOf(await ask('pleasing-tags', { min_posts: '1' }), 'tag', 'posts', 'mean_normalised', 'deviation')).toEqual([['good', 5, 75, 1.9], ['any', 11, 50, 0], ['bad', 5, 25, -1.9]]);
  });

  it('taste-of-boards correlates the ranks of shared works', async () => {
    expect(columnsOf(await ask('taste-of-boards'), 'booru', 'other_board', 'works', 'correlation', 'percent_of_hits_shared')).toEqual([['x', 'y', 10, 0.988, 100], ['y', 'x', 10, 0.988, 100]]);
    expect(await ask('taste-of-boards', { min_works: '11' })).toEqual([]);
  });

  it('composition-scores gives the middle of each cell', async () => {
    expect(columnsOf(await ask('composition-scores'), 'scale', 'figures', 'pictures', 'median_normalised', 'median_score', 'best_fid')).toEqual([['portrait', '1', 5, 25, 2, '5'], ['wide', '3 or more', 5, 75, 7, '10']]);
  });

  it('underrated-pictures ranks looks against scores', async () => {
    expect(columnsOf(await ask('underrated-pictures'), 'path', 'looks_rank', 'score_rank', 'underrated_by')).toEqual([['p/2.jpg', 100, 15, 85], ['p/3.jpg', 87.5, 25, 62.5], ['p/4.jpg', 75, 35, 40], ['p/5.jpg', 62.5, 45, 17.5]]);
  });

  it('composition-examples takes the middle of a class, without duplicates', async () => {
    expect(columnsOf(await ask('composition-examples', { each: '2' }), 'scale', 'path', 'face', 'told_by')).toEqual([
      ['portrait', 'p/2.jpg', '10 % face', 'told by boxes and tags'], ['portrait', 'p/4.jpg', '10 % face', 'told by boxes and tags'], ['wide', 'p/10.jpg', '10 % face', 'told by boxes and tags'], ['wide', 'p/6.jpg', '10 % face', 'told by boxes and tags'],
    ]);
    expect(await ask('composition-examples', { figures: '2' })).toEqual([]);
  });

  it('duplicate-groups shows what to keep first', async () => {
    expect(columnsOf(await ask('duplicate-groups'), 'files', 'path', 'plan', 'why', 'size')).toEqual([['1. 2 files, 5 KB to save', 'p/2.jpg', 'keep', 'largest', '10 x 20, 9 KB'], ['1. 2 files, 5 KB to save', 'p/1.jpg', 'drop', 'smaller', '10 x 20, 5 KB']]);
  });

  it('picture-plane places the pictures shown', async () => {
    const rows = await ask('picture-plane');
    expect(columnsOf(rows, 'path', 'brightness', 'colourfulness').sort()).toEqual(numbers.map((n) => [`p/${n}.jpg`, n / 100, 0.5]).sort());
    expect(await ask('picture-plane', { board: 'y' })).toEqual([]);
  });
});
