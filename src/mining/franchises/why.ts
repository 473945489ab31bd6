import type { Lake } from '../../lake/lake.js';
import { tagCategories } from '../../tags/categories.js';

/** Company of a tag in one franchise. */
export interface Company {
  readonly franchise: string;
  /** Of all posts it shares with works and characters, the part shared with this franchise. */
  readonly share: number;
  readonly posts_both: number;
  readonly tags: number;
  /** The tag of the franchise it shares most posts with. */
  readonly most: string;
}

export interface MemberReasons {
  readonly tag_name: string;
  readonly franchise: string;
  /** One sentence a step, from the tag to the head of the franchise. */
  readonly because: string[];
  /** Most posts first. */
  readonly company: Company[];
}

interface Row {
  tag_name: string;
  franchise_name: string;
  rule: string;
  follows: string | null;
  share: number | null;
}

const sentences: Readonly<Record<string, (tag: string, other: string) => string>> = {
  title: (tag, other) => `${tag} has the title of ${other} in its name`,
  qualifier: (tag, other) => `${tag} has in brackets what those of ${other} have`,
  contained: (tag, other) => `most posts of ${tag} are posts of ${other}`,
  'own cast': (tag, other) => `characters of ${tag} also appear in ${other}`,
  'guest cast': (tag, other) => `the characters that ${tag} shows live in ${other}`,
  mostly: (tag, other) => `${tag} shares far more posts with ${other} than with any other work`,
  home: (tag, other) => `${tag} appears mostly with ${other}`,
  company: (tag, other) => `${tag} keeps company mostly with those of ${other}`,
  community: (tag, other) => `${tag} is in a community with ${other}`,
  alias: (tag, other) => `${tag} is an old name of ${other}`,
};

/** The steps that put a tag into its franchise, and the franchises of the tags it appears with. Null when no franchise has the tag. */
export async function explainMember(lake: Lake, tagName: string): Promise<MemberReasons | null> {
  const memberOf = async (name: string) =>
    (await lake.rows<Row>('SELECT tag_name, franchise_name, rule, follows, share FROM franchise_members WHERE tag_name = $name ORDER BY posts DESC, tag_cat LIMIT 1', { name }))[0];
  const member = await memberOf(tagName);
  if (member === undefined) return null;
  const because: string[] = [];
  const seen = new Set<string>();
  for (let at: Row | undefined = member; at !== undefined && !seen.has(at.tag_name); at = at.follows === null ? undefined : await memberOf(at.follows)) {
    seen.add(at.tag_name);
    if (at.follows === null) because.push(`${at.tag_name} is the head of the franchise ${at.franchise_name}`);
    else because.push(`${sentences[at.rule]!(at.tag_name, at.follows)}${at.share === null ? ' (no posts counted)' : ''}`);
  }
  return { tag_name: tagName, franchise: member.franchise_name, because, company: await lake.rows<Company>(companySql, { name: tagName }) };
}

/** Tags it meets in posts, and in ready-made pairs; by the franchise they are in. */
const companySql = `WITH works AS (SELECT booru, tag_id, tag_name FROM tags WHERE tag_cat IN (${tagCategories.copyright}, ${tagCategories.character})),
  mine AS (SELECT booru, tag_id FROM works WHERE tag_name = $name),
  posts_of AS (SELECT booru, post_key FROM tag_posts SEMI JOIN mine USING (booru, tag_id)),
  met AS (
    SELECT tag_id, count(*) AS n FROM post_tags SEMI JOIN posts_of USING (booru, post_key) GROUP BY tag_id
    UNION ALL SELECT tag_id_b, posts_both FROM cooccurrence WHERE origin = 'dump' AND tag_id_a IN (SELECT tag_id FROM mine)
    UNION ALL SELECT tag_id_a, posts_both FROM cooccurrence WHERE origin = 'dump' AND tag_id_b IN (SELECT tag_id FROM mine)),
  by_name AS (SELECT tag_name, sum(n)::BIGINT AS n FROM met JOIN works USING (tag_id) WHERE tag_name <> $name GROUP BY tag_name),
  placed AS (SELECT tag_name, any_value(franchise_name) AS franchise FROM franchise_members GROUP BY tag_name)
  SELECT coalesce(franchise, '(none)') AS franchise, round(sum(n) / (SELECT sum(n) FROM by_name), 3) AS share, sum(n)::BIGINT AS posts_both, count(*) AS tags, arg_max(tag_name, (n, tag_name)) AS most
  FROM by_name LEFT JOIN placed USING (tag_name) GROUP BY ALL ORDER BY posts_both DESC, franchise`;
