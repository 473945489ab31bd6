import { BIGINT, DOUBLE, INTEGER, TINYINT, VARCHAR } from '@duckdb/node-api';
import { availableParallelism } from 'node:os';
import { createColumnTable } from '../../lake/column-table.js';
import { UserError } from '../../lake/error.js';
import type { Lake } from '../../lake/lake.js';
import type { PartWrite } from '../../lake/merge.js';
import { runStep, type StepOptions } from '../../lake/step.js';
import type { LakeWriter } from '../../lake/writer.js';
import { tagCategories } from '../../tags/categories.js';
import { carryIdentities, type EarlierFranchise, type Identities } from './identity.js';
import { franchiseMethods, type FranchiseMethodName } from './methods.js';
import { membersOf, type Franchise } from './members.js';
import { readWorkGraph } from './read-graph.js';

export interface FranchiseOptions extends StepOptions {
  /** Default forest. */
  readonly method?: FranchiseMethodName;
  /** Tags seen in fewer posts are left out, unless their name alone says where they belong. Default 3. */
  readonly support?: number;
  /** For the methods that draw lots. Default 1. */
  readonly seed?: number;
  /** Default: as many as the machine has cores. */
  readonly threads?: number;
  /** How many of the largest franchises the summary lists. Default 15. */
  readonly largest?: number;
}

/** A row of the table `franchises`. */
export interface FranchiseRow {
  readonly franchise_id: number;
  readonly name: string;
  readonly copyrights: number;
  readonly characters: number;
  readonly posts: number;
  readonly change: string | null;
}

export interface FranchiseSummary {
  readonly franchises: number;
  readonly copyrights: number;
  readonly characters: number;
  /** How many franchises are new, carried on, split, merged; all 0 on a first run. */
  readonly changes: { readonly new: number; readonly same: number; readonly split: number; readonly merged: number };
  /** Names of franchises of the run before that no longer stand for themselves. */
  readonly gone: readonly string[];
  /** Most posts first. */
  readonly largest: readonly FranchiseRow[];
}

export const franchisesCommand = 'franchises';

/**
 * Finds franchises (works with mostly common characters) among the copyrights and characters of all boards, by name, and writes the tables `franchises` and
 * `franchise_members` in one commit. Franchises keep the number and name they had before. Throws UserError when the lake has no copyright, and as `runStep`.
 */
export async function findFranchises(lake: Lake, options: FranchiseOptions = {}): Promise<FranchiseSummary> {
  const { method = 'forest', support = 3, seed = 1, threads = availableParallelism(), signal } = options;
  return runStep(lake, franchisesCommand, options, async (writer) => {
    const onProgress = (label: string, done: number, total: number) => {
      signal?.throwIfAborted();
      options.onStep?.({ label, done, total });
    };
    const found = await readWorkGraph(lake, { support, threads, onProgress });
    if (!found.graph.isWork.includes(1)) throw new UserError('The lake has no tag of the category copyright', 'Load posts with copyrights, or a list of tags that says which they are.');
    onProgress('grouping', 0, 0);
    const grouping = await franchiseMethods[method].group(found.graph, seed);
    const franchises = membersOf(found, grouping, support);
    const identities = carryIdentities(franchises.map(({ id, name, members }) => ({ id, name, tags: members.map((member) => member.tag_name) })), await earlierFranchises(lake));
    const rows = rowsOf(franchises, identities, await postsOf(lake, franchises));
    const writes = await writesOf(writer, franchises, rows);
    return { writes, parameters: { method, support, seed }, rows: found.rows, result: summaryOf(rows, identities, options.largest ?? 15) };
  });
}

async function earlierFranchises(lake: Lake): Promise<EarlierFranchise[]> {
  const rows = await lake.rows<{ id: number; name: string; tags: string[] }>('SELECT franchise_id AS id, franchise_name AS name, list(tag_name) AS tags FROM franchise_members GROUP BY ALL ORDER BY id');
  return rows.map(({ id, name, tags }) => ({ id, name, tags: new Set(tags) }));
}

function rowsOf(franchises: readonly Franchise[], { named }: Identities, posts: readonly number[]): FranchiseRow[] {
  const count = (members: Franchise['members'], category: number) => members.filter((member) => member.tag_cat === category).length;
  return franchises.map(({ members }, i) => ({
    franchise_id: named[i]!.id, name: named[i]!.name, copyrights: count(members, tagCategories.copyright), characters: count(members, tagCategories.character),
    posts: posts[i]!, change: named[i]!.change || null,
  }));
}

async function writesOf(writer: LakeWriter, franchises: readonly Franchise[], rows: readonly FranchiseRow[]): Promise<PartWrite[]> {
  const members = franchises.flatMap(({ members: list }, i) => list.map((member) => ({ ...member, ...rows[i]!, posts: member.posts })));
  const member = <K extends keyof (typeof members)[number]>(key: K) => members.map((row) => row[key]);
  const franchise = <K extends keyof FranchiseRow>(key: K) => rows.map((row) => row[key]);
  await createColumnTable(writer.connection, 'found_members', {
    tag_name: { type: VARCHAR, values: member('tag_name') }, tag_cat: { type: TINYINT, values: member('tag_cat') },
    franchise_id: { type: INTEGER, values: member('franchise_id') }, franchise_name: { type: VARCHAR, values: member('name') },
    share: { type: DOUBLE, values: member('share') }, confidence: { type: DOUBLE, values: member('confidence') },
    rule: { type: VARCHAR, values: member('rule') }, follows: { type: VARCHAR, values: member('follows') }, posts: { type: BIGINT, values: member('posts').map(BigInt) },
  });
  await createColumnTable(writer.connection, 'found_franchises', {
    franchise_id: { type: INTEGER, values: franchise('franchise_id') }, name: { type: VARCHAR, values: franchise('name') }, copyrights: { type: INTEGER, values: franchise('copyrights') },
    characters: { type: INTEGER, values: franchise('characters') }, posts: { type: BIGINT, values: franchise('posts').map(BigInt) }, change: { type: VARCHAR, values: franchise('change') },
  });
  return [
    { table: 'franchise_members', part: '', select: 'SELECT * FROM found_members ORDER BY tag_name, tag_cat' },
    { table: 'franchises', part: '', select: 'SELECT * FROM found_franchises ORDER BY franchise_id' },
  ];
}

/** Posts that carry a tag of each franchise; where the lake has none of them, the posts that its most used tag is said to have. */
async function postsOf(lake: Lake, franchises: readonly Franchise[]): Promise<number[]> {
  const pairs = franchises.flatMap(({ members }, i) => members.map((member) => [member.tag_name, i] as const));
  await lake.connection.run('DROP TABLE IF EXISTS temp.member_names');
  await createColumnTable(lake.connection, 'member_names', { tag_name: { type: VARCHAR, values: pairs.map(([name]) => name) }, franchise: { type: INTEGER, values: pairs.map(([, i]) => i) } });
  const rows = await lake.rows<{ franchise: number; posts: number }>(`WITH mine AS (SELECT tag_id, franchise FROM tags JOIN member_names USING (tag_name) WHERE tag_cat IN (${tagCategories.copyright}, ${tagCategories.character}))
    SELECT franchise, count(*) AS posts FROM (SELECT DISTINCT franchise, booru, post_key FROM tag_posts JOIN mine USING (tag_id)) GROUP BY franchise`);
  await lake.connection.run('DROP TABLE member_names');
  const posts = new Map(rows.map((row) => [row.franchise, row.posts]));
  return franchises.map(({ members }, i) => Math.max(posts.get(i) ?? 0, ...members.map((member) => member.posts)));
}

function summaryOf(rows: readonly FranchiseRow[], { gone }: Identities, largest: number): FranchiseSummary {
  const sum = (key: 'copyrights' | 'characters') => rows.reduce((total, row) => total + row[key], 0);
  const changed = (word: string) => rows.filter(({ change }) => change?.startsWith(word)).length;
  return {
    franchises: rows.length, copyrights: sum('copyrights'), characters: sum('characters'),
    changes: { new: changed('new'), same: changed('same'), split: changed('split'), merged: changed('merged') }, gone,
    largest: [...rows].sort((a, b) => b.posts - a.posts || a.franchise_id - b.franchise_id).slice(0, largest),
  };
}
