import { centre, clipped, coveredArea } from './box.js';
import { allowedScales, isScenery, taggedFigures } from './composition-tags.js';
import { figuresOf, type Figure, type SeenBox } from './figures.js';
import { scaleOf, type SceneScale } from './scene-scale.js';

/** What told so: both when boxes and tags agree. */
export type Teller = 'boxes' | 'tags' | 'both';

export interface Composition {
  readonly figures: number | null;
  readonly figures_from: Teller | null;
  readonly scale: SceneScale | null;
  readonly scale_from: Teller | null;
  /** Third of the picture that holds the centre of the main face. */
  readonly place: string | null;
  /** From the centre of the picture to that of the main face: -1 left or upper edge, 1 right or lower edge. */
  readonly offset_x: number | null;
  readonly offset_y: number | null;
  /** Part of the picture that faces cover. */
  readonly face_share: number | null;
  /** Height of the largest head by that of the smallest. */
  readonly depth: number | null;
  readonly orientation: 'portrait' | 'landscape' | 'square' | null;
}

/** What is known of a picture; width and height upright, px. */
export interface PictureSeen {
  readonly width: number | null;
  readonly height: number | null;
  readonly boxes: readonly SeenBox[];
  /** Normalised names. */
  readonly tags: readonly string[];
}

const columns = ['left', '', 'right'] as const;
const rows = ['upper', '', 'lower'] as const;

/** Sides that differ by less count as equal. */
const squareWithin = 0.05;

/** The composition of a picture by the definitions in docs/composition.md. */
export function compositionOf({ width, height, boxes, tags }: PictureSeen): Composition {
  const figures = figuresOf(boxes);
  const heads = figures.flatMap(({ head }) => (head === null ? [] : [head.h]));
  return {
    ...figureCount(figures, tags), ...sceneScale(figures, tags), ...placeOf(figures),
    face_share: heads.length === 0 ? null : coveredArea(figures.flatMap(({ face }) => (face === null ? [] : [clipped(face)]))),
    depth: heads.length < 2 ? null : heads[0]! / heads.at(-1)!,
    orientation: orientationOf(width, height),
  };
}

/** A board's exact count goes before that of boxes: detectors miss turned heads and see faces in patterns. */
function figureCount({ length }: readonly Figure[], tags: readonly string[]): Pick<Composition, 'figures' | 'figures_from'> {
  const said = taggedFigures(tags);
  if (said === null) return length === 0 ? { figures: null, figures_from: null } : { figures: length, figures_from: 'boxes' };
  if (said.exact ? length === said.least && length > 0 : length >= said.least) return { figures: length, figures_from: 'both' };
  return { figures: said.least, figures_from: 'tags' };
}

function sceneScale(figures: readonly Figure[], tags: readonly string[]): Pick<Composition, 'scale' | 'scale_from'> {
  const seen = scaleOf(figures);
  const allowed = allowedScales(tags) ?? (seen === null && isScenery(tags) ? (['wide'] as const) : null);
  if (allowed === null) return { scale: seen, scale_from: seen === null ? null : 'boxes' };
  return seen !== null && allowed.includes(seen) ? { scale: seen, scale_from: 'both' } : { scale: allowed[0]!, scale_from: 'tags' };
}

function placeOf(figures: readonly Figure[]): Pick<Composition, 'place' | 'offset_x' | 'offset_y'> {
  const face = figures[0]?.face ?? null;
  if (face === null) return { place: null, offset_x: null, offset_y: null };
  const { x, y } = centre(clipped(face));
  const third = (at: number) => Math.min(2, Math.floor(3 * at));
  const name = [rows[third(y)], columns[third(x)]].filter((word) => word !== '').join(' ');
  return { place: name || 'centre', offset_x: 2 * x - 1, offset_y: 2 * y - 1 };
}

function orientationOf(width: number | null, height: number | null): Composition['orientation'] {
  if (width === null || height === null || !(width > 0) || !(height > 0)) return null;
  if (Math.abs(width - height) <= squareWithin * Math.max(width, height)) return 'square';
  return width > height ? 'landscape' : 'portrait';
}
