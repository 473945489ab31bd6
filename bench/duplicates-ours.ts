/** All pairs of a file of hashes with the kernel; writes them as pairs of numbers of distinct hashes. */
import { readFileSync, writeFileSync } from 'node:fs';
import { distinctHashes, hammingPairs } from '../src/kernels/hamming-pairs.js';
import { printFigures } from './measure.js';

const [path, distance, out] = [process.argv[2]!, Number(process.argv[3]), process.argv[4]!];
const bytes = readFileSync(path);
const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
const n = words.length / 2;
const start = performance.now();
const hashes = { high: Uint32Array.from({ length: n }, (_, i) => words[2 * i]!), low: Uint32Array.from({ length: n }, (_, i) => words[2 * i + 1]!) };
const distinct = distinctHashes(hashes);
let found = new Uint32Array(2 ** 20);
let length = 0;
const work = hammingPairs(distinct, distance, (a, b) => {
  if (length === found.length) {
    const larger = new Uint32Array(2 * length);
    larger.set(found);
    found = larger;
  }
  found[length++] = a;
  found[length++] = b;
});
for (const _ of work);
printFigures(start, { distinct: distinct.high.length, pairs: length / 2 });
writeFileSync(out, found.subarray(0, length));
