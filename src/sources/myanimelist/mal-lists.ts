import { hasHeader } from '../header.js';
import type { Source } from '../source.js';

/** Titles of anime by kind and origin: mal_id,title,kind,source. */
export const malTitleList: Source = {
  id: 'mal-titles',
  code: 'MT',
  title: 'MyAnimeList titles: mal_titles.csv',
  detect: (sample) => hasHeader(sample, ',', ['mal_id', 'title', 'kind', 'source']),
  format: { kind: 'csv', delimiter: ',', quoted: true },
  fields: { mal_id: 'BIGINT', title: 'VARCHAR', kind: 'VARCHAR', source: 'VARCHAR' },
  required: ['mal_id', 'title'],
  identity: 'row(mal_id, title, kind, source)',
  emit: () => [
    { table: 'mal_names', select: `SELECT 'anime' AS mal_kind, mal_id, title AS name, kind, source FROM record` },
    {
      // Of several main titles the one most origins agree on, else the first.
      table: 'mal_titles',
      select: `SELECT mal_id AS anime_id, title, _row FROM (SELECT mal_id, title, count(*) AS origins, min(_row) AS _row FROM record WHERE kind = 'main' GROUP BY mal_id, title)
        QUALIFY row_number() OVER (PARTITION BY mal_id ORDER BY origins DESC, _row) = 1`,
    },
  ],
};

/** Characters with their favourites: character_id,name,favorites. */
export const malCharacterList: Source = {
  id: 'mal-characters',
  code: 'MC',
  title: 'MyAnimeList characters: mal_characters_pool.csv',
  detect: (sample) => hasHeader(sample, ',', ['character_id', 'name', 'favorites']),
  format: { kind: 'csv', delimiter: ',', quoted: true },
  fields: { character_id: 'BIGINT', name: 'VARCHAR', favorites: 'BIGINT' },
  required: ['character_id', 'name'],
  identity: 'character_id',
  emit: () => [
    { table: 'mal_characters', select: 'SELECT character_id, name, normal_tag(name) AS name_norm, favorites, _row FROM record' },
    { table: 'mal_names', select: `SELECT 'character' AS mal_kind, character_id AS mal_id, name, 'main' AS kind, 'mal-characters' AS source FROM record` },
  ],
};
