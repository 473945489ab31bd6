import type { Lake, Params } from '../../lake/lake.js';
import type { Subject } from './subject.js';

export interface Member {
  readonly tag_name: string;
  readonly tag_cat: number;
  readonly posts: number;
}

export interface Belonging {
  readonly franchise_id: number;
  readonly name: string;
  readonly copyrights: number;
  readonly characters: number;
  readonly posts: number;
  /** Of the company of the tag, the part that is inside; null for a franchise or where nothing was counted. */
  readonly confidence: number | null;
  /** Most posts first, old names left out. */
  readonly members: readonly Member[];
}

export interface MalEntry {
  readonly kind: 'anime' | 'character';
  readonly mal_id: number;
  readonly name: string;
  /** How sure it is that the tag is the entry, 0 to 1; null where a list says so. */
  readonly score: number | null;
  readonly url: string;
  /** What MyAnimeList says of it: name and value. */
  readonly facts: readonly (readonly [name: string, value: string])[];
}

const mostMembers = 60;

/** The franchise that the subject is or is in, with its members; null when there is none. */
export async function findFranchise(lake: Lake, subject: Subject): Promise<Belonging | null> {
  const params: Params = subject.kind === 'franchise' ? { id: subject.franchise_id } : { name: subject.name, category: subject.category };
  const mine = subject.kind === 'franchise' ? 'SELECT $id::INTEGER AS franchise_id, NULL::DOUBLE AS confidence' : 'SELECT franchise_id, confidence FROM franchise_members WHERE tag_name = $name AND tag_cat = $category';
  const [found] = await lake.rows<Omit<Belonging, 'members'>>(`SELECT franchise_id, name, copyrights, characters, posts, confidence FROM franchises JOIN (${mine}) USING (franchise_id) LIMIT 1`, params);
  if (found === undefined) return null;
  const members = await lake.rows<Member>(`SELECT tag_name, tag_cat, posts FROM franchise_members WHERE franchise_id = $id AND rule <> 'alias' ORDER BY posts DESC, tag_cat, tag_name LIMIT ${mostMembers}`, { id: found.franchise_id });
  return { ...found, members };
}

interface Link {
  mal_kind: string;
  mal_id: number;
  name: string | null;
  score: number | null;
}

/** Entries of MyAnimeList that the subject was linked to; where there is no link, those that a loaded list names. */
export async function findMal(lake: Lake, { kind, tags, category }: Subject): Promise<MalEntry[]> {
  if (kind === 'franchise') return [];
  const params = { names: JSON.stringify([...new Set(tags.map((tag) => tag.tag_name))]), category };
  const named = `tag_name IN (SELECT unnest(from_json($names, '["VARCHAR"]'))) AND tag_cat = $category`;
  const linked = await lake.rows<Link>(`SELECT mal_kind, mal_id, max(mal_name) AS name, max(score) AS score FROM mal_links WHERE status = 'accepted' AND ${named} GROUP BY ALL ORDER BY ALL`, params);
  const links = linked.length > 0 ? linked : await lake.rows<Link>(`SELECT kind AS mal_kind, id AS mal_id, max(name) AS name, NULL::DOUBLE AS score FROM labels WHERE kind IN ('mal_anime', 'mal_character') AND ${named} GROUP BY ALL ORDER BY ALL LIMIT 5`, params);
  const entries: MalEntry[] = [];
  for (const { mal_kind, mal_id, name, score } of links) {
    const isAnime = mal_kind.endsWith('anime');
    const [row] = isAnime ? await lake.rows(animeSql, { id: mal_id }) : await lake.rows(characterSql, { id: mal_id });
    const { title, ...facts } = row ?? {};
    entries.push({
      kind: isAnime ? 'anime' : 'character', mal_id, name: (title as string | null) ?? name ?? `entry ${mal_id}`, score, url: `https://myanimelist.net/${isAnime ? 'anime' : 'character'}/${mal_id}`,
      facts: Object.entries(facts).filter(([, value]) => value !== null).map(([key, value]) => [key.replaceAll('_', ' '), String(value)] as const),
    });
  }
  return entries;
}

const animeSql = `SELECT title, title_ja AS Japanese, type, coalesce(year, year(aired_from))::VARCHAR AS aired, episodes, array_to_string(studios, ', ') AS studios, array_to_string(genres, ', ') AS genres,
  round(score, 2) AS score, format('{:,}', members) AS members FROM mal_titles WHERE anime_id = $id`;
const characterSql = `SELECT c.name AS title, name_kanji AS Japanese, format('{:,}', c.favorites) AS favourites,
  (SELECT string_agg(title, ', ' ORDER BY members DESC NULLS LAST, title) FROM (SELECT title, members FROM mal_roles JOIN mal_titles USING (anime_id) WHERE character_id = $id ORDER BY members DESC NULLS LAST, title LIMIT 5)) AS anime
  FROM mal_characters AS c WHERE character_id = $id`;
