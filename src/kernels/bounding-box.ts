/** A box in a picture, px: size, and place from the top left. */
export interface Bound {
  readonly w: number;
  readonly h: number;
  readonly x: number;
  readonly y: number;
}

/**
 * What is left of a picture (3 bytes a pixel) when columns and rows of one colour are cut off its sides: at the left and top of the colour of
 * the top left pixel, at the right of the top right one, below of the bottom left one. 0 x 0 at 0, 0 when it is of one colour; w or h is 0
 * when two colours meet in a straight line.
 */
export function boundingBox(rgb: Uint8Array, width: number, height: number): Bound {
  const colour = (pixel: number): number => (rgb[3 * pixel]! << 16) | (rgb[3 * pixel + 1]! << 8) | rgb[3 * pixel + 2]!;
  const topLeft = colour(0);
  const topRight = colour(width - 1);
  const bottomLeft = colour((height - 1) * width);
  const isRow = (y: number, of: number): boolean => {
    for (let x = 0; x < width; x++) if (colour(y * width + x) !== of) return false;
    return true;
  };
  let top = 0;
  while (top < height && isRow(top, topLeft)) top++;
  if (top === height) return { w: 0, h: 0, x: 0, y: 0 };
  let bottom = height - 1;
  while (bottom >= 0 && isRow(bottom, bottomLeft)) bottom--;
  let left = width;
  let right = -1;
  for (let y = 0; y < height; y++) {
    let x = 0;
    while (x < left && colour(y * width + x) === topLeft) x++;
    left = x;
    x = width - 1;
    while (x > right && colour(y * width + x) === topRight) x--;
    right = x;
  }
  return { w: right - left + 1, h: bottom - top + 1, x: left, y: top };
}
