/** Tables of numbers for the benchmarks of PCA and k-means: float64, little endian, row-major, in `bench/out/`, made once. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Random } from '../src/kernels/random.js';
import { madeOnce, outFolder } from './measure.js';

export const sizes = [[60_000, 64], [10_000, 512]] as const;

/** n points of d columns around 100 centres, not far enough apart to be clear. */
export async function tableFile(n: number, d: number): Promise<string> {
  const path = join(outFolder, `table-${n}x${d}.bin`);
  await madeOnce(path, async () => {
    const random = new Random(1);
    const centres = Float64Array.from({ length: 100 * d }, () => random.normal());
    const table = new Float64Array(n * d);
    for (let row = 0; row < n; row++) {
      const centre = random.int(100) * d;
      for (let i = 0; i < d; i++) table[row * d + i] = centres[centre + i]! + 1.5 * random.normal();
    }
    mkdirSync(outFolder, { recursive: true });
    writeFileSync(path, Buffer.from(table.buffer));
  });
  return path;
}

export function readTable(path: string): Float64Array {
  const bytes = readFileSync(path);
  return new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}

export function rowsOf(table: Float64Array, d: number): number[][] {
  return Array.from({ length: table.length / d }, (_, row) => [...table.subarray(row * d, (row + 1) * d)]);
}
