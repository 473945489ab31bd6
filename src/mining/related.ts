import { UserError } from '../lake/error.js';
import type { Lake } from '../lake/lake.js';
import { cooccurrenceCommand } from './cooccurrence.js';
import { similarity, type Similarity } from './similarity.js';

export const relatedOrders = ['cosine', 'jaccard', 'overlap', 'frequency', 'likelihood'] as const;
export type RelatedOrder = (typeof relatedOrders)[number];

export interface RelatedOptions {
  /** Canonical name of a board; without it the one where most posts have the tag. */
  readonly booru?: string;
  /** What the tags are ranked by. Default cosine, as on Danbooru. */
  readonly by?: RelatedOrder;
  /** Categories (`tag_cat`) of the related tags; empty for all. */
  readonly categories?: readonly number[];
  /** Default 25. */
  readonly limit?: number;
}

export interface RelatedTag extends Similarity {
  readonly tag_name: string;
  readonly tag_cat: number;
  /** Posts of the related tag. */
  readonly posts: number;
  /** Posts that have both tags. */
  readonly both: number;
}

export interface RelatedTags {
  readonly booru: string;
  /** Posts of the tag asked for. */
  readonly posts: number;
  /** Where the counts come from. */
  readonly source: 'cooccurrence' | 'post_tags';
  /** Other boards that have the tag. */
  readonly elsewhere: readonly string[];
  readonly tags: RelatedTag[];
}

interface Subject {
  booru: string;
  tag_id: number;
}

interface Counted {
  tag_name: string;
  tag_cat: number;
  both: number;
  posts_a: number;
  posts_b: number;
}

/**
 * The tags most related to a tag, by its exact name, with the similarities Danbooru shows and the log-likelihood. Equal
 * ones are ordered as there: by shared posts, then posts, then name. The counts are those of the table `cooccurrence` when it was counted from
 * all tags and posts this session shows and no posts came later, or when the board has no posts; else those of the posts. Null for an unknown tag.
 */
export async function relatedTags(lake: Lake, tagName: string, options: RelatedOptions = {}): Promise<RelatedTags | null> {
  const { by = 'cosine', categories = [], limit = 25 } = options;
  const subjects = await subjectsNamed(lake, tagName);
  const subject = options.booru === undefined ? subjects[0] : subjects.find(({ booru }) => booru === options.booru);
  if (subject === undefined && subjects.length > 0) {
    throw new UserError(`${options.booru} has no tag ${tagName}`, `Boards that have it: ${subjects.map(({ booru }) => booru).join(', ')}`);
  }
  if (subject === undefined) return null;
  const { booru } = subject;
  const [board] = await lake.rows<{ posts: number }>('SELECT count(*) AS posts FROM posts WHERE booru = $booru', { booru });
  const source = await sourceOf(lake, subject, board!.posts);
  const ofCategory = categories.length > 0 ? `WHERE tag_cat IN (${categories.map(Number).join(', ')})` : '';
  const posts = board!.posts;
  const tags = source === 'cooccurrence' ? await fromPairs(lake, subject, posts, ofCategory) : await fromPosts(lake, subject, posts, ofCategory, by, limit);
  tags.sort(order(by));
  return {
    booru, posts: subject.posts > 0 ? subject.posts : tags[0]?.posts_a ?? 0, source,
    elsewhere: subjects.filter((other) => other !== subject).map((other) => other.booru), tags: tags.slice(0, limit).map(({ posts_a: _own, ...tag }) => tag),
  };
}

/** Boards that have the tag, with the posts shown; those of the most posts first. */
async function subjectsNamed(lake: Lake, tagName: string): Promise<(Subject & { posts: number })[]> {
  const named = await lake.rows<Subject & { post_count: number | null }>('SELECT booru, tag_id, post_count FROM tags WHERE tag_name = $tagName ORDER BY booru', { tagName });
  const posts = await postsOf(lake, named.map((tag) => tag.tag_id));
  const subjects = named.map((tag) => ({ ...tag, posts: posts.get(tag.tag_id) ?? 0 }));
  return subjects.sort((a, b) => b.posts - a.posts || (b.post_count ?? 0) - (a.post_count ?? 0));
}

/** Posts of each of some tags. Their numbers stand in the text, so that the rest of `tag_posts` is not read. */
async function postsOf(lake: Lake, tagIds: readonly number[]): Promise<Map<number, number>> {
  if (tagIds.length === 0) return new Map();
  const rows = await lake.rows<{ tag_id: number; posts: number }>(`SELECT tag_id, count(*) AS posts FROM tag_posts WHERE tag_id IN (${tagIds.join(', ')}) GROUP BY tag_id`);
  return new Map(rows.map((row) => [row.tag_id, row.posts]));
}

type Measured = RelatedTag & { readonly posts_a: number };

const order = (by: RelatedOrder) => (a: RelatedTag, b: RelatedTag) => b[by] - a[by] || b.both - a.both || b.posts - a.posts || (a.tag_name < b.tag_name ? -1 : 1);

function measured({ tag_name, tag_cat, both, posts_a, posts_b }: Counted, posts: number): Measured {
  return { tag_name, tag_cat, posts: posts_b, both, posts_a, ...similarity({ both, postsA: posts_a, postsB: posts_b, posts: Math.max(posts, posts_a, posts_b) }) };
}

async function fromPairs(lake: Lake, { booru, tag_id }: Subject, posts: number, ofCategory: string): Promise<Measured[]> {
  const pairs = `SELECT tag_id_b AS tag_id, posts_both AS both_posts, posts_a, posts_b FROM cooccurrence WHERE booru = $booru AND tag_id_a = $tag
    UNION ALL SELECT tag_id_a, posts_both, posts_b, posts_a FROM cooccurrence WHERE booru = $booru AND tag_id_b = $tag`;
  const rows = await lake.rows<Counted>(`SELECT tag_name, tag_cat, both_posts AS both, posts_a, posts_b FROM (${pairs}) JOIN tags USING (tag_id) ${ofCategory}`, { booru, tag: tag_id });
  return rows.map((row) => measured(row, posts));
}

/**
 * The tags that stand in the posts of the tag. Of the many, only so many are counted themselves, those of the most shared posts first, until none of the
 * rest can come among the first `limit`: with its shared posts alone for posts a tag would rank highest.
 */
async function fromPosts(lake: Lake, { booru, tag_id, posts: own }: Subject & { posts: number }, posts: number, ofCategory: string, by: RelatedOrder, limit: number): Promise<Measured[]> {
  const met = await lake.rows<{ tag_id: number; tag_name: string; tag_cat: number; both: number }>(`WITH mine AS (SELECT post_key FROM tag_posts WHERE booru = $booru AND tag_id = $tag),
      met AS (SELECT tag_id, count(*) AS both_posts FROM post_tags SEMI JOIN mine USING (post_key) WHERE booru = $booru AND tag_id <> $tag GROUP BY tag_id)
    SELECT tag_id, tag_name, tag_cat, both_posts AS both FROM met JOIN tags USING (tag_id) ${ofCategory} ORDER BY both_posts DESC, tag_id`, { booru, tag: tag_id });
  const highest = (both: number) => (by === 'overlap' ? 1 : similarity({ both, postsA: own, postsB: both, posts })[by]);
  const tags: Measured[] = [];
  for (let size = Math.max(200, 4 * limit); tags.length < met.length; size *= 4) {
    const next = met.slice(tags.length, tags.length + size);
    const counts = await postsOf(lake, next.map((tag) => tag.tag_id));
    tags.push(...next.map((tag) => measured({ ...tag, posts_a: own, posts_b: counts.get(tag.tag_id)! }, posts)));
    const last = [...tags].sort(order(by))[limit - 1];
    const rest = met[tags.length];
    if (rest === undefined || (last !== undefined && highest(rest.both) < last[by])) break;
  }
  return tags;
}

async function sourceOf(lake: Lake, { booru, tag_id }: Subject, posts: number): Promise<RelatedTags['source']> {
  const [pair] = await lake.rows<{ n: number }>('SELECT count(*) AS n FROM cooccurrence WHERE booru = $booru AND (tag_id_a = $tag_id OR tag_id_b = $tag_id)', { booru, tag_id });
  return pair!.n > 0 && (await pairsFit(lake, booru, posts)) ? 'cooccurrence' : 'post_tags';
}

/** Whether a board's pairs are those of all tags and posts the session shows, of which there are `posts`. A ready-made table of a board without posts is all there is. */
export async function pairsFit(lake: Lake, booru: string, posts: number): Promise<boolean> {
  if (posts === 0) return true;
  const [run] = await lake.rows<{ parameters: string }>(`SELECT parameters FROM runs WHERE command = '${cooccurrenceCommand}' AND list_contains(from_json(parameters->'boards', '["VARCHAR"]'), $booru)
    AND run_id > (SELECT coalesce(max(run_id), 0) FROM runs WHERE command = 'load') ORDER BY run_id DESC LIMIT 1`, { booru });
  if (run === undefined) return false;
  const counted = JSON.parse(run.parameters) as { rating: string; categories: unknown[]; years: unknown };
  return counted.rating === lake.rating && counted.categories.length === 0 && counted.years === null;
}

/** Names of tags that share the beginning or a part of a name: where to look for what a mistyped one could have meant. */
export async function tagNamesLike(lake: Lake, tagName: string): Promise<string[]> {
  const rows = await lake.rows<{ tag_name: string }>(`SELECT tag_name FROM tags WHERE abs(length(tag_name) - length($tagName)) <= 3 OR contains(tag_name_norm, lower($tagName))
    GROUP BY tag_name ORDER BY damerau_levenshtein(lower(tag_name), lower($tagName)), max(coalesce(post_count, 0)) DESC, tag_name LIMIT 50`, { tagName });
  return rows.map((row) => row.tag_name);
}
