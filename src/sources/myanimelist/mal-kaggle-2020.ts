import { hasHeader } from '../header.js';
import { joinedListSql, knownNumberRule, knownNumberSql, knownSql, minutesSql, namesSelect, premieredSql, textDaySql } from './mal-sql.js';
import type { Source } from '../source.js';

const numbers = ['Score', 'Episodes', 'Ranked', 'Popularity', 'Members', 'Favorites'];
const votes = Array.from({ length: 10 }, (_, i) => `Score-${i + 1}`);
const texts = ['Name', 'Genres', 'English name', 'Japanese name', 'Type', 'Aired', 'Premiered', 'Producers', 'Studios', 'Source', 'Duration', 'Rating'];
const cell = (name: string) => `"${name}"`;
const list = (name: string) => joinedListSql(cell(name));
const whole = (name: string) => `nullif(${knownNumberSql(cell(name))}, 0)::BIGINT`;
const known = (name: string) => knownSql(cell(name));
const voteSum = `nullif(${votes.map((name) => `coalesce(${knownNumberSql(cell(name))}, 0)`).join(' + ')}, 0)::BIGINT`;

/** The anime lists of Kaggle's hernan4444, 2020 and 2021; `Unknown` stands for nothing in every column, numbers too (format reference C2). */
export const malKaggle2020: Source = {
  id: 'mal-kaggle-2020',
  code: 'MH',
  title: 'MyAnimeList 2020 and 2021 from Kaggle: anime.csv, anime_with_synopsis.csv',
  detect: (sample) => ['Name', 'Score', 'Genres'].every((name) => sample.header(',').includes(name)) && hasHeader(sample, ',', ['MAL_ID']) && ['sypnopsis', 'English name'].some((name) => hasHeader(sample, ',', [name])),
  format: { kind: 'csv', delimiter: ',', quoted: true, multiline: true },
  fields: { MAL_ID: 'BIGINT', ...Object.fromEntries([...texts, ...numbers, ...votes].map((name) => [name, 'VARCHAR'])) },
  required: ['MAL_ID', 'Name'],
  identity: 'MAL_ID',
  rules: () => [{ reason: 'missing_key', when: `${known('Name')} IS NULL`, detail: `'no Name'` }, knownNumberRule([...numbers, ...votes])],
  emit: () => [
    {
      table: 'mal_titles',
      select: `SELECT MAL_ID AS anime_id, trim("Name") AS title, ${known('English name')} AS title_en, ${known('Japanese name')} AS title_ja, ${known('Type')} AS type, ${known('Source')} AS source, ${known('Rating')} AS rating_mal,
        ${whole('Episodes')} AS episodes, ${textDaySql(cell('Aired'), 'from')} AS aired_from, ${textDaySql(cell('Aired'), 'to')} AS aired_to, ${premieredSql(cell('Premiered'), 'season')} AS season,
        coalesce(${premieredSql(cell('Premiered'), 'year')}, year(${textDaySql(cell('Aired'), 'from')})) AS year, ${minutesSql(cell('Duration'))} AS duration_min, nullif(${knownNumberSql('"Score"')}, 0) AS score,
        ${voteSum} AS scored_by, ${whole('Ranked')} AS rank, ${whole('Popularity')} AS popularity, ${whole('Members')} AS members, ${knownNumberSql('"Favorites"')}::BIGINT AS favorites,
        ${list('Genres')} AS genres, ${list('Studios')} AS studios, ${list('Producers')} AS producers, _row FROM record`,
    },
    {
      table: 'mal_names',
      select: namesSelect('anime', 'MAL_ID', 'mal-kaggle-2020', { main: '["Name"]', en: `[${known('English name')}]`, ja: `[${known('Japanese name')}]` }),
    },
  ],
};
