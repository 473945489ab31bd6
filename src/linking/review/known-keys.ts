import { resolve } from 'node:path';
import type { Lake } from '../../lake/lake.js';
import { scanOf } from '../../lake/views.js';
import { tagCategories } from '../../tags/categories.js';
import { partsOfKey } from '../decisions.js';
import type { Answered } from './decision-rows.js';
import type { ReviewReject } from './review-file.js';

/** Answers about what the lake has, posts of every rating included, and those about what it has not. */
export async function knownAnswers(lake: Lake, answered: readonly Answered[]): Promise<{ known: Answered[]; rejects: ReviewReject[] }> {
  const scan = (table: Parameters<typeof scanOf>[1]) => scanOf(lake.manifest, table, resolve(lake.dir));
  const found = async (sql: string, keys: readonly unknown[], columns: string): Promise<Set<string>> => {
    if (keys.length === 0) return new Set();
    const rows = await lake.rows<{ key: string }>(`WITH asked AS (SELECT unnest(from_json($asked, '[{${columns}}]'), recursive := true)) ${sql}`, { asked: JSON.stringify(keys) });
    return new Set(rows.map(({ key }) => key));
  };
  const pairKeys = (kind: string) => [...new Set(answered.filter((answer) => answer.kind === kind).flatMap(({ left, right }) => [left, right]))].map(partsOfKey);
  const named = '"booru": "VARCHAR", "name": "VARCHAR"';
  const malOf = (kind: 'mal_anime' | 'mal_character') => answered.filter((answer) => answer.kind === kind);
  const mal = async (kind: 'mal_anime' | 'mal_character') => {
    const [category, table, id] = kind === 'mal_anime' ? [tagCategories.copyright, 'mal_titles' as const, 'anime_id'] : [tagCategories.character, 'mal_characters' as const, 'character_id'];
    return new Set([
      ...await found(`SELECT DISTINCT 'left ' || tag_name AS key FROM asked JOIN (${scan('tags')}) ON tag_name = name WHERE tag_cat = ${category}`, malOf(kind).map(({ left }) => ({ name: left })), '"name": "VARCHAR"'),
      ...await found(`SELECT DISTINCT 'right ' || id AS key FROM asked JOIN (SELECT ${id} AS id FROM (${scan(table)}) UNION SELECT mal_id FROM (${scan('mal_names')}) WHERE mal_kind = '${kind.slice(4)}') USING (id)`, malOf(kind).map(({ right }) => ({ id: Number(right) })), '"id": "BIGINT"'),
    ]);
  };
  const there = {
    mal_anime: await mal('mal_anime'), mal_character: await mal('mal_character'),
    tags: await found(`SELECT asked.booru || '/' || name AS key FROM asked JOIN (${scan('tags')}) AS t ON t.booru = asked.booru AND tag_name = name`, pairKeys('tags'), named),
    crossposts: await found(`SELECT asked.booru || '/' || name AS key FROM asked JOIN (${scan('posts')}) AS p ON p.booru = asked.booru AND fid = name`, pairKeys('crossposts'), named),
  };
  const faultOf = ({ kind, left, right, row }: Answered): string | null => {
    if (kind === 'tags' || kind === 'crossposts') {
      const missing = [left, right].find((key) => !there[kind].has(key));
      return missing === undefined ? null : `the lake has no ${kind === 'tags' ? 'tag' : 'post'} ${missing}`;
    }
    if (!there[kind].has(`left ${left}`)) return `the lake has no ${kind === 'mal_anime' ? 'copyright' : 'character'} ${left}`;
    return there[kind].has(`right ${right}`) ? null : `the lake has no entry ${row.right}`;
  };
  const known: Answered[] = [];
  const rejects: ReviewReject[] = [];
  for (const answer of answered) {
    const reason = faultOf(answer);
    if (reason === null) known.push(answer);
    else rejects.push({ line: answer.row.line, reason, text: answer.row.raw });
  }
  return { known, rejects };
}
