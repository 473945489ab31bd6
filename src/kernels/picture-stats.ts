import { boundingBox, type Bound } from './bounding-box.js';
import { edgeMean } from './edge-mean.js';

/** What a picture is like, in figures as ImageMagick 6 gives them; all of samples from 0 to 1. Formulas: docs/pictures.md. */
export interface PictureStats {
  /** %[entropy]: 0 (one value a channel) to 1 (all that occur equally often). */
  readonly entropy: number;
  /** %[skewness]: above 0 when most is dark; 0 when all samples are equal. */
  readonly skew: number;
  /** %[fx:mean] and %[fx:standard_deviation]. */
  readonly mean: number;
  readonly stddev: number;
  /** %k: how many different colours. */
  readonly colors: number;
  /** Mean and maximum of the second channel after -colorspace HCL. */
  readonly chroma_mean: number;
  readonly chroma_max: number;
  readonly r_mean: number;
  readonly g_mean: number;
  readonly b_mean: number;
  /** %[fx:mean] after -edge 2. */
  readonly edge: number;
  /** %@: what would be left of the picture when trimmed, px. */
  readonly bound: Bound;
}

/** Radius of the edge filter, px. */
export const edgeRadius = 2;

const levels = 256;
const white = levels - 1;

/** One bit a colour of 24 bits; kept for the next picture. */
let seen: Int32Array | null = null;

/** Counts of each value for R, G, B one after the other, and what is summed in the same pass. */
interface Counts {
  readonly histograms: Uint32Array;
  readonly colours: number;
  readonly chromaSum: number;
  readonly chromaMax: number;
}

function count(rgb: Uint8Array): Counts {
  const histograms = new Uint32Array(3 * levels);
  const bits = seen ??= new Int32Array(levels ** 3 / 32);
  bits.fill(0);
  let colours = 0;
  let chromaSum = 0;
  let chromaMax = 0;
  for (let i = 0; i < rgb.length; i += 3) {
    const r = rgb[i]!;
    const g = rgb[i + 1]!;
    const b = rgb[i + 2]!;
    histograms[r]!++;
    histograms[levels + g]!++;
    histograms[2 * levels + b]!++;
    const word = (r << 11) | (g << 3) | (b >> 5);
    const old = bits[word]!;
    const now = old | (1 << b);
    if (now !== old) {
      bits[word] = now;
      colours++;
    }
    const high = Math.max(r, g, b);
    const chroma = high - Math.min(r, g, b);
    chromaSum += chroma;
    if (chroma > chromaMax) chromaMax = chroma;
  }
  return { histograms, colours, chromaSum, chromaMax };
}

/** Mean of the k-th powers of what lies between the values counted and a centre. */
function moment(histogram: Uint32Array, pixels: number, centre: number, k: number): number {
  let sum = 0;
  for (let value = 0; value < levels; value++) {
    let term = histogram[value]!;
    for (let i = 0; i < k; i++) term *= value - centre;
    sum += term;
  }
  return sum / pixels;
}

/** Entropy by the logarithm of how many values occur. */
function entropyOf(histogram: Uint32Array, pixels: number): number {
  const occurring = histogram.filter((n) => n > 0);
  if (occurring.length < 2) return 0;
  return -occurring.reduce((sum, n) => sum + (n / pixels) * Math.log(n / pixels), 0) / Math.log(occurring.length);
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** The statistics of an 8-bit sRGB picture, rows from the top, 3 bytes a pixel. Throws RangeError when the bytes are not width x height pixels, or none. */
export function pictureStats(rgb: Uint8Array, width: number, height: number): PictureStats {
  const pixels = width * height;
  if (pixels === 0 || rgb.length !== 3 * pixels) throw new RangeError(`${rgb.length} bytes are not a picture of ${width} x ${height} pixels`);
  const { histograms, colours, chromaSum, chromaMax } = count(rgb);
  const channels = [0, 1, 2].map((channel) => histograms.subarray(channel * levels, (channel + 1) * levels));
  const means = channels.map((histogram) => moment(histogram, pixels, 0, 1));
  const stddevs = channels.map((histogram, c) => Math.sqrt(moment(histogram, pixels, means[c]!, 2) * (pixels / Math.max(1, pixels - 1))));
  const centre = mean(means);
  const [second, third] = [2, 3].map((k) => mean(channels.map((histogram) => moment(histogram, pixels, centre, k)))) as [number, number];
  return {
    entropy: mean(channels.map((histogram) => entropyOf(histogram, pixels))),
    skew: second === 0 ? 0 : third / second ** 1.5,
    mean: centre / white, stddev: mean(stddevs) / white, colors: colours,
    chroma_mean: chromaSum / pixels / white, chroma_max: chromaMax / white,
    r_mean: means[0]! / white, g_mean: means[1]! / white, b_mean: means[2]! / white,
    edge: edgeMean(rgb, width, height, edgeRadius) / white,
    bound: boundingBox(rgb, width, height),
  };
}
