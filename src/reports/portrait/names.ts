import type { Lake } from '../../lake/lake.js';
import type { Subject } from './subject.js';

export interface Names {
  /** Old names that boards lead to it. */
  readonly aliases: readonly string[];
  /** Names in other languages and scripts. */
  readonly other: readonly string[];
  /** Tags that it brings with it, and tags that bring it. */
  readonly implies: readonly string[];
  readonly implied_by: readonly string[];
}

/** What else a tag is called, and what boards say it implies. */
export async function findNames(lake: Lake, { kind, tags }: Subject): Promise<Names> {
  if (kind === 'franchise' || tags.length === 0) return { aliases: [], other: [], implies: [], implied_by: [] };
  const mine = `mine AS (SELECT booru, tag_name, name_ja, name_en, other_names FROM tags WHERE tag_id IN (${tags.map((tag) => tag.tag_id).join(', ')}))`;
  const pairs = (table: string, from: string, to: string) => `WITH ${mine} SELECT DISTINCT ${to} AS name FROM ${table} AS p JOIN mine ON p.booru = mine.booru AND p.${from} = mine.tag_name WHERE status = 'active' ORDER BY name`;
  const names = async (sql: string) => (await lake.rows<{ name: string }>(sql)).map(({ name }) => name);
  return {
    aliases: await names(pairs('tag_aliases', 'consequent', 'antecedent')),
    other: await names(`WITH ${mine} SELECT DISTINCT name FROM (SELECT unnest([name_ja, name_en] || coalesce(other_names, [])) AS name FROM mine) WHERE name IS NOT NULL AND trim(name) <> '' AND name NOT IN (SELECT tag_name FROM mine) ORDER BY name`),
    implies: await names(pairs('tag_implications', 'antecedent', 'consequent')), implied_by: await names(pairs('tag_implications', 'consequent', 'antecedent')),
  };
}
