import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { animeIdOf } from '../../src/sources/myanimelist/jikan-answer.js';
import { makeSample } from '../../src/sources/sample.js';
import { loadFiles } from '../../src/sources/load.js';
import { counts, folderOf, loadFixture, sourcesOf, text } from './fixture.js';

const anime = {
  mal_id: 99001, url: 'https://myanimelist.net/anime/99001/Example_Days', approved: true, titles: [
    { type: 'Default', title: 'Example Days' }, { type: 'Japanese', title: '例の日々' }, { type: 'German', title: 'Beispieltage' }, { type: 'Synonym', title: 'Rei no Hibi' },
  ],
  title: 'Example Days', title_english: null, title_japanese: '例の日々', title_synonyms: ['Rei no Hibi'], type: 'TV', source: 'Manga', episodes: 12, status: 'Finished Airing', airing: false,
  aired: { from: '2012-01-13T00:00:00+00:00', to: '2012-03-30T00:00:00+00:00', prop: { from: { day: 13, month: 1, year: 2012 } }, string: 'Jan 13, 2012 to Mar 30, 2012' },
  duration: '24 min per ep', rating: 'PG-13 - Teens 13 or older', score: 7.63, scored_by: 139250, rank: 1274, popularity: 231, members: 283882, favorites: 2809, season: 'winter', year: 2012,
  producers: [], studios: [{ mal_id: 1, type: 'anime', name: 'Studio X', url: '…' }], genres: [{ mal_id: 4, type: 'anime', name: 'Comedy', url: '…' }],
};
const full = {
  ...anime,
  relations: [
    { relation: 'Side Story', entry: [{ mal_id: 99002, type: 'anime', name: 'Example Days 2', url: '…' }, { mal_id: 5, type: 'manga', name: 'Example', url: '…' }] },
    { relation: 'Side story', entry: [{ mal_id: 99002, type: 'anime', name: 'Example Days 2', url: '…' }] },
  ],
  theme: { openings: [], endings: [] },
};
const character = {
  mal_id: 498, url: 'https://myanimelist.net/character/498/Rin_Toosaka', images: { jpg: { image_url: 'https://img/498.jpg' } }, name: 'Rin Toosaka', name_kanji: '遠坂 凛', nicknames: ['Tohsaka', 'Red One'], favorites: 11988,
  about: 'A {brace}\nand "quote"', anime: [{ role: 'Main', anime: { mal_id: 99001, title: 'Example Days' } }],
};
const cast = [
  { character: { mal_id: 498, url: 'u', images: { jpg: { image_url: 'https://img/498.jpg' } }, name: 'Toosaka, Rin' }, role: 'Main', voice_actors: [] },
  { character: { mal_id: 500, url: 'u', images: {}, name: 'Saber' }, role: 'Supporting', favorites: 7, voice_actors: [] },
];
const json = JSON.stringify;
const titleRow = [99001, 'Example Days', null, '例の日々', ['Rei no Hibi'], 'TV', 'Manga', 'PG-13 - Teens 13 or older', 12, 'finished', '2012-01-13', '2012-03-30', 'winter', 2012, 24, 7.63, 1274, 283882, ['Comedy'], ['Studio X'], null];
const facts = `SELECT anime_id, title, title_en, title_ja, synonyms, type, source, rating_mal, episodes, status, aired_from::VARCHAR, aired_to::VARCHAR, season, year, duration_min, score, rank, members, genres, studios, producers FROM mal_titles ORDER BY 1`;

describe('Jikan anime', () => {
  it.each<[string, string, number]>([
    ['wrapped', json({ data: full }), 1], ['wrapped and pretty', json({ data: full }, null, 2), 1], ['bare', json(full), 1], ['bare and pretty', json(full, null, 2), 1], ['an array', json([full], null, 1), 1],
    ['bare lines', text(json(full), json({ ...anime, mal_id: 99003 })), 2], ['wrapped lines', text(json({ data: full }), '', json({ data: { ...anime, mal_id: 99003 } })), 2],
    ['a page', json({ pagination: { last_visible_page: 2, items: { count: 2 } }, data: [full, { ...anime, mal_id: 99003 }] }), 2],
  ])('%s', async (_name, content, read) => {
    const fixture = await loadFixture({ 'anime.json': content });
    expect(sourcesOf(fixture)).toEqual(['jikan-anime']);
    expect(counts(fixture)).toEqual([[read, read, 0]]);
    expect((await fixture.rows(facts))[0]).toEqual(titleRow);
    expect(await fixture.rows(`SELECT kind, name FROM mal_names WHERE mal_kind = 'anime' AND mal_id = 99001 ORDER BY 1, 2`)).toEqual([
      ['de', 'Beispieltage'], ['ja', '例の日々'], ['main', 'Example Days'], ['synonym', 'Rei no Hibi'],
    ]);
    expect(await fixture.rows('SELECT rel_type, target_kind, target_id, target_title FROM mal_relations WHERE anime_id = 99001 ORDER BY 1, 2')).toEqual([
      ['side_story', 'anime', 99002, 'Example Days 2'], ['side_story', 'manga', 5, 'Example'],
    ]);
  });

  it('takes titles from titles alone, and what is unknown as NULL', async () => {
    const bare = { mal_id: 7, titles: [...anime.titles, { type: 'English', title: 'Days' }], episodes: null, aired: { from: null, to: null }, status: 'Currently Airing', type: null, score: null, year: null };
    const fixture = await loadFixture({ 'a.json': json({ data: bare }) });
    expect(await fixture.rows('SELECT title, title_en, title_ja, episodes, aired_from, status, type, score, year FROM mal_titles')).toEqual([['Example Days', 'Days', '例の日々', null, null, 'airing', null, null, null]]);
  });

  it('loses only the broken line of an answer a line, and what has no id', async () => {
    const fixture = await loadFixture({ 'a.jsonl': text(json({ data: anime }), '{"data":{"mal_id":8,"title":"cut', json({ status: 404, type: 'BadResponseException' }), json({ data: { ...anime, mal_id: 9 } })) });
    expect((await fixture.rejects()).map(([reason, , row, line]) => [reason, row, line])).toEqual([['bad_json', 2, 2], ['missing_key', 3, 3]]);
    expect(counts(fixture)).toEqual([[4, 2, 2]]);
  });

  it('is not taken for manga, people or producers', async () => {
    const others = { 'manga.json': json({ data: { mal_id: 1, title: 'M', chapters: 3, url: 'https://myanimelist.net/manga/1/M' } }), 'person.json': json({ data: { mal_id: 1, name: 'P', url: 'https://myanimelist.net/people/1', given_name: 'P' } }) };
    const from = folderOf({ ...others, 'producer.json': json({ data: { mal_id: 1, titles: [{ type: 'Default', title: 'S' }], established: null } }) });
    const { files } = await loadFiles(join(from, 'lake'), ['manga', 'person', 'producer'].map((name) => join(from, `${name}.json`)));
    expect(files.map(({ source, outcome }) => [source, outcome])).toEqual(Array(3).fill([null, 'failed']));
  });
});

describe('Jikan relations', () => {
  it('takes the anime from the name of the file', async () => {
    const fixture = await loadFixture({ 'relations/99001.json': json({ data: full.relations }, null, 1) });
    expect(sourcesOf(fixture)).toEqual(['jikan-relations']);
    expect(counts(fixture)).toEqual([[2, 2, 0]]);
    expect(await fixture.rows('SELECT anime_id, rel_type, target_kind, target_id FROM mal_relations ORDER BY 3')).toEqual([[99001, 'side_story', 'anime', 99002], [99001, 'side_story', 'manga', 5]]);
  });
});

describe('Jikan characters', () => {
  it('of an anime: roles, names in both orders', async () => {
    const fixture = await loadFixture({ 'anime_99001_characters.json': json({ data: cast }) });
    expect(sourcesOf(fixture)).toEqual(['jikan-cast']);
    expect(counts(fixture)).toEqual([[2, 2, 0]]);
    expect(await fixture.rows('SELECT anime_id, character_id, role FROM mal_roles ORDER BY 2')).toEqual([[99001, 498, 'main'], [99001, 500, 'supporting']]);
    expect(await fixture.rows('SELECT character_id, name, name_norm, favorites, image_url FROM mal_characters ORDER BY 1')).toEqual([[498, 'Rin Toosaka', 'rin_toosaka', null, 'https://img/498.jpg'], [500, 'Saber', 'saber', 7, null]]);
    expect(await fixture.rows(`SELECT mal_kind, mal_id, kind, name FROM mal_names ORDER BY 2, 3`)).toEqual([['character', 498, 'main', 'Toosaka, Rin'], ['character', 498, 'turned', 'Rin Toosaka'], ['character', 500, 'main', 'Saber']]);
  });

  it.each(['before', 'after'])('objects bring what casts do not know, and casts loaded %s take nothing away', async (order) => {
    const files: [string, string][] = [['99001.json', json({ data: cast })], ['c.json', json({ data: character })]];
    const fixture = await loadFixture(Object.fromEntries(order === 'before' ? files : files.reverse()));
    expect(await fixture.rows('SELECT name, name_kanji, nicknames, favorites, about, image_url FROM mal_characters WHERE character_id = 498')).toEqual([
      ['Rin Toosaka', '遠坂 凛', ['Tohsaka', 'Red One'], 11988, 'A {brace}\nand "quote"', 'https://img/498.jpg'],
    ]);
    expect(await fixture.rows('SELECT kind, name FROM mal_names WHERE mal_id = 498 ORDER BY 1, 2')).toEqual([
      ['kanji', '遠坂 凛'], ['main', 'Rin Toosaka'], ['main', 'Toosaka, Rin'], ['nickname', 'Red One'], ['nickname', 'Tohsaka'], ['turned', 'Rin Toosaka'],
    ]);
    expect(await fixture.rows('SELECT anime_id, role FROM mal_roles WHERE character_id = 498')).toEqual([[99001, 'main']]);
  });

  it('say who speaks them, from casts and from objects', async () => {
    const person = (mal_id: number, name: string, language: string) => ({ person: { mal_id, url: 'u', images: {}, name }, language });
    const spoken = [{ ...cast[0], voice_actors: [person(1, 'Ueda, Kana', 'Japanese'), person(2, 'Mela Lee', 'English'), { language: 'German', person: null }] }];
    const fixture = await loadFixture({ '5.json': json({ data: spoken }), 'c.json': json({ data: { ...character, mal_id: 499, voices: [person(1, 'Ueda, Kana', 'Japanese'), person(1, 'Ueda, Kana', 'Korean')] } }) });
    expect(await fixture.rows('SELECT character_id, person_id, person_name, language FROM mal_voices ORDER BY 1, 2, 4')).toEqual([
      [498, 1, 'Kana Ueda', 'Japanese'], [498, 2, 'Mela Lee', 'English'], [499, 1, 'Kana Ueda', 'Japanese'], [499, 1, 'Kana Ueda', 'Korean'],
    ]);
  });

  it('keep their anime beside numbers too long for a double', async () => {
    const fixture = await loadFixture({ '5.json': '{"data":[{"role":"Main","favorites":9007199254740993,"character":{"mal_id":1,"name":"A"}}]}' });
    expect(await fixture.rows('SELECT anime_id, character_id, favorites::VARCHAR FROM mal_roles JOIN mal_characters USING (character_id)')).toEqual([[5, 1, '9007199254740993']]);
  });

  it('of two anime with the same cast are two files, but not of one anime', async () => {
    const fixture = await loadFixture({ '1.json': json({ data: cast }), '2.json': json({ data: cast }), 'again/2.json': json({ data: cast }), '3.json': '{"data":[]}' });
    expect(fixture.files.map(({ outcome, read }) => [outcome, read])).toEqual([['loaded', 2], ['loaded', 2], ['already loaded', 0], ['loaded', 0]]);
    expect(await fixture.rows('SELECT anime_id, count(*) FROM mal_roles GROUP BY 1 ORDER BY 1')).toEqual([[1, 2], [2, 2]]);
  });

  it('of an anime that nothing names are rejects', async () => {
    const fixture = await loadFixture({ 'characters.json': json({ data: cast }) });
    expect((await fixture.rejects()).map(([reason, detail]) => [reason, detail])).toEqual(Array(2).fill(['missing_key', 'no anime id in the name of the file']));
    expect(counts(fixture)).toEqual([[2, 0, 2]]);
  });
});

it.each<[string, string, number | null]>([
  ['5.json', '[]', 5], ['5.json.gz', '[]', 5], ['anime_5_characters.json', '[]', 5], ['5_characters_2.json', '[]', 5], ['jikan-v4-anime-5.json', '[]', 5], ['characters.json', '[]', null], ['a_5_of_9.json', '[]', null],
  ['mp3.json', '[]', null], ['x.json', '{"anime_id": 7, "data": []}', 7], ['x.jsonl', '{"anime_id": 7, "data": []}\n{"anime_id": 8, "data": []}\n', null],
])('the anime of %s holding %s', (name, content, id) => expect(animeIdOf(makeSample(`/dumps/${name}`, Buffer.from(content)))).toBe(id));
