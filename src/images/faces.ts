import { letterbox, thumbSide, type Letterbox } from './decode.js';
import type { Lake } from '../lake/lake.js';
import { UserError } from '../lake/error.js';
import type { CascadeFace, FaceLevel } from './face-cascade.js';
import type { FaceTask } from './face-worker.js';
import { lookAtPictures, type LookOptions, type LookSummary } from './look.js';
import { placeBox, type PictureBox } from './picture-box.js';
import { startWorker, WorkerDied, WorkerPool } from './worker-pool.js';

export interface FaceOptions extends LookOptions {
  /** Least sure faces to keep. Default 2, all; the higher, the faster. */
  readonly level?: FaceLevel;
  /** Threads that look. Default one for each core. */
  readonly threads?: number;
}

/** The detector's name in the lake, as of logs of face_detw.py. */
export const faceDetector = 'anime_cascade';

const levels: readonly FaceLevel[] = [2, 4, 7];
const markOf = (level: FaceLevel): string => (level === 2 ? `faces:${faceDetector}` : `faces:${faceDetector}:${level}`);

/** Threads that find faces in letterboxes. */
export function facePool(threads?: number): WorkerPool<FaceTask, CascadeFace[]> {
  const module = new URL(import.meta.url.endsWith('.ts') ? './face-worker.ts' : './face-worker.js', import.meta.url);
  return new WorkerPool(() => startWorker(module), threads);
}

/** A face in px of a letterbox as a box of its picture; null when it lies in the black beside it. */
export function faceBox({ level, x, y, w, h }: CascadeFace, frame: Omit<Letterbox, 'rgb'>): PictureBox | null {
  const placed = placeBox([x, y, w, h], frame);
  return placed && { label: 'face', level: String(level), prob: null, px: [x, y, w, h], ref: [thumbSide, thumbSide], ...placed };
}

/**
 * Finds faces in all picture files of the lake that were not looked at before or changed since: three passes of the cascade lbpcascade_animeface over
 * each picture fitted into 512 x 512 px, as face_detw.py had them. Writes `faces` and `picture_steps`, in batches that stay when it is stopped.
 * Throws UserError when the lake has no pictures, and on the signal.
 */
export async function findFaces(lake: Lake, { level = 2, threads, ...options }: FaceOptions = {}): Promise<LookSummary> {
  const pool = facePool(threads);
  const look = async (path: string): Promise<PictureBox[]> => {
    const { rgb, ...frame } = await letterbox(path);
    const found = await pool.run({ rgb, least: level }).catch((error: Error) => {
      throw error instanceof WorkerDied ? error : new UserError(`The face detector does not start: ${error.message}`);
    });
    return found.flatMap((face) => faceBox(face, frame) ?? []);
  };
  try {
    return await lookAtPictures(lake, {
      command: 'images faces', parameters: { level }, table: 'faces', detector: faceDetector, step: markOf(level), enough: levels.filter((least) => least <= level).map(markOf), marks: levels.map(markOf),
      atOnce: 2 * pool.size, look,
    }, options);
  } finally {
    await pool.close();
  }
}
