import type { Lake } from '../../lake/lake.js';
import { literal } from '../../lake/sql.js';
import { tagCategories } from '../../tags/categories.js';
import type { PortraitTables } from './posts.js';
import type { Subject } from './subject.js';

export interface Companion {
  readonly tag: string;
  readonly category: number;
  /** Posts of the subject that have it; estimated for general and meta tags of a subject of more than 2,000 posts, and for all tags of one of 200,000 and more. */
  readonly posts: number;
  readonly percent: number;
  /** Of the companion's own posts, the percent that are of the subject. */
  readonly percent_of_its_own: number;
  /** As `boorulab related` ranks tags: 0 to 1. */
  readonly cosine: number;
}

export interface Company {
  readonly companions: readonly Companion[];
  /** Posts from which general and meta tags were counted; null when from all. */
  readonly sample: number | null;
  /** Posts, about, from which artists, works and characters were counted; null when from all. */
  readonly named_sample: number | null;
}

/** Of so many tags that stand with the subject most often the own posts are counted, for each category. */
const candidates = 200;
/** Companions of a category in the result. */
const kept = 40;
/** As many posts as DuckDB skips row groups for (see docs/lake.md); Danbooru's related tags are those of a sample, too. */
const sampled = 2000;
/** Artists, works and characters are rarer, so they take more. */
const namedSampled = 100_000;

const named = [tagCategories.artist, tagCategories.copyright, tagCategories.character];

interface Met {
  tag: string;
  category: number;
  posts: number;
  ids: number[];
}

/** The tags that stand in posts of the subject: those of general kind by cosine, all others by posts. Over all boards of the subject. */
export async function findCompany(lake: Lake, subject: Subject, { posts }: PortraitTables): Promise<Company> {
  const [total] = await lake.rows<{ n: number }>(`SELECT count(*) AS n FROM ${posts}`);
  if (total!.n === 0) return { companions: [], sample: null, named_sample: null };
  const isSampled = total!.n > sampled;
  const chosen = isSampled ? `(SELECT booru, post_key FROM ${posts} ORDER BY hash(post_key), booru LIMIT ${sampled})` : posts;
  const boards = [...new Set(subject.tags.filter((tag) => tag.posts > 0).map((tag) => tag.booru))];
  const own = subject.kind === 'franchise' ? [] : subject.tags.map((tag) => tag.tag_id);
  const oneIn = Math.max(1, Math.floor(total!.n / namedSampled));
  const byLot = oneIn === 1 ? '' : `AND hash(post_key) % ${oneIn}::UBIGINT = 0`;
  // Board by board, so that posts are joined by their number alone.
  const ofPosts = (from: string, table: string, lot = '', which = '') => boards.map((booru) => `SELECT tag_id, count(*) AS n FROM (SELECT tag_id, post_key FROM ${table} WHERE booru = ${literal(booru)} ${which} ${lot})
    SEMI JOIN (SELECT post_key FROM ${from} WHERE booru = ${literal(booru)} ${lot}) AS mine USING (post_key) GROUP BY tag_id`).join(' UNION ALL ');
  const met = isSampled
    ? [...await metBy(lake, ofPosts(chosen, 'post_tags'), own, `category NOT IN (${named.join(', ')})`), ...await metBy(lake, ofPosts(posts, 'tag_posts', byLot, `AND tag_id IN (SELECT tag_id FROM tags WHERE tag_cat IN (${named.join(', ')}))`), own, `category IN (${named.join(', ')})`)]
    : await metBy(lake, ofPosts(posts, 'post_tags'), own, 'true');
  const sizes = await sizesOf(lake, met.flatMap((row) => row.ids));
  const companions = met.map(({ tag, category, posts: n, ids }): Companion => {
    const all = ids.reduce((sum, id) => sum + (sizes.get(id) ?? 0), 0);
    const times = named.includes(category as 1) ? oneIn : isSampled ? total!.n / sampled : 1;
    const both = times === 1 ? n : Math.min(all, total!.n, Math.round(n * times));
    return { tag, category, posts: both, percent: (100 * both) / total!.n, percent_of_its_own: (100 * both) / all, cosine: both / Math.sqrt(total!.n * all) };
  });
  return { companions: firstOfEach(companions), sample: isSampled ? sampled : null, named_sample: oneIn === 1 ? null : Math.round(total!.n / oneIn) };
}

/** The tags of a count by `tag_id`, those of one name across boards together, most posts first. */
function metBy(lake: Lake, counts: string, own: readonly number[], which: string): Promise<Met[]> {
  return lake.rows<Met>(`WITH met AS (${counts}),
    called AS (SELECT tag_id, coalesce(unified_name, tag_name_norm) AS tag, coalesce(unified_cat, tag_cat) AS category FROM tags LEFT JOIN (SELECT tag_id, unified_name, unified_cat FROM unified_tags) USING (tag_id))
    SELECT tag, category, sum(n)::BIGINT AS posts, list(tag_id) AS ids FROM met JOIN called USING (tag_id) WHERE tag_id NOT IN (${[-1, ...own].join(', ')}) AND ${which} GROUP BY tag, category
    QUALIFY row_number() OVER (PARTITION BY category ORDER BY posts DESC, tag) <= ${candidates} ORDER BY posts DESC, tag`);
}

async function sizesOf(lake: Lake, ids: readonly number[]): Promise<Map<number, number>> {
  const counts = await lake.rows<{ tag_id: number; n: number }>(`SELECT tag_id, count(*) AS n FROM tag_posts WHERE tag_id IN (SELECT unnest(from_json($ids, '["INTEGER"]'))) GROUP BY tag_id`, { ids: JSON.stringify(ids) });
  return new Map(counts.map(({ tag_id, n }) => [tag_id, n]));
}

function firstOfEach(companions: readonly Companion[]): Companion[] {
  const counted = new Map<number, number>();
  const sorted = [...companions].sort((a, b) => (a.category === 0 && b.category === 0 ? b.cosine - a.cosine : 0) || b.posts - a.posts || (a.tag < b.tag ? -1 : 1));
  return sorted.filter(({ category }) => {
    const place = (counted.get(category) ?? 0) + 1;
    counted.set(category, place);
    return place <= kept;
  });
}
