/** Posts that two tags share and have each, and all posts that could have them. */
export interface Overlap {
  readonly both: number;
  readonly postsA: number;
  readonly postsB: number;
  readonly posts: number;
}

export interface Similarity {
  /** 0 to 1. */
  readonly cosine: number;
  readonly jaccard: number;
  readonly overlap: number;
  /** Share of the posts of A that have B. */
  readonly frequency: number;
  /** Evidence that A and B come together more (above 0) or less (below 0) often than by chance. */
  readonly likelihood: number;
}

/**
 * How alike two tags are. The first four are those of Danbooru (danbooru/danbooru, app/logical/related_tag_calculator.rb,
 * class RelatedTag: cosine_similarity, jaccard_similarity, overlap_coefficient, frequency), where `both` is what it
 * estimates from a sample of 5,000 posts; like there it is taken as no more than the posts of B. The last is the signed log-likelihood
 * ratio G2 of the table of posts with and without each tag (T. Dunning, "Accurate Methods for the Statistics of Surprise
 * and Coincidence", Computational Linguistics 19, 1993): a tag of three posts cannot reach a high one by chance.
 * Counts that contradict each other give the nearest defined value.
 */
export function similarity({ both: shared, postsA, postsB, posts }: Overlap): Similarity {
  const both = Math.min(shared, postsB);
  const share = (part: number, whole: number) => (whole > 0 ? part / whole : 0);
  return {
    cosine: share(both, Math.sqrt(postsA * postsB)),
    jaccard: share(both, postsA + postsB - both),
    overlap: share(both, Math.min(postsA, postsB)),
    frequency: share(shared, postsA),
    likelihood: signedLikelihood(both, postsA, postsB, posts),
  };
}

function signedLikelihood(both: number, postsA: number, postsB: number, posts: number): number {
  const onlyA = Math.max(0, postsA - both);
  const onlyB = Math.max(0, postsB - both);
  const neither = Math.max(0, posts - both - onlyA - onlyB);
  const all = both + onlyA + onlyB + neither;
  const term = (seen: number, row: number, column: number) => (seen > 0 ? seen * Math.log((seen * all) / (row * column)) : 0);
  const [withA, withB] = [both + onlyA, both + onlyB];
  const ratio = 2 * (term(both, withA, withB) + term(onlyA, withA, all - withB) + term(onlyB, all - withA, withB) + term(neither, all - withA, all - withB));
  return Math.max(0, ratio) * Math.sign(both * all - withA * withB);
}

/** The same in SQL, of expressions that are whole numbers: one expression for each measure. */
export function similaritySql(overlap: Readonly<Record<keyof Overlap, string>>): Record<keyof Similarity, string> {
  const [a, b, all, shared] = [overlap.postsA, overlap.postsB, overlap.posts, overlap.both].map((sql) => `(${sql})::DOUBLE`) as [string, string, string, string];
  const both = `least(${shared}, ${b})`;
  const share = (part: string, whole: string) => `coalesce(${part} / nullif(${whole}, 0), 0)`;
  return {
    cosine: share(both, `sqrt(${a} * ${b})`),
    jaccard: share(both, `(${a} + ${b} - ${both})`),
    overlap: share(both, `least(${a}, ${b})`),
    frequency: share(shared, a),
    likelihood: signedLikelihoodSql(both, a, b, all),
  };
}

function signedLikelihoodSql(both: string, postsA: string, postsB: string, posts: string): string {
  const [onlyA, onlyB] = [postsA, postsB].map((own) => `greatest(0, ${own} - ${both})`) as [string, string];
  const neither = `greatest(0, ${posts} - ${both} - ${onlyA} - ${onlyB})`;
  const [withA, withB, withoutA, withoutB] = [`(${both} + ${onlyA})`, `(${both} + ${onlyB})`, `(${onlyB} + ${neither})`, `(${onlyA} + ${neither})`];
  const all = `(${both} + ${onlyA} + ${onlyB} + ${neither})`;
  const term = (seen: string, row: string, column: string) => `CASE WHEN ${seen} > 0 THEN ${seen} * ln((${seen} * ${all}) / (${row} * ${column})) ELSE 0 END`;
  const ratio = [term(both, withA, withB), term(onlyA, withA, withoutB), term(onlyB, withoutA, withB), term(neither, withoutA, withoutB)].join(' + ');
  return `greatest(0, 2 * (${ratio})) * sign(${both} * ${all} - ${withA} * ${withB})`;
}
