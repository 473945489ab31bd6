import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { mirroredHashes, pictureHashes } from '../../src/kernels/picture-hash.js';
import { drawn, mirrored, noise, scene, type Picture } from './pictures.js';

const hashesOf = ({ rgb, width, height }: Picture) => pictureHashes(rgb, width, height);

/** How many bits differ. */
const distance = (a: bigint, b: bigint): number => [...(a ^ b).toString(2)].filter((bit) => bit === '1').length;

async function changed(picture: Picture, change: (image: sharp.Sharp) => sharp.Sharp): Promise<Picture> {
  const encoded = await change(sharp(picture.rgb, { raw: { width: picture.width, height: picture.height, channels: 3 } })).toBuffer();
  const { data, info } = await sharp(encoded).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { rgb: data, width: info.width, height: info.height };
}

/** The definition of phash, in floating point on 32 x 32 greys. */
function plainPhash(grey: readonly (readonly number[])[]): bigint {
  const cosine = (u: number, i: number) => Math.cos((Math.PI * u * (2 * i + 1)) / 64);
  const found = Array.from({ length: 64 }, (_, at) => grey.flatMap((row, y) => row.map((value, x) => value * cosine(at >> 3, y) * cosine(at & 7, x))).reduce((a, b) => a + b));
  const sorted = [...found].sort((a, b) => a - b);
  return BigInt(`0b${found.map((value) => (value > (sorted[31]! + sorted[32]!) / 2 ? 1 : 0)).join('')}`);
}

describe('hashes of a picture', () => {
  it('are those of the definitions, first bit highest', () => {
    const grey = Array.from({ length: 32 }, (_, y) => Array.from({ length: 32 }, (_each, x) => (x * 37 + y * 101 + x * y * 3) % 256));
    const picture = drawn(32, 32, (x, y) => Array(3).fill(grey[y]![x]) as [number, number, number]);
    expect(hashesOf(picture).phash).toBe(plainPhash(grey));
    // Nine columns: lighter, darker, even and five times lighter again.
    const row = [10, 20, 15, 15, 16, 17, 18, 19, 20];
    expect(hashesOf(drawn(9, 8, (x) => Array(3).fill(row[x]) as [number, number, number])).dhash).toBe(0x9f9f_9f9f_9f9f_9f9fn);
    expect(hashesOf(drawn(9, 8, (x, y) => (y === 0 && x === 8 ? [9, 9, 9] : [0, 0, 0]))).dhash).toBe(1n << 56n);
  });

  it('of one colour have no bit but that of the mean', () => {
    expect(hashesOf(drawn(50, 37, () => [200, 20, 120]))).toEqual({ phash: 1n << 63n, dhash: 0n });
    expect(hashesOf(drawn(50, 37, () => [0, 0, 0]))).toEqual({ phash: 0n, dhash: 0n });
  });

  it('do not change when every pixel becomes a square', () => {
    for (const picture of [noise(32, 32), scene(40, 24, 3), noise(1, 1), noise(5, 3), noise(100, 1)]) {
      for (const times of [2, 3]) {
        const larger = drawn(picture.width * times, picture.height * times, (x, y) => {
          const at = 3 * (Math.floor(y / times) * picture.width + Math.floor(x / times));
          return [picture.rgb[at]!, picture.rgb[at + 1]!, picture.rgb[at + 2]!];
        });
        expect(hashesOf(larger)).toEqual(hashesOf(picture));
      }
    }
  });

  it('stay near under resizing and JPEG, and apart for other pictures', async () => {
    const pictures = Array.from({ length: 12 }, (_, seed) => scene(256, 192, seed));
    const hashes = pictures.map(hashesOf);
    for (const [i, picture] of pictures.entries()) {
      for (const change of [(image: sharp.Sharp) => image.resize(100).png(), (image: sharp.Sharp) => image.jpeg({ quality: 50 }), (image: sharp.Sharp) => image.resize(400, 500, { fit: 'fill' }).webp()]) {
        const { phash, dhash } = hashesOf(await changed(picture, change));
        expect(distance(phash, hashes[i]!.phash)).toBeLessThanOrEqual(4);
        // JPEG puts noise where neighbours were equal.
        expect(distance(dhash, hashes[i]!.dhash)).toBeLessThanOrEqual(8);
      }
      for (const other of hashes.slice(0, i)) expect(distance(other.phash, hashes[i]!.phash)).toBeGreaterThan(8);
    }
  });

  it('tell those of the mirrored picture, up to a few bits', () => {
    const pairs = Array.from({ length: 40 }, (_, seed) => scene(120, 90, seed)).map((picture) => [hashesOf(mirrored(picture)), mirroredHashes(hashesOf(picture))] as const);
    const far = (name: 'phash' | 'dhash') => pairs.map(([real, told]) => distance(real[name], told[name]));
    for (const name of ['phash', 'dhash'] as const) {
      expect(Math.max(...far(name))).toBeLessThanOrEqual(14);
      expect(far(name).reduce((a, b) => a + b) / 40).toBeLessThanOrEqual(5);
    }
    const uneven = scene(90, 80, 5, 0);
    const tilted = drawn(90, 80, (x, y) => Array.from({ length: 3 }, (_, c) => (uneven.rgb[3 * (y * 90 + x) + c]! >> 1) + x) as [number, number, number]);
    expect(mirroredHashes(hashesOf(tilted)).dhash).toBe(hashesOf(mirrored(tilted)).dhash);
  });

  it('mirrored twice are themselves', () => {
    const hashes = hashesOf(noise(70, 50));
    expect(mirroredHashes(mirroredHashes(hashes))).toEqual(hashes);
    expect(mirroredHashes(hashes)).not.toEqual(hashes);
  });

  it('refuse bytes that are no such picture', () => {
    expect(() => pictureHashes(new Uint8Array(11), 2, 2)).toThrow('11 bytes are not a picture of 2 x 2 pixels');
    expect(() => pictureHashes(new Uint8Array(0), 0, 5)).toThrow(RangeError);
  });
});
