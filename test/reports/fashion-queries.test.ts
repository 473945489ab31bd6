import { describe, expect, it } from 'vitest';
import { askedLake, columnsOf, several, taggedTables, type TaggedPost } from './tagged-posts.js';

/** Twenty posts a year, 2010 to 2014, five in each of January, April, July and October. rise is on 2, 4, 6, 8, 10 of them, fall on 10, 8, 6, 4, 2; snow on every post of January, rain on every second of all. */
const months = ['01', '04', '07', '10'];
const posts: TaggedPost[] = [0, 1, 2, 3, 4].flatMap((at) => several(20, { id: 1 + 20 * at, tags: '' }, (n) => ({
  at: `${2010 + at}-${months[n % 4]}-1${n % 5} 12:00:00Z`,
  tags: `all${n < 2 + 2 * at ? ' rise' : ''}${n < 10 - 2 * at ? ' fall' : ''}${n % 4 === 0 ? ' snow blue_hair' : ' red_hair'}${n % 2 === 0 ? ' rain w:one' : ''}${at === 4 && n === 0 ? ' c:late u:odd w:two' : ''}`,
})));
const hidden = several(30, { id: 500, tags: 'rise snow w:two green_hair c:hidden', level: 4, at: '2010-07-01' });
const cooccurrence = `SELECT 'x' AS booru, a.tag_id AS tag_id_a, b.tag_id AS tag_id_b, n AS posts_both, pa AS posts_a, pb AS posts_b FROM (VALUES ('late', 'one', 10, 10, 40), ('late', 'two', 5, 10, 10), ('one', 'all', 40, 40, 100)) AS v(x, y, n, pa, pb)
  JOIN (TAGS) a ON a.tag_name = x JOIN (TAGS) b ON b.tag_name = y`;

describe('fashions', () => {
  const ask = askedLake(() => {
    const tables = taggedTables([...posts, ...hidden]);
    return { ...tables, cooccurrence: cooccurrence.replaceAll('TAGS', tables.tags!) };
  });

  it('fashions gives what rises and falls steadily, by share', async () => {
    const rows = await ask('fashions', { min_posts: '10' });
    expect([...new Set(columnsOf(rows, 'fashion', 'tag').map((pair) => pair.join(' ')))]).toEqual(['rising rise', 'falling fall']);
    expect(columnsOf(rows, 'year', 'posts', 'percent', 'percent_of_best', 'trend').slice(0, 5)).toEqual([[2010, 2, 10, 20, 33.3], [2011, 4, 20, 40, 33.3], [2012, 6, 30, 60, 33.3], [2013, 8, 40, 80, 33.3], [2014, 10, 50, 100, 33.3]]);
    expect(columnsOf(rows, 'percent', 'trend').slice(5)).toEqual([[50, -33.3], [40, -33.3], [30, -33.3], [20, -33.3], [10, -33.3]]);
  });

  it('seasons finds the month a tag belongs to', async () => {
    const rows = await ask('seasons', { min_posts: '20', limit: '2' });
    expect(columnsOf(rows.filter((row) => row['tag'] === 'snow'), 'month', 'posts', 'times_as_frequent', 'best_month')).toEqual([[1, 25, 4, 1], [4, 0, 0, 1], [7, 0, 0, 1], [10, 0, 0, 1]]);
  });

  it('vocabulary-growth counts a tag in the year of its first post', async () => {
    expect(columnsOf(await ask('vocabulary-growth', { uses: '20' }), 'category', 'year', 'new_tags', 'came_to_stay', 'percent_stayed', 'most_used')).toEqual([
      ['general', 2010, 7, 7, 100, 'all'], ['character', 2014, 1, 0, 0, 'late'], ['copyright', 2010, 1, 1, 100, 'one'], ['copyright', 2014, 1, 0, 0, 'two'], ['unknown', 2014, 1, 0, 0, 'odd'],
    ]);
  });

  it('rising-tags compares the last years with those before', async () => {
    expect(columnsOf(await ask('rising-tags', { years: '2', min_posts: '5' }), 'tag', 'posts_now', 'posts_before').slice(0, 1)).toEqual([['rise', 18, 10]]);
  });

  it('hair-colours gives shares of the posts that name one', async () => {
    expect(columnsOf(await ask('hair-colours', { since: '2014' }), 'year', 'colour', 'posts', 'percent')).toEqual([[2014, 'red', 15, 75], [2014, 'blue', 5, 25]]);
  });

  it('works-over-time fills years without posts', async () => {
    const rows = await ask('works-over-time', { limit: '2' });
    expect(columnsOf(rows, 'work', 'year', 'posts')).toEqual([...[2010, 2011, 2012, 2013, 2014].map((year) => ['one', year, 10]), ...[2010, 2011, 2012, 2013, 2014].map((year) => ['two', year, year === 2014 ? 1 : 0])]);
  });

  it('tag-categories counts tags and uses', async () => {
    expect(columnsOf(await ask('tag-categories'), 'category', 'tags', 'uses', 'unused', 'most_used')).toEqual([
      ['general', 8, 335, 1, 100], ['character', 2, 1, 1, 1], ['copyright', 2, 51, 0, 50], ['unknown', 1, 1, 0, 1],
    ]);
  });

  it('related-tags measures the company of a tag', async () => {
    expect(columnsOf(await ask('related-tags', { tag: 'late' }), 'related', 'posts_both', 'cosine', 'jaccard', 'overlap', 'frequency')).toEqual([['one', 10, 0.5, 0.25, 1, 1], ['two', 5, 0.5, 1 / 3, 0.5, 0.5]]);
    expect((await ask('related-tags'))[0]).toMatchObject({ tag: 'late', related: 'one' });
  });
});
