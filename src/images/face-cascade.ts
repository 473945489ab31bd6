import { readFileSync } from 'node:fs';
import { joinBoxes } from '../kernels/box-overlap.js';
import { thumbSide } from './decode.js';

/** How sure a face is: 7 found by the strictest pass, 4 and 2 by laxer ones. */
export type FaceLevel = 7 | 4 | 2;

/** The passes of face_detw.py, strictest first (format reference D5): step between sizes, neighbours that must agree, smallest and largest face in px. */
export const facePasses = [
  { level: 7, scale: 1.2, neighbours: 7, smallest: 48, largest: 240 },
  { level: 4, scale: 1.1, neighbours: 4, smallest: 32, largest: 320 },
  { level: 2, scale: 1.05, neighbours: 2, smallest: 24, largest: 400 },
] as const satisfies readonly { level: FaceLevel; scale: number; neighbours: number; smallest: number; largest: number }[];

/** A face in px of the letterbox; faces of the cascade are square. */
export interface CascadeFace {
  readonly level: FaceLevel;
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** Boxes that share half of what both cover are one face, as in logs of face_detw.py that are loaded. */
export const sameFace = 0.5;

type OpenCv = typeof import('@techstark/opencv-js');

const modelPath = new URL('../../models/lbpcascade_animeface.xml', import.meta.url);

/** OpenCV's cascade classifier with nagadomi's lbpcascade_animeface. It keeps its memory between pictures; one a thread. */
export class FaceCascade {
  private readonly rgb;
  private readonly grey;
  private readonly found;

  private constructor(private readonly cv: OpenCv, private readonly cascade: InstanceType<OpenCv['CascadeClassifier']>) {
    this.rgb = new cv.Mat(thumbSide, thumbSide, cv.CV_8UC3);
    this.grey = new cv.Mat(thumbSide, thumbSide, cv.CV_8UC1);
    this.found = new cv.RectVector();
  }

  /** Starts OpenCV's WebAssembly, half a second. */
  static async open(): Promise<FaceCascade> {
    // The module is a thenable that resolves to itself: it must not be awaited or returned by itself.
    const { default: cv } = (await import('@techstark/opencv-js')) as unknown as { default: OpenCv & { Mat?: unknown; onRuntimeInitialized?: () => void } };
    if (cv.Mat === undefined) await new Promise<void>((resolve) => (cv.onRuntimeInitialized = resolve));
    cv.FS_createDataFile('/', 'face.xml', readFileSync(modelPath), true, false, false);
    const cascade = new cv.CascadeClassifier();
    if (!cascade.load('face.xml')) throw new Error('The cascade of faces cannot be read');
    return new FaceCascade(cv, cascade);
  }

  /** The picture as the cascade sees it: grey, its histogram levelled. thumbSide x thumbSide bytes, valid until the next picture. */
  levelled(rgb: Uint8Array): Uint8Array {
    this.rgb.data.set(rgb);
    this.cv.cvtColor(this.rgb, this.grey, this.cv.COLOR_RGB2GRAY);
    this.cv.equalizeHist(this.grey, this.grey);
    return this.grey.data;
  }

  /** All boxes that one pass finds in the picture last levelled, in OpenCV's order. */
  pass({ level, scale, neighbours, smallest, largest }: (typeof facePasses)[number]): CascadeFace[] {
    this.cascade.detectMultiScale(this.grey, this.found, scale, neighbours, 0, new this.cv.Size(smallest, smallest), new this.cv.Size(largest, largest));
    return Array.from({ length: this.found.size() }, (_, i) => {
      const { x, y, width, height } = this.found.get(i);
      return { level, x, y, w: width, h: height };
    });
  }

  /** Faces of at least a level in a letterbox (thumbSide x thumbSide x 3 bytes, RGB), each once, the surest and largest first. */
  faces(rgb: Uint8Array, least: FaceLevel = 2): CascadeFace[] {
    this.levelled(rgb);
    const all = facePasses.filter(({ level }) => level >= least).flatMap((pass) => this.pass(pass));
    const kept = joinBoxes(all.flatMap(({ x, y, w, h }) => [x, y, w, h]), sameFace).map((i) => all[i]!);
    return kept.sort((a, b) => b.level - a.level || b.w * b.h - a.w * a.h || a.x - b.x || a.y - b.y);
  }

  /** Gives OpenCV's memory back. */
  close(): void {
    for (const held of [this.rgb, this.grey, this.found, this.cascade]) held.delete();
  }
}
