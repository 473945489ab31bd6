import type { Lake } from '../../lake/lake.js';
import type { Casts } from './company.js';
import type { Entry } from './read-entries.js';
import type { TagGroup } from './read-tags.js';

/** What MyAnimeList says of who plays where, and which titles are related. */
export interface Roles {
  /** Titles by character, and characters by title. */
  readonly titles: ReadonlyMap<number, readonly number[]>;
  readonly related: ReadonlyMap<number, readonly number[]>;
}

/** Reads casts and relations; null of a lake without casts. */
export async function readRoles(lake: Lake): Promise<Roles | null> {
  const roles = await lake.rows<{ id: number; titles: number[] }>('SELECT character_id AS id, list(DISTINCT anime_id ORDER BY anime_id) AS titles FROM mal_roles GROUP BY id');
  if (roles.length === 0) return null;
  const related = await lake.rows<{ id: number; titles: number[] }>(`SELECT id, list(DISTINCT other ORDER BY other) AS titles
    FROM (SELECT anime_id AS id, target_id AS other FROM mal_relations WHERE target_kind = 'anime' UNION ALL SELECT target_id, anime_id FROM mal_relations WHERE target_kind = 'anime') GROUP BY id`);
  const mapOf = (rows: typeof roles) => new Map(rows.map(({ id, titles }) => [id, titles]));
  return { titles: mapOf(roles), related: mapOf(related) };
}

/** The names of the groups that characters of a work are in: its franchise, and the work itself as a qualifier. */
export const groupsOf = ({ group, base }: TagGroup) => (group === null ? [`(${base})`] : [group, `(${base})`]);

/** For characters: the titles linked to each group and those related to them, beside the titles each character plays in. */
export function castsOfCharacters({ titles, related }: Roles, characters: readonly Entry[], works: readonly TagGroup[], linked: Int32Array, entries: readonly Entry[]): Casts {
  const groupTitles = new Map<string, Set<number>>();
  works.forEach((work, at) => {
    if (linked[at]! < 0) return;
    const { id } = entries[linked[at]!]!;
    for (const group of groupsOf(work)) groupTitles.set(group, new Set([...(groupTitles.get(group) ?? []), id, ...(related.get(id) ?? [])]));
  });
  return { titlesOf: characters.map(({ id }) => titles.get(id) ?? []), groupTitles };
}

/** For titles: those that characters linked in each group play in. */
export function castsOfTitles({ titles }: Roles, entries: readonly Entry[], characters: readonly TagGroup[], linked: Int32Array, persons: readonly Entry[]): Casts {
  const groupTitles = new Map<string, Set<number>>();
  characters.forEach(({ group }, at) => {
    if (group === null || linked[at]! < 0) return;
    groupTitles.set(group, new Set([...(groupTitles.get(group) ?? []), ...(titles.get(persons[linked[at]!]!.id) ?? [])]));
  });
  const played = new Set([...titles.values()].flat());
  return { titlesOf: entries.map(({ id }) => (played.has(id) ? [id] : [])), groupTitles };
}
