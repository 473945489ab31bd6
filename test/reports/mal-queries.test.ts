import { describe, expect, it } from 'vitest';
import { askedLake, columnsOf, several, taggedTables } from './tagged-posts.js';

/**
 * Franchise red (red, red_ii; rita, rosa) and blue (blue; bea, rita_(blue)). MyAnimeList: titles 1 Red (2015-06-01), 2 Red II (2017-06-01), 3 Green, untagged; characters 11 Rita, 12 Bea, 13 Gus, who plays in Red.
 * Rita is linked, bea waits for review, rosa has no trace, as mascot of no franchise. Posts: one of red on each of ten days before Red is aired, three on each of ten after; blue as many on all days, so that shares change.
 */
const posts = [
  ...several(10, { id: 1, tags: 'w:red c:rita' }, (n) => ({ at: `2015-03-1${n} 00:00:00Z` })),
  ...several(10, { id: 11, tags: 'w:blue' }, (n) => ({ at: `2015-03-1${n} 00:00:00Z` })),
  ...several(30, { id: 31, tags: 'w:red c:rita' }, (n) => ({ at: `2015-09-1${n % 10} 00:00:00Z` })),
  ...several(10, { id: 61, tags: 'w:blue c:bea' }, (n) => ({ at: `2015-09-1${n} 00:00:00Z` })),
  ...several(5, { id: 71, tags: 'c:rosa c:mascot', at: '2013-01-01' }), ...several(4, { id: 81, tags: 'w:red_ii c:rita_(blue)', at: '2019-01-01' }),
  ...several(50, { id: 100, tags: 'c:rosa c:bea w:red', level: 3, at: '2015-09-01' }),
];
const tables = () => ({
  ...taggedTables(posts),
  franchises: "SELECT * FROM (VALUES (1, 'red', 2, 2, 44), (2, 'blue', 1, 2, 20)) AS t(franchise_id, name, copyrights, characters, posts)",
  franchise_members: `SELECT * FROM (VALUES ('red', 3, 1, 'red', 40, 'alone'), ('red_ii', 3, 1, 'red', 4, 'title'), ('rita', 4, 1, 'red', 40, 'home'), ('rosa', 4, 1, 'red', 5, 'home'), ('blue', 3, 2, 'blue', 20, 'alone'), ('bea', 4, 2, 'blue', 10, 'home'), ('rita_(blue)', 4, 2, 'blue', 4, 'home'))
    AS t(tag_name, tag_cat, franchise_id, franchise_name, posts, rule)`,
  mal_titles: "SELECT * FROM (VALUES (1, 'Red', DATE '2015-06-01', 900, 7.0, 5), (2, 'Red II', DATE '2017-06-01', 300, 8.0, 2), (3, 'Green', DATE '2016-01-01', 100, 6.0, 1)) AS t(anime_id, title, aired_from, members, score, favorites)",
  mal_characters: "SELECT * FROM (VALUES (11, 'Rita', 100), (12, 'Bea', 300), (13, 'Gus', 50), (14, 'Nil', 0)) AS t(character_id, name, favorites)",
  mal_roles: "SELECT * FROM (VALUES (1, 11, 'main'), (1, 13, 'main'), (2, 13, 'main'), (3, 13, 'main')) AS t(anime_id, character_id, role)",
  mal_links: `SELECT * FROM (VALUES ('red', 3, 'anime', 1, 'Red', 0.99, 'accepted'), ('red_ii', 3, 'anime', 2, 'Red II', 0.98, 'accepted'), ('blue', 3, 'anime', 3, 'Green', 0.3, 'review'),
    ('rita', 4, 'character', 11, 'Rita', 0.97, 'accepted'), ('bea', 4, 'character', 12, 'Bea', 0.6, 'review'), ('bea', 4, 'character', 13, 'Gus', 0.2, 'review'), ('rosa', 4, 'character', 14, 'Nil', 0.01, 'rejected')) AS t(tag_name, tag_cat, mal_kind, mal_id, mal_name, score, status)`,
});

describe('the questions of MyAnimeList', () => {
  const ask = askedLake(tables);

  it('franchise-titles lists the titles of each, first to last', async () => {
    expect(await ask('franchise-titles')).toEqual([{ franchise: 'red', posts: 44, titles: 2, copyrights_without_title: 0, first_aired: 2015, last_aired: 2017, followers: 900, mean_mal_score: 7.5, anime: 'Red (2015), Red II (2017)' }]);
    expect(await ask('franchise-titles', { min_titles: '3' })).toEqual([]);
  });

  it('drawn-or-liked compares shares of posts and of favourites', async () => {
    expect(columnsOf(await ask('drawn-or-liked', { kind: 'anime', min_posts: '1' }), 'entry', 'tag', 'posts', 'likers', 'place_by_posts', 'place_by_likers', 'drawn_times_as_much_as_liked')).toEqual([['Red', 'red', 40, 900, 1, 1, 1.21], ['Red II', 'red_ii', 4, 300, 2, 2, 0.36]]);
    expect(columnsOf(await ask('drawn-or-liked'), 'entry', 'mal_id', 'posts', 'likers', 'drawn_times_as_much_as_liked')).toEqual([['Rita', 11, 40, 100, 1]]);
  });

  it('characters-without-mal says what is known of each', async () => {
    expect(columnsOf(await ask('characters-without-mal'), 'character', 'posts', 'state', 'candidate', 'mal_id', 'franchise', 'titles_of_franchise')).toEqual([
      ['bea', 10, 'to review', 'Bea', 12, 'blue', 0], ['mascot', 5, 'no trace', null, null, null, 0], ['rosa', 5, 'franchise has titles', null, null, 'red', 2], ['rita_(blue)', 4, 'no trace', null, null, 'blue', 0],
    ]);
  });

  it('mal-without-tag gives the best liked that no tag is linked to', async () => {
    expect(columnsOf(await ask('mal-without-tag'), 'name', 'favourites', 'best_known_title', 'titles', 'title_is_tagged', 'candidate')).toEqual([['Bea', 300, null, null, null, 'bea'], ['Gus', 50, 'Red', 3, true, 'bea']]);
  });

  it('anime-bump compares the shares of the years around the first episode', async () => {
    expect(columnsOf(await ask('anime-bump'), 'title', 'franchise', 'posts_before', 'posts_after', 'times_as_frequent')).toEqual([['Red', 'red', 10, 30, 1.5]]);
    expect(await ask('anime-bump', { min_posts: '31' })).toEqual([]);
  });

  it('namesakes share a name but not a franchise', async () => {
    expect(await ask('namesakes')).toEqual([{ name: 'rita', characters: 2, franchises: 2, posts_without_brackets: 40, posts: 44, owner_without_brackets: 'red', who: 'rita of red, rita_(blue) of blue' }]);
  });
});
