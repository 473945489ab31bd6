import { animeIdRule, headOf, isAbout, jikanFormat, jikanPartFormat } from './jikan-answer.js';
import { daySql, knownSql, minutesSql, namesSelect, relationSql, statusSql } from './mal-sql.js';
import type { Source } from '../source.js';

const named = 'STRUCT("name" VARCHAR)[]';
const entries = 'STRUCT(mal_id BIGINT, "type" VARCHAR, "name" VARCHAR)[]';
const namesOf = (column: string) => `nullif(list_transform(${column}, lambda item: item.name), [])`;

/** SQL for a name of `titles` by its type. */
const titleOf = (type: string) => `list_extract(list_transform(list_filter(titles, lambda t: t.type = '${type}'), lambda t: t.title), 1)`;

function relationsSelect(from: string): string {
  return `SELECT DISTINCT anime_id, ${relationSql('relation')} AS rel_type, e.type AS target_kind, e.mal_id AS target_id, e.name AS target_title
    FROM (SELECT anime_id, relation, unnest(entry) AS e FROM ${from}) WHERE e.mal_id IS NOT NULL`;
}

/** Anime objects: /anime/ID, /anime/ID/full, pages of /anime (format reference C4). */
export const jikanAnime: Source = {
  id: 'jikan-anime',
  code: 'J',
  title: 'Jikan: anime',
  detect: (sample) => {
    const head = headOf(sample);
    return head !== null && 'mal_id' in head && ('title' in head || 'titles' in head) && !('chapters' in head) && !('established' in head) && isAbout(head, 'anime');
  },
  format: jikanFormat,
  fields: {
    mal_id: 'BIGINT', title: 'VARCHAR', titles: 'STRUCT("type" VARCHAR, title VARCHAR)[]', title_english: 'VARCHAR', title_japanese: 'VARCHAR', title_synonyms: 'VARCHAR[]', type: 'VARCHAR', source: 'VARCHAR',
    episodes: 'INTEGER', status: 'VARCHAR', aired: 'STRUCT("from" VARCHAR, "to" VARCHAR)', duration: 'VARCHAR', rating: 'VARCHAR', score: 'DOUBLE', scored_by: 'BIGINT', rank: 'INTEGER', popularity: 'INTEGER',
    members: 'BIGINT', favorites: 'BIGINT', season: 'VARCHAR', year: 'INTEGER', producers: named, studios: named, genres: named, relations: `STRUCT(relation VARCHAR, entry ${entries})[]`,
  },
  required: ['mal_id'],
  identity: 'mal_id',
  rules: () => [{ reason: 'missing_key', when: `coalesce(title, ${titleOf('Default')}) IS NULL`, detail: `'no title'` }],
  emit() {
    const synonyms = `nullif(list_distinct(coalesce(title_synonyms, []) || coalesce(list_transform(list_filter(titles, lambda t: t.type = 'Synonym'), lambda t: t.title), [])), [])`;
    const languages = `CASE t.type WHEN 'German' THEN 'de' WHEN 'French' THEN 'fr' WHEN 'Spanish' THEN 'es' ELSE lower(t.type) END`;
    const listed = `SELECT mal_id, t.title AS name, ${languages} AS kind FROM (SELECT mal_id, unnest(titles) AS t FROM record) WHERE t.type NOT IN ('Default', 'Synonym', 'English', 'Japanese') AND t.title <> ''`;
    return [
      {
        table: 'mal_titles',
        select: `SELECT mal_id AS anime_id, coalesce(title, ${titleOf('Default')}) AS title, coalesce(title_english, ${titleOf('English')}) AS title_en, coalesce(title_japanese, ${titleOf('Japanese')}) AS title_ja,
          ${synonyms}.list_sort() AS synonyms, ${knownSql('type')} AS type, ${knownSql('source')} AS source, ${knownSql('rating')} AS rating_mal, nullif(episodes, 0) AS episodes, ${statusSql('status')} AS status,
          ${daySql('aired."from"')} AS aired_from, ${daySql('aired."to"')} AS aired_to, lower(season) AS season, coalesce(year, year(${daySql('aired."from"')})) AS year, ${minutesSql('duration')} AS duration_min,
          nullif(score, 0) AS score, scored_by, nullif(rank, 0) AS rank, nullif(popularity, 0) AS popularity, members, favorites,
          ${namesOf('genres')} AS genres, ${namesOf('studios')} AS studios, ${namesOf('producers')} AS producers, _row FROM record`,
      },
      {
        table: 'mal_names',
        select: namesSelect('anime', 'mal_id', 'jikan', { main: `[coalesce(title, ${titleOf('Default')})]`, en: `[title_english, ${titleOf('English')}]`, ja: `[title_japanese, ${titleOf('Japanese')}]`, synonym: synonyms }),
      },
      { table: 'mal_names', select: `SELECT DISTINCT 'anime' AS mal_kind, mal_id, name, kind, 'jikan' AS source FROM (${listed})` },
      { table: 'mal_relations', select: relationsSelect('(SELECT mal_id AS anime_id, r.relation, r.entry FROM (SELECT mal_id, unnest(relations) AS r FROM record))') },
    ];
  },
};

/** The relations of an anime: /anime/ID/relations. The file's name says which. */
export const jikanRelations: Source = {
  id: 'jikan-relations',
  code: 'J',
  title: 'Jikan: relations of an anime, in a file named by its id',
  detect: (sample) => {
    const head = headOf(sample);
    return head !== null && typeof head['relation'] === 'string' && Array.isArray(head['entry']);
  },
  named: true,
  sidecar: true,
  format: jikanPartFormat,
  fields: { anime_id: 'BIGINT', relation: 'VARCHAR', entry: entries },
  required: ['relation'],
  rules: () => [animeIdRule],
  emit: () => [{ table: 'mal_relations', select: relationsSelect('record') }],
};
