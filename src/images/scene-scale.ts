import type { Figure } from './figures.js';

/** How much of the main figure a picture shows, from the nearest to the farthest. */
export const scales = ['close-up', 'portrait', 'bust', 'half', 'cowboy', 'full figure', 'wide'] as const;

export type SceneScale = (typeof scales)[number];

/**
 * Heights of heads between the top of the main head and the lower edge of the picture, up to which a scale goes. A drawn figure is six to seven heads
 * high: the chin is at 1, the shoulders are at 1.5, the armpits at 2, the lower ribs at 2.6, the hips at 3.6, the middle of the thighs at 4.5, the knees at 5.
 * Each bound lies between what is just inside one scale and what belongs to the next.
 */
export const headsShown: readonly (readonly [SceneScale, number])[] = [['close-up', 1.25], ['portrait', 2], ['bust', 2.7], ['half', 3.9], ['cowboy', 5.1]];

/** A standing figure under this part of the height of the picture makes it wide. */
const wideBelow = 0.45;
/** Height of a standing figure in heads. */
export const figureHeads = 6.5;
/** A body that ends this near the lower edge, in parts of the picture, is cut by it. */
const cutWithin = 0.02;

/** The scale by the main figure, the first of the list; null without one that tells. */
export function scaleOf([main]: readonly Figure[]): SceneScale | null {
  if (main === undefined) return null;
  const { head, body } = main;
  // A body that ends inside the picture is seen whole, however few heads it is high (a chibi has two or three).
  if (body !== null && body.y + body.h < 1 - cutWithin && (head === null || body.h >= 1.8 * head.h)) return body.h < wideBelow ? 'wide' : 'full figure';
  if (head === null) return null;
  if (head.h * figureHeads < wideBelow) return 'wide';
  const shown = (1 - head.y) / head.h;
  return headsShown.find(([, upTo]) => shown < upTo)?.[0] ?? 'full figure';
}
