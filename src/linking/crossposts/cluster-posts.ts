/** Edges between posts `x` and `y`, in the order in which they count. */
export interface PostEdges {
  readonly x: Int32Array;
  readonly y: Int32Array;
  /** 1 when the edge may join posts of one board. */
  readonly isStrong: Uint8Array;
}

export interface PostClusters {
  /** For each post the smallest of its cluster. */
  readonly first: Int32Array;
  /** Edges left out since they would have joined two posts of one board, or made a cluster too large. */
  readonly sameBoard: number;
  readonly tooLarge: number;
}

/**
 * Clusters posts by union-find, surest edges first. An edge that is not strong never puts two posts of one board together, and no cluster grows beyond
 * `most` posts, so that one wrong edge cannot chain many works. `board` is the number of each post's board.
 */
export function clusterPosts(board: Int32Array, boards: number, { x, y, isStrong }: PostEdges, most: number): PostClusters {
  const words = Math.max(1, Math.ceil(boards / 31));
  const parent = Int32Array.from(board, (_, post) => post);
  const size = new Int32Array(board.length).fill(1);
  const masks = new Int32Array(board.length * words);
  board.forEach((number, post) => (masks[post * words + Math.floor(number / 31)] = 1 << (number % 31)));
  const find = (post: number): number => {
    let root = post;
    while (parent[root] !== root) root = parent[root]!;
    while (parent[post] !== root) [parent[post], post] = [root, parent[post]!];
    return root;
  };
  const meet = (a: number, b: number): boolean => {
    for (let word = 0; word < words; word++) if ((masks[a * words + word]! & masks[b * words + word]!) !== 0) return true;
    return false;
  };
  let [sameBoard, tooLarge] = [0, 0];
  for (let edge = 0; edge < x.length; edge++) {
    const [a, b] = [find(x[edge]!), find(y[edge]!)];
    if (a === b) continue;
    if (isStrong[edge] === 0 && meet(a, b)) sameBoard++;
    else if (size[a]! + size[b]! > most) tooLarge++;
    else {
      const [root, other] = a < b ? [a, b] : [b, a];
      parent[other] = root;
      size[root]! += size[other]!;
      for (let word = 0; word < words; word++) masks[root * words + word]! |= masks[other * words + word]!;
    }
  }
  for (let post = 0; post < parent.length; post++) parent[post] = find(post);
  return { first: parent, sameBoard, tooLarge };
}
