import sharp from 'sharp';
import { cutArea } from '../kernels/trimmed-area.js';
import { letterbox, thumbSide } from './decode.js';

/** In a picture of this many cells a side a mouth or an eye is a few cells. */
const side = 64;
/** Pictures smaller than this, px of the longer side, are coarse: their differences count half. */
const coarse = 300;
/** What JPEG, sizes and gamma change they change all over: the largest difference is then less than this many times the one that 95 % of the cells stay below. */
const usual = 4;
/** Pictures kept for the next pair. */
const kept = 10_000;

/** How two pictures differ. */
export interface DetailDifference {
  /** By how much they differ in one cell more than can be expected of the others, 0 to 255. */
  readonly local: number;
  /** By how much 95 % of the cells differ at most, and all of them in the mean, 0 to 255. */
  readonly elsewhere: number;
  readonly mean: number;
}

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

/** Of two pictures, each channel set off by its mean: the largest difference of a cell beyond what is usual in the others, and the mean one of blocks of 2 x 2 cells, 0 to 255. */
function differences(a: Uint8Array, b: Uint8Array): DetailDifference {
  const cells = new Float64Array(side * side);
  let total = 0;
  for (let channel = 0; channel < 3; channel++) {
    let sum = 0;
    for (let i = channel; i < a.length; i += 3) sum += a[i]! - b[i]!;
    const shift = sum / cells.length;
    const at = (cell: number) => a[3 * cell + channel]! - b[3 * cell + channel]! - shift;
    for (let cell = 0; cell < cells.length; cell++) cells[cell] = Math.max(cells[cell]!, Math.abs(at(cell)));
    for (let y = 0; y < side; y += 2) {
      for (let x = 0; x < side; x += 2) {
        const cell = y * side + x;
        total += Math.abs(at(cell) + at(cell + 1) + at(cell + side) + at(cell + side + 1));
      }
    }
  }
  cells.sort();
  const elsewhere = cells[Math.floor(0.95 * cells.length)]!;
  return { local: Math.max(0, cells.at(-1)! - usual * elsewhere), elsewhere, mean: total / a.length };
}

/** Compares picture files cell by cell, for what hashes do not see; keeps what it has decoded for a while. */
export class PictureDetails {
  private readonly cells = new Map<string, Promise<Cells | null>>();

  /** How two pictures differ when laid upon each other; null when one cannot be read. */
  async difference(pathA: string, pathB: string): Promise<DetailDifference | null> {
    const [a, b] = await Promise.all([this.read(pathA), this.read(pathB)]);
    if (a === null || b === null) return null;
    const { local, elsewhere, mean } = differences(a.rgb, b.rgb);
    const share = Math.min(a.longest, b.longest) < coarse ? 0.5 : 1;
    return { local: local * share, elsewhere: elsewhere * share, mean: mean * share };
  }

  private read(path: string): Promise<Cells | null> {
    const known = this.cells.get(path) ?? cellsOf(path).catch(() => null);
    this.cells.delete(path);
    this.cells.set(path, known);
    if (this.cells.size > kept) this.cells.delete(this.cells.keys().next().value!);
    return known;
  }
}
