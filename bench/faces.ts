/** Faces a second on one core against OpenCV in Python with one thread, on the same letterboxes, and whether the boxes are the same: `faces [DIR of pictures]`. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { letterbox } from '../src/images/decode.js';
import { intersectionOverUnion } from '../src/kernels/box-overlap.js';
import { drawFaces } from '../test/images/drawn-face.js';
import { median, outFolder, printMachine, runChild, runPython, type Timing } from './measure.js';

const folder = join(outFolder, 'faces');
const root = join(import.meta.dirname, '..');
const beside = join(root, '../shared/data/images');
const turns = 5;

export async function main(): Promise<void> {
  const from = process.argv[3] ?? (existsSync(beside) ? beside : null);
  printMachine();
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const count = from === null ? await dumpDrawn() : await dumpPictures(from);
  console.log(`${count} pictures ${from === null ? 'drawn here' : 'of the folder'}, letterboxed to 512 x 512; three passes each`);
  const python = ['python3', '/usr/bin/python3'].find((name) => spawnSync(name, ['-c', 'import cv2; cv2.CascadeClassifier']).status === 0);
  const [ours, peer]: [Timing[], Timing[]] = [[], []];
  for (let turn = 0; turn < turns; turn++) {
    ours.push(runChild('faces-ours.ts', folder));
    if (python !== undefined) peer.push(runPython(python, 'faces.py', folder, join(root, 'models/lbpcascade_animeface.xml')));
  }
  print('boorulab, one thread', ours, count);
  if (python === undefined) return console.log('  cv2 with CascadeClassifier: skipped, not installed');
  print('cv2, one thread', peer, count);
  const ratios = ours.map((mine, turn) => peer[turn]!['cpuSeconds']! / mine['cpuSeconds']!);
  console.log(`  speed against cv2 by CPU time, in turns: ${median(ratios).toFixed(2)} (${Math.min(...ratios).toFixed(2)} to ${Math.max(...ratios).toFixed(2)}; goal 0.8)`);
  compare();
}

function print(name: string, timings: readonly Timing[], count: number): void {
  const each = (field: string): string => {
    const ms = timings.map((timing) => (1000 * timing[field]!) / count);
    return `${median(ms).toFixed(1)} ms (${Math.min(...ms).toFixed(1)} to ${Math.max(...ms).toFixed(1)})`;
  };
  console.log(`  ${name.padEnd(22)} CPU ${each('cpuSeconds')} a picture, elapsed ${each('seconds')}, ${(count / median(timings.map(({ seconds }) => seconds))).toFixed(1)} pictures/s, peak ${Math.max(...timings.map(({ peakMb }) => peakMb)).toFixed(0)} MB`);
}

type Found = Record<string, number[][][]>;

function compare(): void {
  const [ours, peer] = ['ours.json', 'peer.json'].map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Found) as [Found, Found];
  [7, 4, 2].forEach((level, pass) => {
    let [mine, theirs, near, equal] = [0, 0, 0, 0];
    for (const name of Object.keys(peer)) {
      const [a, b] = [ours[name]![pass]!, peer[name]![pass]!];
      mine += a.length;
      theirs += b.length;
      near += b.filter((box) => a.some((other) => intersectionOverUnion([...box, ...other], 0, 1) >= 0.9)).length;
      equal += b.filter((box) => a.some((other) => String(other) === String(box))).length;
    }
    console.log(`  level ${level}: ${mine} boxes, cv2 ${theirs}; with IoU >= 0.9: ${near}, equal: ${equal}`);
  });
}

async function dumpPictures(from: string): Promise<number> {
  const paths = readdirSync(from, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)).sort();
  let count = 0;
  for (const path of paths) {
    const picture = await letterbox(path).catch(() => null);
    if (picture !== null) writeFileSync(join(folder, `${String(count++).padStart(4, '0')}.rgb`), picture.rgb);
  }
  return count;
}

async function dumpDrawn(): Promise<number> {
  for (let i = 0; i < 48; i++) {
    const faces = Array.from({ length: 1 + (i % 3) }, (_, k) => ({ x: 150 + 240 * k, y: 200 + ((37 * i) % 300), size: 90 + ((53 * i + 31 * k) % 120) }));
    writeFileSync(join(folder, `${String(i).padStart(4, '0')}.rgb`), (await letterbox(await drawFaces(800, 700, faces).png().toBuffer())).rgb);
  }
  return 48;
}
