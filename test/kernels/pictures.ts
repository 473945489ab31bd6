import { Random } from '../../src/kernels/random.js';

/** A picture as the kernels take it: rows from the top, 3 bytes a pixel. */
export interface Picture {
  readonly rgb: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** A picture of what a function gives for each pixel. */
export function drawn(width: number, height: number, colour: (x: number, y: number) => readonly [number, number, number]): Picture {
  const rgb = Uint8Array.from(Array.from({ length: width * height }, (_, i) => colour(i % width, Math.floor(i / width))).flat());
  return { rgb, width, height };
}

/** Every sample by chance. */
export function noise(width: number, height: number, seed = 1): Picture {
  const random = new Random(seed);
  return drawn(width, height, () => [random.int(256), random.int(256), random.int(256)]);
}

/** A soft sky and some discs by chance, on a black frame. */
export function scene(width: number, height: number, seed = 1, frame = 0): Picture {
  const random = new Random(seed);
  const discs = Array.from({ length: 7 }, () => ({ x: random.uniform() * width, y: random.uniform() * height, r: (0.05 + 0.2 * random.uniform()) * width, of: [random.int(256), random.int(256), random.int(256)] as const }));
  return drawn(width, height, (x, y) => {
    if (x < frame || x >= width - frame) return [0, 0, 0];
    const disc = discs.find((each) => (x - each.x) ** 2 + (y - each.y) ** 2 < each.r ** 2);
    return disc?.of ?? [Math.round((90 * x) / width), Math.round((200 * y) / height), 130];
  });
}

/** The pixels of a picture in another order. */
export function reordered({ rgb, width, height }: Picture, from: (x: number, y: number) => number): Picture {
  return drawn(width, height, (x, y) => {
    const at = 3 * from(x, y);
    return [rgb[at]!, rgb[at + 1]!, rgb[at + 2]!];
  });
}

export const mirrored = (picture: Picture): Picture => reordered(picture, (x, y) => y * picture.width + picture.width - 1 - x);
