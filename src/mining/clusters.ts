import { DOUBLE, INTEGER, VARCHAR } from '@duckdb/node-api';
import { clusterCounts, simplifiedSilhouette } from '../kernels/cluster-quality.js';
import { cutMerges, wardMerges } from '../kernels/hierarchical.js';
import { kMeans, type KMeans } from '../kernels/k-means.js';
import { createColumnTable } from '../lake/column-table.js';
import { UserError } from '../lake/error.js';
import type { Lake } from '../lake/lake.js';
import { schemaOf } from '../lake/schema.js';
import { literal } from '../lake/sql.js';
import { runStep, type StepOptions } from '../lake/step.js';
import { nameClusters, type NamedCluster } from './cluster-names.js';
import { tagVectors, type TagVectors } from './tag-vectors.js';

export const clusterMethods = ['kmeans', 'hierarchical'] as const;
export type ClusterMethod = (typeof clusterMethods)[number];

export interface ClusterOptions extends StepOptions {
  /** Canonical name of a board; without it every board with vectors. */
  readonly booru?: string;
  /** Default kmeans. */
  readonly method?: ClusterMethod;
  /** How many clusters; without it the number of the highest simplified silhouette among 2, 3, 4, 6, 8, 12, ... */
  readonly k?: number;
  /** Categories (`tag_cat`); empty for all. */
  readonly categories?: readonly number[];
  /** At most so many tags, the most used. Default all. */
  readonly tags?: number;
  /** Default 1. */
  readonly seed?: number;
}

/** The clusters of one board. */
export interface BoardClusters {
  readonly booru: string;
  readonly method: ClusterMethod;
  readonly tags: number;
  /** Mean simplified silhouette, -1 to 1. */
  readonly silhouette: number;
  /** Largest first. */
  readonly clusters: NamedCluster[];
}

/** Clusters tried at most when their number is not given. */
const mostClusters = 256;
/** More tags than these are brought together by k-means before Ward's method joins them. */
const mostWardPoints = 2000;

type Grouping = Pick<KMeans, 'assignment' | 'sizes' | 'centres' | 'distances' | 'others'>;

/**
 * Groups the tags of `tag_vectors` and writes the table `tag_clusters` in one commit; rows of other boards and methods stay.
 * Cluster 1 is the largest. `distance` is that of a tag's vector to the centre of its cluster. Throws UserError when there
 * are no vectors, or k is more than a board has tags.
 */
export async function clusterTags(lake: Lake, options: ClusterOptions = {}): Promise<BoardClusters[]> {
  const { method = 'kmeans', k = null, categories = [], tags = null, seed = 1, signal } = options;
  const boards = options.booru === undefined ? await boardsWithVectors(lake) : [options.booru];
  return runStep(lake, 'clusters', options, async (writer) => {
    const columns = { booru: [] as string[], tag_id: [] as number[], cluster: [] as number[], cluster_name: [] as string[], distance: [] as number[] };
    const result: BoardClusters[] = [];
    for (const booru of boards) {
      const vectors = await tagVectors(lake, { booru, categories, ...(tags === null ? {} : { limit: tags }) });
      const n = vectors.ids.length;
      if (n === 0) throw new UserError(`No tag of ${booru} has a vector in these categories`, 'Make them with: boorulab embed');
      if (k !== null && k > n) throw new UserError(`${booru} has ${n} tags with vectors, too few for ${k} clusters`, 'Take a smaller --k', 2);
      const found = await group(vectors, method, k, seed, (done, total) => {
        signal?.throwIfAborted();
        options.onStep?.({ label: `clustering ${booru}`, done, total });
      });
      const named = nameClusters(found.assignment, found.sizes, cosines(vectors, found), vectors.posts, vectors.names);
      const order = [...named].sort((a, b) => b.size - a.size || b.posts - a.posts || a.cluster - b.cluster);
      const number = new Int32Array(named.length);
      order.forEach((one, place) => (number[one.cluster] = place + 1));
      found.assignment.forEach((cluster, tag) => {
        columns.booru.push(booru);
        columns.tag_id.push(vectors.ids[tag]!);
        columns.cluster.push(number[cluster]!);
        columns.cluster_name.push(named[cluster]!.name);
        columns.distance.push(Math.sqrt(found.distances[tag]!));
      });
      result.push({ booru, method, tags: n, silhouette: silhouetteOf(found), clusters: order.map((one, place) => ({ ...one, cluster: place + 1 })) });
    }
    await createColumnTable(writer.connection, 'new_clusters', {
      booru: { type: VARCHAR, values: columns.booru }, tag_id: { type: INTEGER, values: columns.tag_id }, cluster: { type: INTEGER, values: columns.cluster },
      cluster_name: { type: VARCHAR, values: columns.cluster_name }, distance: { type: DOUBLE, values: columns.distance },
    });
    const names = Object.keys(schemaOf('tag_clusters').columns).join(', ');
    const select = `SELECT booru, ${literal(method)} AS method, tag_id, cluster, cluster_name, distance FROM new_clusters
      UNION ALL SELECT ${names} FROM (${writer.scan('tag_clusters')}) WHERE method <> ${literal(method)} OR booru NOT IN (${boards.map(literal).join(', ')})
      ORDER BY ${schemaOf('tag_clusters').key.join(', ')}`;
    return { writes: [{ table: 'tag_clusters', part: '', select }], parameters: { boards, method, k, categories, tags, seed }, rows: columns.tag_id.length, result };
  });
}

async function boardsWithVectors(lake: Lake): Promise<string[]> {
  const boards = (await lake.rows<{ booru: string }>('SELECT DISTINCT booru FROM tag_vectors ORDER BY booru')).map((row) => row.booru);
  if (boards.length === 0) throw new UserError('The lake has no vectors of tags', 'Make them with: boorulab embed');
  return boards;
}

const silhouetteOf = ({ distances, others, assignment, sizes }: Grouping) => simplifiedSilhouette(distances, others, assignment, sizes);

/** Groups into k clusters, or into as many as make the clearest ones. */
async function group(vectors: TagVectors, method: ClusterMethod, k: number | null, seed: number, onProgress: (done: number, total: number) => void): Promise<Grouping> {
  const { matrix, dimensions: d } = vectors;
  const n = vectors.ids.length;
  const into = method === 'kmeans' ? (count: number, restarts: number) => kMeans(matrix, n, d, { k: count, seed, restarts }) : wardGrouping(matrix, n, d, seed);
  const counts = k === null ? clusterCounts(n, Math.min(mostClusters, Math.max(2, n / 4))) : [k];
  if (counts.length === 0) counts.push(1);
  let best = { count: counts[0]!, silhouette: -Infinity };
  for (const [i, count] of counts.entries()) {
    // Lets signals through.
    await new Promise((resume) => setImmediate(resume));
    onProgress(i, counts.length);
    if (counts.length === 1) break;
    const silhouette = silhouetteOf(into(count, 1));
    if (silhouette > best.silhouette) best = { count, silhouette };
  }
  return into(best.count, 3);
}

/** Ward's tree over the tags, or over small clusters of them when there are many; each number of clusters is a cut of the one tree. */
function wardGrouping(matrix: Float32Array, n: number, d: number, seed: number): (k: number) => Grouping {
  const small = n > mostWardPoints ? kMeans(matrix, n, d, { k: mostWardPoints, seed, restarts: 1, iterations: 10 }) : null;
  const points = small?.k ?? n;
  const merges = wardMerges(small?.centres ?? matrix, points, d, small?.sizes);
  return (k) => {
    const cut = cutMerges(merges, points, Math.min(k, points));
    return measured(matrix, n, d, small === null ? cut : small.assignment.map((point) => cut[point]!));
  };
}

/** Centres, sizes and distances of clusters that are given. */
function measured(matrix: Float32Array, n: number, d: number, assignment: Int32Array): Grouping {
  const k = assignment.reduce((most, cluster) => Math.max(most, cluster), -1) + 1;
  const sizes = new Int32Array(k);
  const centres = new Float64Array(k * d);
  for (let tag = 0; tag < n; tag++) {
    sizes[assignment[tag]!]!++;
    for (let i = 0; i < d; i++) centres[assignment[tag]! * d + i]! += matrix[tag * d + i]!;
  }
  for (let at = 0; at < centres.length; at++) centres[at]! /= sizes[Math.floor(at / d)]!;
  const distances = new Float64Array(n);
  const others = new Float64Array(n).fill(Infinity);
  for (let tag = 0; tag < n; tag++) {
    for (let cluster = 0; cluster < k; cluster++) {
      let square = 0;
      for (let i = 0; i < d; i++) square += (matrix[tag * d + i]! - centres[cluster * d + i]!) ** 2;
      if (cluster === assignment[tag]) distances[tag] = square;
      else if (square < others[tag]!) others[tag] = square;
    }
  }
  return { assignment, sizes, centres, distances, others };
}

/** Cosine of every vector (of length 1) to the centre of its cluster. */
function cosines({ matrix, dimensions: d, ids }: TagVectors, { assignment, centres, distances }: Grouping): Float64Array {
  const lengths = new Float64Array(centres.length / Math.max(1, d));
  for (let at = 0; at < centres.length; at++) lengths[Math.floor(at / d)]! += centres[at]! ** 2;
  return Float64Array.from(ids, (_, tag) => {
    const own = lengths[assignment[tag]!]!;
    let length = 0;
    for (let i = 0; i < d; i++) length += matrix[tag * d + i]! ** 2;
    return own > 0 && length > 0 ? (length + own - distances[tag]!) / (2 * Math.sqrt(own * length)) : 0;
  });
}
