/** Boxes one after the other, four numbers each: x, y of the upper left corner, width, height. */
export type Boxes = ArrayLike<number>;

/** The area that boxes i and j share, and the area that they cover together. */
function areasOf(boxes: Boxes, i: number, j: number): { shared: number; union: number } {
  const [a, b] = [4 * i, 4 * j];
  const across = (at: number): number => Math.min(boxes[a + at]! + boxes[a + at + 2]!, boxes[b + at]! + boxes[b + at + 2]!) - Math.max(boxes[a + at]!, boxes[b + at]!);
  const shared = Math.max(0, across(0)) * Math.max(0, across(1));
  return { shared, union: boxes[a + 2]! * boxes[a + 3]! + boxes[b + 2]! * boxes[b + 3]! - shared };
}

/** Intersection over union of boxes i and j: 0 for boxes apart or without area, 1 for equal ones. */
export function intersectionOverUnion(boxes: Boxes, i: number, j: number): number {
  const { shared, union } = areasOf(boxes, i, j);
  return shared > 0 ? shared / union : 0;
}

const overlap = (boxes: Boxes, i: number, j: number, least: number): boolean => {
  const { shared, union } = areasOf(boxes, i, j);
  return shared > 0 && shared >= least * union;
};

/**
 * The numbers of the boxes that are not another's again: no earlier box, kept or not, shares at least the part `least` (0 to 1) of what
 * both cover. So a chain of boxes, each over the next, leaves only its first.
 */
export function joinBoxes(boxes: Boxes, least: number): number[] {
  const kept: number[] = [];
  for (let i = 0; i < boxes.length / 4; i++) {
    let isFirst = true;
    for (let j = 0; j < i && isFirst; j++) isFirst = !overlap(boxes, i, j, least);
    if (isFirst) kept.push(i);
  }
  return kept;
}

/**
 * Non-maximum suppression: the numbers of the boxes left, best score first (of equal scores the earlier box), when each box that shares at
 * least the part `least` (0 to 1) with a better one left, of the same class where there are classes, is taken out.
 */
export function suppressBoxes(boxes: Boxes, scores: ArrayLike<number>, least: number, classes?: ArrayLike<number>): number[] {
  const order = Array.from({ length: boxes.length / 4 }, (_, i) => i).sort((a, b) => scores[b]! - scores[a]! || a - b);
  const kept: number[] = [];
  for (const i of order) {
    if (!kept.some((j) => (classes === undefined || classes[i] === classes[j]) && overlap(boxes, i, j, least))) kept.push(i);
  }
  return kept;
}
