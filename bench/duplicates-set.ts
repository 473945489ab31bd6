import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AliasTable, Random, zipfWeights } from '../src/kernels/random.js';
import { outFolder } from './measure.js';

export const sets = ['random', 'skewed'] as const;

/**
 * A file of n hashes of 64 bits, upper half first, little-endian: nine tenths random, or (skewed) each one of 3,000 patterns, a few of them
 * common, with a fifth of its bits turned; then pairs 1 to 8 bits apart and hashes that thousands share.
 */
export function hashFile(set: (typeof sets)[number], n: number): string {
  const path = join(outFolder, `hashes-${set}-${n}.bin`);
  if (existsSync(path)) return path;
  const random = new Random(7);
  const words = new Uint32Array(2 * n);
  const patterns = Uint32Array.from({ length: 6000 }, () => random.next32());
  const popular = new AliasTable(zipfWeights(3000, 1));
  const turned = () => (random.next32() & random.next32() & (random.next32() | random.next32()));
  const first = Math.floor(n * 0.9);
  for (let i = 0; i < first; i++) {
    const pattern = popular.sample(random);
    for (const half of [0, 1]) words[2 * i + half] = set === 'random' ? random.next32() : patterns[2 * pattern + half]! ^ turned();
  }
  for (let i = first; i < n; i++) {
    const isNear = i < n * 0.96;
    const from = isNear ? random.int(first) : i % 20;
    words[2 * i] = words[2 * from]!;
    words[2 * i + 1] = words[2 * from + 1]!;
    for (let flips = isNear ? random.between(1, 8) : 0; flips > 0; flips--) words[2 * i + random.int(2)]! ^= 1 << random.int(32);
  }
  mkdirSync(outFolder, { recursive: true });
  writeFileSync(path, words);
  return path;
}
