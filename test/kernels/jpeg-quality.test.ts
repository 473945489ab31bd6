import { spawnSync } from 'node:child_process';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { jpegQuality } from '../../src/kernels/jpeg-quality.js';

const colour = sharp({ create: { width: 16, height: 16, channels: 3, background: '#357' } });
const grey = colour.clone().toColourspace('b-w');
const qualities = Array.from({ length: 100 }, (_, at) => at + 1);

describe('the quality of a JPEG', () => {
  it.each([['colour', colour], ['grey', grey]] as const)('is the one it was saved with, %s', async (_, picture) => {
    const judged = await Promise.all(qualities.map(async (quality) => jpegQuality(await picture.clone().jpeg({ quality, quantizationTable: 0 }).toBuffer())));
    expect(judged).toEqual(qualities);
  });

  const hasImageMagick = spawnSync('identify', ['-version']).status === 0;
  it.skipIf(!hasImageMagick)('is what ImageMagick says, of tables of other encoders too', async () => {
    for (const table of [2, 3, 5]) {
      for (const quality of [20, 55, 75, 90]) {
        const bytes = await colour.clone().jpeg({ quality, quantizationTable: table, chromaSubsampling: '4:4:4' }).toBuffer();
        const told = Number(spawnSync('identify', ['-format', '%Q', 'jpeg:-'], { input: bytes, encoding: 'utf8' }).stdout);
        // Of tables like no quality it says 92, its default.
        expect([table, quality, jpegQuality(bytes) ?? 92]).toEqual([table, quality, told]);
      }
    }
  });

  it('is not known without whole tables, and never an error', async () => {
    const bytes = await colour.clone().jpeg({ quality: 80 }).toBuffer();
    const whole = bytes.indexOf(Buffer.from([0xff, 0xda]));
    for (let length = 0; length < whole; length++) expect([null, 80]).toContain(jpegQuality(bytes.subarray(0, length)) === 80 ? 80 : null);
    for (const odd of [Buffer.alloc(0), Buffer.from([0xff, 0xd8, 0xff, 0xdb]), Buffer.from([0xff, 0xd8, 0xff, 0xdb, 0, 0, 0xff]), Buffer.alloc(100, 0xff)]) expect(jpegQuality(odd)).toBeNull();
  });
});
