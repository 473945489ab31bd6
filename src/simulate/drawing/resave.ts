import sharp, { type Sharp } from 'sharp';
import type { Random } from '../../kernels/random.js';
import type { Box } from './figure.js';
import { encode, type FileType } from './paint.js';

/** Ways in which a picture that is posted again differs from its first file. */
export const resaveKinds = ['same', 'jpeg', 'resize', 'format', 'border', 'gamma', 'crop', 'mirror'] as const;
export type ResaveKind = (typeof resaveKinds)[number];

/** How a picture was saved again; `amount` is JPEG's quality, the factor of the size, the border or cut as a share of the longer side, or the gamma. */
export interface Resave {
  readonly kind: ResaveKind;
  readonly amount: number | null;
  readonly type: FileType;
}

export interface File {
  readonly bytes: Buffer;
  readonly width: number;
  readonly height: number;
}

/** One of the kinds by chance, each as likely as the other, with its amount. `mustDiffer` leaves out equal bytes. */
export function chooseResave(type: FileType, mustDiffer: boolean, random: Random): Resave {
  const kind = random.pick(mustDiffer ? resaveKinds.slice(1) : resaveKinds);
  const share = random.uniform();
  const lossy = type === 'png' ? 'png' : 'jpg';
  switch (kind) {
    case 'same': return { kind, amount: null, type };
    case 'jpeg': return { kind, amount: Math.round(30 + 65 * share), type: 'jpg' };
    case 'resize': return { kind, amount: Math.round(100 * (0.25 + 0.7 * share)) / 100, type: lossy };
    case 'format': return { kind, amount: null, type: type === 'png' ? 'jpg' : 'png' };
    case 'border': return { kind, amount: Math.round(1000 * (0.006 + 0.024 * share)) / 1000, type: lossy };
    case 'gamma': return { kind, amount: Math.round(100 * (share < 0.5 ? 0.82 + 0.2 * share : 1.08 + 0.2 * (share - 0.5))) / 100, type: lossy };
    case 'crop': return { kind, amount: 0.1, type: lossy };
    case 'mirror': return { kind, amount: null, type: lossy };
  }
}

/** Tones raised to 1 / gamma. */
function tonesOf(picture: Sharp, gamma: number): Promise<Sharp> {
  const table = Uint8Array.from({ length: 256 }, (_, tone) => Math.round(255 * (tone / 255) ** (1 / gamma)));
  return picture.removeAlpha().raw().toBuffer({ resolveWithObject: true }).then(({ data, info }) => {
    for (let at = 0; at < data.length; at++) data[at] = table[data[at]!]!;
    return sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels as 3 } });
  });
}

/** Saves a file again. The move takes places of the first file to those of the new one. */
export async function resave({ bytes, width, height }: File, { kind, amount, type }: Resave, random: Random): Promise<{ file: File; move: (box: Box) => Box }> {
  const same = (box: Box): Box => box;
  if (kind === 'same') return { file: { bytes, width, height }, move: same };
  const picture = sharp(bytes, { pages: 1 }).toColourspace('srgb').removeAlpha();
  const quality = kind === 'jpeg' ? amount! : 88;
  const save = async (made: Sharp, newWidth: number, newHeight: number, move: (box: Box) => Box) => ({ file: { bytes: await encode(made, type, quality), width: newWidth, height: newHeight }, move });
  switch (kind) {
    case 'resize': {
      const [w, h] = [Math.round(width * amount!), Math.round(height * amount!)];
      return save(picture.resize(w, h, { fit: 'fill' }), w, h, (box) => ({ x: (box.x * w) / width, y: (box.y * h) / height, w: (box.w * w) / width, h: (box.h * h) / height }));
    }
    case 'border': {
      const wide = Math.max(1, Math.round(Math.max(width, height) * amount!));
      const background = random.pick(['#ffffff', '#000000', '#808080']);
      return save(picture.extend({ top: wide, bottom: wide, left: wide, right: wide, background }), width + 2 * wide, height + 2 * wide, (box) => ({ ...box, x: box.x + wide, y: box.y + wide }));
    }
    case 'crop': {
      const [w, h] = [Math.round(width * (1 - amount!)), Math.round(height * (1 - amount!))];
      const [left, top] = [random.int(width - w + 1), random.int(height - h + 1)];
      return save(picture.extract({ left, top, width: w, height: h }), w, h, (box) => ({ ...box, x: box.x - left, y: box.y - top }));
    }
    case 'gamma': return save(await tonesOf(picture, amount!), width, height, same);
    case 'mirror': return save(picture.flop(), width, height, (box) => ({ ...box, x: width - box.x - box.w }));
    default: return save(picture, width, height, same);
  }
}
