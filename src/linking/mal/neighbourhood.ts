/** Company: entries that MyAnimeList numbered next to each other were mostly added together, as the cast of one title. */

/** Ids farther apart than this have nothing to do with each other. */
const far = 3000;

/** What a link says of those that are near it: entries by their ids, rising. */
export class Neighbourhood {
  private readonly ids: Float64Array;

  constructor(ids: Iterable<number>, private readonly all: Float64Array) {
    this.ids = Float64Array.from(ids).sort();
  }

  get size(): number {
    return this.ids.length;
  }

  /**
   * How near an id is to the known ones beside itself, in bits: -log2 of the share of all entries that are as near to any of them. 0 when none is near.
   * `without` is an id that does not count.
   */
  bits(id: number, without: number): number {
    const { ids } = this;
    let distance = Infinity;
    const at = lowerBound(ids, id);
    for (let i = at; i < ids.length; i++) {
      if (ids[i] === id || ids[i] === without) continue;
      distance = ids[i]! - id;
      break;
    }
    for (let i = at - 1; i >= 0; i--) {
      if (ids[i] === without) continue;
      distance = Math.min(distance, id - ids[i]!);
      break;
    }
    if (distance > far) return 0;
    let covered = 0;
    let end = 0;
    for (const known of ids) {
      if (known === id || known === without) continue;
      const from = Math.max(end, lowerBound(this.all, known - distance));
      end = Math.max(end, lowerBound(this.all, known + distance + 1));
      covered += Math.max(0, end - from);
    }
    return Math.log2(this.all.length / Math.max(1, covered));
  }
}

/** The first place whose value is not smaller. */
export function lowerBound(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
