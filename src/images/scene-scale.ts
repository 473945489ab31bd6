import type { Figure } from './figures.js';

/** How much of the main figure a picture shows, from the nearest to the farthest. */
export const scales = ['close-up', 'portrait', 'bust', 'half', 'cowboy', 'full figure', 'wide'] as const;

export type SceneScale = (typeof scales)[number];

/** Height of a standing drawn figure in heads with their hair: six to seven for grown ones, five to six for those with large heads, two or three for a chibi. */
export const figureHeads = 6;

/**
 * Where the lower edge of the picture cuts the main figure, as a part of its body from the chin (0) to the soles (1), up to which a scale goes. The
 * shoulders are at 0.08, the middle of the chest at 0.2, the navel at 0.31, the hips at 0.43, the middle of the thighs at 0.58, the knees at 0.7; each
 * bound lies between what is just inside one scale and what belongs to the next.
 */
export const cutAt: readonly (readonly [SceneScale, number])[] = [['close-up', 0.04], ['portrait', 0.15], ['bust', 0.26], ['half', 0.51], ['cowboy', 0.8]];

/** A standing figure under this part of the height of the picture makes it wide. */
const wideBelow = 0.45;
/** A body that ends this near the lower edge, in parts of the picture, is cut by it. */
const cutWithin = 0.02;

/** The scale by the main figure, the first of the list; null without one that tells. `heads` is how many of its heads a figure is high. */
export function scaleOf([main]: readonly Figure[], heads: number = figureHeads): SceneScale | null {
  if (main === undefined) return null;
  const { head, body } = main;
  // A body that ends inside the picture is seen whole, however few heads it is high (a chibi has two or three).
  if (body !== null && body.y + body.h < 1 - cutWithin && (head === null || body.h >= 1.8 * head.h)) return body.h < wideBelow ? 'wide' : 'full figure';
  if (head === null) return null;
  if (head.h * heads < wideBelow) return 'wide';
  const cut = ((1 - head.y) / head.h - 1) / (heads - 1);
  return cutAt.find(([, upTo]) => cut < upTo)?.[0] ?? 'full figure';
}
