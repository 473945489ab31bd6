import { describe, expect, it } from 'vitest';
import { counts, loadFixture, sourcesOf, text } from './fixture.js';

const columns =
  'MAL_ID,Name,Score,Genres,English name,Japanese name,Type,Episodes,Aired,Premiered,Producers,Licensors,Studios,Source,Duration,Rating,Ranked,Popularity,Members,Favorites,Watching,Completed,On-Hold,Dropped,Plan to Watch,Score-10,Score-9,Score-8,Score-7,Score-6,Score-5,Score-4,Score-3,Score-2,Score-1'.split(',');
const plain: Record<string, string> = {
  MAL_ID: '99001', Name: 'Example Days', Score: '7.63', Genres: 'Comedy, Slice of Life', 'English name': 'Unknown', 'Japanese name': '例の日々', Type: 'TV', Episodes: '12', Aired: 'Jan 13, 2012 to Mar 30, 2012', Premiered: 'Winter 2012',
  Producers: 'Aniplex, Mainichi', Licensors: 'Sentai Filmworks', Studios: 'Studio X', Source: 'Manga', Duration: '24 min. per ep.', Rating: 'PG-13 - Teens 13 or older', Ranked: '1274.0', Popularity: '231', Members: '283882', Favorites: '2809',
  Watching: '1', Completed: '2', 'On-Hold': '3', Dropped: '4', 'Plan to Watch': '5',
  'Score-10': '100.0', 'Score-9': '20.0', 'Score-8': '3.0', 'Score-7': 'Unknown', 'Score-6': '0.0', 'Score-5': '1.0', 'Score-4': '1.0', 'Score-3': '1.0', 'Score-2': '1.0', 'Score-1': '1.0',
};
const cell = (value: string) => (/[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
const line = (changes: Record<string, string> = {}, names = columns) => names.map((name) => cell({ ...plain, ...changes }[name] ?? '')).join(',');
const facts = `SELECT anime_id, title, title_en, title_ja, type, source, rating_mal, episodes, aired_from::VARCHAR, aired_to::VARCHAR, season, year, duration_min, score, scored_by, rank, popularity, members, favorites,
  genres, studios, producers FROM mal_titles ORDER BY 1`;

describe('MyAnimeList 2020 and 2021 from Kaggle', () => {
  it('reads names with spaces, dates in words and ranks written as 1274.0; votes are summed', async () => {
    const fixture = await loadFixture({ 'anime.csv': text(columns.join(','), line()) });
    expect(sourcesOf(fixture)).toEqual(['mal-kaggle-2020']);
    expect(counts(fixture)).toEqual([[1, 1, 0]]);
    expect(await fixture.rows(facts)).toEqual([[
      99001, 'Example Days', null, '例の日々', 'TV', 'Manga', 'PG-13 - Teens 13 or older', 12, '2012-01-13', '2012-03-30', 'winter', 2012, 24, 7.63, 128, 1274, 231, 283882, 2809,
      ['Comedy', 'Slice of Life'], ['Studio X'], ['Aniplex', 'Mainichi'],
    ]]);
    expect(await fixture.rows('SELECT kind, name, source FROM mal_names ORDER BY 1')).toEqual([['ja', '例の日々', 'mal-kaggle-2020'], ['main', 'Example Days', 'mal-kaggle-2020']]);
  });

  it('takes Unknown as NULL in every column', async () => {
    const unknown = Object.fromEntries(columns.filter((name) => !['MAL_ID', 'Name'].includes(name)).map((name) => [name, 'Unknown']));
    const fixture = await loadFixture({ 'anime.csv': text(columns.join(','), line(unknown), line({ ...unknown, MAL_ID: '2', Aired: 'Apr 3, 1998 to ?' }), line({ ...unknown, MAL_ID: '3', Aired: '1998', Ranked: '0.0', Score: '0' })) });
    expect(counts(fixture)).toEqual([[3, 3, 0]]);
    const nothing = Array(20).fill(null);
    const row = (id: number, from: string | null, year: number | null) => [id, 'Example Days', ...nothing.slice(0, 6), from, null, null, year, ...nothing.slice(0, 10)];
    expect(await fixture.rows(facts)).toEqual([row(2, '1998-04-03', 1998), row(3, null, null), row(99001, null, null)]);
  });

  it('reads the file with synopses, which knows less', async () => {
    const names = ['MAL_ID', 'Name', 'Score', 'Genres', 'sypnopsis'];
    const fixture = await loadFixture({ 'anime.csv': text(columns.join(','), line()), 'anime_with_synopsis.csv': text(names.join(','), line({ Score: '8', sypnopsis: 'Two lines,\nof "text".' }, names)) });
    expect(counts(fixture)).toEqual([[1, 1, 0], [1, 1, 0]]);
    expect(await fixture.rows('SELECT score, members FROM mal_titles')).toEqual([[8, 283882]]);
  });

  it('rejects other words for numbers, missing names and short rows', async () => {
    const fixture = await loadFixture({ 'anime.csv': text(columns.join(','), line({ Episodes: 'many' }), line({ MAL_ID: 'x' }), line({ Name: 'Unknown' }), line({ 'Score-3': 'few' }), '5,short', line(), line({ Score: '9' })) });
    expect((await fixture.rejects()).map(([reason, detail]) => [reason, detail])).toEqual([
      ['bad_value', 'field Episodes'], ['bad_value', 'field MAL_ID'], ['missing_key', 'no Name'], ['bad_value', 'field Score-3'], ['bad_columns', '2 fields, 35 expected'], ['superseded', 'the file has a newer row of it'],
    ]);
    expect(counts(fixture)).toEqual([[7, 1, 6]]);
  });
});
