import sharp from 'sharp';
import { cutArea } from '../kernels/trimmed-area.js';
import { letterbox, thumbSide } from './decode.js';

/** A picture of this many cells a side shows a mouth or an eye that another lacks, and little of what JPEG and sizes change. */
const side = 32;
/** Pictures smaller than this, px of the longer side, are too coarse for that: their differences count half. */
const coarse = 300;
/** Mean difference from which on pictures do not lie upon each other. */
const shifted = 1.8;
/** Pictures kept for the next pair. */
const kept = 10_000;

/** A picture as side x side cells of 3 bytes. */
interface Cells {
  readonly rgb: Uint8Array;
  readonly longest: number;
}

async function cellsOf(path: string): Promise<Cells> {
  const box = await letterbox(path);
  const raw = { width: box.width, height: box.height, channels: 3 } as const;
  const rgb = await sharp(cutArea(box.rgb, thumbSide, box), { raw }).resize(side, side, { fit: 'fill', kernel: 'mitchell' }).raw().toBuffer();
  return { rgb, longest: Math.max(box.fullWidth, box.fullHeight) };
}

/** The largest and the mean difference of two pictures in a cell and channel, each channel set off by its mean, 0 to 255. */
function differences(a: Uint8Array, b: Uint8Array): { largest: number; mean: number } {
  let [largest, total] = [0, 0];
  for (let channel = 0; channel < 3; channel++) {
    let sum = 0;
    for (let i = channel; i < a.length; i += 3) sum += a[i]! - b[i]!;
    const shift = sum / (side * side);
    for (let i = channel; i < a.length; i += 3) {
      const difference = Math.abs(a[i]! - b[i]! - shift);
      largest = Math.max(largest, difference);
      total += difference;
    }
  }
  return { largest, mean: total / a.length };
}

/** Compares picture files cell by cell, for what hashes do not see; keeps what it has decoded for a while. */
export class PictureDetails {
  private readonly cells = new Map<string, Promise<Cells | null>>();

  /**
   * How far two pictures are apart where they differ most, 0 to 255; null when one cannot be read, or they differ nearly everywhere: a frame or
   * a crop shifts everything.
   */
  async difference(pathA: string, pathB: string): Promise<number | null> {
    const [a, b] = await Promise.all([this.read(pathA), this.read(pathB)]);
    if (a === null || b === null) return null;
    const { largest, mean } = differences(a.rgb, b.rgb);
    return mean > shifted ? null : largest * (Math.min(a.longest, b.longest) < coarse ? 0.5 : 1);
  }

  private read(path: string): Promise<Cells | null> {
    const known = this.cells.get(path) ?? cellsOf(path).catch(() => null);
    this.cells.delete(path);
    this.cells.set(path, known);
    if (this.cells.size > kept) this.cells.delete(this.cells.keys().next().value!);
    return known;
  }
}
