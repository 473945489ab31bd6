import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { suppressBoxes } from '../kernels/box-overlap.js';
import { sha256Of } from '../lake/commit.js';
import { UserError } from '../lake/error.js';
import type { Lake } from '../lake/lake.js';
import { lookAtPictures, type LookOptions, type LookSummary } from './look.js';
import { modelInput } from './model-input.js';
import { OnnxModel } from './onnx-model.js';
import { placeBox, type PictureBox } from './picture-box.js';

export interface DetectOptions extends LookOptions {
  /** File of a detector, and of its labels, one a line in the order of its classes. */
  readonly model: string;
  readonly labels: string;
  /** Side of the model's input in px, where the model leaves it open. Default 640. */
  readonly size?: number;
  /** Least score of a box, 0 to 1. Default 0.3. */
  readonly least?: number;
}

/** Of two boxes of one label that share so much, the better stays. */
const sameThing = 0.45;

/**
 * Runs a detector of the YOLO kind over all picture files of the lake that it has not seen, or that changed since. Writes `detections`, with the name of
 * the model's file as detector and px of the picture itself, and `picture_steps`. Throws UserError when the model or its labels cannot be used, when
 * the lake has no pictures, and on the signal.
 */
export async function detectObjects(lake: Lake, { model: path, labels: labelsPath, size, least = 0.3, ...options }: DetectOptions): Promise<LookSummary> {
  const labels = await readLabels(labelsPath);
  const model = await OnnxModel.open(path, labels, size);
  const detector = basename(path);
  const step = `detections:${detector}`;
  const inputs: Record<string, string> = options.shard === undefined ? {} : { sha256: await sha256Of(path) };
  const look = async (file: string): Promise<PictureBox[]> => {
    const { planes, frame } = await modelInput(file, model.size);
    const { boxes, scores, classes } = await model.run(planes, least);
    return suppressBoxes(boxes, scores, sameThing, classes).flatMap((i) => {
      const placed = placeBox([boxes[4 * i]!, boxes[4 * i + 1]!, boxes[4 * i + 2]!, boxes[4 * i + 3]!], frame);
      return placed === null ? [] : [{ label: labels[classes[i]!]!, level: null, prob: scores[i]!, px: placed.orig, ref: [frame.fullWidth, frame.fullHeight] as const, ...placed }];
    });
  };
  try {
    return await lookAtPictures(lake, {
      command: 'images detect', parameters: { model: detector, labels, size: model.size, least }, table: 'detections', detector, step, enough: [step], marks: [step], inputs, atOnce: 2, look,
    }, options);
  } finally {
    await model.close();
  }
}

async function readLabels(path: string): Promise<string[]> {
  const text = await readFile(path, 'utf8').catch((error: Error) => {
    throw new UserError(`Cannot read the labels: ${error.message}`);
  });
  const labels = text.trim().split(/\r?\n/).map((line) => line.trim());
  if (labels.includes('')) throw new UserError(`${path} has an empty line or none at all`, 'It must have one label a line, in the order of the model\'s classes.');
  return labels;
}
