/** A box in parts of the picture: from 0 (left, top) to 1. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** Area that two boxes share. */
export function overlap(a: Box, b: Box): number {
  const w = Math.min(a.x + a.w, b.x + b.w) - Math.max(a.x, b.x);
  const h = Math.min(a.y + a.h, b.y + b.h) - Math.max(a.y, b.y);
  return w > 0 && h > 0 ? w * h : 0;
}

/** Intersection over union, 0 to 1; 0 of two empty boxes. */
export function iou(a: Box, b: Box): number {
  const shared = overlap(a, b);
  const union = a.w * a.h + b.w * b.h - shared;
  return union > 0 ? shared / union : 0;
}

export const area = ({ w, h }: Box) => w * h;
export const centre = ({ x, y, w, h }: Box) => ({ x: x + w / 2, y: y + h / 2 });

/** True when the point lies in the box. */
export const holds = ({ x, y, w, h }: Box, point: { x: number; y: number }) => point.x >= x && point.x <= x + w && point.y >= y && point.y <= y + h;

/** The part of a box that lies in the picture. */
export function clipped({ x, y, w, h }: Box): Box {
  const [left, top] = [Math.min(1, Math.max(0, x)), Math.min(1, Math.max(0, y))];
  return { x: left, y: top, w: Math.max(0, Math.min(1, x + w) - left), h: Math.max(0, Math.min(1, y + h) - top) };
}

/** A box as many times as wide and high about the same centre. */
export function enlarged({ x, y, w, h }: Box, times: number): Box {
  return { x: x - ((times - 1) * w) / 2, y: y - ((times - 1) * h) / 2, w: w * times, h: h * times };
}

/** Area that boxes cover together: strips between all their left and right edges. */
export function coveredArea(boxes: readonly Box[]): number {
  const edges = [...new Set(boxes.flatMap(({ x, w }) => [x, x + w]))].sort((a, b) => a - b);
  let sum = 0;
  for (let i = 0; i + 1 < edges.length; i++) {
    const [left, right] = [edges[i]!, edges[i + 1]!];
    let reached = -Infinity;
    let height = 0;
    for (const { y, h } of boxes.filter((box) => box.x <= left && box.x + box.w >= right).sort((a, b) => a.y - b.y)) {
      height += Math.max(0, y + h - Math.max(y, reached));
      reached = Math.max(reached, y + h);
    }
    sum += (right - left) * height;
  }
  return sum;
}
