import { Random } from '../kernels/random.js';
import { DANBOORU } from './boards.js';
import type { Character } from './character.js';
import { malTitle, strangerTitle } from './mal-titles.js';
import { personName, titleCase } from './names.js';
import { katakana, passport, shortVowels } from './romanisation.js';
import type { World } from './world.js';

const malStream = 8;

export interface MalAnime {
  readonly id: number;
  readonly title: string;
  readonly english: string | null;
  readonly japanese: string;
  readonly synonyms: readonly string[];
  readonly start: number;
  readonly members: number;
  readonly cast: { readonly character: MalCharacter; readonly role: 'Main' | 'Supporting' }[];
  readonly related: { readonly relation: string; readonly anime: MalAnime }[];
}

export interface MalCharacter {
  readonly id: number;
  readonly given: string;
  /** Empty for those who go by one name. */
  readonly family: string;
  readonly kanji: string;
  readonly nicknames: readonly string[];
  readonly favorites: number;
}

/** What is known to be the same: a concept and an entry; `main` marks the entry that the tag list names. */
export interface MalTruth {
  readonly concept: number;
  readonly kind: 'anime' | 'character';
  readonly id: number;
  readonly name: string;
  readonly count: number;
  readonly main: boolean;
}

export interface MalWorld {
  readonly anime: readonly MalAnime[];
  readonly characters: readonly MalCharacter[];
  readonly truth: readonly MalTruth[];
}

/** "Given Family", as in character pages. */
export function westernName(character: MalCharacter): string {
  return character.family ? `${character.given} ${character.family}` : character.given;
}

/** "Family, Given", as in the cast of an anime. */
export function listName(character: MalCharacter): string {
  return character.family ? `${character.family}, ${character.given}` : character.given;
}

/** MyAnimeList of a world: most works of anime and some of other franchises, sequels, most of their characters, and strangers no board knows. */
export function makeMal(world: World): MalWorld {
  const random = new Random(world.seed, malStream);
  const anime: MalAnime[] = [];
  const characters: MalCharacter[] = [];
  const truth: MalTruth[] = [];
  let animeId = 90_000;
  let characterId = 50_000;
  const addCharacter = (name: Character['name'], popularity: number): MalCharacter => {
    const romanise = random.chance(0.2) ? shortVowels : random.chance(0.15) ? passport : (text: string): string => text;
    const added = {
      id: (characterId += random.between(1, 9)), given: titleCase(romanise(name.given)), family: titleCase(romanise(name.surname)),
      kanji: katakana(name.surname) + katakana(name.given), nicknames: random.chance(0.1) ? [`${titleCase(name.given).slice(0, 3)}-chan`] : [],
      favorites: Math.floor(20_000 * popularity * Math.exp(random.normal(0, 0.8))),
    };
    characters.push(added);
    return added;
  };

  for (const franchise of world.franchises) {
    if (!random.chance(franchise.kind === 'anime' ? 0.9 : 0.3)) continue;
    const known = franchise.characters.flatMap((character, rank) => {
      if (!random.chance(character.main ? 0.95 : 0.6)) return [];
      const entry = addCharacter(character.name, franchise.weight / (rank + 1));
      truth.push({ concept: character.concept, kind: 'character', id: entry.id, name: westernName(entry), count: entry.favorites, main: true });
      return [{ character, entry }];
    });
    for (const part of franchise.parts) {
      if (part.start > 2026 || !random.chance(0.75)) continue;
      const tag = world.book.concepts[part.concept]!.names[DANBOORU]!;
      const seasons = random.chance(0.25) ? 2 : 1;
      let earlier: MalAnime | undefined;
      for (let season = 1; season <= seasons; season++) {
        const cast = known.filter(({ character }) => character.parts.includes(part)).map(({ character, entry }) => ({ character: entry, role: character.main ? ('Main' as const) : ('Supporting' as const) }));
        const entry: MalAnime = {
          ...malTitle(random, tag, season), id: (animeId += random.between(1, 9)), start: part.start + (season - 1) * 1.25, cast,
          members: Math.floor(900_000 * franchise.weight * Math.exp(random.normal(0, 0.7)) + 500), related: earlier ? [{ relation: 'Prequel', anime: earlier }] : [],
        };
        if (earlier) earlier.related.push({ relation: 'Sequel', anime: entry });
        anime.push(entry);
        truth.push({ concept: part.concept, kind: 'anime', id: entry.id, name: entry.title, count: entry.members, main: season === 1 });
        earlier = entry;
      }
    }
  }
  const strangers = Math.round(anime.length * 0.3);
  for (let n = 0; n < strangers; n++) {
    const cast = Array.from({ length: random.between(1, 5) }, (_, at) => ({ character: addCharacter(personName(random, false), 0.01), role: at < 2 ? ('Main' as const) : ('Supporting' as const) }));
    anime.push({ ...strangerTitle(random), id: (animeId += random.between(1, 9)), start: 1990 + random.uniform() * 35, members: random.between(200, 60_000), cast, related: [] });
  }
  return { anime, characters, truth };
}
