import type { Lake } from '../../lake/lake.js';
import { boardRankSql } from '../crossposts/board-rank.js';
import { partsOfKey } from '../decisions.js';
import type { Question } from './question.js';

/** What is known of a side besides its names: what it is, and in words. */
export type Facts = readonly (readonly [what: string, words: string])[];

/** Posts of a tag that are looked at, and of its companions those that are named. */
const [mostPosts, mostCompanions] = [400, 6];

/** For the sides of questions, by key: when a tag is posted and with which others, who plays in a title, what a post shows; of posts that the session shows. */
export async function readFacts(lake: Lake, questions: readonly Question[]): Promise<ReadonlyMap<string, Facts>> {
  const keysOf = (test: (kind: string) => boolean, ...sides: ('left' | 'right')[]) => [...new Set(questions.filter(({ kind }) => test(kind)).flatMap((question) => sides.map((side) => question[side].key)))];
  const isMal = (kind: string) => kind.startsWith('mal_');
  return new Map([
    ...(await tagFacts(lake, [...keysOf((kind) => kind === 'tags', 'left', 'right'), ...keysOf(isMal, 'left')])), ...(await entryFacts(lake, keysOf(isMal, 'right'))),
    ...(await postFacts(lake, keysOf((kind) => kind === 'crossposts', 'left', 'right'))),
  ]);
}

const asked = `asked AS (SELECT unnest(from_json($asked, '[{"booru": "VARCHAR", "name": "VARCHAR"}]'), recursive := true))`;
const askedOf = (keys: readonly string[]) => ({ asked: JSON.stringify(keys.map(partsOfKey)) });

async function tagFacts(lake: Lake, keys: readonly string[]): Promise<[string, Facts][]> {
  if (keys.length === 0) return [];
  const rows = await lake.rows<{ key: string; booru: string; first: number | null; last: number | null; most: number | null; companions: string[] }>(`WITH ${asked},
    found AS (SELECT asked.booru || '/' || name AS key, tags.booru, tag_id FROM asked JOIN tags ON tag_name = name AND (asked.booru = 'tag' OR asked.booru = tags.booru)
      QUALIFY row_number() OVER (PARTITION BY asked.booru, name ORDER BY ${boardRankSql('tags.booru')}, tags.booru) = 1),
    seen AS MATERIALIZED (SELECT key, found.booru, found.tag_id, post_key FROM found JOIN tag_posts USING (tag_id) QUALIFY row_number() OVER (PARTITION BY key ORDER BY hash(post_key), post_key) <= ${mostPosts}),
    dated AS (SELECT key, min(year(created_at)) AS first, max(year(created_at)) AS last, mode(year(created_at) ORDER BY created_at) AS most FROM seen JOIN posts USING (booru, post_key) GROUP BY key),
    together AS (SELECT key, o.tag_id, count(*) AS n FROM seen JOIN post_tags AS o ON o.booru = seen.booru AND o.post_key = seen.post_key WHERE o.tag_id <> seen.tag_id GROUP BY ALL),
    -- Those who are seldom elsewhere tell more than 1girl.
    told AS (SELECT key, list(tag_name ORDER BY n / ln(3 + coalesce(post_count, 1)) DESC, tag_name)[1:${mostCompanions}] AS companions FROM together JOIN tags USING (tag_id) GROUP BY key)
    SELECT found.key, found.booru, first, last, most, coalesce(companions, []) AS companions FROM found LEFT JOIN dated USING (key) LEFT JOIN told USING (key) ORDER BY found.key`, askedOf(keys));
  return rows.map(({ key, booru, first, last, most, companions }) => [key, [
    ['board', booru], ...(first === null ? [] : [['posted', first === last ? String(first) : `${first} to ${last}, most in ${most}`] as const]), ...(companions.length > 0 ? [['with', companions.join(', ')] as const] : []),
  ]]);
}

async function entryFacts(lake: Lake, keys: readonly string[]): Promise<[string, Facts][]> {
  if (keys.length === 0) return [];
  const rows = await lake.rows<{ key: string; year: number | null; type: string | null; titles: string[] | null }>(`WITH asked AS (SELECT unnest(from_json($asked, '["VARCHAR"]')) AS key),
    split AS (SELECT key, split_part(key, '/', 2) AS kind, split_part(key, '/', 3)::BIGINT AS id FROM asked),
    plays AS (SELECT key, list(DISTINCT title ORDER BY title)[1:3] AS titles FROM split JOIN mal_roles ON kind = 'character' AND character_id = id JOIN mal_titles USING (anime_id) GROUP BY key)
    SELECT split.key, year, type, titles FROM split LEFT JOIN mal_titles ON kind = 'anime' AND anime_id = id LEFT JOIN plays USING (key) ORDER BY split.key`, { asked: JSON.stringify(keys) });
  return rows.map(({ key, year, type, titles }) => [key, [...(type === null ? [] : [['type', type] as const]), ...(year === null ? [] : [['aired', String(year)] as const]), ...(titles === null ? [] : [['in', titles.join(', ')] as const])]]);
}

async function postFacts(lake: Lake, keys: readonly string[]): Promise<[string, Facts][]> {
  if (keys.length === 0) return [];
  const rows = await lake.rows<{ key: string; booru: string; source: string | null; tags: string[] | null }>(`WITH ${asked},
    found AS (SELECT booru || '/' || fid AS key, booru, fid, post_key, source FROM posts JOIN asked USING (booru) WHERE fid = name),
    carried AS (SELECT key, list(tag_name ORDER BY CASE tag_cat WHEN 1 THEN 0 WHEN 4 THEN 1 WHEN 3 THEN 2 ELSE 3 END, tag_name)[1:${2 * mostCompanions}] AS tags FROM found JOIN post_tags USING (booru, post_key) JOIN tags USING (tag_id) GROUP BY key)
    SELECT found.key, booru, source, tags FROM found LEFT JOIN carried USING (key) ORDER BY found.key`, askedOf(keys));
  return rows.map(({ key, booru, source, tags }) => [key, [['board', booru], ...(source === null ? [] : [['source', source] as const]), ...(tags === null ? [] : [['tags', tags.join(', ')] as const])]]);
}
