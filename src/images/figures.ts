import { area, centre, holds, iou, overlap, type Box } from './box.js';
import type { BoxKind } from './boxes.js';

/** A box that some detector saw. */
export interface SeenBox extends Box {
  readonly kind: BoxKind;
  /** Pass of the face cascade: 7 strict, 4 average, 2 loose. */
  readonly level: string | null;
  readonly prob: number | null;
}

/** One drawn person or creature, as far as it is seen. */
export interface Figure {
  /** As detected, or guessed from the head; null when only the body is seen. */
  readonly face: Box | null;
  /** As detected, or guessed from the face; it may reach out of the picture. */
  readonly head: Box | null;
  /** From head to feet, as far as in the picture. */
  readonly body: Box | null;
}

/**
 * The face box of the cascade reaches from the brow to the chin. With the hair a drawn head is half as high again, nearly all of it above the box, and
 * a third wider.
 */
export const headOverFace = { height: 1.5, above: 0.45, width: 1.35 } as const;

/** The head around a face. */
export function headOf({ x, y, w, h }: Box): Box {
  const { height, above, width } = headOverFace;
  return { x: x - ((width - 1) * w) / 2, y: y - above * h, w: w * width, h: h * height };
}

/** The face in a head. */
export function faceOf({ x, y, w, h }: Box): Box {
  const { height, above, width } = headOverFace;
  return { x: x + (w - w / width) / 2, y: y + (above / height) * h, w: w / width, h: h / height };
}

/**
 * Joins the boxes of a picture into figures: boxes of the same thing become one, a face goes to the head it lies in, a body to the head in its
 * upper part. Faces of the loose pass count only where no stricter one saw any. Ordered by height of the head, figures without a head last.
 */
export function figuresOf(boxes: readonly SeenBox[]): Figure[] {
  const of = (...kinds: BoxKind[]) => distinct(boxes.filter(({ kind }) => kinds.includes(kind)));
  const seen = boxes.filter(({ kind }) => kind === 'face');
  const isFirm = ({ level }: SeenBox) => level !== '2';
  const faces = distinct(seen.some(isFirm) ? seen.filter(isFirm) : seen);
  const heads = of('head');
  const owner = faces.map((face) => smallest(heads.filter((head) => holds(head, centre(face)))));
  const figures: Mutable[] = heads.map((head) => ({ head, face: faces.find((_, i) => owner[i] === head) ?? faceOf(head), body: null }));
  faces.forEach((face, i) => owner[i] === undefined && figures.push({ face, head: headOf(face), body: null }));
  for (const body of of('figure')) {
    const found = figures.filter(({ head, body: taken }) => taken === null && isUpperIn(head!, body)).sort((a, b) => area(b.head!) - area(a.head!))[0];
    if (found) found.body = body;
    else if (!figures.some(({ body: other }) => other !== null && overlap(body, other) > 0.7 * area(body))) figures.push({ face: null, head: null, body });
  }
  for (const part of of('bust', 'torso')) {
    if (!figures.some((figure) => belongs(part, figure))) figures.push({ face: null, head: null, body: part });
  }
  return figures.sort((a, b) => (b.head?.h ?? 0) - (a.head?.h ?? 0) || (a.head ?? a.body!).x - (b.head ?? b.body!).x || (a.head ?? a.body!).y - (b.head ?? b.body!).y);
}

type Mutable = { -readonly [K in keyof Figure]: Figure[K] };

const sure = ({ level, prob }: SeenBox) => (prob ?? 0) + Number(level ?? 0);

/** Of boxes of the same thing the surest, then the largest. */
function distinct(boxes: readonly SeenBox[]): SeenBox[] {
  const sorted = [...boxes].sort((a, b) => sure(b) - sure(a) || area(b) - area(a) || a.x - b.x || a.y - b.y);
  const kept: SeenBox[] = [];
  for (const box of sorted) {
    if (!kept.some((other) => iou(box, other) > 0.4 || overlap(box, other) > 0.7 * Math.min(area(box), area(other)))) kept.push(box);
  }
  return kept;
}

const smallest = <T extends Box>(boxes: readonly T[]): T | undefined => [...boxes].sort((a, b) => area(a) - area(b))[0];

function isUpperIn(head: Box, body: Box): boolean {
  return holds({ ...body, h: body.h * 0.67 }, centre(head));
}

/** A bust or torso is of the figure whose body holds it, or whose head is in it or stands on it. */
function belongs(part: Box, { head, body }: Figure): boolean {
  if (body !== null && overlap(part, body) > 0.5 * area(part)) return true;
  if (head === null) return false;
  const { x } = centre(head);
  return x > part.x && x < part.x + part.w && head.y < part.y + part.h && head.y + head.h > part.y - head.h / 2;
}
