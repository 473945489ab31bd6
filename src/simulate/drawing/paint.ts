import sharp, { type Sharp } from 'sharp';
import { Random } from '../../kernels/random.js';
import type { Drawing } from './drawing.js';

// Several pictures at a time beat several threads a picture.
sharp.concurrency(1);

/** A picture as pixels: 3 bytes each, rows from the top. */
export interface Pixels {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

/** Tones this near to white take less and less grain and light; white stays white. */
const NEAR_WHITE = 40;
const GRAINS = 1 << 16;
const grains = Float32Array.from({ length: GRAINS }, (() => {
  const random = new Random(1);
  return () => random.normal();
})());

/** Paints a drawing: flattens the SVG, sets its tones apart by its contrast, lets light fall from one side and lays grain over it, as `random` has it. */
export async function paint({ svg, craft, isGrey }: Drawing, random: Random): Promise<Pixels> {
  let picture = sharp(Buffer.from(svg)).flatten({ background: '#ffffff' });
  if (craft.isSoft) picture = picture.blur();
  const { data: bytes, info } = await picture.removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const data = new Uint8ClampedArray(bytes.buffer, bytes.byteOffset, bytes.length);
  const tones = Float32Array.from({ length: 256 }, (_, tone) => 255 + (tone - 255) * craft.contrast);
  const start = random.int(GRAINS);
  const { width, height, channels } = info;
  if (channels !== 3) throw new Error(`a drawing has ${channels} channels`);
  if (isGrey) for (let at = 0; at < data.length; at += 3) data.fill(0.299 * data[at]! + 0.587 * data[at + 1]! + 0.114 * data[at + 2]!, at, at + 3);
  const across = ((random.chance(0.5) ? 1 : -1) * random.between(12, 26)) / width;
  const down = random.between(-16, 16) / height;
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 3) {
      const grain = craft.grain * grains[(start + at + (y << 4)) & (GRAINS - 1)]!;
      const depth = 255 - Math.min(data[at]!, data[at + 1]!, data[at + 2]!);
      const shift = (grain + across * (x - width / 2) + down * (y - height / 2)) * Math.min(1, depth / NEAR_WHITE);
      data[at] = tones[data[at]!]! + shift;
      data[at + 1] = tones[data[at + 1]!]! + shift;
      data[at + 2] = tones[data[at + 2]!]! + shift;
    }
  }
  return { data, width, height };
}

export type FileType = 'jpg' | 'png' | 'gif' | 'webp';

/** The bytes of a file of a type; `quality` is JPEG's and WebP's. */
export function encode(picture: Sharp, type: FileType, quality: number): Promise<Buffer> {
  switch (type) {
    case 'png': return picture.png({ compressionLevel: 2 }).toBuffer();
    case 'gif': return picture.gif({ effort: 1, dither: 0 }).toBuffer();
    case 'webp': return picture.webp({ quality, effort: 1 }).toBuffer();
    default: return picture.jpeg({ quality }).toBuffer();
  }
}

export function fromPixels({ data, width, height }: Pixels): Sharp {
  return sharp(data, { raw: { width, height, channels: 3 } });
}
