/**
 * Mean simplified silhouette: for each point (b - a) / max(a, b) of its distance a to its own centre and b to the nearest other
 * one; from -1 to 1, the higher the clearer the clusters (E. R. Hruschka, L. N. de Castro, R. J. G. B. Campello,
 * "Evolutionary algorithms for clustering gene-expression data", ICDM 2004). Takes squared distances. A point alone in
 * its cluster counts 0, as in the silhouette of Rousseeuw. 0 when there is one cluster only.
 */
export function simplifiedSilhouette(distances: Float64Array, others: Float64Array, assignment: Int32Array, sizes: Int32Array): number {
  if (sizes.length < 2 || distances.length === 0) return 0;
  let sum = 0;
  for (let i = 0; i < distances.length; i++) {
    if (sizes[assignment[i]!]! < 2) continue;
    const [a, b] = [Math.sqrt(distances[i]!), Math.sqrt(others[i]!)];
    if (a !== b) sum += (b - a) / Math.max(a, b);
  }
  return sum / distances.length;
}

/** Numbers of clusters worth trying for n points, each about 1.4 times the one before: 2, 3, 4, 6, 8, 12, ... up to `most`. */
export function clusterCounts(n: number, most: number): number[] {
  const counts: number[] = [];
  for (let step = 0; ; step++) {
    const k = step % 2 === 0 ? 2 ** (step / 2 + 1) : 3 * 2 ** ((step - 1) / 2);
    if (k > most || k >= n) return counts;
    counts.push(k);
  }
}
