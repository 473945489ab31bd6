import type { Lake } from '../../lake/lake.js';
import { nameParts } from '../../tags/name-parts.js';
import { tagCategories } from '../../tags/categories.js';
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
  const franchises = await readFranchises(lake);
  const ofQualifier = qualifierFranchises(rows.map(({ norm }) => norm), franchises, category);
  const members = new Map<number, number[]>();
  rows.forEach((_, at) => members.set(headOf(at), [...(members.get(headOf(at)) ?? []), at]));
  return [...members.values()].map((list) => {
    const { norm } = rows[list[0]!]!;
    const { base, qualifiers } = nameParts(norm);
    const olds = list.slice(1).map((at) => rows[at]!.norm).concat(list.flatMap((at) => oldNames.get(at) ?? []));
    const others = [...olds.map((old) => nameParts(old).base), ...list.flatMap((at) => rows[at]!.others)];
    const texts = [{ text: base, isMain: true }, ...others.map((text) => ({ text, isMain: false }))];
    const franchise = list.map((at) => franchises.get(`${category} ${rows[at]!.norm}`)).find((name) => name !== undefined) ?? ofQualifier.get(qualifiers.at(-1) ?? '');
    const ids = list.map((at) => rows[at]!.board_id).filter((id): id is number => id !== null);
    return {
      spellings: list.flatMap((at) => rows[at]!.spellings), base, qualifiers, names: namesOf(texts), posts: Math.max(...list.map((at) => rows[at]!.posts ?? 0)),
      boardId: ids.length === 0 ? null : Math.min(...ids), group: franchise ?? (qualifiers.length > 0 ? `(${qualifiers.at(-1)!})` : null),
    };
  });
}

const readAliases = (lake: Lake) => lake.rows<{ old: string; now: string }>(`SELECT DISTINCT ${normalTagSql('antecedent')} AS old, ${normalTagSql('consequent')} AS now
  FROM tag_aliases WHERE coalesce(status, 'active') = 'active' AND antecedent <> '' AND consequent <> '' ORDER BY old, now`);

/** Franchises by category and name of a tag. */
async function readFranchises(lake: Lake): Promise<Map<string, string>> {
  const rows = await lake.rows<{ tag: string; franchise: string }>(`SELECT tag_cat || ' ' || ${normalTagSql('tag_name')} AS tag, min(franchise_name) AS franchise FROM franchise_members GROUP BY tag`);
  return new Map(rows.map(({ tag, franchise }) => [tag, franchise]));
}

/** The franchise a qualifier stands for: that of the work of this name, else the one that most tags with this qualifier are in. */
function qualifierFranchises(names: readonly string[], franchises: ReadonlyMap<string, string>, category: number): Map<string, string> {
  const counts = new Map<string, Map<string, number>>();
  for (const name of names) {
    const qualifier = nameParts(name).qualifiers.at(-1);
    const franchise = franchises.get(`${category} ${name}`);
    if (qualifier === undefined) continue;
    const list = counts.get(qualifier) ?? new Map<string, number>();
    counts.set(qualifier, list);
    if (franchise !== undefined) list.set(franchise, (list.get(franchise) ?? 0) + 1);
  }
  const found = new Map<string, string>();
  for (const [qualifier, list] of counts) {
    const work = franchises.get(`${tagCategories.copyright} ${qualifier}`);
    const all = [...list.values()].reduce((sum, count) => sum + count, 0);
    const [most] = [...list].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    if (work !== undefined) found.set(qualifier, work);
    else if (most !== undefined && most[1] >= 2 && most[1] >= 0.7 * all) found.set(qualifier, most[0]);
  }
  return found;
}
