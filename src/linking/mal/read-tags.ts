import type { Lake } from '../../lake/lake.js';
import { nameParts } from '../../tags/name-parts.js';
import { normalTagSql } from '../../tags/spelling.js';
import { namesOf, type Name } from './names.js';

/** Tags of one meaning: one name over all boards, with what is an alias of it. */
export interface TagGroup {
  /** As the boards spell it, the most used first. */
  readonly spellings: readonly string[];
  readonly base: string;
  readonly qualifiers: readonly string[];
  readonly names: readonly Name[];
  readonly posts: number;
  /** Its number on the board that numbers most tags, null where that board has not got it. */
  readonly boardId: number | null;
  /** The franchise, or where none is known the last qualifier. */
  readonly group: string | null;
}

interface TagRow {
  norm: string;
  spellings: string[];
  posts: number | null;
  board_id: number | null;
  others: string[];
}

/** The tags of a category over all boards, by name; those that active aliases join are one. Most posts first. */
export async function readTags(lake: Lake, category: number): Promise<TagGroup[]> {
  const rows = await lake.rows<TagRow>(`WITH numbered AS (SELECT booru FROM tags WHERE tag_cat = $category AND board_tag_id IS NOT NULL GROUP BY booru ORDER BY count(*) DESC, booru LIMIT 1)
    SELECT tag_name_norm AS norm, list(DISTINCT tag_name ORDER BY tag_name) AS spellings, max(post_count) AS posts, min(board_tag_id) FILTER (booru IN (SELECT booru FROM numbered)) AS board_id,
      list_sort(list_distinct(list_filter(flatten(list([name_ja, name_en] || coalesce(other_names, []))), lambda name: name IS NOT NULL))) AS others
    FROM tags WHERE tag_cat = $category AND tag_name_norm <> '' GROUP BY tag_name_norm ORDER BY coalesce(max(post_count), 0) DESC, norm`, { category });
  const place = new Map(rows.map(({ norm }, at) => [norm, at]));
  const head = rows.map((_, at) => at);
  const headOf = (at: number): number => (head[at] === at ? at : (head[at] = headOf(head[at]!)));
  const oldNames = new Map<number, string[]>();
  for (const { old, now } of await readAliases(lake)) {
    const [from, to] = [place.get(old), place.get(now)];
    if (to === undefined) continue;
    if (from === undefined) oldNames.set(to, [...(oldNames.get(to) ?? []), old]);
    else {
      const [a, b] = [headOf(from), headOf(to)];
      head[Math.max(a, b)] = Math.min(a, b);
    }
  }
  const franchises = await readFranchises(lake, category);
  const members = new Map<number, number[]>();
  rows.forEach((_, at) => members.set(headOf(at), [...(members.get(headOf(at)) ?? []), at]));
  return [...members.values()].map((list) => {
    const { norm } = rows[list[0]!]!;
    const { base, qualifiers } = nameParts(norm);
    const olds = list.slice(1).map((at) => rows[at]!.norm).concat(list.flatMap((at) => oldNames.get(at) ?? []));
    const others = [...olds.map((old) => nameParts(old).base), ...list.flatMap((at) => rows[at]!.others)];
    const texts = [{ text: base, isMain: true }, ...others.map((text) => ({ text, isMain: false }))];
    const franchise = list.map((at) => franchises.get(rows[at]!.norm)).find((name) => name !== undefined);
    const ids = list.map((at) => rows[at]!.board_id).filter((id): id is number => id !== null);
    return {
      spellings: list.flatMap((at) => rows[at]!.spellings), base, qualifiers, names: namesOf(texts), posts: Math.max(...list.map((at) => rows[at]!.posts ?? 0)),
      boardId: ids.length === 0 ? null : Math.min(...ids), group: franchise ?? (qualifiers.length > 0 ? `(${qualifiers.at(-1)!})` : null),
    };
  });
}

const readAliases = (lake: Lake) => lake.rows<{ old: string; now: string }>(`SELECT DISTINCT ${normalTagSql('antecedent')} AS old, ${normalTagSql('consequent')} AS now
  FROM tag_aliases WHERE coalesce(status, 'active') = 'active' AND antecedent <> '' AND consequent <> '' ORDER BY old, now`);

async function readFranchises(lake: Lake, category: number): Promise<Map<string, string>> {
  const rows = await lake.rows<{ norm: string; franchise: string }>(`SELECT ${normalTagSql('tag_name')} AS norm, min(franchise_name) AS franchise FROM franchise_members WHERE tag_cat = $category GROUP BY norm`, { category });
  return new Map(rows.map(({ norm, franchise }) => [norm, franchise]));
}
