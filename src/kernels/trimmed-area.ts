/** A part of a picture, px from its upper left corner. */
export interface Area {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** How far the samples of a line of one colour may lie from their mean; JPEG leaves ripples beside what is drawn. */
const tolerance = 24;
/** Of a line so many pixels may be of another colour. */
const spared = 0.01;

/** True when a line of pixels, `step` bytes apart, is of nearly one colour. */
function isPlain(rgb: Uint8Array, start: number, step: number, length: number): boolean {
  for (let channel = 0; channel < 3; channel++) {
    let sum = 0;
    for (let i = 0, at = start + channel; i < length; i++, at += step) sum += rgb[at]!;
    const mean = sum / length;
    let others = 0;
    for (let i = 0, at = start + channel; i < length; i++, at += step) if (Math.abs(rgb[at]! - mean) > tolerance) others++;
    if (others > spared * length) return false;
  }
  return true;
}

/**
 * What is left of an 8-bit picture (rows from the top, 3 bytes a pixel) when rows and columns of one colour are taken away at its edges:
 * frames, bars and empty ground, one after the other. Null when nothing is left, or less than an eighth of a side: then it is plain.
 */
export function trimmedArea(rgb: Uint8Array, width: number, height: number): Area | null {
  let [left, top, right, bottom] = [0, 0, width, height];
  const row = (y: number) => isPlain(rgb, 3 * (y * width + left), 3, right - left);
  const column = (x: number) => isPlain(rgb, 3 * (top * width + x), 3 * width, bottom - top);
  for (let before = -1; before !== left + top - right - bottom;) {
    before = left + top - right - bottom;
    while (top < bottom && row(top)) top++;
    while (bottom > top && row(bottom - 1)) bottom--;
    while (left < right && top < bottom && column(left)) left++;
    while (right > left && top < bottom && column(right - 1)) right--;
    if (right - left < width / 8 || bottom - top < height / 8) return null;
  }
  return { left, top, width: right - left, height: bottom - top };
}

/** The pixels of a part of a picture that is `width` pixels wide. */
export function cutArea(rgb: Uint8Array, width: number, area: Area): Uint8Array {
  const cut = new Uint8Array(3 * area.width * area.height);
  for (let y = 0; y < area.height; y++) {
    const from = 3 * ((area.top + y) * width + area.left);
    cut.set(rgb.subarray(from, from + 3 * area.width), 3 * y * area.width);
  }
  return cut;
}
