/** An 8-bit picture (rows from the top, 3 bytes a pixel) with left and right changed. */
export function mirroredRgb(rgb: Uint8Array, width: number, height: number): Uint8Array {
  const mirrored = new Uint8Array(rgb.length);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0, from = 3 * ((y + 1) * width - 1); x < width; x++, from -= 3) {
      mirrored[at++] = rgb[from]!;
      mirrored[at++] = rgb[from + 1]!;
      mirrored[at++] = rgb[from + 2]!;
    }
  }
  return mirrored;
}
