/** A franchise of the run before, with the tags it had. */
export interface EarlierFranchise {
  readonly id: number;
  readonly name: string;
  readonly tags: ReadonlySet<string>;
}

/** A franchise as it is found now; `id` is what it would be called if it were new. */
export interface FoundFranchise {
  readonly id: number;
  readonly name: string;
  readonly tags: readonly string[];
}

export interface NamedFranchise {
  readonly id: number;
  readonly name: string;
  /** new, same, or what it was split from or merged of; empty on a first run. */
  readonly change: string;
}

export interface Identities {
  /** As the franchises found, in their order. */
  readonly named: NamedFranchise[];
  /** Names of earlier franchises that no longer have one of their own. */
  readonly gone: string[];
}

/**
 * Gives franchises the numbers and names they had before. An earlier one is carried on by the found one that has most of its tags, if it is also
 * the earlier one with most tags in it; ties go to the smaller number. A carried name stays while its tag is in the franchise. New numbers never repeat earlier ones.
 */
export function carryIdentities(found: readonly FoundFranchise[], earlier: readonly EarlierFranchise[]): Identities {
  if (earlier.length === 0) return { named: found.map(({ id, name }) => ({ id, name, change: '' })), gone: [] };
  const before = new Map<string, number>();
  earlier.forEach(({ tags }, i) => tags.forEach((tag) => before.set(tag, i)));
  const shared = found.map(({ tags }) => {
    const counts = new Map<number, number>();
    for (const tag of tags) if (before.has(tag)) counts.set(before.get(tag)!, (counts.get(before.get(tag)!) ?? 0) + 1);
    return counts;
  });
  const heir = new Map<number, number>();
  shared.forEach((counts, i) => counts.forEach((n, old) => {
    const best = heir.get(old);
    if (best === undefined || n > shared[best]!.get(old)! || (n === shared[best]!.get(old)! && found[i]!.id < found[best]!.id)) heir.set(old, i);
  }));
  const taken = new Set(earlier.map(({ id }) => id));
  const fresh = (id: number): number => {
    let free = id;
    while (taken.has(free)) free++;
    taken.add(free);
    return free;
  };
  const carried = new Set<number>();
  const named = found.map(({ id, name, tags }, i): NamedFranchise => {
    const inherited = [...shared[i]!].filter(([old]) => heir.get(old) === i).sort((a, b) => b[1] - a[1] || earlier[a[0]]!.id - earlier[b[0]]!.id);
    const [first] = inherited;
    if (first === undefined) {
      const from = [...shared[i]!].sort((a, b) => b[1] - a[1])[0];
      return { id: fresh(id), name, change: from === undefined ? 'new' : `split from ${earlier[from[0]]!.name}` };
    }
    const kept = earlier[first[0]]!;
    carried.add(first[0]);
    const merged = inherited.slice(1).map(([old]) => earlier[old]!.name);
    return { id: kept.id, name: tags.includes(kept.name) ? kept.name : name, change: merged.length > 0 ? `merged with ${merged.join(', ')}` : 'same' };
  });
  return { named, gone: earlier.filter((_, i) => !carried.has(i)).map(({ name }) => name) };
}
