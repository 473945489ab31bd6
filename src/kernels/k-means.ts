import type { Numbers } from './dense-products.js';
import { NearestCentre } from './nearest-centre.js';
import { Random } from './random.js';
import { seedCentres } from './seeding.js';

export interface KMeansOptions {
  readonly k: number;
  /** Default 1. */
  readonly seed?: number;
  /** Runs from different starts, of which the one with the least inertia is given. Default 3. */
  readonly restarts?: number;
  /** Default 100. */
  readonly iterations?: number;
  /** Stops when the centres moved less, squared and summed, than this share of the mean variance of a column. Default 1e-4. */
  readonly tolerance?: number;
  /** Starting centres, k x d, in place of drawn ones; then there is one run. */
  readonly start?: Numbers;
}

export interface KMeans {
  /** Clusters found: fewer than asked for when there are fewer different points. */
  readonly k: number;
  /** k x d, row-major. */
  readonly centres: Float64Array;
  /** Cluster of each point. */
  readonly assignment: Int32Array;
  readonly sizes: Int32Array;
  /** Squared distance of each point to its centre, and to the nearest other one (Infinity when there is none). */
  readonly distances: Float64Array;
  readonly others: Float64Array;
  /** Sum of `distances`. */
  readonly inertia: number;
  readonly iterations: number;
}

/** Share of points to look at below which they are gathered; above it all are gone through as they lie. */
const gatherBelow = 0.5;

/**
 * k-means of n points of d columns (row-major): Lloyd's iteration with Hamerly's bounds, which leave out points that
 * cannot have changed their cluster (G. Hamerly, "Making k-means even faster", SDM 2010), from greedy k-means++ starts.
 * Distances are of single precision. A cluster that loses all its points gets the one farthest from its centre.
 * Throws RangeError when k is not from 1 to n or a length does not fit.
 */
export function kMeans(data: Numbers, n: number, d: number, options: KMeansOptions): KMeans {
  const { k, seed = 1, restarts = 3, start } = options;
  if (data.length !== n * d) throw new RangeError(`${n} x ${d} numbers expected, not ${data.length}`);
  if (!Number.isInteger(k) || k < 1 || k > n) throw new RangeError(`k is a whole number from 1 to ${n} points, not ${k}`);
  const points = new NearestCentre(data, n, d, Math.max(k, 2 + Math.floor(Math.log(k))));
  if (start !== undefined) {
    if (start.length !== k * d) throw new RangeError(`${k} x ${d} numbers expected to start with, not ${start.length}`);
    return iterate(points, Float64Array.from(start, (value, at) => value - points.origin[at % d]!), options);
  }
  let best: KMeans | null = null;
  for (let run = 0; run < Math.max(1, restarts); run++) {
    const found = iterate(points, seedCentres(points, k, new Random(seed, run)), options);
    if (best === null || found.inertia < best.inertia) best = found;
  }
  return best!;
}

function iterate(points: NearestCentre, start: Float64Array, { iterations = 100, tolerance = 1e-4 }: KMeansOptions): KMeans {
  const { n, d } = points;
  const k = start.length / d;
  const state = new Lloyd(points, start);
  const limit = (tolerance * points.squares.reduce((sum, square) => sum + square, 0)) / Math.max(1, n * d);
  let done = 0;
  while (done < iterations) {
    done++;
    const moved = state.moveCentres();
    const changed = state.assign();
    if (!changed || moved <= limit) break;
  }
  return finish(state, k, done);
}

/** Centres exactly in the middle of their points, and every distance measured anew; empty clusters are left out. */
function finish(state: Lloyd, k: number, iterations: number): KMeans {
  const { points, assignment, counts } = state;
  const { n, d } = points;
  const numbers = Int32Array.from(counts, (count) => (count > 0 ? 1 : 0));
  let found = 0;
  for (let c = 0; c < k; c++) numbers[c] = numbers[c] === 1 ? found++ : -1;
  const sizes = new Int32Array(found);
  const sums = new Float64Array(found * d);
  const own = assignment.map((cluster) => numbers[cluster]!);
  for (let row = 0; row < n; row++) {
    sizes[own[row]!]!++;
    points.addTo(sums, own[row]! * d, row, 1);
  }
  const centres = sums.map((sum, at) => sum / sizes[Math.floor(at / d)]!);
  points.prepare(centres, found);
  points.find(found, n);
  const distances = new Float64Array(n);
  const others = new Float64Array(n);
  let inertia = 0;
  for (let row = 0; row < n; row++) {
    const isNearest = points.nearest[row] === own[row];
    distances[row] = points.distance(row, centres, own[row]! * d);
    others[row] = isNearest ? points.second[row]! : points.first[row]!;
    inertia += distances[row]!;
  }
  return { k: found, centres: centres.map((value, at) => value + points.origin[at % d]!), assignment: own, sizes, distances, others, inertia, iterations };
}

/** What Lloyd's iteration keeps from round to round. Distances here are not squared. */
class Lloyd {
  readonly assignment: Int32Array;
  readonly counts: Int32Array;
  private readonly k: number;
  private readonly sums: Float64Array;
  /** At least as far as its centre is from each point, and at most as far as the next nearest. */
  private readonly upper: Float64Array;
  private readonly lower: Float64Array;
  private readonly waiting: Int32Array;
  /** How far each centre moved last. */
  private readonly moves: Float64Array;

  constructor(readonly points: NearestCentre, private readonly centres: Float64Array) {
    const { n, d } = points;
    this.k = centres.length / d;
    this.assignment = new Int32Array(n);
    this.counts = new Int32Array(this.k);
    this.sums = new Float64Array(centres.length);
    this.waiting = new Int32Array(n);
    this.moves = new Float64Array(this.k);
    points.prepare(centres, this.k);
    points.find(this.k, n);
    this.assignment.set(points.nearest);
    this.upper = points.first.map(Math.sqrt);
    this.lower = points.second.map(Math.sqrt);
    for (let row = 0; row < n; row++) {
      this.counts[this.assignment[row]!]!++;
      points.addTo(this.sums, this.assignment[row]! * d, row, 1);
    }
  }

  /** Puts every centre amid its points; returns how far they moved, squared and summed. */
  moveCentres(): number {
    this.fillEmpty();
    const { n, d } = this.points;
    const { moves } = this;
    moves.fill(0);
    let total = 0;
    for (let c = 0; c < this.k; c++) {
      if (this.counts[c] === 0) continue;
      let square = 0;
      for (let at = c * d; at < (c + 1) * d; at++) {
        const to = this.sums[at]! / this.counts[c]!;
        square += (to - this.centres[at]!) ** 2;
        this.centres[at] = to;
      }
      total += square;
      moves[c] = Math.sqrt(square);
    }
    const farthest = moves.indexOf(Math.max(...moves));
    const next = moves.reduce((most, move, c) => (c === farthest ? most : Math.max(most, move)), 0);
    for (let row = 0; row < n; row++) {
      this.upper[row]! += moves[this.assignment[row]!]!;
      this.lower[row]! -= this.assignment[row] === farthest ? next : moves[farthest]!;
    }
    return total;
  }

  /** Gives every point to its nearest centre; true when one changed. */
  assign(): boolean {
    const { points, assignment, upper, lower, waiting, centres, moves } = this;
    const half = this.halfDistances();
    let count = 0;
    for (let row = 0; row < points.n; row++) {
      const bound = Math.max(half[assignment[row]!]!, lower[row]!);
      if (upper[row]! <= bound) continue;
      // The centre's last move is most of what the bound may have to give.
      if (upper[row]! - bound <= moves[assignment[row]!]!) {
        upper[row] = Math.sqrt(points.distance(row, centres, assignment[row]! * points.d));
        if (upper[row]! <= bound) continue;
      }
      waiting[count++] = row;
    }
    points.prepare(centres, this.k);
    const list = count < gatherBelow * points.n ? waiting : undefined;
    if (list === undefined) count = points.n;
    points.find(this.k, count, list);
    let changed = false;
    for (let i = 0; i < count; i++) {
      const row = list === undefined ? i : list[i]!;
      upper[row] = Math.sqrt(points.first[row]!);
      lower[row] = Math.sqrt(points.second[row]!);
      if (points.nearest[row] === assignment[row]) continue;
      changed = true;
      this.give(row, points.nearest[row]!);
    }
    return changed;
  }

  private give(row: number, cluster: number): void {
    const { d } = this.points;
    this.points.addTo(this.sums, this.assignment[row]! * d, row, -1);
    this.points.addTo(this.sums, cluster * d, row, 1);
    this.counts[this.assignment[row]!]!--;
    this.counts[cluster]!++;
    this.assignment[row] = cluster;
  }

  /** Half the way from each centre to the nearest other one. */
  private halfDistances(): Float64Array {
    const { d } = this.points;
    const half = new Float64Array(this.k).fill(Infinity);
    for (let a = 0; a < this.k; a++) {
      for (let b = 0; b < a; b++) {
        let square = 0;
        for (let i = 0; i < d; i++) square += (this.centres[a * d + i]! - this.centres[b * d + i]!) ** 2;
        const distance = Math.sqrt(square) / 2;
        if (distance < half[a]!) half[a] = distance;
        if (distance < half[b]!) half[b] = distance;
      }
    }
    return half;
  }

  private fillEmpty(): void {
    const { points, assignment, counts } = this;
    for (let c = 0; c < this.k; c++) {
      if (counts[c]! > 0) continue;
      let [far, most] = [-1, 0];
      for (let row = 0; row < points.n; row++) {
        const cluster = assignment[row]!;
        const distance = counts[cluster]! > 1 ? points.distance(row, this.centres, cluster * points.d) : 0;
        if (distance > most) [far, most] = [row, distance];
      }
      if (far < 0) return;
      this.give(far, c);
      this.upper[far] = 0;
      this.lower[far] = 0;
    }
  }
}
