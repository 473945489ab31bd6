import { cellRows, greyBands, greyCells } from './grey-cells.js';

/**
 * Two hashes of 64 bits, alike (few bits differ) for pictures that look alike. Bits are counted from the highest: the first bit is that of the
 * first row's first number, the ninth that of the second row's first.
 *
 * phash: 32 x 32 mean greys, two-dimensional DCT-II, its 8 x 8 lowest frequencies (rows: vertical frequency, from 0); a bit is set when its
 * coefficient is above the median of the 64 (Zauner, "Implementation and Benchmarking of Perceptual Image Hash Functions", 2010, with the
 * median and the block of the Python package ImageHash).
 *
 * dhash: 8 rows of 9 mean greys; a bit is set when the right one of two neighbours is lighter (Krawetz, "Kind of Like That", 2013).
 */
export interface PictureHashes {
  readonly phash: bigint;
  readonly dhash: bigint;
}

const side = 8;
const basisScale = 4096;

/** cos(pi u (2 i + 1) / 64) as whole numbers: sums come out the same in any order, and of a flat picture as 0. */
const basis = Array.from({ length: side }, (_, u) => Array.from({ length: cellRows }, (_each, i) => {
  const turn = (u * (2 * i + 1)) % (4 * cellRows);
  const cosine = Math.cos((Math.PI * turn) / (2 * cellRows)) * basisScale;
  return Math.sign(cosine) * Math.round(Math.abs(cosine));
}));

/** The 8 x 8 lowest frequencies of 32 x 32 numbers, row by row, scaled. */
function lowFrequencies(cells: Float64Array): Float64Array {
  const found = new Float64Array(side * side);
  const half = new Float64Array(cellRows * side);
  for (let y = 0; y < cellRows; y++) {
    for (let u = 0; u < side; u++) {
      let sum = 0;
      for (let x = 0; x < cellRows; x++) sum += basis[u]![x]! * cells[y * cellRows + x]!;
      half[y * side + u] = sum;
    }
  }
  for (let v = 0; v < side; v++) {
    for (let u = 0; u < side; u++) {
      let sum = 0;
      for (let y = 0; y < cellRows; y++) sum += basis[v]![y]! * half[y * side + u]!;
      found[v * side + u] = sum;
    }
  }
  return found;
}

/** 64 bits, the first one highest. */
function toBits(isSet: (index: number) => boolean): bigint {
  let [high, low] = [0, 0];
  for (let i = 0; i < 32; i++) {
    if (isSet(i)) high |= 1 << (31 - i);
    if (isSet(i + 32)) low |= 1 << (31 - i);
  }
  return (BigInt(high >>> 0) << 32n) | BigInt(low >>> 0);
}

/** The hashes of an 8-bit picture of any size, rows from the top, 3 bytes a pixel. Throws RangeError when the bytes are not width x height pixels, or none. */
export function pictureHashes(rgb: Uint8Array, width: number, height: number): PictureHashes {
  if (width * height === 0 || rgb.length !== 3 * width * height) throw new RangeError(`${rgb.length} bytes are not a picture of ${width} x ${height} pixels`);
  const bands = greyBands(rgb, width, height);
  const frequencies = lowFrequencies(greyCells(bands, cellRows, cellRows));
  const sorted = frequencies.slice().sort();
  const median = (sorted[31]! + sorted[32]!) / 2;
  const steps = greyCells(bands, side, side + 1);
  return {
    phash: toBits((i) => frequencies[i]! > median),
    dhash: toBits((i) => {
      const left = i + Math.floor(i / side);
      return steps[left + 1]! > steps[left]!;
    }),
  };
}

const oddColumns = 0x5555_5555_5555_5555n;
const everyBit = 0xffff_ffff_ffff_ffffn;

/**
 * About the hashes that the mirrored picture (left for right) has, from the hashes alone. Mirroring turns the sign of odd horizontal
 * frequencies and leaves the others, so that phash is off by the few bits (2 to 8) between 0 and the median; dhash is off where neighbours
 * are equally light, which on a flat background is often. Of a picture of one colour neither is right.
 */
export function mirroredHashes({ phash, dhash }: PictureHashes): PictureHashes {
  let mirrored = dhash;
  for (const [shift, mask] of [[1n, 0x5555_5555_5555_5555n], [2n, 0x3333_3333_3333_3333n], [4n, 0x0f0f_0f0f_0f0f_0f0fn]] as const) {
    mirrored = ((mirrored & mask) << shift) | ((mirrored >> shift) & mask);
  }
  return { phash: phash ^ oddColumns, dhash: mirrored ^ everyBit };
}
