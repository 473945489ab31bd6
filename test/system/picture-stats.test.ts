import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { letterbox, thumbSide, type Letterbox } from '../../src/images/decode.js';
import { pictureStats } from '../../src/kernels/picture-stats.js';
import { expectParity, magickStats, magickVersion } from '../kernels/magick.js';

const folder = join(dirname(fileURLToPath(import.meta.url)), '../../../shared/data/images');
const version = magickVersion();

describe.skipIf(!existsSync(folder) || version === null)(`real pictures, by ${version ?? 'ImageMagick 6, which is not installed'}`, () => {
  it('have the same statistics', async () => {
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)).sort();
    let compared = 0;
    for (const file of files) {
      const box: Letterbox | null = await letterbox(file).catch(() => null);
      if (box === null) continue;
      expectParity(pictureStats(box.rgb, thumbSide, thumbSide), await magickStats(box.rgb, thumbSide, thumbSide));
      compared++;
    }
    expect(compared).toBeGreaterThan(50);
  });
});
