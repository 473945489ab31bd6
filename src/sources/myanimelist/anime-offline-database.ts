import { namesSelect, statusSql } from './mal-sql.js';
import type { Source } from '../source.js';

/** The first object of the JSONL form: what the whole file is, and no anime. */
const isPreamble = (first: Readonly<Record<string, unknown>>) => ('repository' in first || 'license' in first) && !('data' in first) && !('sources' in first);
const isAnime = (value: Readonly<Record<string, unknown>> | null | undefined) => value !== null && value !== undefined && Array.isArray(value['sources']) && 'title' in value && 'synonyms' in value;

const address = '^https?://myanimelist\\.net/anime/([0-9]+)';
const malIds = (column: string) => `list_distinct(list_filter(list_transform(${column}, lambda url: TRY_CAST(regexp_extract(url, '${address}', 1) AS BIGINT)), lambda id: id IS NOT NULL))`;
const type = (column: string) => `CASE ${column} WHEN 'MOVIE' THEN 'Movie' WHEN 'SPECIAL' THEN 'Special' WHEN 'UNKNOWN' THEN NULL ELSE ${column} END`;
const known = (column: string) => `nullif(${column}, [])`;

/** manami-project's anime-offline-database: JSON, minified or JSONL, of any age (format reference C6). */
export const animeOfflineDatabase: Source = {
  id: 'anime-offline-database',
  code: 'AO',
  title: 'anime-offline-database: JSON, minified or JSONL',
  detect: ({ shape, first, inner, text }) =>
    (shape === 'objects' && (isAnime(inner['data']) || isAnime(first) || (first !== null && isPreamble(first) && text.includes('"sources"')))) || (shape === 'array' && isAnime(first)),
  format: { kind: 'json', unwrap: ['data'], preamble: isPreamble },
  fields: {
    sources: 'VARCHAR[]', title: 'VARCHAR', type: 'VARCHAR', episodes: 'INTEGER', status: 'VARCHAR', animeSeason: 'STRUCT(season VARCHAR, "year" INTEGER)', duration: 'STRUCT("value" DOUBLE, unit VARCHAR)',
    score: 'STRUCT(arithmeticMean DOUBLE)', synonyms: 'VARCHAR[]', studios: 'VARCHAR[]', producers: 'VARCHAR[]', tags: 'VARCHAR[]', relatedAnime: 'VARCHAR[]', relations: 'VARCHAR[]',
  },
  required: ['title'],
  rules: () => [{ reason: 'missing_key', when: `coalesce(len(${malIds('sources')}), 0) = 0`, detail: `'no MyAnimeList address in sources'` }],
  emit() {
    const anime = `(SELECT unnest(${malIds('sources')}) AS anime_id, * FROM record)`;
    return [
      {
        table: 'mal_titles',
        select: `SELECT anime_id, title, ${known('synonyms')} AS synonyms, ${type('type')} AS type, nullif(episodes, 0) AS episodes, ${statusSql('status')} AS status,
          nullif(lower(animeSeason.season), 'undefined') AS season, nullif(animeSeason."year", 0) AS year, CASE WHEN duration.unit = 'SECONDS' THEN nullif(duration."value", 0) / 60 END AS duration_min,
          score.arithmeticMean AS score, ${known('tags')} AS genres, ${known('studios')} AS studios, ${known('producers')} AS producers, _row FROM ${anime}`,
      },
      { table: 'mal_names', select: namesSelect('anime', 'anime_id', 'anime-offline-database', { main: '[title]', synonym: 'synonyms' }, anime) },
      {
        table: 'mal_relations',
        select: `SELECT DISTINCT anime_id, 'related' AS rel_type, 'anime' AS target_kind, target_id
          FROM (SELECT anime_id, unnest(${malIds('coalesce(relatedAnime, relations)')}) AS target_id FROM ${anime}) WHERE target_id <> anime_id`,
      },
    ];
  },
};
