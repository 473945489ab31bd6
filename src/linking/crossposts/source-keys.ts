import type { DuckDBConnection } from '@duckdb/node-api';
import { keySql, pageSql, reasonSql, ruleSql } from './site-rules.js';

/** Longest address that is looked at. */
const longest = 2000;

/** SQL of the addresses in a source: the words of a text that begins with one; free text has none. */
const addressesSql = (source: string) => `CASE WHEN regexp_matches(${source}, '^\\s*(?i:https?:)?//') THEN regexp_split_to_array(trim(${source}), '\\s+') END`;

/** SQL of the address of a page on a site of no rule: without scheme, `www.`, fragment and last slash. */
const plainKeySql = `'page ' || regexp_replace(host, '^www\\d?\\.', '') || regexp_replace(regexp_replace(path, '#.*$', ''), '/+$', '')`;

/**
 * Makes `source_url` (n, host, path) of the sources of `relation` (n, source), and `source_key` (n, key, page, reason) of what they name by the table of
 * site rules. On other sites the whole address is the key, unless it has no digit: pages without one are of people and boards, not of pictures.
 */
export async function createSourceKeys(connection: DuckDBConnection, relation: string): Promise<void> {
  await connection.run(`CREATE TABLE source_url AS
    SELECT n, lower(regexp_extract(url, '^(?i:https?:)?//(?:[^/?#@]*@)?([^/:?#]+)', 1)) AS host, regexp_replace(url, '^(?i:https?:)?//[^/?#]*', '') AS path
    FROM (SELECT DISTINCT n, unnest(${addressesSql('source')}) AS url FROM ${relation}) WHERE regexp_matches(url, '^(?i:https?:)?//[^/?#]') AND length(url) <= ${longest}`);
  await connection.run(`CREATE TABLE source_key AS
    WITH ruled AS (SELECT n, host, path, ${ruleSql} AS rule FROM source_url),
    named AS (
      SELECT n, ${keySql} AS key, ${pageSql} AS page, ${reasonSql} AS reason FROM ruled WHERE rule >= 0
      UNION ALL SELECT n, ${plainKeySql}, NULL, 'source' FROM ruled WHERE rule IS NULL AND regexp_matches(path, '[0-9]'))
    SELECT n, key, CASE WHEN count(DISTINCT page) = 1 THEN min(page) END AS page, min(reason) AS reason FROM named WHERE key IS NOT NULL GROUP BY n, key`);
}
