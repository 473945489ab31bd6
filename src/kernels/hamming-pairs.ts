/** Hashes of 64 bits: the upper and the lower 32 of each. */
export interface Hashes {
  readonly high: Uint32Array;
  readonly low: Uint32Array;
}

/** Bits that are 1 in two words of 32 bits. */
function onesOf(high: number, low: number): number {
  let a = high - ((high >>> 1) & 0x55555555);
  let b = low - ((low >>> 1) & 0x55555555);
  a = (a & 0x33333333) + ((a >>> 2) & 0x33333333);
  b = (b & 0x33333333) + ((b >>> 2) & 0x33333333);
  const bytes = (a & 0x0f0f0f0f) + ((a >>> 4) & 0x0f0f0f0f) + (b & 0x0f0f0f0f) + ((b >>> 4) & 0x0f0f0f0f);
  return Math.imul(bytes, 0x01010101) >>> 24;
}

/** In how many bits hash `i` of one list differs from hash `j` of another (or the same). */
export function hammingDistance(a: Hashes, i: number, b: Hashes, j: number): number {
  return onesOf(a.high[i]! ^ b.high[j]!, a.low[i]! ^ b.low[j]!);
}

/** The different hashes of a list in ascending order, and the number of each hash among them. */
export function distinctHashes({ high, low }: Hashes): Hashes & { readonly numbers: Uint32Array } {
  const n = high.length;
  let order = Uint32Array.from({ length: n }, (_, i) => i);
  for (const [word, shift] of [[low, 0], [low, 16], [high, 0], [high, 16]] as const) {
    order = countingSort(order, 16, (i) => (word[i]! >>> shift) & 0xffff).order;
  }
  const numbers = new Uint32Array(n);
  const first: number[] = [];
  order.forEach((i, place) => {
    const before = order[place - 1];
    if (before === undefined || high[i] !== high[before] || low[i] !== low[before]) first.push(i);
    numbers[i] = first.length - 1;
  });
  return { high: Uint32Array.from(first, (i) => high[i]!), low: Uint32Array.from(first, (i) => low[i]!), numbers };
}

/** Items in ascending order of their keys of `bits` bits, and where each key starts. */
function countingSort(items: Uint32Array, bits: number, keyOf: (item: number) => number): { order: Uint32Array; starts: Uint32Array } {
  const starts = new Uint32Array(2 ** bits + 1);
  for (const item of items) starts[keyOf(item) + 1]!++;
  for (let key = 1; key < starts.length; key++) starts[key]! += starts[key - 1]!;
  const next = starts.slice();
  const order = new Uint32Array(items.length);
  for (const item of items) order[next[keyOf(item)]!++] = item;
  return { order, starts };
}

/** Some bits of a hash, and in how many of them two hashes may differ to be compared whole. */
interface Band {
  readonly bits: readonly number[];
  readonly threshold: number;
  /** The bits as a mask of the hash. */
  readonly high: number;
  readonly low: number;
}

/** `count` bands of 64 bits; none of neighbouring bits, which tend to be alike. Their thresholds and 1 for each add up to distance + 1, so that two hashes within the distance cannot miss all of them. */
function bandsOf(count: number, distance: number): Band[] {
  // One band of no bits compares all with all.
  if (count === 1) return [{ bits: [], threshold: 0, high: 0, low: 0 }];
  const total = distance - count + 1;
  return Array.from({ length: count }, (_, k) => {
    const bits = Array.from({ length: 64 }, (_bit, bit) => bit).filter((bit) => bit % count === k);
    const mask = (from: number) => bits.filter((bit) => bit >= from && bit < from + 32).reduce((sum, bit) => sum | (1 << (bit - from)), 0);
    return { bits, threshold: Math.floor(total / count) + (k < total - count * Math.floor(total / count) ? 1 : 0), high: mask(32), low: mask(0) };
  }).filter((band) => band.threshold >= 0);
}

/** Numbers of `bits` bits of which at most `ones` are 1. */
function masksOf(bits: number, ones: number): number[] {
  const found = [0];
  for (let from = 0, round = 0; round < ones; round++) {
    const until = found.length;
    for (; from < until; from++) for (let bit = found[from] === 0 ? 0 : 32 - Math.clz32(found[from]!); bit < bits; bit++) found.push(found[from]! | (1 << bit));
  }
  return found;
}

/** What comparing takes, about, in comparisons, were all bits as likely 0 as 1. */
function costOf(bands: readonly Band[], n: number): number {
  return bands.reduce((sum, { bits, threshold }) => {
    const keys = 2 ** bits.length;
    const masks = masksOf(bits.length, threshold).length;
    return sum + masks * (Math.min(n, keys) + (n * n) / keys / 2) + keys;
  }, 0);
}

function bestBands(n: number, distance: number): Band[] {
  const choices = [1, 3, 4, 5, 6, 7, 8, 9].map((count) => bandsOf(count, distance)).filter((bands) => bands.every(({ bits, threshold }) => bits.length < 23 && threshold < 6));
  const costs = choices.map((bands) => costOf(bands, n));
  return choices[costs.indexOf(Math.min(...costs))]!;
}

/** Positions of the pairs that a comparison found, two numbers each. */
interface Hits {
  places: Uint32Array;
  length: number;
}

/** Compares sorted hashes from `start` to `end` with those from `from` to `to`, or (`from` = `start`) with each other. */
function compare(high: Uint32Array, low: Uint32Array, start: number, end: number, from: number, to: number, distance: number, hits: Hits): void {
  const isSame = from === start;
  for (let i = start; i < end; i++) {
    const h = high[i]!;
    const l = low[i]!;
    for (let j = isSame ? i + 1 : from; j < to; j++) {
      if (onesOf(h ^ high[j]!, l ^ low[j]!) > distance) continue;
      if (hits.length + 2 > hits.places.length) {
        const larger = new Uint32Array(2 * hits.places.length);
        larger.set(hits.places);
        hits.places = larger;
      }
      hits.places[hits.length++] = i;
      hits.places[hits.length++] = j;
    }
  }
}

const comparisonsAYield = 2 ** 24;

/**
 * Calls `onPair(a, b, distance)` once for every pair of hashes that differ in at most `distance` bits (0 to 16), a < b, in no order
 * that means anything but the same each time; yields now and then the share done, 0 to 1. Exact: the bits are cut into bands, and two
 * hashes within the distance must be nearly equal in one of them (multi-index hashing: M. Norouzi, A. Punjani, D. J. Fleet, "Fast search
 * in Hamming space with multi-index hashing", CVPR 2012). Hashes should be distinct: n equal ones are n (n - 1) / 2 pairs. `count` is the
 * number of bands, 1 or 3 to 9; default what takes least, 1 (all with all) for few hashes.
 */
export function* hammingPairs(hashes: Hashes, distance: number, onPair: (a: number, b: number, distance: number) => void, count?: number): Generator<number, void> {
  if (!(distance >= 0 && distance <= 16)) throw new RangeError(`a distance of ${distance} bits is not from 0 to 16`);
  const n = hashes.high.length;
  const bands = count === undefined ? bestBands(n, distance) : bandsOf(count, distance);
  const everything = Uint32Array.from({ length: n }, (_, i) => i);
  const hits: Hits = { places: new Uint32Array(1024), length: 0 };
  for (const [k, band] of bands.entries()) {
    const { bits } = band;
    const { order, starts } = countingSort(everything, bits.length, (i) => keyOf(hashes, i, bits));
    const high = Uint32Array.from(order, (i) => hashes.high[i]!);
    const low = Uint32Array.from(order, (i) => hashes.low[i]!);
    const masks = masksOf(bits.length, band.threshold);
    let compared = 0;
    for (let key = 0; key + 1 < starts.length; key++) {
      const start = starts[key]!;
      const end = starts[key + 1]!;
      if (start === end) continue;
      hits.length = 0;
      for (const mask of masks) {
        const other = key ^ mask;
        if (other < key) continue;
        const from = starts[other]!;
        const to = starts[other + 1]!;
        if (from === to) continue;
        compare(high, low, start, end, from, to, distance, hits);
        compared += (end - start) * (to - from);
      }
      for (let at = 0; at < hits.length; at += 2) report(order[hits.places[at]!]!, order[hits.places[at + 1]!]!, k);
      if (compared > comparisonsAYield) {
        compared = 0;
        yield (k + end / n) / bands.length;
      }
    }
  }

  /** Leaves out what an earlier band has found. */
  function report(i: number, j: number, band: number): void {
    const x = hashes.high[i]! ^ hashes.high[j]!;
    const y = hashes.low[i]! ^ hashes.low[j]!;
    for (let earlier = 0; earlier < band; earlier++) {
      const { high, low, threshold } = bands[earlier]!;
      if (onesOf(x & high, y & low) <= threshold) return;
    }
    onPair(Math.min(i, j), Math.max(i, j), onesOf(x, y));
  }
}

function keyOf({ high, low }: Hashes, i: number, bits: readonly number[]): number {
  const h = high[i]!;
  const l = low[i]!;
  let key = 0;
  for (let at = 0; at < bits.length; at++) {
    const bit = bits[at]!;
    key |= ((bit < 32 ? l >>> bit : h >>> (bit - 32)) & 1) << at;
  }
  return key;
}
