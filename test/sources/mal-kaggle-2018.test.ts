import { describe, expect, it } from 'vitest';
import { counts, loadFixture, sourcesOf, text } from './fixture.js';

const columns =
  'anime_id,title,title_english,title_japanese,title_synonyms,image_url,type,source,episodes,status,airing,aired_string,aired,duration,rating,score,scored_by,rank,popularity,members,favorites,background,premiered,broadcast,related,producer,licensor,studio,genre,opening_theme,ending_theme'.split(',');
const plain: Record<string, string> = {
  anime_id: '99001', title: 'Example Days', title_japanese: '例の日々', title_synonyms: 'Rei no Hibi, Example Days TV', type: 'TV', source: 'Manga', episodes: '12', status: 'Finished Airing', airing: 'False',
  aired_string: 'Jan 13, 2012 to Mar 30, 2012', aired: "{'from': '2012-01-13', 'to': '2012-03-30'}", duration: '24 min. per ep.', rating: 'PG-13 - Teens 13 or older', score: '7.63', scored_by: '139250', rank: '1274.0',
  popularity: '231', members: '283882', favorites: '2809', background: 'Two lines\nof text, "quoted"', premiered: 'Winter 2012', broadcast: 'Fridays at Unknown',
  related: `{'Adaptation': [{'mal_id': 17207, 'type': 'manga', 'url': 'https://myanimelist.net/manga/17207/X', 'title': 'X'}], 'Side story': [{'mal_id': 99002, 'type': 'anime', 'url': 'u', 'title': "Example's Days 2"}]}`,
  producer: 'Aniplex, Mainichi', licensor: 'Sentai Filmworks', studio: 'Studio X', genre: 'Comedy, Slice of Life', opening_theme: `['"Opening" by Singer']`, ending_theme: '[]',
};
const cell = (value: string) => (/[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
const line = (changes: Record<string, string> = {}, names = columns) => names.map((name) => cell({ ...plain, ...changes }[name] ?? '')).join(',');
const facts = `SELECT anime_id, title, title_en, title_ja, synonyms, type, source, rating_mal, episodes, status, aired_from::VARCHAR, aired_to::VARCHAR, season, year, duration_min,
  score, scored_by, rank, popularity, members, favorites, genres, studios, producers FROM mal_titles ORDER BY 1`;

describe('MyAnimeList 2018 from Kaggle', () => {
  it('reads titles with line breaks, both quote styles of related, and ranks written as 1274.0', async () => {
    const fixture = await loadFixture({ 'AnimeList.csv': text(columns.join(','), line(), line({ anime_id: '99003', title: 'Other' })) });
    expect(sourcesOf(fixture)).toEqual(['mal-kaggle-2018']);
    expect(counts(fixture)).toEqual([[2, 2, 0]]);
    expect((await fixture.rows(facts))[0]).toEqual([
      99001, 'Example Days', null, '例の日々', ['Rei no Hibi', 'Example Days TV'], 'TV', 'Manga', 'PG-13 - Teens 13 or older', 12, 'finished', '2012-01-13', '2012-03-30', 'winter', 2012, 24,
      7.63, 139250, 1274, 231, 283882, 2809, ['Comedy', 'Slice of Life'], ['Studio X'], ['Aniplex', 'Mainichi'],
    ]);
    expect(await fixture.rows('SELECT rel_type, target_kind, target_id, target_title FROM mal_relations WHERE anime_id = 99001 ORDER BY 1')).toEqual([
      ['adaptation', 'manga', 17207, 'X'], ['side_story', 'anime', 99002, "Example's Days 2"],
    ]);
    expect(await fixture.rows(`SELECT kind, name, source FROM mal_names WHERE mal_kind = 'anime' AND mal_id = 99001 ORDER BY 1, 2`)).toEqual([
      ['ja', '例の日々', 'mal-kaggle-2018'], ['main', 'Example Days', 'mal-kaggle-2018'], ['synonym', 'Example Days TV', 'mal-kaggle-2018'], ['synonym', 'Rei no Hibi', 'mal-kaggle-2018'],
      ['synonym_text', 'Rei no Hibi, Example Days TV', 'mal-kaggle-2018'],
    ]);
  });

  it('takes nothing known as NULL: None, Unknown, 0 episodes, score 0, empty related', async () => {
    const changes = { title_japanese: '', title_synonyms: '', type: 'Unknown', source: 'Unknown', episodes: '0', status: 'Not yet aired', aired: "{'from': None, 'to': None}", duration: 'Unknown', rating: 'None', score: '0.0', rank: '', premiered: '', related: '[]', producer: 'None', studio: '', genre: '' };
    const fixture = await loadFixture({ 'x.csv': text(columns.join(','), line({ ...changes, anime_id: '1' }), line({ ...changes, anime_id: '2', aired: '', related: '{}' }), line({ ...changes, anime_id: '3', related: '', duration: '1 hr. 31 min.' })) });
    expect(counts(fixture)).toEqual([[3, 3, 0]]);
    const nothing = ['Example Days', null, null, null, null, null, null, null, 'upcoming', null, null, null, null];
    expect((await fixture.rows(facts)).map((row) => row.slice(0, 18))).toEqual([
      [1, ...nothing, null, null, 139250, null], [2, ...nothing, null, null, 139250, null], [3, ...nothing, 91, null, 139250, null],
    ]);
    expect(await fixture.rows('SELECT * FROM mal_relations')).toEqual([]);
  });

  it('reads the cleaned file with two more columns, in any order', async () => {
    const names = ['aired_from_year', 'duration_min', ...columns];
    const fixture = await loadFixture({ 'anime_cleaned.csv': text(names.join(','), line({ aired_from_year: '2012.0', duration_min: '24.5', premiered: '' }, names)) });
    expect(await fixture.rows('SELECT duration_min, year, season FROM mal_titles')).toEqual([[24.5, 2012, null]]);
  });

  it('rejects broken literals, numbers and rows, and the older of two rows of an anime', async () => {
    const fixture = await loadFixture({
      'x.csv': text(columns.join(','), line({ anime_id: '1', related: "{'Sequel': [" }), line({ anime_id: 'x' }), line({ anime_id: '' }), line({ anime_id: '4', score: 'good' }), line({ anime_id: '5' }), line({ anime_id: '5', title: 'Newer' }), '6,short'),
    });
    expect((await fixture.rejects()).map(([reason, detail, row]) => [row, reason, detail])).toEqual([
      [1, 'bad_value', 'not a Python literal: no value at 12'], [2, 'bad_value', 'field anime_id'], [3, 'missing_key', 'no anime_id'], [4, 'bad_value', 'field score'],
      [5, 'superseded', 'the file has a newer row of it'], [7, 'bad_columns', '2 fields, 31 expected'],
    ]);
    expect(counts(fixture)).toEqual([[7, 1, 6]]);
    expect(await fixture.rows('SELECT anime_id, title FROM mal_titles')).toEqual([[5, 'Newer']]);
  });
});
