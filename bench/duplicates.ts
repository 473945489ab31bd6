import { join } from 'node:path';
import { hashFile, sets } from './duplicates-set.js';
import { findPython, outFolder, printMachine, printPeers, runChild, runPython } from './measure.js';

const distance = 8;

/** All pairs of a million hashes within 8 bits: the kernel against faiss's multi-index hashing on one thread, and its recall by faiss's flat search of a sample. */
export async function main(): Promise<void> {
  printMachine();
  const python = findPython('faiss');
  const n = Number(process.argv[3] ?? 1_000_000);
  for (const set of sets) {
    const path = hashFile(set, n);
    const pairs = join(outFolder, `pairs-${set}.bin`);
    console.log(`${n.toLocaleString('en')} hashes, ${set}, within ${distance} bits`);
    printPeers({
      boorulab: () => runChild('duplicates-ours.ts', path, String(distance), pairs),
      'faiss, multi-hash': python === null ? null : () => runPython(python, 'duplicates.py', 'multihash', path, String(distance)),
      'faiss, flat, 2,000 of them': python === null ? null : () => runPython(python, 'duplicates.py', 'flat', path, String(distance), pairs),
    }, ({ pairs: found, cpuSeconds, recall, precision }) => `${cpuSeconds!.toFixed(1)} s of CPU, ${found!.toLocaleString('en')} pairs${recall === undefined ? '' : `, ours has ${(100 * recall).toFixed(2)} % of them and ${(100 * precision!).toFixed(2)} % of ours are there`}`);
  }
}
