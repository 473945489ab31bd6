import { postKeySql } from '../lake/inbox.js';
import { spellingMacros } from '../tags/spelling.js';

/** DuckDB macros for the SQL of sources; run once on a connection. */
export const sourceMacros: readonly string[] = [
  ...spellingMacros,
  // Numbers lose their zero padding, so that one post has one fid.
  `CREATE OR REPLACE MACRO canonical_fid(s) AS CASE WHEN regexp_full_match(s::VARCHAR, '0+[0-9]+') THEN ltrim(left(s::VARCHAR, -1), '0') || right(s::VARCHAR, 1) ELSE s::VARCHAR END`,
  `CREATE OR REPLACE MACRO fid_number(fid) AS TRY_CAST(CASE WHEN regexp_full_match(fid, '[0-9]{1,18}') THEN fid END AS BIGINT)`,
  `CREATE OR REPLACE MACRO post_key_of(fid) AS ${postKeySql('fid')}`,
  `CREATE OR REPLACE MACRO real_time(t) AS CASE WHEN t > TIMESTAMPTZ '1970-01-02 00:00:00+00' THEN t END`,
  `CREATE OR REPLACE MACRO unix_time(s) AS CASE WHEN s > 86400 THEN to_timestamp(s::DOUBLE) END`,
];
