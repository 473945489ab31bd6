import type { Lake } from '../../lake/lake.js';
import { literal } from '../../lake/sql.js';
import type { PortraitTables } from './posts.js';
import type { Subject } from './subject.js';

export interface Companion {
  readonly tag: string;
  readonly category: number;
  /** Posts of the subject that have it. */
  readonly posts: number;
  readonly percent: number;
  /** Of the companion's own posts, the percent that are of the subject. */
  readonly percent_of_its_own: number;
  /** As `boorulab related` ranks tags: 0 to 1. */
  readonly cosine: number;
}

/** Tags are called as they are across boards. */
const called = `SELECT booru, tag_id, coalesce(unified_name, tag_name_norm) AS tag, coalesce(unified_cat, tag_cat) AS category FROM tags LEFT JOIN (SELECT tag_id, unified_name, unified_cat FROM unified_tags) USING (tag_id)`;

/** Of so many tags that stand with the subject most often the own posts are counted, for each category. */
const candidates = 300;
/** Companions of a category in the result. */
const kept = 40;

/** The tags that stand in posts of the subject: those of general kind by cosine, all others by posts. Over all boards of the subject. */
export async function findCompany(lake: Lake, subject: Subject, { posts }: PortraitTables): Promise<Companion[]> {
  const own = subject.kind === 'franchise' ? [] : subject.tags.map((tag) => tag.tag_id);
  const boards = [...new Set(subject.tags.filter((tag) => tag.posts > 0).map((tag) => tag.booru))];
  if (boards.length === 0) return [];
  // Board by board, so that posts are joined by their number alone.
  const met = boards.map((booru) => `SELECT tag_id, count(*) AS n FROM (SELECT tag_id, post_key FROM post_tags WHERE booru = ${literal(booru)}) SEMI JOIN (SELECT post_key FROM ${posts} WHERE booru = ${literal(booru)}) USING (post_key) GROUP BY tag_id`);
  const front = await lake.rows<{ tag: string; category: number; posts: number; ids: number[] }>(`WITH met AS (${met.join(' UNION ALL ')}), called AS (${called})
    SELECT tag, category, sum(n)::BIGINT AS posts, list(tag_id) AS ids FROM met JOIN called USING (tag_id) WHERE tag_id NOT IN (${[-1, ...own].join(', ')}) GROUP BY tag, category
    QUALIFY row_number() OVER (PARTITION BY category ORDER BY posts DESC, tag) <= ${candidates} ORDER BY posts DESC, tag`);
  const ids = front.flatMap((row) => row.ids);
  if (ids.length === 0) return [];
  const counts = await lake.rows<{ tag_id: number; n: number }>(`SELECT tag_id, count(*) AS n FROM tag_posts WHERE tag_id IN (${ids.join(', ')}) GROUP BY tag_id`);
  const sizes = new Map(counts.map(({ tag_id, n }) => [tag_id, n]));
  const [total] = await lake.rows<{ n: number }>(`SELECT count(*) AS n FROM ${posts}`);
  const companions = front.map(({ tag, category, posts: both, ids: its }): Companion => {
    const all = its.reduce((sum, id) => sum + (sizes.get(id) ?? 0), 0);
    return { tag, category, posts: both, percent: (100 * both) / total!.n, percent_of_its_own: (100 * both) / all, cosine: both / Math.sqrt(total!.n * all) };
  });
  companions.sort((a, b) => (a.category === 0 && b.category === 0 ? b.cosine - a.cosine : 0) || b.posts - a.posts || (a.tag < b.tag ? -1 : 1));
  const counted = new Map<number, number>();
  return companions.filter(({ category }) => {
    const place = (counted.get(category) ?? 0) + 1;
    counted.set(category, place);
    return place <= kept;
  });
}
