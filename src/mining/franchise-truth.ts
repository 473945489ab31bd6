import { existsSync } from 'node:fs';
import { UserError } from '../lake/error.js';
import type { Lake } from '../lake/lake.js';
import { literal } from '../lake/sql.js';

/** Tags with their true franchise, and the found one where there is one; one row a tag, in order of name. */
export interface LabelledTags {
  readonly name: readonly string[];
  readonly category: Int32Array;
  /** Number of the true franchise in `truthNames`. */
  readonly truth: Int32Array;
  /** Number of the found franchise in `foundNames`; -1 for a tag without a row in `franchise_members`. */
  readonly found: Int32Array;
  /** Posts the tag was found from; 0 where it was not. */
  readonly posts: Float64Array;
  readonly truthNames: readonly string[];
  readonly foundNames: readonly string[];
  /** Labelled tags that the lake's vocabulary does not have; they are in no row. */
  readonly unknown: number;
  /** Tags with labels of more than one franchise; they are in no row. */
  readonly ambiguous: number;
}

/**
 * Reads labels of a kind, or the truth of a simulation (a Parquet file with tag_name, tag_cat and franchise_id), beside the table
 * `franchise_members`. A true franchise is named by its most used copyright. Throws UserError when one side is missing or cannot be read.
 */
export async function readLabelledTags(lake: Lake, { kind = 'franchise', truth }: { kind?: string; truth?: string } = {}): Promise<LabelledTags> {
  const [members] = await lake.rows<{ n: number }>('SELECT count(*) AS n FROM franchise_members');
  if (members!.n === 0) throw new UserError('The table franchise_members is empty', 'Find the franchises first: boorulab franchises');
  const source = truth === undefined ? await labelsSql(lake, kind) : await fileSql(lake, truth);
  const rows = await lake.columns(`WITH label AS (${source}),
      single AS (SELECT tag_name, tag_cat, count(DISTINCT franchise) AS franchises, min(franchise) AS franchise FROM label GROUP BY ALL),
      known AS (SELECT tag_name, tag_cat, max(post_count) AS used FROM tags GROUP BY ALL)
    SELECT tag_name, tag_cat::INTEGER AS tag_cat, franchise, franchises::INTEGER AS franchises, known.tag_name IS NOT NULL AS is_known, coalesce(m.posts, known.used, 0)::DOUBLE AS used,
      coalesce(m.franchise_id, -1)::INTEGER AS found, coalesce(m.franchise_name, '') AS found_name, coalesce(m.posts, 0)::DOUBLE AS posts
    FROM single LEFT JOIN known USING (tag_name, tag_cat) LEFT JOIN franchise_members AS m USING (tag_name, tag_cat) ORDER BY tag_name, tag_cat`);
  return labelledTags(rows as unknown as TagColumns);
}

async function labelsSql(lake: Lake, kind: string): Promise<string> {
  const [labels] = await lake.rows<{ n: number }>('SELECT count(*) AS n FROM labels WHERE kind = $kind', { kind });
  if (labels!.n === 0) throw new UserError(`The lake has no labels of kind ${kind}`, 'Load a tag list with franchises, or name the truth of a simulation: --truth FOLDER/truth/franchise_members.parquet');
  return `SELECT tag_name, tag_cat, booru || ' ' || id AS franchise FROM labels WHERE kind = ${literal(kind)} AND id IS NOT NULL`;
}

async function fileSql(lake: Lake, file: string): Promise<string> {
  if (!existsSync(file)) throw new UserError(`No such file: ${file}`);
  const sql = `SELECT tag_name::VARCHAR AS tag_name, tag_cat::TINYINT AS tag_cat, franchise_id::VARCHAR AS franchise FROM read_parquet(${literal(file)}) WHERE franchise_id IS NOT NULL`;
  try {
    await lake.query(`SELECT count(*) FROM (${sql})`);
  } catch {
    throw new UserError(`${file} is not a Parquet file with the columns tag_name, tag_cat and franchise_id`, 'A simulation writes one to truth/franchise_members.parquet');
  }
  return sql;
}

interface TagColumns {
  tag_name: string[];
  tag_cat: Int32Array;
  franchise: string[];
  franchises: Int32Array;
  is_known: boolean[];
  used: Float64Array;
  found: Int32Array;
  found_name: string[];
  posts: Float64Array;
}

function labelledTags(rows: TagColumns): LabelledTags {
  const all = rows.tag_name.map((_, row) => row);
  const kept = all.filter((row) => rows.is_known[row] && rows.franchises[row] === 1);
  const truth = numbersOf(kept.map((row) => rows.franchise[row]!));
  const found = numbersOf(kept.map((row) => (rows.found[row]! < 0 ? null : String(rows.found[row]))));
  return {
    name: kept.map((row) => rows.tag_name[row]!), category: Int32Array.from(kept, (row) => rows.tag_cat[row]!),
    truth: truth.of, found: found.of, posts: Float64Array.from(kept, (row) => rows.posts[row]!),
    truthNames: namesOf(rows, kept, truth.of, truth.firsts.length),
    foundNames: found.firsts.map((at) => rows.found_name[kept[at]!]!),
    unknown: all.filter((row) => !rows.is_known[row]).length,
    ambiguous: all.filter((row) => rows.is_known[row] && rows.franchises[row]! > 1).length,
  };
}

/** Numbers of values in order of their first appearance; -1 for null. */
function numbersOf(values: readonly (string | null)[]): { of: Int32Array; firsts: number[] } {
  const numbers = new Map<string, number>();
  const firsts: number[] = [];
  const of = Int32Array.from(values, (value, at) => {
    if (value === null) return -1;
    if (!numbers.has(value)) numbers.set(value, firsts.push(at) - 1);
    return numbers.get(value)!;
  });
  return { of, firsts };
}

/** Each franchise's most used copyright; where it has none, its most used tag. */
function namesOf(rows: TagColumns, kept: readonly number[], franchiseOf: Int32Array, franchises: number): string[] {
  const best = new Int32Array(franchises).fill(-1);
  const rank = (row: number) => (rows.tag_cat[row] === 3 ? 1e15 : 0) + rows.used[row]!;
  kept.forEach((row, at) => {
    const franchise = franchiseOf[at]!;
    if (best[franchise] === -1 || rank(row) > rank(best[franchise]!)) best[franchise] = row;
  });
  return Array.from(best, (row) => rows.tag_name[row]!);
}
