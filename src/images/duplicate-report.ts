import { resolve } from 'node:path';
import type { Lake } from '../lake/lake.js';
import type { QueryResult } from '../lake/result.js';
import { literal } from '../lake/sql.js';
import { scanOf } from '../lake/views.js';
import { duplicateTool } from './duplicates.js';

const ours = `duplicates WHERE tool = ${literal(duplicateTool)}`;

/** What the session's rating shows of the groups that were found. */
export interface DuplicateTotals {
  readonly groups: number;
  readonly files: number;
  /** Bytes of the files to drop. */
  readonly bytes: number;
  /** Files of groups that are hidden. */
  readonly hidden: number;
}

export async function duplicateTotals(lake: Lake): Promise<DuplicateTotals> {
  const all = scanOf(lake.manifest, 'duplicates', resolve(lake.dir));
  const [totals] = await lake.rows<DuplicateTotals>(`SELECT count(DISTINCT dup_group) AS groups, count(*) AS files, coalesce(sum(file_size) FILTER (plan = 'drop'), 0)::BIGINT AS bytes,
    (SELECT count(*) FROM (${all}) WHERE tool = ${literal(duplicateTool)}) - count(*) AS hidden FROM ${ours}`);
  return totals!;
}

/** The groups, those that save most first; `keep` is NULL where the file to keep is hidden. */
export function duplicateGroups(lake: Lake, limit: number | null): Promise<QueryResult> {
  return lake.query(`SELECT dup_group AS "group", count(*) AS files, (coalesce(sum(file_size) FILTER (plan = 'drop'), 0))::BIGINT AS bytes_saved, round(min(score)::DOUBLE, 3) AS score,
    any_value(path) FILTER (plan = 'keep') AS keep, any_value(why) FILTER (plan = 'keep') AS why
    FROM ${ours} GROUP BY dup_group ORDER BY bytes_saved DESC, dup_group ${limit === null ? '' : `LIMIT ${Math.floor(limit)}`}`);
}

/** What to do with each file of the groups, and by which rule; `kept` is the file that stays, NULL where it is hidden. */
export function duplicatePlan(lake: Lake): Promise<QueryResult> {
  return lake.query(`SELECT d.dup_group AS "group", d.plan, d.path, d.why, kept.path AS kept, d.distance, round(d.score::DOUBLE, 3) AS score, array_to_string(d.reasons, ', ') AS reasons, d.width, d.height, d.file_size, d.booru, d.fid
    FROM (FROM ${ours}) AS d LEFT JOIN (FROM ${ours} AND plan = 'keep') AS kept USING (dup_group) ORDER BY d.dup_group, d.plan DESC, d.path`);
}
