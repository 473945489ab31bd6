import sharp, { type Sharp } from 'sharp';
import { Random } from '../../src/kernels/random.js';

const colour = (random: Random, light = 50) => `hsl(${random.int(360)},${random.between(20, 90)}%,${Math.round(Math.max(5, Math.min(95, random.normal(light, 18))))}%)`;

const path = (points: readonly (readonly [number, number])[]) => points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ');

/** A figure with its head at x, y; `size` is the radius of the head, px. */
function figure(random: Random, x: number, y: number, size: number): string {
  const [hair, dress, eye] = [colour(random), colour(random), colour(random, 35)];
  const lean = random.normal(0, 0.5);
  const locks = Array.from({ length: random.between(4, 9) }, () => {
    const at = x + random.normal(0, 0.9) * size;
    return `<polygon fill="${hair}" points="${path([[at - size * 0.3, y - size], [at + size * 0.3, y - size], [at + random.normal(0, 0.5) * size, y + random.between(0, 30) / 10 * size]])}"/>`;
  }).join('');
  const limb = () => `<line x1="${x + lean * size}" y1="${y + 2 * size}" x2="${x + random.normal(0, 2.2) * size}" y2="${y + random.between(0, 55) / 10 * size}" stroke="#f3d3bd" stroke-width="${size * 0.35}" stroke-linecap="round"/>`;
  return `${locks}${limb()}${limb()}<polygon fill="${dress}" points="${path([[x - size * 0.5, y + size * 0.9], [x + size * 0.5, y + size * 0.9], [x + (lean + random.uniform() * 2) * size, y + random.between(25, 60) / 10 * size], [x + (lean - random.uniform() * 2) * size, y + random.between(25, 60) / 10 * size]])}"/>
    <ellipse cx="${x}" cy="${y}" rx="${size * 0.8}" ry="${size}" fill="#f6dcc8"/><ellipse cx="${x - size * 0.35}" cy="${y + size * 0.1}" rx="${size * 0.17}" ry="${size * 0.25}" fill="${eye}"/><ellipse cx="${x + size * 0.35}" cy="${y + size * 0.1}" rx="${size * 0.17}" ry="${size * 0.25}" fill="${eye}"/>
    <path d="M ${x - size * 0.9} ${y} Q ${x + lean * size} ${y - size * random.between(15, 24) / 10} ${x + size * 0.9} ${y} Q ${x} ${y - size * 0.6} ${x - size * 0.9} ${y}" fill="${hair}"/>`;
}

function ground(random: Random, width: number, height: number): string {
  const kind = random.uniform();
  if (kind < 0.35) return `<rect width="100%" height="100%" fill="#fff"/>`;
  const sky = `<linearGradient id="g" x1="0" y1="0" x2="${random.uniform().toFixed(2)}" y2="1"><stop offset="0" stop-color="${colour(random, 65)}"/><stop offset="1" stop-color="${colour(random, 40)}"/></linearGradient><rect width="100%" height="100%" fill="url(#g)"/>`;
  if (kind < 0.6) return sky;
  const things = Array.from({ length: random.between(5, 25) }, () => {
    const [x, y, w, h] = [random.int(width), random.int(height), random.between(20, width >> 1), random.between(20, height >> 1)];
    return random.chance(0.5) ? `<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="${colour(random)}"/>` : `<ellipse cx="${x}" cy="${y}" rx="${w >> 1}" ry="${h >> 1}" fill="${colour(random)}"/>`;
  });
  return sky + things.join('');
}

export interface DrawingOptions {
  /** Draws what is not figure from this seed, and puts the figures where it says. */
  readonly layout: number;
  /** Draws the figures themselves. Default the layout. */
  readonly cast?: number;
}

/** A made-up picture, PNG, its longer side 700 px: one to three figures before white, a gradient or things. */
export function drawing({ layout, cast = layout }: DrawingOptions): Promise<Buffer> {
  const [places, looks] = [new Random(layout, 1), new Random(cast, 2)];
  const aspect = Math.exp(places.normal(-0.25, 0.3));
  const [width, height] = aspect >= 1 ? [700, Math.round(700 / aspect)] : [Math.round(700 * aspect), 700];
  const behind = ground(places, width, height);
  const figures = Array.from({ length: places.pick([0, 1, 1, 1, 1, 2, 2, 3]) }, () => figure(looks, places.between(15, 85) / 100 * width, places.between(12, 60) / 100 * height, places.between(6, 24) / 100 * Math.min(width, height)));
  return sharp(Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${behind}${figures.join('')}</svg>`)).flatten({ background: '#fff' }).png({ compressionLevel: 1 }).toBuffer();
}

type Change = (picture: Sharp, size: { width: number; height: number }) => Sharp;

const scaled = (share: number): Change => (picture, { width }) => picture.resize(Math.round(width * share)).png({ compressionLevel: 1 });
const jpeg = (quality: number): Change => (picture) => picture.jpeg({ quality });
const border = (share: number, background: string): Change => (picture, { width, height }) => {
  const px = Math.round(share * Math.min(width, height));
  return picture.extend({ top: px, bottom: px, left: px, right: px, background }).png({ compressionLevel: 1 });
};
const cut = (left: number, top: number, right: number, bottom: number): Change => (picture, { width, height }) => picture.extract({
  left: Math.floor(left * width), top: Math.floor(top * height), width: Math.floor((1 - left - right) * width), height: Math.floor((1 - top - bottom) * height),
}).jpeg({ quality: 90 });

/** What people do to a picture that stays one picture. */
export const changes: Readonly<Record<string, Change>> = {
  'size 75 %': scaled(0.75), 'size 50 %': scaled(0.5), 'size 25 %': scaled(0.25),
  'JPEG 95': jpeg(95), 'JPEG 75': jpeg(75), 'JPEG 50': jpeg(50), 'JPEG 30': jpeg(30),
  'size 50 %, JPEG 50': (picture, size) => scaled(0.5)(picture, size).jpeg({ quality: 50 }),
  'size 25 %, JPEG 30': (picture, size) => scaled(0.25)(picture, size).jpeg({ quality: 30 }),
  'WebP 60': (picture) => picture.webp({ quality: 60, effort: 0 }),
  'border 1 %, black': border(0.01, '#000'), 'border 2 %, white': border(0.02, '#fff'), 'border 3 %, black': border(0.03, '#000'),
  'gamma 1.1': (picture) => picture.gamma(1.1, 1).png({ compressionLevel: 1 }), 'gamma 0.9': (picture) => picture.gamma(1, 1.1).png({ compressionLevel: 1 }),
};

/** Changes that are not always found. */
export const hardChanges: Readonly<Record<string, Change>> = {
  mirrored: (picture) => picture.flop().jpeg({ quality: 90 }),
  'crop 2 % of each side': cut(0.02, 0.02, 0.02, 0.02), 'crop 5 % of each side': cut(0.05, 0.05, 0.05, 0.05), 'crop 10 % of the top': cut(0, 0.1, 0, 0), 'crop 10 % of the left': cut(0.1, 0, 0, 0),
  greyscale: (picture) => picture.greyscale().jpeg({ quality: 90 }),
};

/** A picture changed in one of these ways. */
export async function changed(png: Buffer, change: Change): Promise<Buffer> {
  const { width, height } = await sharp(png).metadata();
  return change(sharp(png), { width, height }).toBuffer();
}
