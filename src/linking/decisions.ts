import type { DuckDBConnection } from '@duckdb/node-api';
import type { Lake } from '../lake/lake.js';
import { toRows } from '../lake/result.js';

/** Kinds of links that people decide: of a tag and an entry of MyAnimeList, of two tags of two boards, of two posts. */
export const decisionKinds = ['mal_anime', 'mal_character', 'tags', 'crossposts'] as const;
export type DecisionKind = (typeof decisionKinds)[number];

/** What a person said of a link: yes, or no; `right` is null for a no to every link of the left side. */
export interface Decision {
  readonly left: string;
  readonly right: string | null;
  readonly isLink: boolean;
}

/** The decisions of a kind (`mal_anime`, `mal_character`), oldest first. */
export async function readDecisions(lake: Lake, kind: DecisionKind): Promise<Decision[]> {
  const rows = await lake.rows<{ left: string; right: string | null; decision: string }>(
    `SELECT left_key AS "left", right_key AS "right", lower(trim(decision)) AS decision FROM decisions WHERE kind = $kind AND left_key <> '' ORDER BY decided_at NULLS FIRST, left_key, right_key`, { kind });
  return rows.filter(({ decision }) => decision === 'yes' || decision === 'no').map(({ left, right, decision }) => ({ left, right: right === '' ? null : right, isLink: decision === 'yes' }));
}

/** The key by which decisions name a tag or post of a board, which stays when dumps are loaded again: `danbooru.donmai.us/hatsune_miku`. Without a name, all of the board. */
export const keyOf = (booru: string, name: string): string => `${booru}/${name}`;

/** Board and name of such a key. */
export function partsOfKey(key: string): { booru: string; name: string } {
  const at = key.indexOf('/');
  return { booru: key.slice(0, Math.max(0, at)), name: key.slice(at + 1) };
}

/** Decisions about tags or posts, by their numbers in the lake as it is now. */
export interface PairDecisions {
  /** The newest first, which count before older ones that say otherwise. */
  readonly together: readonly (readonly [x: number, y: number])[];
  readonly apart: readonly (readonly [x: number, y: number])[];
  /** No tag or post of that board is the same. */
  readonly barred: readonly (readonly [x: number, booru: string])[];
  /** Decisions about what the lake has not got. */
  readonly unknown: number;
}

/** The decisions of `tags` or `crossposts`. `decisions` is SQL of that table, `things` of what they are about: number, booru, name. */
export async function readPairDecisions(connection: DuckDBConnection, kind: 'tags' | 'crossposts', decisions: string, things: string): Promise<PairDecisions> {
  const part = (key: string) => `left(${key}, strpos(${key}, '/') - 1)`;
  const name = (key: string) => `substr(${key}, strpos(${key}, '/') + 1)`;
  const sql = `WITH decided AS (
      SELECT left_key, right_key, lower(trim(decision)) = 'yes' AS is_link, decided_at, ${part('left_key')} AS booru_a, ${name('left_key')} AS name_a, ${part('right_key')} AS booru_b, ${name('right_key')} AS name_b
      FROM (${decisions}) WHERE kind = $kind AND lower(trim(decision)) IN ('yes', 'no') AND contains(left_key, '/') AND contains(right_key, '/')),
    thing AS (SELECT number, booru, name FROM (${things}) WHERE (booru, name) IN (SELECT (booru_a, name_a) FROM decided UNION SELECT (booru_b, name_b) FROM decided))
    SELECT a.number AS x, b.number AS y, is_link, CASE WHEN name_b = '' AND NOT is_link THEN booru_b END AS barred
    FROM decided LEFT JOIN thing AS a ON a.booru = booru_a AND a.name = name_a LEFT JOIN thing AS b ON b.booru = booru_b AND b.name = name_b
    ORDER BY decided_at DESC NULLS LAST, left_key, right_key`;
  const { rows } = await toRows(await connection.run(sql, { kind }));
  const [together, apart, barred]: [[number, number][], [number, number][], [number, string][]] = [[], [], []];
  let unknown = 0;
  for (const row of rows as { x: number | null; y: number | null; is_link: boolean; barred: string | null }[]) {
    if (row.x !== null && row.barred !== null) barred.push([row.x, row.barred]);
    else if (row.x === null || row.y === null) unknown++;
    else (row.is_link ? together : apart).push([row.x, row.y]);
  }
  return { together, apart, barred, unknown };
}
