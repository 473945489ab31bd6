import { join } from 'node:path';
import { Random } from '../kernels/random.js';
import { malDate } from './dates.js';
import { listName, type MalAnime, type MalCharacter, type MalWorld, westernName } from './mal.js';
import { TextFile, writeText } from './text-file.js';

const seasons = ['winter', 'spring', 'summer', 'fall'] as const;
const genres = ['Action', 'Adventure', 'Comedy', 'Drama', 'Fantasy', 'Mystery', 'Slice of Life', 'Sci-Fi', 'Sports', 'Supernatural'];
const site = 'https://myanimelist.net';
const jikanStream = 9;

function slug(text: string): string {
  return encodeURIComponent(text.replace(/[^\p{L}\p{N}]+/gu, '_'));
}

function entry(kind: string, id: number, name: string): { mal_id: number; type: string; name: string; url: string } {
  return { mal_id: id, type: 'anime', name, url: `${site}/anime/${kind}/${id}/${slug(name)}` };
}

function day(time: number): { day: number; month: number; year: number } {
  const date = new Date(time);
  return { day: date.getUTCDate(), month: date.getUTCMonth() + 1, year: date.getUTCFullYear() };
}

function isoDay(time: number): string {
  return `${new Date(time).toISOString().slice(0, 10)}T00:00:00+00:00`;
}

function images(kind: string, id: number): object {
  const image = `https://cdn.myanimelist.net/images/${kind}/${id % 20}/${id}`;
  return { jpg: { image_url: `${image}.jpg`, small_image_url: `${image}t.jpg`, large_image_url: `${image}l.jpg` }, webp: { image_url: `${image}.webp`, small_image_url: `${image}t.webp`, large_image_url: `${image}l.webp` } };
}

function animeUrl(anime: MalAnime): string {
  return `${site}/anime/${anime.id}/${slug(anime.title)}`;
}

function characterHead(character: MalCharacter, name: string): object {
  return { mal_id: character.id, url: `${site}/character/${character.id}/${slug(westernName(character))}`, images: images('characters', character.id), name };
}

function animeAnswer(anime: MalAnime, rank: number, end: number, random: Random): object {
  const from = Date.UTC(Math.floor(anime.start), Math.floor((anime.start % 1) * 12), 1 + random.int(28));
  const tv = random.chance(0.7);
  const episodes = tv ? random.pick([12, 12, 13, 24, 25]) : random.between(1, 6);
  const to = from + (tv ? episodes * 7 : 30) * 86_400_000;
  const status = from > end ? 'Not yet aired' : to > end ? 'Currently Airing' : 'Finished Airing';
  const titles = [
    { type: 'Default', title: anime.title }, ...anime.synonyms.map((title) => ({ type: 'Synonym', title })), { type: 'Japanese', title: anime.japanese },
    ...(anime.english === null ? [] : [{ type: 'English', title: anime.english }]),
  ];
  return {
    mal_id: anime.id, url: animeUrl(anime), images: images('anime', anime.id), trailer: { youtube_id: null, url: null, embed_url: null }, approved: true, titles, title: anime.title, title_english: anime.english,
    title_japanese: anime.japanese, title_synonyms: anime.synonyms, type: tv ? 'TV' : random.pick(['OVA', 'Movie', 'Special', 'ONA']), source: random.pick(['Manga', 'Original', 'Game', 'Light novel']),
    episodes: status === 'Finished Airing' ? episodes : null, status, airing: status === 'Currently Airing',
    aired: { from: isoDay(from), to: status === 'Finished Airing' ? isoDay(to) : null, prop: { from: day(from), to: status === 'Finished Airing' ? day(to) : { day: null, month: null, year: null } }, string: `${malDate(from)} to ${status === 'Finished Airing' ? malDate(to) : '?'}` },
    duration: tv ? '24 min per ep' : '1 hr 32 min', rating: random.pick(['G - All Ages', 'PG - Children', 'PG-13 - Teens 13 or older']),
    score: Math.round(random.normal(7, 0.7) * 100) / 100, scored_by: Math.floor(anime.members * 0.5), rank: rank + random.between(0, 400), popularity: rank, members: anime.members, favorites: Math.floor(anime.members * 0.01),
    synopsis: null, background: null, season: tv ? seasons[Math.floor(new Date(from).getUTCMonth() / 3)]! : null, year: tv ? new Date(from).getUTCFullYear() : null,
    broadcast: { day: null, time: null, timezone: null, string: null }, producers: [], licensors: [], studios: [entry('producer', 1 + (anime.id % 40), `Studio ${String.fromCharCode(65 + (anime.id % 26))}${1 + (anime.id % 40)}`)],
    genres: [...new Set([random.pick(genres), random.pick(genres)])].map((name) => entry('genre', genres.indexOf(name) + 1, name)), explicit_genres: [], themes: [], demographics: [],
    relations: anime.related.map(({ relation, anime: other }) => ({ relation, entry: [{ mal_id: other.id, type: 'anime', name: other.title, url: animeUrl(other) }] })),
    theme: { openings: [], endings: [] }, external: [], streaming: [],
  };
}

/** Answers of the Jikan API: `/anime/ID/full` and `/characters/ID` one a line, `/anime/ID/characters` one file a title named by its id. */
export function writeJikan(out: string, seed: number, end: number, mal: MalWorld): void {
  const random = new Random(seed, jikanStream);
  const popularity = new Map([...mal.anime].sort((a, b) => b.members - a.members || a.id - b.id).map((anime, at) => [anime.id, at + 1]));
  const anime = new TextFile(join(out, 'jikan/anime.jsonl'));
  for (const title of mal.anime) {
    anime.write(`${JSON.stringify({ data: animeAnswer(title, popularity.get(title.id)!, end, random) })}\n`);
    const data = title.cast.map(({ character, role }) => ({ character: characterHead(character, listName(character)), role, favorites: character.favorites, voice_actors: [] }));
    writeText(join(out, `jikan/characters/${title.id}.json`), `${JSON.stringify({ data })}\n`);
  }
  anime.close();
  const characters = new TextFile(join(out, 'jikan/characters.jsonl'));
  for (const character of mal.characters) {
    characters.write(`${JSON.stringify({ data: { ...characterHead(character, westernName(character)), name_kanji: character.kanji, nicknames: character.nicknames, favorites: character.favorites, about: null } })}\n`);
  }
  characters.close();
}
