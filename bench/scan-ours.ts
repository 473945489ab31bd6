import { fork } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { importBuilt } from './measure.js';

type Decode = typeof import('../src/images/decode.js');
type Stats = typeof import('../src/kernels/picture-stats.js');
type Hash = typeof import('../src/kernels/picture-hash.js');
type Palettes = typeof import('../src/kernels/palette.js');

/** Decodes and measures the pictures of a folder in two processes; prints the mean of each statistic as one line of JSON. */
async function measure(files: readonly string[]): Promise<Record<string, number>> {
  const [{ letterbox, thumbSide }, { pictureStats }, { pictureHashes }, { palette }] = await Promise.all([
    importBuilt<Decode>('images/decode.js'), importBuilt<Stats>('kernels/picture-stats.js'), importBuilt<Hash>('kernels/picture-hash.js'), importBuilt<Palettes>('kernels/palette.js'),
  ]);
  const sums: Record<string, number> = {};
  const add = (name: string, value: number) => { sums[name] = (sums[name] ?? 0) + value; };
  let next = files[0] === undefined ? null : letterbox(files[0]);
  for (let i = 0; i < files.length; i++) {
    const { rgb } = await next!;
    // The next one is decoded by another thread meanwhile.
    next = i + 1 < files.length ? letterbox(files[i + 1]!) : null;
    for (const [name, value] of Object.entries(pictureStats(rgb, thumbSide, thumbSide))) if (typeof value === 'number') add(name, value);
    pictureHashes(rgb, thumbSide, thumbSide);
    add('first_share', palette(rgb, thumbSide, thumbSide, 5).shares[0] ?? 0);
  }
  return sums;
}

const [folder, ownPart] = process.argv.slice(2);
const files = readdirSync(folder!).filter((name) => name.endsWith('.jpg')).sort().map((name) => join(folder!, name));
if (ownPart === undefined) {
  const parts = await Promise.all([0, 1].map((part) => new Promise<Record<string, number>>((resolve, reject) => {
    let sums: Record<string, number> = {};
    fork(fileURLToPath(import.meta.url), [folder!, String(part)]).once('message', (message) => { sums = message as Record<string, number>; }).once('error', reject)
      .once('exit', (code) => (code === 0 ? resolve(sums) : reject(new Error(`a process ended with ${code}`))));
  })));
  console.log(JSON.stringify(Object.fromEntries(Object.keys(parts[0]!).map((name) => [name, parts.reduce((sum, part) => sum + part[name]!, 0) / files.length]))));
} else {
  const sums = await measure(files.filter((_, i) => i % 2 === Number(ownPart)));
  process.send!(sums, () => process.disconnect());
}
