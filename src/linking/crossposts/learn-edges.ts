import { DOUBLE, VARCHAR, INTEGER, type DuckDBConnection } from '@duckdb/node-api';
import { fitCorrection } from '../../kernels/logistic-correction.js';
import { createColumnTable } from '../../lake/column-table.js';
import { toColumns } from '../../lake/result.js';
import { isEnough } from '../enough-decisions.js';
import type { DecidedPosts } from './cluster-posts.js';

/** The log-odds of a score set by hand are thought to be right but for this much, for all edges and for those of each reason. */
const deviation = 1.5;

/** SQL of edges whose score is no certainty, and that may join. */
const unsure = "reason <> 'parent' AND score > 0 AND score < 1";

/**
 * Scores the edges of `cp_edge` anew by what people decided of posts that have some: the log-odds of all are shifted, and those of each reason. Gives how
 * many decisions it learned from; 0, and nothing is changed, while there are too few.
 */
export async function learnEdges(connection: DuckDBConnection, { together, apart }: Pick<DecidedPosts, 'together' | 'apart'>): Promise<number> {
  const decided = [...together.map(([x, y]) => [Math.min(x, y), Math.max(x, y), 1]), ...apart.map(([x, y]) => [Math.min(x, y), Math.max(x, y), 0])];
  await createColumnTable(connection, 'cp_verdict', Object.fromEntries(['x', 'y', 'is_link'].map((name, at) => [name, { type: INTEGER, values: decided.map((row) => row[at]!) }])));
  const known = toColumns(await connection.run(`SELECT max_by(reason, (score, reason)) AS reason, max(score)::DOUBLE AS score, any_value(is_link)::INTEGER AS is_link FROM cp_edge JOIN cp_verdict USING (x, y) WHERE ${unsure} GROUP BY x, y ORDER BY x, y`));
  const [reasons, labels] = [(known['reason'] ?? []) as string[], Array.from((known['is_link'] ?? []) as Int32Array)];
  if (!isEnough(labels.map((label) => ({ isLink: label === 1 })))) return 0;
  const names = [...new Set(reasons)].sort();
  const found = fitCorrection({
    features: Float64Array.from(reasons.flatMap((reason) => [1, ...names.map((name) => Number(name === reason))])), width: names.length + 1, labels: Uint8Array.from(labels),
    offsets: Float64Array.from(known['score'] as Float64Array, (score) => Math.log(score / (1 - score))),
  }, deviation);
  await createColumnTable(connection, 'cp_shift', { reason: { type: VARCHAR, values: names }, shift: { type: DOUBLE, values: names.map((_, at) => found[at + 1]!) } });
  const shifted = `${found[0]!}::DOUBLE + coalesce((SELECT shift FROM cp_shift WHERE cp_shift.reason = cp_edge.reason), 0)`;
  await connection.run(`UPDATE cp_edge SET score = 1 / (1 + (1 - score::DOUBLE) / score * exp(-(${shifted}))) WHERE ${unsure}`);
  return labels.length;
}
