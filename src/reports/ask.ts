import type { Lake } from '../lake/lake.js';
import type { QueryResult } from '../lake/result.js';
import type { AnyRow } from '../lake/statement.js';
import { loadQuery, runQuery, type SavedQuery } from './query.js';
import { draw, gallery, table } from './workbench.js';

/** Values of a saved query's parameters by name. */
export type Answers = Readonly<Record<string, string | number | bigint | boolean>>;

/** The rows of a saved query, by its name or the path of a .sql file. Throws UserError when there is no such query or parameter. */
export async function ask(lake: Lake, query: string, params: Answers = {}): Promise<AnyRow[]> {
  return (await answer(lake, query, params)).result.rows;
}

/** Shows a saved query as its report page does: its chart or its pictures, or else its rows. */
export async function show(lake: Lake, query: string, params: Answers = {}): Promise<void> {
  const { saved, result } = await answer(lake, query, params);
  if (saved.gallery) return gallery(lake, result, saved.gallery);
  return saved.chart ? draw(result, saved.chart) : table(result);
}

async function answer(lake: Lake, query: string, params: Answers): Promise<{ saved: SavedQuery; result: QueryResult }> {
  const saved = await loadQuery(query);
  const given = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)]));
  return { saved, result: await runQuery(lake, saved, given) };
}
