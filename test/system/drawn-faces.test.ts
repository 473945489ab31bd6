import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { letterbox } from '../../src/images/decode.js';
import { facePool } from '../../src/images/faces.js';
import { simulated, type Simulated } from '../simulate/simulated.js';

interface Square {
  x: number; y: number; w: number; h: number;
}

/** Faces smaller than this in the letterbox need not be found, px. */
const leastFace = 40;

const pool = facePool();
let data: Simulated;

beforeAll(async () => {
  data = await simulated({ posts: 1500, seed: 12, pictures: 100 });
});

afterAll(async () => {
  await pool.close();
  data.remove();
});

function overlap(a: Square, b: Square): number {
  const w = Math.min(a.x + a.w, b.x + b.w) - Math.max(a.x, b.x);
  const h = Math.min(a.y + a.h, b.y + b.h) - Math.max(a.y, b.y);
  return w <= 0 || h <= 0 ? 0 : (w * h) / (a.w * a.h + b.w * b.h - w * h);
}

it('the cascade finds the faces that are drawn and hardly any others', async () => {
  const files = await data.truth<{ path: string; width: number; faces: (Square & { path: string })[] | null }>(`SELECT path, width, list({x: x, y: y, w: w, h: h}) FILTER (label = 'face') AS faces
    FROM '$T/picture_files.parquet' LEFT JOIN '$T/boxes.parquet' USING (path) WHERE kind = 'same' GROUP BY ALL ORDER BY path`);
  let [drawn, seen, strange] = [0, 0, 0];
  for (const { path, width, faces } of files) {
    const box = await letterbox(join(data.folder, path));
    const scale = box.width / width;
    const found = await pool.run({ rgb: box.rgb, least: 2 });
    const truth = (faces ?? []).map(({ x, y, w, h }) => ({ x: x * scale + box.left, y: y * scale + box.top, w: w * scale, h: h * scale }));
    for (const face of truth.filter(({ w }) => w >= leastFace)) {
      drawn++;
      if (found.some((other) => overlap(face, other) > 0.35)) seen++;
    }
    if (found.some((other) => truth.every((face) => overlap(face, other) === 0))) strange++;
  }
  expect(drawn).toBeGreaterThan(60);
  expect(seen / drawn).toBeGreaterThan(0.85);
  expect(strange / files.length).toBeLessThan(0.2);
});
