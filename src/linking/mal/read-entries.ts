import type { Lake } from '../../lake/lake.js';
import { namesOf, type Name } from './names.js';

export type MalKind = 'anime' | 'character';

/** An entry of MyAnimeList with all its names. */
export interface Entry {
  readonly id: number;
  /** The name it is shown by. */
  readonly title: string;
  readonly names: readonly Name[];
  /** Members of a title, favourites of a character, null where unknown; where the lake knows none of a kind, the number of names: what is well known has many. */
  readonly popularity: number | null;
  /** Of titles: TV, Movie, OVA and the like, null where unknown. */
  readonly kind: string | null;
}

interface EntryRow {
  id: number;
  title: string | null;
  popularity: number | null;
  kind: string | null;
  names: { name: string; kind: string }[];
}

const about = {
  anime: { table: 'mal_titles', id: 'anime_id', name: 'title', kind: 'type', popularity: 'coalesce(members, scored_by, favorites)', others: `list_concat([{name: title_en, kind: 'en'}, {name: title_ja, kind: 'ja'}], list_transform(coalesce(synonyms, []), lambda x: {name: x, kind: 'syn'}))` },
  character: { table: 'mal_characters', id: 'character_id', name: 'name', kind: 'NULL', popularity: 'favorites', others: `list_concat([{name: name_kanji, kind: 'kanji'}], list_transform(coalesce(nicknames, []), lambda x: {name: x, kind: 'nickname'}))` },
} as const;

/** The entries of a kind by rising id, each once. Those without a name that has a letter or digit are left out. */
export async function readEntries(lake: Lake, kind: MalKind): Promise<Entry[]> {
  const { table, id, name, kind: form, popularity, others } = about[kind];
  const rows = await lake.rows<EntryRow>(`WITH listed AS (SELECT ${id} AS id, ${name} AS title, ${popularity} AS popularity, ${form} AS form, list_concat([{name: ${name}, kind: 'main'}], ${others}) AS names FROM ${table}),
      named AS (SELECT id, unnest(names, recursive := true) FROM listed UNION ALL SELECT mal_id, name, coalesce(kind, 'other') FROM mal_names WHERE mal_kind = $kind),
      grouped AS (SELECT id, list(DISTINCT {name: name, kind: kind} ORDER BY {name: name, kind: kind}) AS names FROM named WHERE id IS NOT NULL AND trim(name) <> '' GROUP BY id)
    SELECT id, min(title) AS title, max(popularity) AS popularity, min(form) AS kind, any_value(grouped.names) AS names FROM grouped LEFT JOIN listed USING (id) GROUP BY id ORDER BY id`, { kind });
  const isCounted = rows.some(({ popularity }) => popularity !== null);
  return rows.flatMap((row) => {
    const isMain = (text: string) => text === 'main';
    const ordered = [...row.names.filter((found) => isMain(found.kind)), ...row.names.filter((found) => !isMain(found.kind))];
    const names = namesOf(ordered.map((found) => ({ text: found.name, isMain: isMain(found.kind) })));
    return names.length === 0 ? [] : [{ id: row.id, title: row.title ?? ordered[0]!.name, names, popularity: isCounted ? row.popularity : names.length, kind: row.kind }];
  });
}
