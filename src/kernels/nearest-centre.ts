import { DenseMemory } from './dense.js';
import type { Numbers } from './dense-products.js';

const rows = 4;
const lanes = 8;

/**
 * Points in single precision, each beside the constant 1, in panels of four: so laid out that the products of four points
 * with eight centres are one run through memory. The points' mean is taken off first, which keeps digits.
 */
export class NearestCentre {
  /** Columns of the points. */
  readonly d: number;
  readonly origin: Float64Array;
  /** Squared length of each point from the origin. */
  readonly squares: Float64Array;
  /** Of the rows last asked for: the number of the nearest centre, and squared distances to it and to the next one. */
  readonly nearest: Int32Array;
  readonly first: Float64Array;
  readonly second: Float64Array;
  private readonly memory: DenseMemory;
  private readonly panels: Float32Array;
  private readonly gathered: Float32Array;
  private readonly centrePanels: Float32Array;
  private readonly scores: Float32Array;
  private readonly best: Float32Array;

  /** @param most centres that will be asked for at a time */
  constructor(points: Numbers, readonly n: number, d: number, most: number) {
    this.d = d;
    const depth = d + 1;
    const width = Math.ceil(most / lanes) * lanes;
    const length = Math.ceil(n / rows) * rows * depth;
    this.memory = new DenseMemory([4 * length, 4 * rows * depth, 4 * width * depth, 4 * rows * width, 48 * rows]);
    this.panels = this.memory.float32(length);
    this.gathered = this.memory.float32(rows * depth);
    this.centrePanels = this.memory.float32(width * depth);
    this.scores = this.memory.float32(rows * width);
    this.best = this.memory.float32(12 * rows);
    this.origin = new Float64Array(d);
    for (let row = 0, at = 0; row < n; row++) for (let i = 0; i < d; i++, at++) this.origin[i]! += points[at]! / n;
    this.squares = new Float64Array(n);
    for (let row = 0, at = 0; row < n; row++) {
      const to = this.placeOf(row);
      let square = 0;
      for (let i = 0; i < d; i++, at++) {
        const value = Math.fround(points[at]! - this.origin[i]!);
        this.panels[to + i * rows] = value;
        square += value * value;
      }
      this.panels[to + d * rows] = 1;
      this.squares[row] = square;
    }
    this.nearest = new Int32Array(n);
    this.first = new Float64Array(n);
    this.second = new Float64Array(n);
  }

  /** Adds a point, as many times as `weight` says, to a row of sums (relative to the origin). */
  addTo(sums: Float64Array, start: number, row: number, weight: number): void {
    for (let i = 0, at = this.placeOf(row); i < this.d; i++, at += rows) sums[start + i]! += weight * this.panels[at]!;
  }

  /** Squared distance of a point to a centre given relative to the origin. */
  distance(row: number, centres: Float64Array, start: number): number {
    const { panels, d } = this;
    let [even, odd, at, i] = [0, 0, this.placeOf(row), 0];
    // Two sums side by side, for the processor does not wait for one to add to the other.
    for (; i + 1 < d; i += 2, at += 2 * rows) {
      const one = panels[at]! - centres[start + i]!;
      const other = panels[at + rows]! - centres[start + i + 1]!;
      even += one * one;
      odd += other * other;
    }
    if (i < d) even += (panels[at]! - centres[start + i]!) ** 2;
    return even + odd;
  }

  /** Lays out k centres (k x d, relative to the origin) for the next questions. Score of a point: x.c - c.c/2, the higher the nearer. */
  prepare(centres: Float64Array, k: number): void {
    const depth = this.d + 1;
    this.centrePanels.fill(0);
    for (let c = 0; c < k; c++) {
      let to = Math.floor(c / lanes) * lanes * depth + (c % lanes);
      let square = 0;
      for (let i = 0; i < this.d; i++, to += lanes) {
        const value = (this.centrePanels[to] = Math.fround(centres[c * this.d + i]!));
        square += value * value;
      }
      this.centrePanels[to] = -square / 2;
    }
    // What fills up the last panel is nearest to nothing.
    for (let c = k; c % lanes !== 0; c++) this.centrePanels[Math.floor(c / lanes) * lanes * depth + this.d * lanes + (c % lanes)] = -Infinity;
  }

  /** The nearest of the k centres prepared, for `count` rows: those listed, or without a list the first ones. */
  find(k: number, count: number, list?: Int32Array): void {
    for (let start = 0; start < count; start += rows) {
      const some = Math.min(rows, count - start);
      this.scoreRows(k, start, some, list);
      this.memory.loops.largest32(this.scores.byteOffset, Math.ceil(k / lanes), this.best.byteOffset);
      for (let r = 0; r < some; r++) this.pick(r, list === undefined ? start + r : list[start + r]!);
    }
  }

  /** Squared distances of all points to k centres prepared, told point by point in `distances` (length k). */
  forEachRow(k: number, distances: Float64Array, visit: (row: number) => void): void {
    const width = Math.ceil(k / lanes) * lanes;
    for (let start = 0; start < this.n; start += rows) {
      const some = Math.min(rows, this.n - start);
      this.scoreRows(k, start, some);
      for (let r = 0; r < some; r++) {
        for (let c = 0; c < k; c++) distances[c] = Math.max(0, this.squares[start + r]! - 2 * this.scores[r * width + c]!);
        visit(start + r);
      }
    }
  }

  private placeOf(row: number): number {
    return (row >> 2) * rows * (this.d + 1) + (row & 3);
  }

  private scoreRows(k: number, start: number, some: number, list?: Int32Array): void {
    const depth = this.d + 1;
    const panels = Math.ceil(k / lanes);
    let from = this.panels.byteOffset + 4 * (list === undefined ? start : list[start]!) * depth;
    if (list !== undefined && !isPanel(list, start, some)) {
      for (let r = 0; r < some; r++) for (let i = 0, at = this.placeOf(list[start + r]!); i < depth; i++, at += rows) this.gathered[i * rows + r] = this.panels[at]!;
      from = this.gathered.byteOffset;
    }
    this.scores.fill(0, 0, rows * panels * lanes);
    this.memory.loops.multiply32(from, this.centrePanels.byteOffset, panels, depth, this.scores.byteOffset, 4 * panels * lanes);
  }

  private pick(r: number, row: number): void {
    const { best } = this;
    const from = 12 * r;
    let [most, next, at] = [-Infinity, -Infinity, 0];
    for (let lane = from; lane < from + 4; lane++) {
      const score = best[lane]!;
      if (score > most || (score === most && best[lane + 8]! < at)) {
        next = Math.max(most, best[lane + 4]!, next);
        most = score;
        at = best[lane + 8]!;
      } else next = Math.max(next, score);
    }
    this.nearest[row] = at;
    this.first[row] = Math.max(0, this.squares[row]! - 2 * most);
    this.second[row] = Math.max(0, this.squares[row]! - 2 * next);
  }
}

/** True when the rows listed make a panel as it stands. */
function isPanel(list: Int32Array, start: number, some: number): boolean {
  if (list[start]! % rows !== 0) return false;
  for (let r = 1; r < some; r++) if (list[start + r] !== list[start]! + r) return false;
  return true;
}
