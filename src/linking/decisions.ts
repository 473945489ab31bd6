import type { Lake } from '../lake/lake.js';

/** What a person said of a link: yes, or no; `right` is null for a no to every link of the left side. */
export interface Decision {
  readonly left: string;
  readonly right: string | null;
  readonly isLink: boolean;
}

/** The decisions of a kind (`mal_anime`, `mal_character`), oldest first. */
export async function readDecisions(lake: Lake, kind: string): Promise<Decision[]> {
  const rows = await lake.rows<{ left: string; right: string | null; decision: string }>(
    `SELECT left_key AS "left", right_key AS "right", lower(trim(decision)) AS decision FROM decisions WHERE kind = $kind AND left_key <> '' ORDER BY decided_at NULLS FIRST, left_key, right_key`, { kind });
  return rows.filter(({ decision }) => decision === 'yes' || decision === 'no').map(({ left, right, decision }) => ({ left, right: right === '' ? null : right, isLink: decision === 'yes' }));
}
