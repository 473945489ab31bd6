import { csvRecords } from '../csv-records.js';
import { hasHeader } from '../header.js';
import { daySql, joinedListSql, knownSql, minutesSql, namesSelect, premieredSql, relationSql, statusSql } from './mal-sql.js';
import { parsePythonLiteral, type PythonValue } from '../python-literal.js';
import type { FileRecord, Source } from '../source.js';

const csv = { kind: 'csv', delimiter: ',', quoted: true, multiline: true } as const;

interface Relation {
  relation: string;
  kind: PythonValue;
  id: PythonValue;
  title: PythonValue;
}

/** The records of the CSV with its Python literals `aired` and `related` taken apart. */
async function* read(bytes: AsyncIterable<Buffer>): AsyncIterable<FileRecord> {
  for await (const record of csvRecords(bytes, csv)) yield 'values' in record ? withLiterals(record, record.values) : record;
}

function withLiterals({ line, raw }: FileRecord, values: Readonly<Record<string, unknown>>): FileRecord {
  try {
    const aired = literalOf(values['aired']);
    const { from = null, to = null } = isDict(aired) ? aired : {};
    return { line, raw, values: { ...values, aired_from: from, aired_to: to, relations: relationsOf(literalOf(values['related'])) } };
  } catch (error) {
    return { line, raw, reason: 'bad_value', detail: (error as Error).message };
  }
}

function literalOf(cell: unknown): PythonValue {
  return typeof cell === 'string' && cell.trim() !== '' ? parsePythonLiteral(cell) : null;
}

function isDict(value: PythonValue): value is { [key: string]: PythonValue } {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function relationsOf(related: PythonValue): Relation[] {
  if (!isDict(related)) {
    if (related === null || (Array.isArray(related) && related.length === 0)) return [];
    throw new Error('related is not a dict');
  }
  return Object.entries(related).flatMap(([relation, targets]) =>
    (Array.isArray(targets) ? targets : []).filter(isDict).map((target) => ({ relation, kind: target['type'] ?? null, id: target['mal_id'] ?? null, title: target['title'] ?? null })),
  );
}

const whole = (column: string) => `nullif(${column}, 0)::BIGINT`;

/** The anime lists of Kaggle's `azathoth42/myanimelist`, 2018 (format reference C1). */
export const malKaggle2018: Source = {
  id: 'mal-kaggle-2018',
  code: 'MK',
  title: 'MyAnimeList 2018 from Kaggle: AnimeList.csv, anime_filtered.csv, anime_cleaned.csv',
  detect: (sample) => hasHeader(sample, ',', ['anime_id', 'title', 'title_english', 'title_synonyms', 'aired', 'related', 'popularity']),
  format: { kind: 'custom', read },
  fields: {
    anime_id: 'BIGINT', title: 'VARCHAR', title_english: 'VARCHAR', title_japanese: 'VARCHAR', title_synonyms: 'VARCHAR', type: 'VARCHAR', source: 'VARCHAR', episodes: 'DOUBLE', status: 'VARCHAR',
    aired_from: 'VARCHAR', aired_to: 'VARCHAR', duration: 'VARCHAR', rating: 'VARCHAR', score: 'DOUBLE', scored_by: 'DOUBLE', rank: 'DOUBLE', popularity: 'DOUBLE', members: 'DOUBLE', favorites: 'DOUBLE',
    premiered: 'VARCHAR', producer: 'VARCHAR', studio: 'VARCHAR', genre: 'VARCHAR', duration_min: 'DOUBLE', aired_from_year: 'DOUBLE',
    relations: 'STRUCT(relation VARCHAR, kind VARCHAR, id BIGINT, title VARCHAR)[]',
  },
  required: ['anime_id', 'title'],
  identity: 'anime_id',
  emit() {
    const synonyms = joinedListSql('title_synonyms');
    return [
      {
        table: 'mal_titles',
        select: `SELECT anime_id, title, ${knownSql('title_english')} AS title_en, ${knownSql('title_japanese')} AS title_ja, ${synonyms} AS synonyms, ${knownSql('type')} AS type, ${knownSql('source')} AS source,
          ${knownSql('rating')} AS rating_mal, ${whole('episodes')} AS episodes, ${statusSql('status')} AS status, ${daySql('aired_from')} AS aired_from, ${daySql('aired_to')} AS aired_to,
          ${premieredSql('premiered', 'season')} AS season,
          coalesce(${premieredSql('premiered', 'year')}, aired_from_year::INTEGER, year(${daySql('aired_from')})) AS year,
          coalesce(nullif(duration_min, 0), ${minutesSql('duration')}) AS duration_min, nullif(score, 0) AS score, scored_by::BIGINT AS scored_by, ${whole('rank')} AS rank, ${whole('popularity')} AS popularity,
          members::BIGINT AS members, favorites::BIGINT AS favorites, ${joinedListSql('genre')} AS genres, ${joinedListSql('studio')} AS studios, ${joinedListSql('producer')} AS producers, _row FROM record`,
      },
      {
        // Titles with a comma come apart in `synonyms`, so the text is kept whole as well.
        table: 'mal_names',
        select: namesSelect('anime', 'anime_id', 'mal-kaggle-2018', {
          main: '[title]', en: `[${knownSql('title_english')}]`, ja: `[${knownSql('title_japanese')}]`, synonym: synonyms, synonym_text: `CASE WHEN contains(title_synonyms, ', ') THEN [title_synonyms] END`,
        }),
      },
      {
        table: 'mal_relations',
        select: `SELECT DISTINCT anime_id, ${relationSql('r.relation')} AS rel_type, r.kind AS target_kind, r.id AS target_id, r.title AS target_title
          FROM (SELECT anime_id, unnest(relations) AS r FROM record) WHERE r.id IS NOT NULL`,
      },
    ];
  },
};
