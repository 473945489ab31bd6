/** How MyAnimeList dumps spell their values, as SQL (format reference C, F6). */
import { identifier, literal } from '../../lake/sql.js';
import type { Rule } from '../source.js';

/** Text without the words that mean nothing is known. */
export function knownSql(column: string): string {
  return `CASE WHEN lower(trim(${column})) NOT IN ('', 'none', 'unknown') THEN trim(${column}) END`;
}

/** The number in a text that may say that nothing is known. */
export function knownNumberSql(column: string): string {
  return `TRY_CAST(${knownSql(column)} AS DOUBLE)`;
}

/** Rejects records in which one of the columns holds neither a number nor a word for nothing. */
export function knownNumberRule(columns: readonly string[]): Rule {
  const wrong = columns.map((column) => `WHEN ${knownSql(identifier(column))} IS NOT NULL AND ${knownNumberSql(identifier(column))} IS NULL THEN ${literal(`field ${column}`)}`);
  const which = `CASE ${wrong.join(' ')} END`;
  return { reason: 'bad_value', when: `${which} IS NOT NULL`, detail: which };
}

/** finished, airing or upcoming. */
export function statusSql(column: string): string {
  return `CASE lower(trim(${column})) WHEN 'finished airing' THEN 'finished' WHEN 'finished' THEN 'finished' WHEN 'currently airing' THEN 'airing' WHEN 'ongoing' THEN 'airing'
    WHEN 'not yet aired' THEN 'upcoming' WHEN 'upcoming' THEN 'upcoming' END`;
}

/** Minutes of `1 hr 31 min`, `24 min. per ep.`, `45 sec`. */
export function minutesSql(column: string): string {
  const part = (unit: string) => `coalesce(TRY_CAST(regexp_extract(${column}, '([0-9]+) *${unit}', 1) AS DOUBLE), 0)`;
  return `nullif(${part('hr')} * 60 + ${part('min')} + ${part('sec')} / 60, 0)`;
}

/** The day of an ISO date or time; NULL when it is not known to the day. */
export function daySql(column: string): string {
  return `TRY_CAST(regexp_extract(${column}, '^[0-9]{4}-[0-9]{2}-[0-9]{2}') AS DATE)`;
}

/** The day of one side of `Jan 13, 2012 to Mar 30, 2012`; NULL when it is not known to the day. */
export function textDaySql(column: string, side: 'from' | 'to'): string {
  return `try_strptime(trim(split_part(${column}, ' to ', ${side === 'from' ? 1 : 2})), '%b %d, %Y')::DATE`;
}

/** The season (lower case) or year of `Winter 2012`. */
export function premieredSql(column: string, part: 'season' | 'year'): string {
  if (part === 'year') return `TRY_CAST(regexp_extract(${column}, '^[A-Za-z]+ ([0-9]{4})$', 1) AS INTEGER)`;
  return `nullif(lower(regexp_extract(${column}, '^(Winter|Spring|Summer|Fall) ', 1)), '')`;
}

/** The parts of a text joined with `, `; NULL when there are none. */
export function joinedListSql(column: string): string {
  return `nullif(list_filter(list_transform(string_split(${knownSql(column)}, ', '), lambda part: trim(part)), lambda part: part <> ''), [])`;
}

/** The kind of a relation in one spelling: lower case, `_` for space. */
export function relationSql(column: string): string {
  return `replace(lower(trim(${column})), ' ', '_')`;
}

/** "Given Family" of "Family, Given"; NULL for names of any other form. */
export function turnedNameSql(column: string): string {
  return `CASE WHEN regexp_full_match(${column}, '[^,]+, [^,]+') THEN split_part(${column}, ', ', 2) || ' ' || split_part(${column}, ', ', 1) END`;
}

/** A SELECT for `mal_names` of names by kind: SQL of a text or of a list of texts over `record`. */
export function namesSelect(malKind: 'anime' | 'character', id: string, source: string, names: Readonly<Record<string, string>>, from = 'record'): string {
  const rows = Object.entries(names).map(([kind, name]) => `SELECT ${id} AS mal_id, unnest(${name}) AS name, ${literal(kind)} AS kind FROM ${from}`);
  return `SELECT DISTINCT ${literal(malKind)} AS mal_kind, mal_id, trim(name) AS name, kind, ${literal(source)} AS source FROM (${rows.join(' UNION ALL ')}) WHERE trim(name) <> ''`;
}
