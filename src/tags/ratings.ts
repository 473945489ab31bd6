import { boards } from './boards.js';
import { literalList } from './words.js';

/** `rating_level` of each standard rating: what a session shows is everything up to a level. */
export const ratingLevels = { general: 0, safe: 1, sensitive: 2, questionable: 3, explicit: 4 } as const;

/**
 * SQL for `rating_std` of a raw rating in any spelling (format reference 0.2).
 * `newScheme` is SQL that is true where the letter s means sensitive: danbooru since 2022-05-22.
 */
export function ratingStdSql(raw: string, newScheme = 'false'): string {
  return `CASE lower(trim(${raw}))
    WHEN 'g' THEN 'general' WHEN 's' THEN CASE WHEN ${newScheme} THEN 'sensitive' ELSE 'safe' END
    WHEN 'q' THEN 'questionable' WHEN 'e' THEN 'explicit'
    WHEN 'general' THEN 'general' WHEN 'safe' THEN 'safe' WHEN 'sensitive' THEN 'sensitive'
    WHEN 'questionable' THEN 'questionable' WHEN 'explicit' THEN 'explicit' WHEN 'adult' THEN 'questionable' END`;
}

/**
 * SQL for `rating_std` of anime-pictures' number `erotics`. What values over 1 mean is not known, so their posts are hidden
 * by default (format reference 0.2).
 */
export function eroticsStdSql(erotics: string): string {
  return `CASE WHEN ${erotics} = 0 THEN 'general' WHEN ${erotics} = 1 THEN 'sensitive' WHEN ${erotics} > 1 THEN 'questionable' END`;
}

/** Words that stand for no rating. */
const noRating = ['', 'none', 'null', 'unknown', 'unrated', '-'];

/** SQL for `rating_level`; a post without a rating gets its board's stated default, one whose raw rating nobody can read counts as questionable. */
export function ratingLevelSql(std: string, booru: string, raw = 'NULL'): string {
  const known = Object.entries(ratingLevels).map(([name, level]) => `WHEN '${name}' THEN ${level}`);
  const unrated = ([1, 2] as const).map((level) => {
    const names = boards.filter((board) => board.unratedLevel === level).map((board) => board.name);
    return `WHEN ${booru} IN (${literalList(names)}) THEN ${level}`;
  });
  const unreadable = raw === 'NULL' ? '' : `WHEN lower(trim(${raw}::VARCHAR)) NOT IN (${literalList(noRating)}) THEN ${ratingLevels.questionable}`;
  return `(CASE ${std} ${known.join(' ')} ELSE CASE ${unreadable} ${unrated.join(' ')} ELSE 3 END END)::TINYINT`;
}
