/** Room around a face in parts of its width and height. */
export interface CropMargins {
  readonly side: number;
  readonly above: number;
  readonly below: number;
}

/** What crops show. Around a square face both are 2:3. */
export const cropSets = {
  portrait: { side: 0.6, above: 0.9, below: 1.4 },
  bust: { side: 1.3, above: 1.2, below: 3.2 },
} as const satisfies Readonly<Record<string, CropMargins>>;

export type CropSet = keyof typeof cropSets;

/** A box in px from the upper left corner. */
export interface PixelBox {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/**
 * The box of a crop: the face with its margins, made 2:3 around its middle by what it lacks, made smaller where the picture is, with the face where it
 * was in it, and moved into the picture. Its sides are even parts: 2n x 3n px. Null when no such box of the picture holds the whole face.
 */
export function cropBox(face: PixelBox, { side, above, below }: CropMargins, picture: { readonly width: number; readonly height: number }): PixelBox | null {
  const wide = face.w * (1 + 2 * side);
  const high = face.h * (1 + above + below);
  const part = Math.max(wide / 2, high / 3);
  const unit = Math.floor(Math.min(Math.max(Math.round(part), 1), picture.width / 2, picture.height / 3));
  const [w, h] = [2 * unit, 3 * unit];
  if (face.w > w || face.h > h || unit < 1) return null;
  // Where the middle of the face stands in the box, in parts of it.
  const middle = (above + 0.5) / (1 + above + below);
  const place = (at: number, size: number, box: number, share: number, length: number) => {
    const wanted = Math.min(Math.max(Math.round(at + size / 2 - share * box), at + size - box), at);
    return Math.min(Math.max(wanted, 0), length - box);
  };
  const box = { x: place(face.x, face.w, w, 0.5, picture.width), y: place(face.y, face.h, h, middle, picture.height), w, h };
  const holds = box.x <= face.x && box.y <= face.y && box.x + w >= face.x + face.w && box.y + h >= face.y + face.h;
  return holds ? box : null;
}
