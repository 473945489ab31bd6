import { describe, expect, it } from 'vitest';
import { askedLake, columnsOf, several, taggedTables, type TaggedPost } from './tagged-posts.js';

/**
 * Ten posts a year from 2010 to 2019, the days of January. flash: all ten of 2010 and two of 2011. old: eight posts of 2010, none from 2012 to 2016, six in 2018.
 * twin_a and twin_b stand alone together in four posts, and once with old; flash and flash_(winter) in three posts are one person, as are flash and kid, whom a tag implies.
 */
const day = (year: number, n: number) => `${year}-01-${String(n + 1).padStart(2, '0')} 12:00:00Z`;
const count = (tag: string, counts: Record<number, number>) => (year: number, n: number) => (n < (counts[year] ?? 0) ? ` ${tag}` : '');
const flash = count('c:flash', { 2010: 10, 2011: 2 });
const old = count('c:old', { 2010: 8, 2011: 4, 2018: 6, 2019: 1 });
const twins = count('c:twin_a c:twin_b', { 2013: 4, 2019: 1 });
const costume = count('c:flash_(winter)', { 2010: 0, 2011: 2 });
const years = Array.from({ length: 10 }, (_, at) => 2010 + at);
const posts: TaggedPost[] = years.flatMap((year, at) => several(10, { id: 1 + 10 * at, tags: '' }, (n) => ({ at: day(year, n), tags: `hat${flash(year, n)}${old(year, n)}${twins(year, n)}${costume(year, n)}` })));
const hidden = several(5, { id: 500, tags: 'c:old c:twin_a', level: 3, at: '2015-01-01' });

describe('the lives of characters', () => {
  const ask = askedLake(() => ({ ...taggedTables([...posts, ...hidden]), tag_implications: "SELECT 'x' AS booru, 'kid' AS antecedent, 'flash' AS consequent, 'active' AS status" }));

  it('character-debuts gives the month of the first posts and the years until half of them', async () => {
    const rows = await ask('character-debuts', { min_posts: '5', min_years: '1' });
    expect(columnsOf(rows, 'tag', 'posts', 'half_life_years', 'best_year', 'percent_last_year')).toEqual([
      ['old', 19, 1, 2010, 5.3], ['flash', 12, 0, 2010, 0], ['twin_a', 5, 0, 2013, 20], ['twin_b', 5, 0, 2013, 20],
    ]);
    expect(new Date(rows[2]!['debut'] as string).toISOString()).toBe('2013-01-01T00:00:00.000Z');
    expect(columnsOf(await ask('character-debuts', { min_posts: '5', min_years: '7' }), 'tag')).toEqual([['old'], ['flash']]);
    expect(columnsOf(await ask('character-debuts', { min_posts: '5', category: '0' }), 'tag', 'half_life_years')).toEqual([['hat', 4]]);
  });

  it('comebacks finds the valley between two peaks', async () => {
    expect(columnsOf(await ask('comebacks', { min_posts: '6' }), 'tag', 'times_as_frequent', 'first_peak', 'valley', 'second_peak', 'percent_at_first', 'percent_in_valley', 'percent_again')).toEqual([
      ['old', 12, 2010, 2012, 2018, 80, 0, 60],
    ]);
    expect(await ask('comebacks', { min_posts: '7' })).toEqual([]);
  });

  it('couples are two characters and no more, and no costume', async () => {
    expect(columnsOf(await ask('couples'), 'couple', 'posts', 'percent_of_rarer')).toEqual([['flash + old', 8, 66.7], ['twin_a + twin_b', 4, 80]]);
    expect(columnsOf(await ask('couples', { min_share: '0.7' }), 'couple')).toEqual([['twin_a + twin_b']]);
  });
});

describe('couples whom a tag implies', () => {
  const ask = askedLake(() => ({ ...taggedTables(several(3, { id: 1, tags: 'c:kid c:hero' })), tag_implications: "SELECT 'x' AS booru, 'kid' AS antecedent, 'hero' AS consequent, 'active' AS status" }));
  it('are one', async () => expect(await ask('couples')).toEqual([]));
});

/** miku: 8 posts, 6 with scarf and flute; of the 92 others one has both, 20 a scarf. Artist ann drew 10 posts, 5 with a flute; bob 10, none. */
const marked = [
  ...several(8, { id: 1, tags: 'c:miku hair' }, (n) => ({ tags: `c:miku hair${n < 6 ? ' scarf flute' : ''}` })),
  ...several(92, { id: 11, tags: '' }, (n) => ({ tags: `hair${n < 20 ? ' scarf' : ''}${n === 0 ? ' flute' : ''}${n >= 80 ? ' a:bob' : n >= 70 ? ' a:ann' : ''}${n >= 75 && n < 80 ? ' flute' : ''}`, score: n })),
];

describe('what marks', () => {
  const ask = askedLake(() => taggedTables(marked));

  it('telling-pairs sets a character against the rest of the board', async () => {
    const [first] = await ask('telling-pairs');
    expect(first).toMatchObject({ tag: 'miku', posts_of_tag: 6, percent_of_tag: 75, percent_elsewhere: 1.09, times_as_frequent: 69 });
    expect(String(first!['pair']).split(' + ').sort()).toEqual(['flute', 'scarf']);
    expect(columnsOf(await ask('telling-pairs', { min_percent: '80' }), 'pair')).toEqual([]);
    expect(await ask('telling-pairs', { tag: 'nobody' })).toEqual([]);
  });

  it('artist-specialities finds the tag out of proportion', async () => {
    expect(columnsOf(await ask('artist-specialities'), 'artist', 'posts', 'speciality', 'percent_of_artist', 'percent_of_board', 'times_as_frequent')).toEqual([
      ['ann', 10, 'flute', 50, 12, 4.2], ['bob', 12, 'hair', 100, 100, 1],
    ]);
  });

  it('top-artists gives posts and mean score', async () => {
    expect(columnsOf(await ask('top-artists'), 'artist', 'posts', 'mean_score', 'best_score')).toEqual([['bob', 12, 85.5, 91], ['ann', 10, 74.5, 79]]);
    expect(await ask('top-artists', { min_posts: '11' })).toHaveLength(1);
  });
});
