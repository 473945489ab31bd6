import type { TableName } from '../lake/schema.js';
import { identifier } from '../lake/sql.js';
import { highestLevel, scanOf, type Rating } from '../lake/views.js';
import type { Manifest } from '../lake/manifest.js';

/**
 * SQL of the rows of a table that leave the house: those the session's view shows. Where the rating hides posts, rows that name hidden ones stay, too:
 * predictions and decisions about them, their ids in pools, and all rejects, whose raw texts nobody rated.
 */
export function leavingRows(manifest: Manifest, table: TableName, rating: Rating, root: string): string {
  const view = identifier(table);
  if (rating === 'all') return `SELECT * FROM ${view}`;
  const hidden = `(SELECT booru, fid FROM (${scanOf(manifest, 'posts', root)}) WHERE rating_level > ${highestLevel[rating]})`;
  const key = "hidden.booru || '/' || hidden.fid";
  switch (table) {
    case 'rejects':
      return `SELECT * FROM ${view} WHERE false`;
    case 'predictions':
      return `SELECT * FROM ${view} AS told ANTI JOIN ${hidden} AS hidden ON told.task <> 'category' AND told.booru = hidden.booru AND told.subject = hidden.fid`;
    case 'decisions':
      return `SELECT * FROM ${view} AS decided ANTI JOIN ${hidden} AS hidden ON kind = 'crossposts' AND left_key = ${key} ANTI JOIN ${hidden} AS hidden ON kind = 'crossposts' AND right_key = ${key}`;
    case 'pools':
      return `SELECT pools.* REPLACE (CASE WHEN fids IS NULL THEN post_fids ELSE [fid FOR fid IN post_fids IF NOT list_contains(fids, fid)] END AS post_fids)
        FROM ${view} AS pools LEFT JOIN (SELECT booru, pool_id, list(fid) AS fids FROM (SELECT DISTINCT booru, pool_id, unnest(post_fids) AS fid FROM ${view}) SEMI JOIN ${hidden} USING (booru, fid) GROUP BY ALL) USING (booru, pool_id)`;
    default:
      return `SELECT * FROM ${view}`;
  }
}

/** Whether a table that keeps all its rows can still say less than in the lake. */
export const hasShorterRows = (table: TableName, rating: Rating): boolean => table === 'pools' && rating !== 'all';
