import { openPicture, background } from './decode.js';
import type { Frame } from './picture-box.js';

/** A picture as detectors of the YOLO kind take it. */
export interface ModelInput {
  /** 3 x size x size numbers of 0 to 1: all red, all green, all blue. */
  readonly planes: Float32Array;
  readonly frame: Frame;
}

/** What such models were shown around pictures. */
const grey = 114 / 255;

/** A picture file fitted into the middle of a grey square of `size` px, made larger when it is small; upright, first frame, transparency on white. Rejects as `letterbox` does. */
export async function modelInput(path: string, size: number): Promise<ModelInput> {
  const picture = openPicture(path);
  const { autoOrient } = await picture.metadata();
  const { data, info } = await picture.autoOrient().flatten({ background }).toColourspace('srgb').resize(size, size, { fit: 'inside' }).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  const left = (size - width) >> 1;
  const top = (size - height) >> 1;
  const planes = new Float32Array(3 * size * size).fill(grey);
  for (let plane = 0; plane < 3; plane++) {
    const channel = channels === 3 ? plane : 0;
    for (let y = 0; y < height; y++) {
      const to = plane * size * size + (top + y) * size + left;
      for (let x = 0; x < width; x++) planes[to + x] = data[(y * width + x) * channels + channel]! / 255;
    }
  }
  return { planes, frame: { left, top, width, height, fullWidth: autoOrient.width, fullHeight: autoOrient.height } };
}
