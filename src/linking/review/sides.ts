import type { Lake } from '../../lake/lake.js';
import { postPage, tagPage } from '../../tags/tag-address.js';
import { boardRankSql } from '../crossposts/board-rank.js';
import { partsOfKey } from '../decisions.js';
import type { Doubt, Side } from './question.js';

type Known = Pick<Side, 'names' | 'url'>;

/** Names given for a side at most. */
const mostNames = 8;

/** SQL of the keys asked for, as a table `asked` (booru, name). */
const askedSql = `asked AS (SELECT unnest(from_json($asked, '[{"booru": "VARCHAR", "name": "VARCHAR"}]'), recursive := true))`;

const asJson = (keys: readonly string[]): string => JSON.stringify(keys.map(partsOfKey));

/** Names and pages of tags, entries and posts, by their keys as doubts have them. */
export async function readSides(lake: Lake, doubts: readonly Doubt[]): Promise<ReadonlyMap<string, Known>> {
  const keysOf = (test: (doubt: Doubt) => boolean, sides: readonly ('left' | 'right')[]) => [...new Set(doubts.filter(test).flatMap((doubt) => sides.map((side) => doubt[side])))];
  const isMal = ({ kind }: Doubt) => kind.startsWith('mal_');
  return new Map([
    ...(await tagSides(lake, keysOf(({ kind }) => kind === 'tags', ['left', 'right']))),
    ...(await tagSides(lake, keysOf(isMal, ['left']))),
    ...(await entrySides(lake, keysOf(isMal, ['right']))),
    ...(await postSides(lake, keysOf(({ kind }) => kind === 'crossposts', ['left', 'right']))),
  ]);
}

/** Tags of one board, or of any board for keys that begin with `tag/`. */
async function tagSides(lake: Lake, keys: readonly string[]): Promise<[string, Known][]> {
  if (keys.length === 0) return [];
  const rows = await lake.rows<{ asked_board: string; name: string; booru: string; others: string[] }>(`WITH ${askedSql},
    found AS (SELECT asked.booru AS asked_board, name, tags.booru, tag_name_norm, other_names, name_ja, name_en FROM asked JOIN tags ON tag_name = name AND (asked.booru = 'tag' OR asked.booru = tags.booru)
      QUALIFY row_number() OVER (PARTITION BY asked.booru, name ORDER BY ${boardRankSql('tags.booru')}, tags.booru) = 1),
    old AS (SELECT asked_board, name, list(DISTINCT antecedent ORDER BY antecedent) AS aliases FROM found JOIN tag_aliases ON lower(consequent) = tag_name_norm AND (tag_aliases.booru = found.booru OR asked_board = 'tag')
      WHERE coalesce(status, 'active') = 'active' AND antecedent <> consequent GROUP BY ALL)
    SELECT asked_board, name, booru, list_concat(list_filter([name_ja, name_en], lambda text: text IS NOT NULL), coalesce(other_names, []), coalesce(aliases, [])) AS others FROM found LEFT JOIN old USING (asked_board, name) ORDER BY ALL`, { asked: asJson(keys) });
  return rows.map(({ asked_board, name, booru, others }) => [`${asked_board}/${name}`, { names: namesOf(name, others), url: tagPage(booru, name) }]);
}

async function entrySides(lake: Lake, keys: readonly string[]): Promise<[string, Known][]> {
  if (keys.length === 0) return [];
  const rows = await lake.rows<{ key: string; main: string | null; others: string[] }>(`WITH asked AS (SELECT unnest(from_json($asked, '["VARCHAR"]')) AS key),
    split AS (SELECT key, split_part(key, '/', 2) AS mal_kind, split_part(key, '/', 3)::BIGINT AS mal_id FROM asked),
    entry AS (SELECT 'anime' AS mal_kind, anime_id AS mal_id, title AS main, list_concat([title_en, title_ja], coalesce(synonyms, [])) AS others FROM mal_titles
      UNION ALL SELECT 'character', character_id, name, list_concat([name_kanji], coalesce(nicknames, [])) FROM mal_characters),
    named AS (SELECT mal_kind, mal_id, list(DISTINCT name ORDER BY name) AS names, min(name) FILTER (kind = 'main') AS main FROM mal_names GROUP BY ALL)
    SELECT key, coalesce(entry.main, named.main) AS main, list_filter(list_concat(coalesce(others, []), coalesce(names, [])), lambda text: text IS NOT NULL) AS others
    FROM split LEFT JOIN entry USING (mal_kind, mal_id) LEFT JOIN named USING (mal_kind, mal_id) ORDER BY key`, { asked: JSON.stringify(keys) });
  return rows.map(({ key, main, others }) => [key, { names: namesOf(main ?? others[0] ?? '', others), url: `https://${key}` }]);
}

async function postSides(lake: Lake, keys: readonly string[]): Promise<[string, Known][]> {
  if (keys.length === 0) return [];
  const rows = await lake.rows<{ booru: string; fid: string; facts: string[] }>(`WITH ${askedSql}
    SELECT booru, fid, list_filter([width || ' x ' || height, strftime(created_at, '%Y-%m-%d'), upper(file_ext)], lambda text: text IS NOT NULL) AS facts FROM posts JOIN asked USING (booru) WHERE fid = name ORDER BY ALL`, { asked: asJson(keys) });
  return rows.map(({ booru, fid, facts }) => [`${booru}/${fid}`, { names: facts, url: postPage(booru, fid) }]);
}

const namesOf = (main: string, others: readonly string[]): string[] => [...new Set([main, ...others])].filter((name) => name.trim() !== '').slice(0, mostNames);
