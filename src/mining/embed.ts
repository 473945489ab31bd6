import { DOUBLE, FLOAT, INTEGER, LIST, listValue, VARCHAR } from '@duckdb/node-api';
import { ppmi } from '../kernels/ppmi.js';
import { truncatedSvd, type TruncatedSvd } from '../kernels/truncated-svd.js';
import { createColumnTable } from '../lake/column-table.js';
import { UserError } from '../lake/error.js';
import type { Lake } from '../lake/lake.js';
import type { PartWrite } from '../lake/merge.js';
import { schemaOf, type TableName } from '../lake/schema.js';
import { literal } from '../lake/sql.js';
import { runStep, type StepOptions } from '../lake/step.js';
import { boardsWithPairs, readTagPairs, type PairFilter } from './tag-pairs.js';

export interface EmbedOptions extends StepOptions, Partial<PairFilter> {
  /** Default 128; fewer come out where the pairs do not hold so many. */
  readonly dimensions?: number;
  /** Default 1. */
  readonly seed?: number;
}

/** What became of one board. */
export interface BoardVectors {
  readonly booru: string;
  /** Tags that were read. */
  readonly tags: number;
  /** Tags that have a vector: those that meet another one more often than by chance. */
  readonly vectors: number;
  readonly dimensions: number;
  /** Share of the squared weight of all pairs that the dimensions hold, 0 to 1. */
  readonly explained: number;
}

interface Part extends BoardVectors {
  readonly tagIds: Int32Array;
  readonly posts: Float64Array;
  /** Rows of `dimensions` each. */
  readonly matrix: Float32Array;
  readonly values: Float64Array;
  readonly shares: Float64Array;
}

/** Exponent on the singular values, chosen by docs/vectors.md. */
const weight = 0.5;

/**
 * Vectors of the most used tags: positive pointwise mutual information of the table `cooccurrence`, cut down by a truncated
 * SVD, weighted by the root of the singular values, each of length 1. Writes the tables `tag_vectors` and
 * `vector_dimensions` in one commit; rows of other boards stay. Throws UserError when there are no pairs or they say nothing.
 */
export async function embedTags(lake: Lake, options: EmbedOptions = {}): Promise<BoardVectors[]> {
  const { dimensions = 128, seed = 1, tags = 30_000, categories = [], minimumPosts = 1, signal } = options;
  const boards = await boardsToEmbed(lake, options.booru);
  return runStep(lake, 'embed', options, async (writer) => {
    const parts: Part[] = [];
    let rows = 0;
    for (const booru of boards) {
      const step = (label: string) => (done: number, total: number) => {
        signal?.throwIfAborted();
        options.onStep?.({ label: `${label} ${booru}`, done, total });
      };
      const { pairs, tagIds, posts } = await readTagPairs(lake, { booru, categories, minimumPosts, tags }, step('reading'));
      rows += pairs.a.length;
      const factorising = step('factorising');
      const onProgress = async (done: number, total: number) => {
        // Lets signals through.
        await new Promise((resume) => setImmediate(resume));
        factorising(done, total);
      };
      const svd = await truncatedSvd(ppmi(pairs, tagIds.length), { rank: dimensions, seed, onProgress });
      parts.push(boardPart(booru, tagIds, posts, svd));
    }
    if (parts.every((part) => part.vectors === 0)) throw new UserError('The pairs say nothing beyond chance', 'Count more of them: boorulab cooccurrence --min 1, or embed more tags: --tags, --category');
    await createVectorTables(writer.connection, parts);
    const writes = [tableWrite('tag_vectors', writer.scan('tag_vectors'), boards), tableWrite('vector_dimensions', writer.scan('vector_dimensions'), boards)];
    const result = parts.map(({ booru, tags: read, vectors, dimensions: count, explained }) => ({ booru, tags: read, vectors, dimensions: count, explained }));
    return { writes, parameters: { boards, dimensions, seed, tags, categories, minimumPosts }, rows, result };
  });
}

async function boardsToEmbed(lake: Lake, booru: string | undefined): Promise<string[]> {
  const found = await boardsWithPairs(lake);
  if (found.length === 0) throw new UserError('The lake has no pairs of tags', 'Count them with: boorulab cooccurrence');
  if (booru === undefined) return found;
  if (!found.includes(booru)) throw new UserError(`The lake has no pairs of tags of ${booru}`, `Count them with: boorulab cooccurrence (boards with pairs: ${found.join(', ')})`);
  return [booru];
}

function boardPart(booru: string, tagIds: Int32Array, posts: Float64Array, { rank, vectors, values, total }: TruncatedSvd): Part {
  const scales = values.map((value) => value ** weight);
  const matrix = new Float32Array(tagIds.length * rank);
  const kept: number[] = [];
  const row = new Float64Array(rank);
  for (let tag = 0; tag < tagIds.length; tag++) {
    let square = 0;
    for (let i = 0; i < rank; i++) square += (row[i] = vectors[tag * rank + i]! * scales[i]!) ** 2;
    // What is left of a tag that no dimension holds is rounding.
    if (!(square > 1e-20 * (scales[0] ?? 0) ** 2)) continue;
    const length = Math.sqrt(square);
    for (let i = 0; i < rank; i++) matrix[kept.length * rank + i] = row[i]! / length;
    kept.push(tag);
  }
  const shares = values.map((value) => value ** 2 / total);
  return {
    booru, tags: tagIds.length, vectors: kept.length, dimensions: rank, explained: shares.reduce((sum, share) => sum + share, 0),
    tagIds: Int32Array.from(kept, (tag) => tagIds[tag]!), posts: Float64Array.from(kept, (tag) => posts[tag]!), matrix: matrix.subarray(0, kept.length * rank), values, shares,
  };
}

async function createVectorTables(connection: Parameters<typeof createColumnTable>[0], parts: readonly Part[]): Promise<void> {
  await createColumnTable(connection, 'new_tag_vectors', {
    booru: { type: VARCHAR, values: parts.flatMap((part) => Array<string>(part.vectors).fill(part.booru)) },
    tag_id: { type: INTEGER, values: parts.flatMap((part) => [...part.tagIds]) },
    posts: { type: DOUBLE, values: parts.flatMap((part) => [...part.posts]) },
    vector: { type: LIST(FLOAT), values: parts.flatMap(({ matrix, vectors, dimensions: d }) => Array.from({ length: vectors }, (_, row) => listValue([...matrix.subarray(row * d, (row + 1) * d)]))) },
  });
  await createColumnTable(connection, 'new_vector_dimensions', {
    booru: { type: VARCHAR, values: parts.flatMap((part) => Array<string>(part.dimensions).fill(part.booru)) },
    dimension: { type: INTEGER, values: parts.flatMap((part) => [...part.values.keys()].map((i) => i + 1)) },
    singular_value: { type: DOUBLE, values: parts.flatMap((part) => [...part.values]) },
    explained: { type: DOUBLE, values: parts.flatMap((part) => [...part.shares]) },
  });
}

/** The table with these boards' rows from the table `new_...` in place of the earlier ones. */
function tableWrite(table: TableName, scan: string, boards: readonly string[]): PartWrite {
  const { columns, key } = schemaOf(table);
  const casts = Object.entries(columns).map(([name, type]) => `${name}::${type} AS ${name}`).join(', ');
  const kept = `SELECT ${Object.keys(columns).join(', ')} FROM (${scan}) WHERE booru NOT IN (${boards.map(literal).join(', ')})`;
  return { table, part: '', select: `SELECT ${casts} FROM new_${table} UNION ALL ${kept} ORDER BY ${key.join(', ')}` };
}
