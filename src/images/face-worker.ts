/** A worker thread that finds faces: a letterbox in, its faces out, as often as asked. */
import { parentPort } from 'node:worker_threads';
import { FaceCascade, type FaceLevel } from './face-cascade.js';

/** What a worker is asked. */
export interface FaceTask {
  /** A letterbox, thumbSide x thumbSide x 3 bytes. */
  readonly rgb: Uint8Array;
  readonly least: FaceLevel;
}

const opening = FaceCascade.open();

parentPort!.on('message', ({ rgb, least }: FaceTask) => {
  void opening.then((cascade) => parentPort!.postMessage(cascade.faces(rgb, least)));
});
