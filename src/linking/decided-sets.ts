/** Sets of things that join and stay joined (union-find), save those that are told to stay apart, which never come into one set. */
export class DecidedSets {
  readonly parent: Int32Array;
  readonly size: Int32Array;
  /** By the least of a set: the least of the sets it must not join. */
  private readonly foes = new Map<number, Set<number>>();

  constructor(count: number) {
    this.parent = Int32Array.from({ length: count }, (_, thing) => thing);
    this.size = new Int32Array(count).fill(1);
  }

  /** The least of the set of a thing. */
  find(thing: number): number {
    const { parent } = this;
    let root = thing;
    while (parent[root] !== root) root = parent[root]!;
    while (parent[thing] !== root) [parent[thing], thing] = [root, parent[thing]!];
    return root;
  }

  /** Keeps two sets apart from now on; false when they are one already. */
  part(x: number, y: number): boolean {
    const [a, b] = [this.find(x), this.find(y)];
    if (a === b) return false;
    this.foesOf(a).add(b);
    this.foesOf(b).add(a);
    return true;
  }

  areApart(x: number, y: number): boolean {
    return this.foes.size > 0 && (this.foes.get(this.find(x))?.has(this.find(y)) ?? false);
  }

  /** Makes two sets one; gives the least of both and the least of the one that went up in it. They must be two, and not apart. */
  join(x: number, y: number): [root: number, other: number] {
    const [a, b] = [this.find(x), this.find(y)];
    const [root, other] = a < b ? [a, b] : [b, a];
    this.parent[other] = root;
    this.size[root]! += this.size[other]!;
    const enemies = this.foes.get(other);
    if (enemies !== undefined) {
      this.foes.delete(other);
      for (const foe of enemies) {
        this.foesOf(foe).delete(other);
        this.foesOf(foe).add(root);
        this.foesOf(root).add(foe);
      }
    }
    return [root, other];
  }

  private foesOf(root: number): Set<number> {
    const known = this.foes.get(root);
    if (known !== undefined) return known;
    const made = new Set<number>();
    this.foes.set(root, made);
    return made;
  }
}
