import { describe, expect, it } from 'vitest';
import { counts, loadFixture, sourcesOf, text } from './fixture.js';

const mal = (id: number) => `https://myanimelist.net/anime/${id}`;
const anime = {
  sources: ['https://anilist.co/anime/12', mal(99001)], title: 'Example Days', type: 'MOVIE', episodes: 12, status: 'FINISHED', animeSeason: { season: 'WINTER', year: 2012 }, picture: 'p', thumbnail: 't',
  duration: { value: 1440, unit: 'SECONDS' }, score: { arithmeticGeometricMean: 7.6, arithmeticMean: 7.61, median: 7.63 }, synonyms: ['Rei no Hibi', '例の日々'], studios: ['studio x'], producers: ['aniplex'],
  relatedAnime: ['https://anilist.co/anime/13', mal(99002)], tags: ['comedy'],
};
const twice = { ...anime, sources: [mal(1), mal(2), mal(1)], title: 'Two Entries', relatedAnime: [mal(2), mal(3)] };
const nowhere = { ...anime, sources: ['https://anidb.net/anime/4'], title: 'Elsewhere' };
const head = { $schema: 's', license: { name: 'ODbL', url: 'u' }, repository: 'https://github.com/manami-project/anime-offline-database', scoreRange: { minInclusive: 1.0, maxInclusive: 10.0 }, lastUpdate: '2025-01-01' };
const without = (object: Readonly<Record<string, unknown>>, ...keys: string[]) => Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
const oldHead = without(head, '$schema', 'scoreRange');
const old: Record<string, unknown> = { ...without(anime, 'relatedAnime', 'score', 'duration', 'studios', 'producers'), relations: anime.relatedAnime };
const oldest = without(old, 'animeSeason', 'status');
const json = JSON.stringify;
const facts = 'SELECT anime_id, title, type, episodes, status, season, year, duration_min, score, synonyms, genres, studios, producers FROM mal_titles ORDER BY 1';
const row = [99001, 'Example Days', 'Movie', 12, 'finished', 'winter', 2012, 24, 7.61, ['Rei no Hibi', '例の日々'], ['comedy'], ['studio x'], ['aniplex']];

describe('anime-offline-database', () => {
  it.each<[string, string]>([
    ['pretty', json({ ...head, data: [anime, twice, nowhere] }, null, 2)], ['minified', json({ ...head, data: [anime, twice, nowhere] })], ['JSONL', text(json(head), json(anime), json(twice), json(nowhere))],
  ])('%s: titles of every MyAnimeList address; entries without one are rejects', async (_name, content) => {
    const fixture = await loadFixture({ 'anime-offline-database.json': content });
    expect(sourcesOf(fixture)).toEqual(['anime-offline-database']);
    expect(counts(fixture)).toEqual([[3, 2, 1]]);
    expect((await fixture.rejects())[0]!.slice(0, 3)).toEqual(['missing_key', 'no MyAnimeList address in sources', 3]);
    const titles = await fixture.rows(facts);
    expect(titles.map(([id, title]) => [id, title])).toEqual([[1, 'Two Entries'], [2, 'Two Entries'], [99001, 'Example Days']]);
    expect(titles[2]).toEqual(row);
    expect(await fixture.rows(`SELECT mal_id, kind, name FROM mal_names WHERE mal_id IN (2, 99001) ORDER BY ALL`)).toEqual([
      [2, 'main', 'Two Entries'], [2, 'synonym', 'Rei no Hibi'], [2, 'synonym', '例の日々'], [99001, 'main', 'Example Days'], [99001, 'synonym', 'Rei no Hibi'], [99001, 'synonym', '例の日々'],
    ]);
    expect(await fixture.rows('SELECT anime_id, rel_type, target_kind, target_id FROM mal_relations ORDER BY 1, 4')).toEqual([
      [1, 'related', 'anime', 2], [1, 'related', 'anime', 3], [2, 'related', 'anime', 3], [99001, 'related', 'anime', 99002],
    ]);
  });

  it('reads the old layout with relations, and older ones without season and status', async () => {
    const fixture = await loadFixture({ 'old.json': json({ ...oldHead, data: [old] }), 'oldest.json': json({ data: [{ ...oldest, sources: [mal(5)], episodes: 0, type: 'UNKNOWN' }] }, null, 1) });
    expect(counts(fixture)).toEqual([[1, 1, 0], [1, 1, 0]]);
    expect(await fixture.rows(facts)).toEqual([
      [5, 'Example Days', null, null, null, null, null, null, null, ['Rei no Hibi', '例の日々'], ['comedy'], null, null],
      [99001, 'Example Days', 'Movie', 12, 'finished', 'winter', 2012, null, null, ['Rei no Hibi', '例の日々'], ['comedy'], null, null],
    ]);
    expect(await fixture.rows('SELECT anime_id, target_id FROM mal_relations ORDER BY 1')).toEqual([[5, 99002], [99001, 99002]]);
  });

  it('of JSONL loses only the broken line', async () => {
    const fixture = await loadFixture({ 'a.jsonl': text(json(head), json(anime), '{"sources":["x"', json(twice)) });
    expect((await fixture.rejects()).map(([reason, , r, line]) => [reason, r, line])).toEqual([['bad_json', 2, 3]]);
    expect(counts(fixture)).toEqual([[3, 2, 1]]);
  });
});
