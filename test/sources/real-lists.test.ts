import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { simulate } from '../../src/simulate/simulate.js';
import { counts, folderOf, loadPaths, sourcesOf } from './fixture.js';

const data = join(dirname(fileURLToPath(import.meta.url)), '../../../shared/data');

describe.skipIf(!existsSync(data))('the real lists', () => {
  it('load whole, and add up to what is known of them', { timeout: 60_000 }, async () => {
    const names = ['booru-chars/danbooru_taglist_201911_dev.csv', 'danbooru/cooccurrence_copyright_character.csv', 'danbooru/cooccurrence_general_safe.csv.gz', 'mal/mal_characters_pool.csv', 'mal/mal_titles.csv'];
    const fixture = await loadPaths(names.map((name) => join(data, name)));
    expect(sourcesOf(fixture)).toEqual(['booru-chars-taglist', 'cooccurrence-csv', 'cooccurrence-csv', 'mal-characters', 'mal-titles']);
    expect(counts(fixture)).toEqual([[60139, 60139, 0], [30457, 30457, 0], [193472, 193472, 0], [16898, 16896, 2], [115001, 115001, 0]]);
    expect(await fixture.rows('SELECT kind, count(*) FROM labels GROUP BY 1 ORDER BY 1')).toEqual([['franchise', 25918], ['mal_anime', 1369], ['mal_character', 7635]]);
    expect(await fixture.rows('SELECT raw FROM rejects ORDER BY 1')).toEqual([['-40,,'], ['71121,,']]);
    expect(await fixture.rows('SELECT count(*), min(posts_both) FROM cooccurrence')).toEqual([[223929, 100]]);
    // Counted at other times than the posts of a tag, some pairs have more.
    expect(await fixture.rows('SELECT count(*) FROM cooccurrence WHERE posts_both > posts_a OR posts_both > posts_b')).toEqual([[115]]);
    expect(await fixture.rows(`SELECT count(DISTINCT mal_id) FROM mal_names WHERE mal_kind = 'anime'`)).toEqual([[30799]]);
  });
});

it('what the simulator writes loads without a reject', { timeout: 60_000 }, async () => {
  const out = folderOf({});
  await simulate({ out, posts: 200, seed: 7 });
  const fixture = await loadPaths([join(out, 'booru-chars'), join(out, 'jikan')]);
  expect(new Set(sourcesOf(fixture))).toEqual(new Set(['booru-chars-taglist', 'jikan-anime', 'jikan-characters', 'jikan-cast']));
  expect(fixture.files.filter(({ outcome, read, loaded, rejected }) => outcome !== 'loaded' || read !== loaded || rejected > 0)).toEqual([]);
  expect(await fixture.rows('SELECT count(*) FROM mal_roles AS r ANTI JOIN mal_titles USING (anime_id)')).toEqual([[0]]);
});
