import { literal } from '../../lake/sql.js';
import type { Emission } from '../source.js';

/**
 * Rows of `duplicates` from a SELECT of them with a column "group". A group is named by a hash of the path of its first
 * picture (of a pair, of both): the same in every file that finds it, and silent about hidden posts.
 */
export function duplicatesOf(tool: string, members: string, kind: 'groups' | 'pairs' = 'groups'): Emission {
  const name = `min(path) OVER same${kind === 'pairs' ? ` || ' ' || max(path) OVER same` : ''}`;
  return {
    table: 'duplicates',
    select: `SELECT ${literal(tool)} AS tool, left(md5(${name}), 12) AS dup_group, * EXCLUDE ("group") FROM (${members}) WINDOW same AS (PARTITION BY "group")`,
  };
}
