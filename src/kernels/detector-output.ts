/** What a detector of the YOLO kind gives, read into boxes. */
export interface DetectorBoxes {
  /** x, y of the upper left corner, width, height of each, in px of the model's input. */
  readonly boxes: Float64Array;
  readonly scores: Float64Array;
  readonly classes: Int32Array;
}

/** Which way the numbers of an output lie. */
export type OutputLayout = 'rows' | 'columns';

/**
 * The layout of an output of these dimensions for so many classes: `rows` is [1, N, 5 + classes] of YOLOv5 (middle, size, whether there is anything, classes),
 * `columns` is [1, 4 + classes, N] of YOLOv8 (middle, size, classes); null for any other.
 */
export function outputLayout(dimensions: readonly number[], classes: number): OutputLayout | null {
  if (dimensions.length !== 3 || dimensions[0] !== 1) return null;
  if (dimensions[2] === 5 + classes) return 'rows';
  return dimensions[1] === 4 + classes ? 'columns' : null;
}

/** Boxes of an output whose best class scores at least `least` (0 to 1), in their order. Boxes that are no finite numbers or have no area are left out. */
export function readDetectorOutput(values: ArrayLike<number>, layout: OutputLayout, classes: number, least: number): DetectorBoxes {
  const width = layout === 'rows' ? 5 + classes : 4 + classes;
  const count = Math.floor(values.length / width);
  const at = layout === 'rows' ? (box: number, field: number): number => values[box * width + field]! : (box: number, field: number): number => values[field * count + box]!;
  const first = width - classes;
  const [boxes, scores, kinds]: [number[], number[], number[]] = [[], [], []];
  for (let box = 0; box < count; box++) {
    let kind = 0;
    for (let other = 1; other < classes; other++) if (at(box, first + other) > at(box, first + kind)) kind = other;
    const score = at(box, first + kind) * (layout === 'rows' ? at(box, 4) : 1);
    const [x, y, w, h] = [at(box, 0), at(box, 1), at(box, 2), at(box, 3)];
    if (!(score >= least && w > 0 && h > 0 && Number.isFinite(x + y + w + h))) continue;
    boxes.push(x - w / 2, y - h / 2, w, h);
    scores.push(Math.min(1, score));
    kinds.push(kind);
  }
  return { boxes: Float64Array.from(boxes), scores: Float64Array.from(scores), classes: Int32Array.from(kinds) };
}
