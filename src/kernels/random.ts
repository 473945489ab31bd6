/** The k-th of n weights falling as a power law, 1 / rank^exponent (Zipf). */
export function zipfWeights(n: number, exponent: number): Float64Array {
  return Float64Array.from({ length: n }, (_, rank) => (rank + 1) ** -exponent);
}

function scramble(value: number): number {
  let x = value | 0;
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
  return (x ^ (x >>> 15)) >>> 0;
}

/**
 * Seeded generator xoshiro128** (D. Blackman, S. Vigna, "Scrambled linear pseudorandom number generators", 2021).
 * The same seeds give the same numbers on every machine.
 */
export class Random {
  #a = 0;
  #b = 0;
  #c = 0;
  #d = 0;

  constructor(seed: number, stream = 0) {
    this.reseed(seed, stream);
  }

  /** Starts again; `stream` separates independent sequences of one seed. Both may be any safe integer. */
  reseed(seed: number, stream = 0): this {
    const high = Math.imul(Math.floor(seed / 2 ** 32), 0x9e3779b1) ^ Math.imul(Math.floor(stream / 2 ** 32), 0x85ebca6b);
    let state = scramble(seed) ^ scramble(high);
    state = scramble(state + Math.imul(stream, 0x9e3779b1) + 0x6d2b79f5);
    this.#a = scramble(state + 0x9e3779b9);
    this.#b = scramble(state + 0x3c6ef372) ^ scramble(stream);
    this.#c = scramble(state + 0xdaa66d2b);
    this.#d = scramble(state + 0x78dde6e4) | 1;
    return this;
  }

  /** A whole number from 0 to 2^32 - 1. */
  next32(): number {
    const a = this.#a;
    const b = this.#b;
    const product = Math.imul(b, 5);
    const result = Math.imul((product << 7) | (product >>> 25), 9) >>> 0;
    const c = this.#c ^ a;
    const d = this.#d ^ b;
    this.#b = b ^ c;
    this.#a = a ^ d;
    this.#c = c ^ (b << 9);
    this.#d = (d << 11) | (d >>> 21);
    return result;
  }

  /** From 0 up to, not including, 1 (32 bits). */
  uniform(): number {
    return this.next32() / 2 ** 32;
  }

  /** A whole number from 0 to n - 1; n at most 2^32. */
  int(n: number): number {
    return Math.floor(this.uniform() * n);
  }

  /** A whole number from low to high, both included. */
  between(low: number, high: number): number {
    return low + this.int(high - low + 1);
  }

  /** True with probability p. */
  chance(p: number): boolean {
    return this.uniform() < p;
  }

  /** Normal (Box and Muller 1958, one of the pair). */
  normal(mean = 0, deviation = 1): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    return mean + deviation * radius * Math.cos(2 * Math.PI * this.uniform());
  }

  /** Exponential with the given mean. */
  exponential(mean: number): number {
    return -mean * Math.log(1 - this.uniform());
  }

  /** One of the items; throws when there is none. */
  pick<T>(items: readonly T[]): T {
    if (items.length === 0) throw new Error('cannot pick from an empty list');
    return items[this.int(items.length)]!;
  }

  /** Shuffles in place (Fisher and Yates) and returns the same list. */
  shuffle<T>(items: T[]): T[] {
    for (let last = items.length - 1; last > 0; last--) {
      const other = this.int(last + 1);
      const kept = items[last]!;
      items[last] = items[other]!;
      items[other] = kept;
    }
    return items;
  }
}

/**
 * Draws an index with probability proportional to its weight in constant time (A. J. Walker 1977, built as by M. D. Vose 1991).
 * Weights must be finite, not negative, and not all zero.
 */
export class AliasTable {
  readonly size: number;
  readonly #threshold: Float64Array;
  readonly #other: Int32Array;

  constructor(weights: ArrayLike<number>) {
    const size = weights.length;
    let sum = 0;
    for (let i = 0; i < size; i++) sum += weights[i]!;
    if (!(sum > 0) || !Number.isFinite(sum)) throw new Error('weights need a positive finite sum');
    this.size = size;
    this.#threshold = new Float64Array(size).fill(1);
    this.#other = Int32Array.from({ length: size }, (_, i) => i);
    const share = Float64Array.from({ length: size }, (_, i) => (weights[i]! / sum) * size);
    const small: number[] = [];
    const large: number[] = [];
    share.forEach((value, i) => (value < 1 ? small : large).push(i));
    while (small.length > 0 && large.length > 0) {
      const low = small.pop()!;
      const high = large[large.length - 1]!;
      this.#threshold[low] = share[low]!;
      this.#other[low] = high;
      share[high] = share[high]! + share[low]! - 1;
      if (share[high]! < 1) small.push(large.pop()!);
    }
  }

  sample(random: Random): number {
    const position = random.uniform() * this.size;
    const index = Math.floor(position);
    return position - index < this.#threshold[index]! ? index : this.#other[index]!;
  }
}
