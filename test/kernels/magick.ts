import { execFileSync, spawnSync } from 'node:child_process';
import sharp from 'sharp';
import { expect } from 'vitest';
import type { PictureStats } from '../../src/kernels/picture-stats.js';

/** Whether ImageMagick 6 is installed: what it says of itself, or null. */
export function magickVersion(): string | null {
  const { stdout } = spawnSync('convert', ['-version'], { encoding: 'utf8' });
  return /ImageMagick 6\.\S+/.exec(stdout ?? '')?.[0] ?? null;
}

const escapes = ['entropy', 'skewness', 'fx:mean', 'fx:standard_deviation', 'fx:mean.r', 'fx:mean.g', 'fx:mean.b'].map((name) => `%[${name}]`).join(' ');

/** What ImageMagick says of a picture of 3 bytes a pixel, which it is given as an RGB PNG. */
export async function magickStats(rgb: Uint8Array, width: number, height: number): Promise<PictureStats> {
  const png = await sharp(rgb, { raw: { width, height, channels: 3 } }).png({ compressionLevel: 1, palette: false }).toBuffer();
  const answer = execFileSync('convert', [
    'png:-', '-precision', '15', '-format', `${escapes} %k %@\\n`, '-write', 'info:',
    '(', '+clone', '-colorspace', 'HCL', '-format', '%[fx:mean.g] %[fx:maxima.g]\\n', '-write', 'info:', '+delete', ')',
    '-edge', '2', '-format', '%[fx:mean]', 'info:',
  ], { input: png, encoding: 'utf8', stdio: ['pipe', 'pipe', 'ignore'] });
  const [entropy, skew, mean, stddev, r, g, b, colors, bound, chromaMean, chromaMax, edge] = answer.trim().split(/\s+/);
  const [w, h, x, y] = bound!.split(/[x+]/).map(Number);
  return {
    entropy: Number(entropy), skew: Number(skew), mean: Number(mean), stddev: Number(stddev), colors: Number(colors),
    chroma_mean: Number(chromaMean), chroma_max: Number(chromaMax), r_mean: Number(r), g_mean: Number(g), b_mean: Number(b),
    edge: Number(edge), bound: { w: w!, h: h!, x: x!, y: y! },
  };
}

/** Ours and ImageMagick's are the same to 9 digits; colours and box to the pixel, but where ImageMagick finds no box. */
export function expectParity(ours: PictureStats, theirs: PictureStats): void {
  for (const [name, value] of Object.entries(theirs)) {
    if (name === 'bound') continue;
    const own = ours[name as Exclude<keyof PictureStats, 'bound'>];
    expect(Math.abs(own - value), `${name}: ${own} and ${value}`).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(value)));
  }
  expect(ours.colors).toBe(theirs.colors);
  expect(ours.bound).toEqual(ours.colors === 1 ? { w: 0, h: 0, x: 0, y: 0 } : theirs.bound);
}
