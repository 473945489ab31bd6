import { describe, expect, it } from 'vitest';
import { counts, loadFixture, sourcesOf, text } from './fixture.js';

const days = `99001;Example Days;TV;12;2809;[<Genre id: 4>];283882;231;Winter 2012;1274;PG-13 - Teens 13 or older;{'Sequel': [<Anime id: 99002>, <Anime id: 99003>], "Parent's story": [<Manga id: 5>]}`;
const rin = `498;Rin Toosaka;11988;{<Anime id: 99001>: 'Main', <Anime id: 99002>: 'Supporting'}`;

describe('mal_anime.py', () => {
  it('reads titles with semicolons, None, and relations out of library objects', async () => {
    const fixture = await loadFixture({ 'anime.txt': text('40000 ERROR ', days, '99004;Steins;Gate; Zero;Movie;None;0;[];10;None;None;None;None;{}') });
    expect(sourcesOf(fixture)).toEqual(['mal-anime-scrape']);
    expect(counts(fixture)).toEqual([[3, 2, 1]]);
    expect(await fixture.rows('SELECT anime_id, title, type, episodes, favorites, members, popularity, season, year, rank, rating_mal, genres FROM mal_titles ORDER BY 1')).toEqual([
      [99001, 'Example Days', 'TV', 12, 2809, 283882, 231, 'winter', 2012, 1274, 'PG-13 - Teens 13 or older', null], [99004, 'Steins;Gate; Zero', 'Movie', null, 0, 10, null, null, null, null, null, null],
    ]);
    expect(await fixture.rows('SELECT anime_id, rel_type, target_kind, target_id FROM mal_relations ORDER BY 4')).toEqual([[99001, "parent's_story", 'manga', 5], [99001, 'sequel', 'anime', 99002], [99001, 'sequel', 'anime', 99003]]);
    expect(await fixture.rows('SELECT mal_kind, mal_id, kind, name FROM mal_names ORDER BY 2')).toEqual([['anime', 99001, 'main', 'Example Days'], ['anime', 99004, 'main', 'Steins;Gate; Zero']]);
    expect(await fixture.rejects()).toEqual([['board_error', 'the page could not be read', 1, 1]]);
  });

  it('rejects what is broken, and the older of two rows of an anime', async () => {
    const fixture = await loadFixture({
      'anime.txt': text(days, days.replace('99001', '1').replace(';12;', ';many;'), days.replace('99001', 'x'), days.replace('99001', '2').replace(/\{.*/, 'nothing'), '3;short;row', 'words', days.replace('99001', ''), days.replace('99001;Example Days', '4;'), days),
    });
    expect((await fixture.rejects()).map(([reason, detail, row]) => [row, reason, detail])).toEqual([
      [1, 'superseded', 'the file has a newer row of it'], [2, 'bad_value', 'field episodes'], [3, 'bad_value', 'field id'], [4, 'bad_value', 'field related'], [5, 'bad_columns', '3 fields, 12 expected'], [6, 'bad_columns', '1 field'],
      [7, 'missing_key', 'no id'], [8, 'missing_key', 'no title'],
    ]);
    expect(counts(fixture)).toEqual([[9, 1, 8]]);
  });

  it('reads the code page of a Russian console', async () => {
    const fixture = await loadFixture({ 'anime.txt': Buffer.concat([Buffer.from('5;'), Buffer.from([0xcc, 0xe8, 0xea, 0xf3]), Buffer.from(';TV;1;1;[];1;1;None;1;None;{}\r\n')]) });
    expect(await fixture.rows('SELECT title FROM mal_titles')).toEqual([['Мику']]);
  });

  it('knows a file of nothing but failures', async () => {
    const fixture = await loadFixture({ 'anime.txt': text('40000 ERROR ', '39999 ERROR '), 'characters.txt': text('40500 FAIL ') });
    expect(sourcesOf(fixture)).toEqual(['mal-anime-scrape', 'mal-character-scrape']);
    expect(counts(fixture)).toEqual([[2, 0, 2], [1, 0, 1]]);
  });
});

describe('mal_character.py', () => {
  it('reads roles out of library objects; a failure may stand behind the fields of its character', async () => {
    const fixture = await loadFixture({ 'characters.txt': text(rin, '40500 FAIL ', '40501;Half Done;3;40501 FAIL ', '502;Nobody;;0;{}') });
    expect(sourcesOf(fixture)).toEqual(['mal-character-scrape']);
    expect(counts(fixture)).toEqual([[4, 2, 2]]);
    expect(await fixture.rows('SELECT character_id, name, name_norm, favorites FROM mal_characters ORDER BY 1')).toEqual([[498, 'Rin Toosaka', 'rin_toosaka', 11988], [502, 'Nobody;', 'nobody;', 0]]);
    expect(await fixture.rows('SELECT anime_id, character_id, role FROM mal_roles ORDER BY 1')).toEqual([[99001, 498, 'main'], [99002, 498, 'supporting']]);
    expect((await fixture.rejects()).map(([reason, , row]) => [row, reason])).toEqual([[2, 'board_error'], [3, 'board_error']]);
  });

  it('rejects what is broken', async () => {
    const fixture = await loadFixture({ 'characters.txt': text(rin, `5;A;1;{<Anime id: 1>: 'Main'`, '6;A;few;{}', '7;A;1;', '8;;1;{}', ';A;1;{}', '9;A') });
    expect((await fixture.rejects()).map(([reason, detail, row]) => [row, reason, detail])).toEqual([
      [2, 'bad_value', 'field animeography'], [3, 'bad_value', 'field favorites'], [4, 'bad_value', 'field animeography'], [5, 'missing_key', 'no name'], [6, 'missing_key', 'no id'], [7, 'bad_columns', '2 fields, 4 expected'],
    ]);
    expect(counts(fixture)).toEqual([[7, 1, 6]]);
  });
});

describe('character lists', () => {
  const header = 'mal_id,url,name,name_kanji,nicknames,favorites,about,image_jpg_url,more';

  it('of Kaggle: nicknames with commas, texts over lines, names in both orders', async () => {
    const fixture = await loadFixture({ 'characters.csv': text(header, '498,u,"Toosaka, Rin",遠坂 凛,"Tohsaka, Red One",11988,"A ""quote""\nand more",https://img/498.jpg,x', '500,u,Saber,,,,,,', 'x,u,A,,,,,,', '7,u,,,,,,,', '8,short') });
    expect(sourcesOf(fixture)).toEqual(['mal-kaggle-characters']);
    expect(counts(fixture)).toEqual([[5, 2, 3]]);
    expect(await fixture.rows('SELECT character_id, name, name_norm, name_kanji, nicknames, favorites, about, image_url FROM mal_characters ORDER BY 1')).toEqual([
      [498, 'Rin Toosaka', 'rin_toosaka', '遠坂 凛', ['Tohsaka', 'Red One'], 11988, 'A "quote"\nand more', 'https://img/498.jpg'], [500, 'Saber', 'saber', null, null, null, null, null],
    ]);
    expect(await fixture.rows('SELECT kind, name FROM mal_names WHERE mal_id = 498 ORDER BY 1, 2')).toEqual([['kanji', '遠坂 凛'], ['main', 'Toosaka, Rin'], ['nickname', 'Red One'], ['nickname', 'Tohsaka'], ['turned', 'Rin Toosaka']]);
    expect((await fixture.rejects()).map(([reason, detail]) => [reason, detail])).toEqual([['bad_value', 'field mal_id'], ['missing_key', 'no name'], ['bad_columns', '2 fields, 9 expected']]);
  });
});

describe("racinmat's crawl", () => {
  it('reads Python lists, None and 0 for nothing', async () => {
    const header = 'animeID,name,premiered,genre,type,episodes,producer,licensor,studio,source,scored,scoredBy,members';
    const fixture = await loadFixture({
      'anime.csv': text(
        header, `99001,Example Days,Spring 1998,"['Action', 'Space']",TV,26,"[""Bandai's"", 'X']",['F'],['Sunrise'],Original,8.81,405664,795733`, '2,Other,None,[],Movie,0,[],[],[],Unknown,0.0,0,1', `3,Broken,None,['Action',TV,1,[],[],[],Manga,1,1,1`,
        `4,Numbers,None,[5],TV,1,[],[],[],Manga,1,1,1`, '5,Words,None,[],TV,some,[],[],[],Manga,1,1,1', '6,short',
      ),
    });
    expect(sourcesOf(fixture)).toEqual(['mal-crawl-2018']);
    expect(counts(fixture)).toEqual([[6, 2, 4]]);
    expect(await fixture.rows('SELECT anime_id, title, type, source, episodes, season, year, score, scored_by, members, genres, producers, studios FROM mal_titles ORDER BY 1')).toEqual([
      [2, 'Other', 'Movie', null, null, null, null, null, 0, 1, null, null, null], [99001, 'Example Days', 'TV', 'Original', 26, 'spring', 1998, 8.81, 405664, 795733, ['Action', 'Space'], ["Bandai's", 'X'], ['Sunrise']],
    ]);
    expect((await fixture.rejects()).map(([reason, detail]) => [reason, detail])).toEqual([['bad_value', 'field genre'], ['bad_value', 'field genre'], ['bad_value', 'field episodes'], ['bad_columns', '2 fields, 13 expected']]);
  });
});
