import { pca, project } from '../kernels/pca.js';
import { UserError } from '../lake/error.js';
import type { Lake } from '../lake/lake.js';
import { categoryName } from '../tags/categories.js';

export interface TagVectors {
  readonly booru: string;
  readonly ids: Int32Array;
  readonly names: string[];
  /** `tag_cat` of each. */
  readonly categories: Int8Array;
  readonly posts: Float64Array;
  readonly dimensions: number;
  /** One row of `dimensions` numbers a tag, of length 1. */
  readonly matrix: Float32Array;
  /** The tags on a plane, their two principal components: rows that a map takes as they are. */
  readonly points: () => TagPoint[];
}

/** A tag on a plane. */
export interface TagPoint {
  readonly tag: string;
  readonly kind: string;
  readonly posts: number;
  readonly x: number;
  readonly y: number;
}

export interface TagVectorsOptions {
  /** Canonical name of a board; without it the one of most vectors. */
  readonly booru?: string;
  /** At most so many tags, those of the most posts. Default all. */
  readonly limit?: number;
  /** Categories (`tag_cat`); empty for all. */
  readonly categories?: readonly number[];
}

/** The vectors that `embedTags` wrote, most used tags first. Throws UserError when there are none. */
export async function tagVectors(lake: Lake, options: TagVectorsOptions = {}): Promise<TagVectors> {
  const booru = await boardOf(lake, options.booru);
  const { limit = 2 ** 31 - 1, categories = [] } = options;
  const ofCategory = categories.length > 0 ? `AND tag_cat IN (${categories.map(Number).join(', ')})` : '';
  const chosen = `SELECT v.tag_id, tag_name, tag_cat, v.posts, vector, row_number() OVER (ORDER BY v.posts DESC, v.tag_id)::INTEGER - 1 AS place
    FROM tag_vectors AS v JOIN tags USING (booru, tag_id) WHERE booru = $booru ${ofCategory} ORDER BY place LIMIT $limit`;
  const rows = await lake.rows<{ tag_id: number; tag_name: string; tag_cat: number; posts: number; dimensions: number }>(
    `SELECT * EXCLUDE (vector), len(vector) AS dimensions FROM (${chosen}) ORDER BY place`, { booru, limit });
  const dimensions = rows[0]?.dimensions ?? 0;
  const matrix = new Float32Array(rows.length * dimensions);
  for await (const piece of lake.pieces(`SELECT place, generate_subscripts(vector, 1)::INTEGER - 1 AS dimension, unnest(vector) AS value FROM (${chosen})`, { booru, limit })) {
    const [place, dimension, value] = [piece['place'] as Int32Array, piece['dimension'] as Int32Array, piece['value'] as Float32Array];
    for (let i = 0; i < value.length; i++) matrix[place[i]! * dimensions + dimension[i]!] = value[i]!;
  }
  const points = (): TagPoint[] => {
    const plane = onPlane(matrix, rows.length, dimensions);
    return rows.map(({ tag_name, tag_cat, posts }, i) => ({ tag: tag_name, kind: categoryName(tag_cat), posts, x: plane[2 * i]!, y: plane[2 * i + 1]! }));
  };
  return {
    booru, ids: Int32Array.from(rows, (row) => row.tag_id), names: rows.map((row) => row.tag_name), categories: Int8Array.from(rows, (row) => row.tag_cat),
    posts: Float64Array.from(rows, (row) => row.posts), dimensions, matrix, points,
  };
}

async function boardOf(lake: Lake, booru: string | undefined): Promise<string> {
  const boards = await lake.rows<{ booru: string }>('SELECT booru FROM tag_vectors GROUP BY booru ORDER BY count(*) DESC, booru');
  if (boards.length === 0) throw new UserError('The lake has no vectors of tags', 'Make them with: boorulab embed');
  if (booru === undefined) return boards[0]!.booru;
  if (!boards.some((board) => board.booru === booru)) throw new UserError(`The lake has no vectors of tags of ${booru}`, `Make them with: boorulab embed --board ${booru}`);
  return booru;
}

function onPlane(matrix: Float32Array, n: number, d: number): Float64Array {
  const plane = new Float64Array(2 * n);
  if (n < 2 || d === 0) return plane;
  const model = pca(matrix, n, d, { components: 2 });
  const found = project(model, matrix, n);
  for (let row = 0; row < n; row++) for (let i = 0; i < model.count; i++) plane[2 * row + i] = found[row * model.count + i]!;
  return plane;
}

export interface NearTag {
  readonly tag_name: string;
  readonly tag_cat: number;
  readonly posts: number;
  /** Cosine of the angle between the vectors, -1 to 1. */
  readonly cosine: number;
}

/** The tags whose vectors are nearest to that of a tag, by its exact name. Null when the tag has none. */
export async function nearestTags(lake: Lake, tagName: string, options: { booru?: string; categories?: readonly number[]; limit?: number } = {}): Promise<NearTag[] | null> {
  const { categories = [], limit = 25 } = options;
  const booru = await boardOf(lake, options.booru);
  const [subject] = await lake.rows<{ tag_id: number }>('SELECT tag_id FROM tag_vectors JOIN tags USING (booru, tag_id) WHERE booru = $booru AND tag_name = $tagName', { booru, tagName });
  if (subject === undefined) return null;
  const ofCategory = categories.length > 0 ? `AND tag_cat IN (${categories.map(Number).join(', ')})` : '';
  return lake.rows<NearTag>(`SELECT tag_name, tag_cat, v.posts, list_dot_product(v.vector, mine.vector)::DOUBLE AS cosine
    FROM tag_vectors AS v JOIN tags USING (booru, tag_id), (SELECT vector FROM tag_vectors WHERE booru = $booru AND tag_id = $tag) AS mine
    WHERE booru = $booru AND tag_id <> $tag ${ofCategory} ORDER BY cosine DESC, v.posts DESC, tag_name LIMIT $limit`, { booru, tag: subject.tag_id, limit });
}
