import { animeIdOf, animeIdRule, headOf, isAbout, isEmptyAnswer, jikanFormat, jikanPartFormat } from './jikan-answer.js';
import { namesSelect, turnedNameSql } from './mal-sql.js';
import type { Emission, Source } from '../source.js';

const role = (text: string) => `lower(trim(${text}))`;
const voices = 'STRUCT("language" VARCHAR, person STRUCT(mal_id BIGINT, "name" VARCHAR))[]';

/** Who speaks the characters, from a list of persons with their languages; names in the order "Given Family". */
function voicesOf(id: string, list: string): Emission {
  return {
    table: 'mal_voices',
    select: `SELECT character_id, v.person.mal_id AS person_id, coalesce(${turnedNameSql('v.person.name')}, v.person.name) AS person_name, v.language AS language
      FROM (SELECT ${id} AS character_id, unnest(${list}) AS v FROM record) WHERE v.person.mal_id IS NOT NULL`,
  };
}

/** Character objects: /characters/ID, with its anime in /full, and pages of /characters. */
export const jikanCharacters: Source = {
  id: 'jikan-characters',
  code: 'J',
  title: 'Jikan: characters',
  detect: (sample) => {
    const head = headOf(sample);
    return head !== null && 'mal_id' in head && 'name' in head && ('nicknames' in head || 'name_kanji' in head) && isAbout(head, 'character');
  },
  format: jikanFormat,
  fields: {
    mal_id: 'BIGINT', name: 'VARCHAR', name_kanji: 'VARCHAR', nicknames: 'VARCHAR[]', favorites: 'BIGINT', about: 'VARCHAR', images: 'STRUCT(jpg STRUCT(image_url VARCHAR))',
    anime: 'STRUCT("role" VARCHAR, anime STRUCT(mal_id BIGINT))[]', voices,
  },
  required: ['mal_id', 'name'],
  identity: 'mal_id',
  emit: () => [
    { table: 'mal_characters', select: charactersSelect('mal_id', 'name', `blank_null(name_kanji) AS name_kanji, nullif(nicknames, []) AS nicknames, favorites, blank_null(about) AS about, images.jpg.image_url AS image_url`) },
    { table: 'mal_names', select: namesSelect('character', 'mal_id', 'jikan', { main: '[name]', turned: `[${turnedNameSql('name')}]`, kanji: '[name_kanji]', nickname: 'nicknames' }) },
    {
      table: 'mal_roles',
      select: `SELECT DISTINCT a.anime.mal_id AS anime_id, mal_id AS character_id, ${role('a.role')} AS role FROM (SELECT mal_id, unnest(anime) AS a FROM record) WHERE a.anime.mal_id IS NOT NULL`,
    },
    voicesOf('mal_id', 'voices'),
  ],
};

/** A SELECT for `mal_characters`: names "Family, Given" are turned, so that the table has one order. */
function charactersSelect(id: string, name: string, rest: string): string {
  const western = `coalesce(${turnedNameSql(name)}, ${name})`;
  return `SELECT ${id} AS character_id, ${western} AS name, normal_tag(${western}) AS name_norm, ${rest}, _row FROM record`;
}

/** The cast of an anime: /anime/ID/characters. The file's name says which. */
export const jikanCast: Source = {
  id: 'jikan-cast',
  code: 'J',
  title: 'Jikan: characters of an anime, in a file named by its id',
  detect: (sample) => {
    const head = headOf(sample);
    if (head !== null) return 'role' in head && typeof head['character'] === 'object';
    return isEmptyAnswer(sample) && animeIdOf(sample) !== null;
  },
  named: true,
  sidecar: true,
  format: jikanPartFormat,
  fields: { anime_id: 'BIGINT', character: 'STRUCT(mal_id BIGINT, "name" VARCHAR, images STRUCT(jpg STRUCT(image_url VARCHAR)))', role: 'VARCHAR', favorites: 'BIGINT', voice_actors: voices },
  required: ['character'],
  identity: 'row(anime_id, character.mal_id)',
  rules: () => [animeIdRule, { reason: 'missing_key', when: 'character.mal_id IS NULL', detail: `'no mal_id of the character'` }],
  emit: () => [
    { table: 'mal_roles', select: `SELECT anime_id, character.mal_id AS character_id, ${role('role')} AS role, _row FROM record` },
    { table: 'mal_characters', select: charactersSelect('character.mal_id', 'character.name', 'favorites, character.images.jpg.image_url AS image_url') },
    { table: 'mal_names', select: namesSelect('character', 'character.mal_id', 'jikan', { main: '[character.name]', turned: `[${turnedNameSql('character.name')}]` }) },
    voicesOf('character.mal_id', 'voice_actors'),
  ],
};
