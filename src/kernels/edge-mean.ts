import { add, addPairs, compile, countDown, define, eightOf, fixedMemory, i16, i32, increase, instantiate, lane32, load128, loadBytes, set, store128, zeros, type Code } from './wasm.js';

/** Loops over a row of samples, eight at a time; all addresses in bytes. */
interface EdgeLoops {
  /** columns += enters - leaves: bytes to whole numbers of 16 bits, `vectors` times 8 of them. */
  slide(columns: number, enters: number, leaves: number, vectors: number): void;
  /** Sum of n times each sample less the sums of the columns around, cut to 0 to 255. */
  sum(columns: number, samples: number, vectors: number): number;
}

const channels = 3;
const lanes = 8;
const wordBytes = 2;

const slide = define('slide', ['columns', 'enters', 'leaves', 'vectors'], [], ({ columns, enters, leaves, vectors }) => [
  countDown(vectors,
    store128(columns, i16.subtract(i16.add(load128(columns), loadBytes(enters)), loadBytes(leaves))),
    increase(columns, lanes * wordBytes),
    increase(enters, lanes),
    increase(leaves, lanes)),
]);

const sumOf = (radius: number) => define('sum', ['columns', 'samples', 'vectors'], ['result'], ({ columns, samples, vectors, result }, vector) => {
  const side = 2 * radius + 1;
  const total = vector();
  const around = Array.from({ length: side }, (_, i) => load128(columns, i * channels * wordBytes)).reduce((a, b) => i16.add(a, b));
  const edge = i16.subtract(i16.multiply(loadBytes(samples), eightOf(side * side)), around);
  const lane = (i: number): Code => lane32(total, i);
  return [
    set(total, zeros),
    countDown(vectors,
      set(total, i32.add(total, addPairs(i16.greater(i16.lesser(edge, eightOf(255)), zeros)))),
      increase(columns, lanes * wordBytes),
      increase(samples, lanes)),
    set(result, add(add(lane(0), lane(1)), add(lane(2), lane(3)))),
  ];
}, 'result');

/** Loops of one radius over memory for rows of one length: the last rows read, in a ring, each with zeros behind, and the columns. */
interface Workplace {
  readonly radius: number;
  readonly samples: number;
  readonly rowBytes: number;
  readonly loops: EdgeLoops;
  readonly bytes: Uint8Array;
  readonly columns: number;
}

let last: Workplace | null = null;

function workplace(radius: number, samples: number): Workplace {
  if (last?.radius === radius && last.samples === samples) return last;
  const rowBytes = Math.ceil(samples / lanes) * lanes;
  const columns = (2 * radius + 3) * rowBytes;
  const memory = fixedMemory(columns + (rowBytes + 2 * radius * channels + lanes) * wordBytes);
  return last = { radius, samples, rowBytes, columns, bytes: new Uint8Array(memory.buffer), loops: instantiate(compile([slide, sumOf(radius)], 'unshared'), memory) as EdgeLoops };
}

/**
 * Mean (0 to 255) of a picture (3 bytes a pixel) after an edge filter: each sample becomes n times itself less the n samples of the square of
 * `radius` (1 to 5) pixels around it, cut to 0 to 255. Beyond its sides the picture goes on as it ends.
 */
export function edgeMean(rgb: Uint8Array, width: number, height: number, radius: number): number {
  const samples = channels * width;
  const { rowBytes, loops, bytes, columns } = workplace(radius, samples);
  const vectors = rowBytes / lanes;
  const margin = channels * radius;
  const ring = 2 * radius + 2;
  const nothing = ring * rowBytes;
  const inner = columns + margin * wordBytes;
  const sums = new Int16Array(bytes.buffer, columns, samples + 2 * margin);
  sums.fill(0);
  const row = (y: number): number => (Math.min(Math.max(y, 0), height - 1) % ring) * rowBytes;
  const read = (y: number): void => {
    if (y < height) bytes.set(rgb.subarray(y * samples, (y + 1) * samples), row(y));
  };
  for (let y = 0; y < radius; y++) read(y);
  for (let y = -radius; y < radius; y++) loops.slide(inner, row(y), nothing, vectors);
  let total = 0;
  for (let y = 0; y < height; y++) {
    read(y + radius);
    loops.slide(inner, row(y + radius), y === 0 ? nothing : row(y - radius - 1), vectors);
    for (let i = 0; i < margin; i++) {
      sums[i] = sums[margin + (i % channels)]!;
      sums[margin + samples + i] = sums[margin + samples - channels + (i % channels)]!;
    }
    total += loops.sum(columns, row(y), vectors) >>> 0;
  }
  return total / (samples * height);
}
