import { advance, compile, countDown, op, wasm, type Code, type WasmFunction } from './wasm-assembler.js';

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
function multiply(name: string, bytes: 4 | 8): WasmFunction {
  const kind = bytes === 4 ? op.f32 : op.f64;
  const splat = bytes === 4 ? op.splat32 : op.splat64;
  const [a, b, panels, depth, c, rowBytes, from, left, to] = [0, 1, 2, 3, 4, 5, 6, 7, 8];
  const sums = Array.from({ length: rows }, (_, r) => [9 + 2 * r, 10 + 2 * r] as const);
  const [b0, b1, weight] = [17, 18, 19];
  const add = (sum: number, factor: number): Code => [op.get(sum), op.get(weight), op.get(factor), kind.multiply, kind.add, op.set(sum)];
  const store = (sum: number, offset: number): Code => [op.get(to), op.get(to), op.load(offset), op.get(sum), kind.add, op.store(offset)];
  return {
    name, params: 6, integers: 3, vectors: 11,
    body: countDown(panels,
      sums.flat().map((sum) => [op.zero, op.set(sum)]),
      op.get(a), op.set(from), op.get(depth), op.set(left),
      countDown(left,
        op.get(b), op.load(0), op.set(b0), op.get(b), op.load(16), op.set(b1),
        sums.map(([first, second], r) => [op.get(from), splat(r * bytes), op.set(weight), add(first, b0), add(second, b1)]),
        advance(from, op.i32(rows * bytes)), advance(b, op.i32(32))),
      op.get(c), op.set(to),
      sums.map(([first, second]) => [store(first, 0), store(second, 16), advance(to, op.get(rowBytes))]),
      advance(c, op.i32(32))),
  };
}

/** A strip of the row that the next rotation needs again stays in registers. */
const rotate: WasmFunction = (() => {
  const [row, rowBytes, turns, count, strips, at, turn, left] = [0, 1, 2, 3, 4, 5, 6, 7];
  const kept = [8, 9, 10, 11];
  const [cosine, sine, next] = [12, 13, 14];
  const scaled = (value: number, factor: number): Code => [op.get(value), op.get(factor), op.f64.multiply];
  return {
    name: 'rotate', params: 5, integers: 3, vectors: 7,
    body: countDown(strips,
      op.get(row), op.get(rowBytes), op.add, op.set(at), op.get(turns), op.set(turn), op.get(count), op.set(left),
      kept.map((vector, i) => [op.get(at), op.load(16 * i), op.set(vector)]),
      countDown(left,
        op.get(turn), op.splat64(0), op.set(cosine), op.get(turn), op.splat64(8), op.set(sine),
        advance(at, [op.i32(0), op.get(rowBytes), op.subtract]),
        kept.map((vector, i) => [
          op.get(at), op.load(16 * i), op.set(next),
          op.get(at), op.get(rowBytes), op.add, scaled(next, sine), scaled(vector, cosine), op.f64.add, op.store(16 * i),
          scaled(next, cosine), scaled(vector, sine), op.f64.subtract, op.set(vector),
        ]),
        advance(turn, op.i32(16))),
      kept.map((vector, i) => [op.get(at), op.get(vector), op.store(16 * i)]),
      advance(row, op.i32(64))),
  };
})();

const addScaled: WasmFunction = (() => {
  const [y, x, weight, strips] = [0, 1, 2, 3];
  const factor = 4;
  const part = (offset: number): Code => [op.get(y), op.get(y), op.load(offset), op.get(x), op.load(offset), op.get(factor), op.f64.multiply, op.f64.add, op.store(offset)];
  return {
    name: 'addScaled', params: 4, integers: 0, vectors: 1,
    body: [op.get(weight), op.splat64(0), op.set(factor), countDown(strips, [0, 16, 32, 48].map(part), advance(y, op.i32(64)), advance(x, op.i32(64)))],
  };
})();

const largest32: WasmFunction = (() => {
  const [scores, panels, result, left, row] = [0, 1, 2, 3, 4];
  const [best, second, where, column, score] = [5, 6, 7, 8, 9];
  const lowest = op.numbers(-Infinity, -Infinity, -Infinity, -Infinity);
  const look = (offset: number): Code => [
    op.get(scores), op.load(offset), op.set(score),
    op.get(second), op.get(best), op.get(score), op.f32.lesser, op.f32.greater, op.set(second),
    op.get(column), op.get(where), op.get(best), op.get(score), op.f32.less, op.select, op.set(where),
    op.get(best), op.get(score), op.f32.greater, op.set(best),
    op.get(column), op.numbers(4, 4, 4, 4), op.f32.add, op.set(column),
  ];
  return {
    name: 'largest32', params: 3, integers: 2, vectors: 5,
    body: [op.i32(rows), op.set(row), countDown(row,
      lowest, op.set(best), lowest, op.set(second), op.zero, op.set(where), op.numbers(0, 1, 2, 3), op.set(column), op.get(panels), op.set(left),
      countDown(left, look(0), look(16), advance(scores, op.i32(32))),
      [best, second, where].map((vector, i) => [op.get(result), op.get(vector), op.store(16 * i)]),
      advance(result, op.i32(48)))],
  };
})();

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
    const pages = Math.ceil(bytes / 2 ** 16);
    const memory = new wasm.Memory({ initial: pages, maximum: pages });
    compiled ??= compile([multiply('multiply64', 8), multiply('multiply32', 4), largest32, rotate, addScaled]);
    this.loops = new wasm.Instance(compiled, { env: { memory } }).exports as unknown as DenseLoops;
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
