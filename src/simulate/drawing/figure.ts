import type { Random } from '../../kernels/random.js';
import { behind, onHead } from './accessories.js';
import { drawBody, heights, poseOf } from './body.js';
import type { Brush } from './brush.js';
import { drawFace } from './face.js';
import { Hair } from './hair.js';
import type { Look } from './look.js';
import { group } from './svg.js';

/** A part of a picture, px from its upper left corner. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** Where a figure stands: the middle of its face, px, and how many px a hundredth of its head's width is. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
  /** How tall the body is beside the head; 1 for grown figures, about a half for chibi. */
  readonly body: number;
}

export interface Figure {
  readonly drawing: string;
  /** From the middle of the forehead to the chin and from ear to ear. */
  readonly face: Box;
  /** With the hair on it. */
  readonly head: Box;
  /** From the top of the hair to the soles. */
  readonly whole: Box;
}

/** How far the chin is below the middle of the face, in hundredths of the head's width. */
export const CHIN = 60;

/** How far the head is sunk between the shoulders. */
const RISE = 9;

/** How far the soles are below the middle of the face, in hundredths of the head's width. */
export const solesOf = (body: number): number => CHIN + (heights.soles - CHIN) * body - RISE;

/** One figure with its boxes, which may reach beyond the picture. */
export function drawFigure(look: Look, place: Place, brush: Brush, random: Random): Figure {
  const { x, y, scale, body } = place;
  const turn = random.normal(0, look.tags.has('head_tilt') ? 7 : 3);
  const hair = new Hair(look, brush, random.normal(0, look.tags.has('floating_hair') || look.tags.has('wind') ? 28 : 12));
  const pose = poseOf(look.tags, random);
  const head = group(drawFace(look, brush) + hair.front() + onHead(look, brush), { turn });
  const lower = { y: CHIN * (1 - body) - RISE, scale: body };
  const drawing = group(group(behind(look), lower) + group(hair.back(), { turn }) + group(drawBody(look, pose, brush), lower) + head, { x, y, scale });
  const lean = Math.sin((turn * Math.PI) / 180) * 4;
  const box = (left: number, top: number, right: number, low: number): Box => ({ x: x + left * scale, y: y + top * scale, w: (right - left) * scale, h: (low - top) * scale });
  const reach = Math.max(66, ...pose.arms.map((arm) => Math.max(arm[0]!, arm[2]!) * body + 12));
  return { drawing, face: box(-55 - lean, -42, 55 - lean, 62), head: box(-66, -80, 66, 64), whole: box(-reach, -80, reach, solesOf(body)) };
}
