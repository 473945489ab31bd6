import { postKeySql } from '../lake/inbox.js';
import { spellingMacros } from '../tags/spelling.js';

/** DuckDB macros for the SQL of sources; run once on a connection. */
export const sourceMacros: readonly string[] = [
  ...spellingMacros,
  // Numbers lose their zero padding, so that one post has one fid.
  `CREATE OR REPLACE MACRO canonical_fid(s) AS CASE WHEN NOT starts_with(s::VARCHAR, '0') THEN s::VARCHAR WHEN regexp_full_match(s::VARCHAR, '0+[0-9]+') THEN ltrim(left(s::VARCHAR, -1), '0') || right(s::VARCHAR, 1) ELSE s::VARCHAR END`,
  `CREATE OR REPLACE MACRO fid_number(fid) AS TRY_CAST(CASE WHEN regexp_full_match(fid, '[0-9]{1,18}') THEN fid END AS BIGINT)`,
  `CREATE OR REPLACE MACRO post_key_of(fid) AS ${postKeySql('fid')}`,
  `CREATE OR REPLACE MACRO real_time(t) AS CASE WHEN t > TIMESTAMPTZ '1970-01-02 00:00:00+00' THEN t END`,
  // Dates of gelbooru and its like, in any language's week days, with or without a zone; seconds since 1970; ISO dates.
  `CREATE OR REPLACE MACRO board_time(s) AS coalesce(try_strptime(s, '%a %b %d %H:%M:%S %z %Y'), try_strptime(regexp_extract(s, '^\\S+\\s+(.*)$', 1), '%b %d %H:%M:%S %z %Y'),
    try_strptime(regexp_extract(s, '^\\S+\\s+(.*)$', 1), '%b %d %H:%M:%S %Y')::TIMESTAMPTZ, TRY(to_timestamp(TRY_CAST(s AS BIGINT))), TRY_CAST(s AS TIMESTAMPTZ))`,
  `CREATE OR REPLACE MACRO whole_url(u) AS CASE WHEN starts_with(u, '//') THEN 'https:' || u ELSE nullif(u, '') END`,
  `CREATE OR REPLACE MACRO url_ext(u) AS nullif(lower(regexp_extract(u, '\\.([A-Za-z0-9]{2,5})(?:[?#].*)?$', 1)), '')`,
  `CREATE OR REPLACE MACRO real_md5(s) AS CASE WHEN regexp_full_match(lower(trim(s)), '[0-9a-f]{32}') THEN lower(trim(s)) END`,
  `CREATE OR REPLACE MACRO url_md5(u) AS nullif(regexp_extract(lower(u), '(?:^|[^0-9a-f])([0-9a-f]{32})(?:[^0-9a-f]|$)', 1), '')`,
  // The digits of an ordinal day go without their ending: October 4th, 2020 11:27 AM.
  `CREATE OR REPLACE MACRO ordinal_time(s) AS try_strptime(regexp_replace(trim(s), '([0-9])(st|nd|rd|th),', '\\1,'), '%B %d, %Y %I:%M %p')::TIMESTAMPTZ`,
  // A time in JSON: an object of seconds (s) and nanoseconds (n), or anything board_time reads.
  `CREATE OR REPLACE MACRO json_time(j) AS CASE json_type(j)
    WHEN 'OBJECT' THEN TRY(to_timestamp(TRY_CAST(j->>'$.s' AS BIGINT)) + to_microseconds(coalesce(TRY_CAST(j->>'$.n' AS BIGINT), 0) // 1000)) ELSE board_time(j->>'$') END`,
  // A text cut out of the repr of Python bytes; a tab or line end in it is white space.
  `CREATE OR REPLACE MACRO repr_text(s) AS replace(replace(replace(replace(replace(replace(s, '\\\\', chr(1)), '\\''', ''''), '\\"', '"'), '\\t', ' '), '\\n', ' '), chr(1), '\\')`,
  // Tags of words with spaces; a run of white space is one.
  `CREATE OR REPLACE MACRO spaced_tag(s) AS trim(regexp_replace(s, '\\s+', ' ', 'g'))`,
  // As pictureOf spells it, so that a picture is one row whoever tells of it.
  `CREATE OR REPLACE MACRO picture_path(folder, name) AS CASE WHEN name IS NULL THEN folder WHEN nullif(folder, '') IS NULL THEN name
    ELSE regexp_replace(regexp_replace(replace(folder, '\\', '/') || '/', '^(\\./+)+', ''), '/+$', '/') || name END`,
  `CREATE OR REPLACE MACRO unix_time(s) AS CASE WHEN s > 86400 THEN to_timestamp(s::DOUBLE) END`,
];
