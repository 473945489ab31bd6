import { UserError } from '../../lake/error.js';
import type { Lake } from '../../lake/lake.js';

export interface SubjectTag {
  readonly booru: string;
  readonly tag_id: number;
  readonly tag_name: string;
  readonly tag_cat: number;
  /** Posts that the session shows. */
  readonly posts: number;
  /** Posts as the board counts them, null where it does not say. */
  readonly post_count: number | null;
}

/** What a portrait is of: the tags that stand for it, at most one a board, or those of all members of a franchise. */
export interface Subject {
  readonly kind: 'tag' | 'franchise';
  readonly name: string;
  /** `tag_cat`; null for a franchise. */
  readonly category: number | null;
  /** Most posts first. */
  readonly tags: readonly SubjectTag[];
  /** Tags of the name that are another thing: of another category. */
  readonly namesakes: readonly SubjectTag[];
  readonly franchise_id: number | null;
  /** The old name that led here, or null. */
  readonly alias: string | null;
}

export interface SubjectOptions {
  /** Canonical name of a board: only its posts. */
  readonly booru?: string;
  /** Take the franchise of the name, not the tag. */
  readonly franchise?: boolean;
}

/** How names of tags are compared: as `tag_name_norm`. */
const norm = (sql: string) => `replace(nfc_normalize(lower(nfc_normalize(trim(${sql})))), ' ', '_')`;

/**
 * Finds a tag by its name or an old name of it (case and spaces do not matter), else a franchise by its name. Null when there is neither.
 * Throws UserError when the board does not have the tag.
 */
export async function findSubject(lake: Lake, name: string, options: SubjectOptions = {}): Promise<Subject | null> {
  if (options.franchise) return franchiseNamed(lake, name, options.booru);
  const tag = await tagNamed(lake, name, options.booru);
  if (tag !== null) return tag;
  const aliases = await lake.rows<{ consequent: string }>(`SELECT consequent FROM tag_aliases WHERE status = 'active' AND ${norm('antecedent')} = ${norm('$name')} GROUP BY consequent ORDER BY count(*) DESC, consequent`, { name });
  for (const { consequent } of aliases) {
    const meant = await tagNamed(lake, consequent, options.booru);
    if (meant !== null) return { ...meant, alias: name };
  }
  return franchiseNamed(lake, name, options.booru);
}

const columns = 'booru, tag_id, tag_name, tag_cat, post_count';

async function tagNamed(lake: Lake, name: string, booru: string | undefined): Promise<Subject | null> {
  const found = await counted(lake, `SELECT ${columns} FROM tags WHERE tag_name_norm = ${norm('$name')} OR tag_name = $name`, { name });
  if (found.length === 0) return null;
  const exact = (tag: SubjectTag) => Number(tag.tag_name === name);
  // On one board, the spelling that was typed; of boards that disagree on the category, the one of most posts.
  found.sort((a, b) => exact(b) - exact(a) || b.posts - a.posts || (b.post_count ?? 0) - (a.post_count ?? 0) || (a.tag_id - b.tag_id));
  const weights = new Map<number, number>();
  for (const { tag_cat, posts, post_count } of found) if (tag_cat >= 0) weights.set(tag_cat, (weights.get(tag_cat) ?? 0) + posts + (post_count ?? 0) / 1e9);
  const category = [...weights].sort((a, b) => b[1] - a[1])[0]?.[0] ?? -1;
  const fitting = found.filter((tag) => tag.tag_cat === category || tag.tag_cat < 0);
  const onBoards = fitting.filter((tag, i) => fitting.findIndex((other) => other.booru === tag.booru) === i);
  const tags = [...onBoards, ...(await linkedTo(lake, onBoards))].sort(byPosts);
  const shown = booru === undefined ? tags : tags.filter((tag) => tag.booru === booru);
  if (shown.length === 0) throw new UserError(`${booru} has no tag ${name}`, `Boards that have it: ${tags.map((tag) => tag.booru).join(', ')}`);
  return { kind: 'tag', name: shown[0]!.tag_name, category, tags: shown, namesakes: found.filter((tag) => !fitting.includes(tag)).sort(byPosts), franchise_id: null, alias: null };
}

/** What other boards call the same thing (`link tags`). */
function linkedTo(lake: Lake, tags: readonly SubjectTag[]): Promise<SubjectTag[]> {
  const ids = tags.map((tag) => tag.tag_id).join(', ');
  return counted(lake, `SELECT ${columns} FROM tags WHERE tag_id IN (SELECT tag_id FROM unified_tags WHERE unified_id IN (SELECT unified_id FROM unified_tags WHERE tag_id IN (${ids})))
    AND booru NOT IN (SELECT booru FROM tags WHERE tag_id IN (${ids}))`, {});
}

async function franchiseNamed(lake: Lake, name: string, booru: string | undefined): Promise<Subject | null> {
  const [franchise] = await lake.rows<{ franchise_id: number; name: string }>(`SELECT franchise_id, name FROM franchises WHERE ${norm('name')} = ${norm('$name')} ORDER BY posts DESC, franchise_id LIMIT 1`, { name });
  if (franchise === undefined) return null;
  const ofBoard = booru === undefined ? '' : 'AND booru = $booru';
  const members = `SELECT ${columns} FROM tags SEMI JOIN (SELECT tag_name, tag_cat FROM franchise_members WHERE franchise_id = $id) AS member USING (tag_name, tag_cat) WHERE true ${ofBoard}`;
  const tags = await counted(lake, members, { id: franchise.franchise_id, ...(booru === undefined ? {} : { booru }) });
  return { kind: 'franchise', name: franchise.name, category: null, tags: tags.sort(byPosts), namesakes: [], franchise_id: franchise.franchise_id, alias: null };
}

const byPosts = (a: SubjectTag, b: SubjectTag) => b.posts - a.posts || (b.post_count ?? 0) - (a.post_count ?? 0) || a.tag_id - b.tag_id;

/** The tags of a query with the posts of each. Their numbers are read first: a list of numbers skips the rest of `tag_posts`. */
async function counted(lake: Lake, tags: string, params: Record<string, string | number>): Promise<SubjectTag[]> {
  const found = await lake.rows<Omit<SubjectTag, 'posts'>>(`${tags} ORDER BY tag_id`, params);
  if (found.length === 0) return [];
  const counts = await lake.rows<{ tag_id: number; posts: number }>(`SELECT tag_id, count(*) AS posts FROM tag_posts WHERE tag_id IN (${found.map((tag) => tag.tag_id).join(', ')}) GROUP BY tag_id`);
  const posts = new Map(counts.map((row) => [row.tag_id, row.posts]));
  return found.map((tag) => ({ ...tag, posts: posts.get(tag.tag_id) ?? 0 }));
}
