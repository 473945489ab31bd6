import { add, compile, constant, countDown, define, f32, f64, fixedMemory, increase, instantiate, load128, select, set, splat32, splat64, store128, subtract, vectorOf, zeros, type Code } from './wasm.js';

/**
 * Dense loops in WebAssembly SIMD, four numbers of 32 bits or two of 64 at a time. No fused or relaxed instruction is
 * used, so every machine gives the same bits.
 */
export interface DenseLoops {
  /**
   * C += A' B of 64-bit numbers for 4 rows of C. `a` is a panel of 4 columns, `b` is `panels` panels of 4 columns one
   * after the other; a panel holds `depth` rows of 4 numbers. C has 4 rows, `rowBytes` apart. All addresses in bytes.
   */
  multiply64(a: number, b: number, panels: number, depth: number, c: number, rowBytes: number): void;
  /** The same of 32-bit numbers, where the panels of `b` have 8 columns. */
  multiply32(a: number, b: number, panels: number, depth: number, c: number, rowBytes: number): void;
  /**
   * The largest and second largest of each row of 32-bit scores, for 4 rows of `panels` times 8 one after the other. Writes
   * for each row and each of 4 lanes (columns 4 i + lane) the largest, the second, and the column of the largest: 3 vectors.
   */
  largest32(scores: number, panels: number, result: number): void;
  /**
   * Applies `count` plane rotations one after the other to neighbouring rows of 64-bit numbers: rotation i, the pair
   * (cosine, sine) at `turns` + 16 i, takes rows r and r + 1 to c r - s (r + 1) and s r + c (r + 1), beginning with r = `row`
   * and going one row up each time. Works on `strips` strips of 8 columns.
   */
  rotate(row: number, rowBytes: number, turns: number, count: number, strips: number): void;
  /** y += w x of 64-bit numbers, `strips` times 8 of them; the 64-bit number w stands at the address `weight`. */
  addScaled(y: number, x: number, weight: number, strips: number): void;
}

const rows = 4;

/** The tile of C, 4 rows of two vectors, stays in registers while the panels are read once. */
const multiply = (name: string, bytes: 4 | 8) => define(name, ['a', 'b', 'panels', 'depth', 'c', 'rowBytes'], ['from', 'left', 'to'], ({ a, b, panels, depth, c, rowBytes, from, left, to }, vector) => {
  const kind = bytes === 4 ? f32 : f64;
  const splat = bytes === 4 ? splat32 : splat64;
  const sums = Array.from({ length: rows }, () => [vector(), vector()] as const);
  const [b0, b1, weight] = [vector(), vector(), vector()];
  const addTo = (sum: Code, factor: Code): Code => set(sum, kind.add(sum, kind.multiply(weight, factor)));
  const store = (sum: Code, offset: number): Code => store128(to, kind.add(load128(to, offset), sum), offset);
  return [
    countDown(panels,
      ...sums.flat().map((sum) => set(sum, zeros)),
      set(from, a),
      set(left, depth),
      countDown(left,
        set(b0, load128(b)),
        set(b1, load128(b, 16)),
        ...sums.flatMap(([first, second], r) => [set(weight, splat(from, r * bytes)), addTo(first, b0), addTo(second, b1)]),
        increase(from, rows * bytes),
        increase(b, 32)),
      set(to, c),
      ...sums.flatMap(([first, second]) => [store(first, 0), store(second, 16), set(to, add(to, rowBytes))]),
      increase(c, 32)),
  ];
});

/** A strip of the row that the next rotation needs again stays in registers. */
const rotate = define('rotate', ['row', 'rowBytes', 'turns', 'count', 'strips'], ['at', 'turn', 'left'], ({ row, rowBytes, turns, count, strips, at, turn, left }, vector) => {
  const kept = Array.from({ length: 4 }, vector);
  const [cosine, sine, next] = [vector(), vector(), vector()];
  return [
    countDown(strips,
      set(at, add(row, rowBytes)),
      set(turn, turns),
      set(left, count),
      ...kept.map((part, i) => set(part, load128(at, 16 * i))),
      countDown(left,
        set(cosine, splat64(turn)),
        set(sine, splat64(turn, 8)),
        set(at, subtract(at, rowBytes)),
        ...kept.flatMap((part, i) => [
          set(next, load128(at, 16 * i)),
          store128(add(at, rowBytes), f64.add(f64.multiply(next, sine), f64.multiply(part, cosine)), 16 * i),
          set(part, f64.subtract(f64.multiply(next, cosine), f64.multiply(part, sine))),
        ]),
        increase(turn, 16)),
      ...kept.map((part, i) => store128(at, part, 16 * i)),
      increase(row, 64)),
  ];
});

const addScaled = define('addScaled', ['y', 'x', 'weight', 'strips'], [], ({ y, x, weight, strips }, vector) => {
  const factor = vector();
  const part = (offset: number): Code => store128(y, f64.add(load128(y, offset), f64.multiply(load128(x, offset), factor)), offset);
  return [set(factor, splat64(weight)), countDown(strips, ...[0, 16, 32, 48].map(part), increase(y, 64), increase(x, 64))];
});

const largest32 = define('largest32', ['scores', 'panels', 'result'], ['left', 'row'], ({ scores, panels, result, left, row }, vector) => {
  const [best, second, where, column, score] = [vector(), vector(), vector(), vector(), vector()];
  const lowest = vectorOf(-Infinity, -Infinity, -Infinity, -Infinity);
  const look = (offset: number): readonly Code[] => [
    set(score, load128(scores, offset)),
    set(second, f32.greater(second, f32.lesser(best, score))),
    set(where, select(column, where, f32.less(best, score))),
    set(best, f32.greater(best, score)),
    set(column, f32.add(column, vectorOf(4, 4, 4, 4))),
  ];
  return [
    set(row, constant(rows)),
    countDown(row,
      set(best, lowest),
      set(second, lowest),
      set(where, zeros),
      set(column, vectorOf(0, 1, 2, 3)),
      set(left, panels),
      countDown(left, ...look(0), ...look(16), increase(scores, 32)),
      ...[best, second, where].map((each, i) => store128(result, each, 16 * i)),
      increase(result, 48)),
  ];
});

let compiled: object | null = null;

/** Memory of a size given at first, with the loops that work on it; numbers are placed at multiples of 64 bytes. */
export class DenseMemory {
  readonly loops: DenseLoops;
  private readonly buffer: ArrayBuffer;
  private used = 0;

  /** @param sizes bytes of each array that will be asked for; throws RangeError when they are more than 4 GB */
  constructor(sizes: readonly number[]) {
    const bytes = sizes.reduce((sum, size) => sum + aligned(size), 0);
    if (bytes > 2 ** 32 - 2 ** 16) throw new RangeError(`${bytes} bytes are more than one WebAssembly memory holds`);
    const memory = fixedMemory(bytes);
    compiled ??= compile([multiply('multiply64', 8), multiply('multiply32', 4), largest32, rotate, addScaled], 'unshared');
    this.loops = instantiate(compiled, memory) as DenseLoops;
    this.buffer = memory.buffer;
  }

  float64(length: number): Float64Array {
    return new Float64Array(this.buffer, this.take(8 * length), length);
  }

  float32(length: number): Float32Array {
    return new Float32Array(this.buffer, this.take(4 * length), length);
  }

  private take(bytes: number): number {
    const start = this.used;
    this.used += aligned(bytes);
    return start;
  }
}

const aligned = (bytes: number) => Math.ceil(bytes / 64) * 64;
