/** Side of the grid of grey cells that hashes are made of. */
export const cellRows = 32;

/** Weights of R, G and B in grey (ITU-R BT.601), thousandths. */
const [redWeight, greenWeight, blueWeight] = [299, 587, 114];
const weights = redWeight + greenWeight + blueWeight;

/** How much of `length` steps, each cut in `parts`, lies in each of `parts` equal cells: (step, cell, share in 1/parts of a step), in order. */
function shares(length: number, parts: number): Int32Array {
  const list: number[] = [];
  for (let step = 0; step < length; step++) {
    const end = (step + 1) * parts;
    for (let at = step * parts; at < end;) {
      const cell = Math.floor(at / length);
      const next = Math.min(end, (cell + 1) * length);
      list.push(step, cell, next - at);
      at = next;
    }
  }
  return Int32Array.from(list);
}

/** Sums of grey over bands: `cellRows` rows of `width` numbers. Whole numbers, so that the order of adding does not matter. */
export interface GreyBands {
  readonly sums: Float64Array;
  readonly width: number;
  readonly height: number;
}

/** Adds the rows of a picture (3 bytes a pixel) up to 32 bands of equal height; a row on the border of two counts for both by share. */
export function greyBands(rgb: Uint8Array, width: number, height: number): GreyBands {
  const sums = new Float64Array(cellRows * width);
  const grey = new Float64Array(width);
  const parts = shares(height, cellRows);
  let row = -1;
  for (let i = 0; i < parts.length; i += 3) {
    if (parts[i] !== row) {
      row = parts[i]!;
      for (let x = 0, at = 3 * row * width; x < width; x++, at += 3) grey[x] = redWeight * rgb[at]! + greenWeight * rgb[at + 1]! + blueWeight * rgb[at + 2]!;
    }
    const share = parts[i + 2]!;
    for (let x = 0, at = parts[i + 1]! * width; x < width; x++, at++) sums[at]! += share * grey[x]!;
  }
  return { sums, width, height };
}

/** Mean grey (0 to 255, to 1/1024) of rows x columns cells of equal area; rows divide 32. */
export function greyCells({ sums, width, height }: GreyBands, rows: number, columns: number): Float64Array {
  const cells = new Float64Array(rows * columns);
  const parts = shares(width, columns);
  for (let band = 0; band < cellRows; band++) {
    const to = Math.floor((band * rows) / cellRows) * columns;
    for (let i = 0; i < parts.length; i += 3) cells[to + parts[i + 1]!]! += parts[i + 2]! * sums[band * width + parts[i]!]!;
  }
  const scale = (weights * width * height * cellRows) / rows;
  return cells.map((sum) => Math.round((sum * 1024) / scale) / 1024);
}
