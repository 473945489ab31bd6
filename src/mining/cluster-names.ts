/** A cluster and what its tags say. */
export interface NamedCluster {
  readonly cluster: number;
  readonly size: number;
  /** Posts of its tags, added up. */
  readonly posts: number;
  readonly name: string;
}

const tagsInName = 3;

/**
 * Names every cluster by up to three telling tags: those near its centre that many posts have, by cosine times
 * log(1 + posts). Names that two clusters share get their number.
 * @param cosines cosine of each tag to its own centre
 */
export function nameClusters(assignment: Int32Array, sizes: Int32Array, cosines: Float64Array, posts: Float64Array, names: readonly string[]): NamedCluster[] {
  const members = Array.from(sizes, (): number[] => []);
  assignment.forEach((cluster, tag) => members[cluster]!.push(tag));
  const weight = (tag: number) => Math.max(0, cosines[tag]!) * Math.log1p(posts[tag]!);
  const named = members.map((tags, cluster) => {
    const telling = [...tags].sort((a, b) => weight(b) - weight(a) || a - b).slice(0, tagsInName);
    return { cluster, size: tags.length, posts: tags.reduce((sum, tag) => sum + posts[tag]!, 0), name: telling.map((tag) => names[tag]!).join(', ') };
  });
  const times = new Map<string, number>();
  for (const { name } of named) times.set(name, (times.get(name) ?? 0) + 1);
  return named.map((one) => (times.get(one.name)! > 1 ? { ...one, name: `${one.name} (${one.cluster})` } : one));
}
