import { csvRecords } from '../csv-records.js';
import { hasHeader } from '../header.js';
import { knownNumberRule, knownNumberSql, knownSql, namesSelect, premieredSql, turnedNameSql } from './mal-sql.js';
import { parsePythonLiteral } from '../python-literal.js';
import type { FileRecord, Source } from '../source.js';

/** Characters from Kaggle's anime character database: the columns of Jikan's objects, nicknames joined with commas (format reference C5). */
export const malKaggleCharacters: Source = {
  id: 'mal-kaggle-characters',
  code: 'MK',
  title: 'MyAnimeList characters from Kaggle',
  detect: (sample) => hasHeader(sample, ',', ['mal_id', 'name', 'name_kanji', 'nicknames', 'favorites', 'about']),
  format: { kind: 'csv', delimiter: ',', quoted: true, multiline: true },
  fields: { mal_id: 'BIGINT', name: 'VARCHAR', name_kanji: 'VARCHAR', nicknames: 'VARCHAR', favorites: 'BIGINT', about: 'VARCHAR', image_jpg_url: 'VARCHAR' },
  required: ['mal_id', 'name'],
  identity: 'mal_id',
  emit() {
    const nicknames = `nullif(list_filter(list_transform(string_split(nicknames, ','), lambda part: trim(part)), lambda part: part <> ''), [])`;
    const western = `coalesce(${turnedNameSql('trim(name)')}, trim(name))`;
    return [
      {
        table: 'mal_characters',
        select: `SELECT mal_id AS character_id, ${western} AS name, normal_tag(${western}) AS name_norm, blank_null(name_kanji) AS name_kanji, ${nicknames} AS nicknames, favorites,
          blank_null(about) AS about, blank_null(image_jpg_url) AS image_url, _row FROM record`,
      },
      { table: 'mal_names', select: namesSelect('character', 'mal_id', 'mal-kaggle-characters', { main: '[name]', turned: `[${turnedNameSql('trim(name)')}]`, kanji: '[name_kanji]', nickname: nicknames }) },
    ];
  },
};

const csv = { kind: 'csv', delimiter: ',', quoted: true, multiline: true } as const;
const lists = ['genre', 'producer', 'studio'];

/** The rows of a crawl with the Python lists in them read. */
async function* readCrawl(bytes: AsyncIterable<Buffer>): AsyncIterable<FileRecord> {
  for await (const record of csvRecords(bytes, csv)) {
    if (!('values' in record)) {
      yield record;
      continue;
    }
    const values: Record<string, unknown> = { ...record.values };
    const wrong = lists.find((name) => {
      const list = listOf(values[name]);
      values[name] = list;
      return list === undefined;
    });
    yield wrong === undefined ? { ...record, values } : { line: record.line, raw: record.raw, reason: 'bad_value', detail: `field ${wrong}` };
  }
}

/** The texts of a Python list; null for nothing, undefined for anything else. */
function listOf(cell: unknown): string[] | null | undefined {
  if (typeof cell !== 'string' || cell.trim() === '') return null;
  try {
    const value = parsePythonLiteral(cell);
    if (value === null) return null;
    return Array.isArray(value) && value.every((item): item is string => typeof item === 'string') ? value : undefined;
  } catch {
    return undefined;
  }
}

/** racinmat's crawl of 2018: genre, producer and studio are Python lists (format reference C5). */
export const malCrawl2018: Source = {
  id: 'mal-crawl-2018',
  code: 'MR',
  title: 'MyAnimeList 2018 as crawled by racinmat',
  detect: (sample) => hasHeader(sample, ',', ['animeID', 'name', 'premiered', 'genre', 'episodes', 'scored', 'scoredBy', 'members']),
  format: { kind: 'custom', read: readCrawl },
  fields: {
    animeID: 'BIGINT', name: 'VARCHAR', premiered: 'VARCHAR', genre: 'VARCHAR[]', type: 'VARCHAR', episodes: 'VARCHAR', producer: 'VARCHAR[]', studio: 'VARCHAR[]', source: 'VARCHAR',
    scored: 'VARCHAR', scoredBy: 'VARCHAR', members: 'VARCHAR',
  },
  required: ['animeID', 'name'],
  identity: 'animeID',
  rules: () => [knownNumberRule(['episodes', 'scored', 'scoredBy', 'members'])],
  emit: () => [
    {
      table: 'mal_titles',
      select: `SELECT animeID AS anime_id, trim(name) AS title, ${knownSql('type')} AS type, ${knownSql('source')} AS source, nullif(${knownNumberSql('episodes')}, 0)::BIGINT AS episodes,
        ${premieredSql('premiered', 'season')} AS season, ${premieredSql('premiered', 'year')} AS year, nullif(${knownNumberSql('scored')}, 0) AS score, ${knownNumberSql('scoredBy')}::BIGINT AS scored_by,
        ${knownNumberSql('members')}::BIGINT AS members, ${lists.map((name) => `nullif(${name}, []) AS ${name}s`).join(', ')}, _row FROM record`,
    },
    { table: 'mal_names', select: namesSelect('anime', 'animeID', 'mal-crawl-2018', { main: '[name]' }) },
  ],
};
