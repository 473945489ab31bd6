import { UserError } from '../lake/error.js';
import type { Lake } from '../lake/lake.js';
import { enlarged, iou, type Box } from './box.js';
import { figuresOf } from './figures.js';
import { seenPictures, type SeenPicture } from './seen-pictures.js';

export interface SimilarComposition {
  readonly path: string;
  /** From 0 to 1, equal compositions. */
  readonly score: number;
}

/** Faces are compared with this many times their size, or two of hands' breadth apart would share nothing. */
const reach = 2;

/** Boxes of the faces of a picture, each enlarged, and its width by its height. */
export interface Layout {
  readonly boxes: readonly Box[];
  readonly aspect: number | null;
}

export function layoutOf({ boxes, width, height }: Pick<SeenPicture, 'boxes' | 'width' | 'height'>): Layout {
  const faces = figuresOf(boxes).flatMap(({ face }) => (face === null ? [] : [enlarged(face, reach)]));
  return { boxes: faces, aspect: width !== null && height !== null && width > 0 && height > 0 ? width / height : null };
}

/**
 * How alike two layouts are, 0 to 1: faces are paired by the largest overlap (IoU, in parts of each picture), the overlaps of the pairs are added up
 * and divided by the larger number of faces; pictures of other proportions count by the smaller aspect over the larger.
 */
export function layoutSimilarity(a: Layout, b: Layout): number {
  const most = Math.max(a.boxes.length, b.boxes.length);
  if (most === 0) return 0;
  const pairs = a.boxes.flatMap((one, i) => b.boxes.map((other, j) => ({ i, j, shared: iou(one, other) }))).filter(({ shared }) => shared > 0);
  pairs.sort((p, q) => q.shared - p.shared || p.i - q.i || p.j - q.j);
  const [takenA, takenB] = [new Set<number>(), new Set<number>()];
  let sum = 0;
  for (const { i, j, shared } of pairs) {
    if (takenA.has(i) || takenB.has(j)) continue;
    takenA.add(i);
    takenB.add(j);
    sum += shared;
  }
  const proportion = a.aspect === null || b.aspect === null ? 1 : Math.min(a.aspect, b.aspect) / Math.max(a.aspect, b.aspect);
  return (sum / most) * proportion;
}

/**
 * Pictures composed like that of `path`, of those the session shows, the most alike first; pictures that share nothing with it are left out. Throws
 * UserError when the lake does not know the path or no faces in it.
 */
export async function similarComposition(lake: Lake, path: string, limit = 20): Promise<SimilarComposition[]> {
  let wanted: Layout | null = null;
  for await (const pictures of seenPictures(lake, { path, tags: false })) for (const picture of pictures) wanted = layoutOf(picture);
  if (wanted === null) throw new UserError(`The lake shows no picture ${path}`, 'Names of pictures are in the table images: boorulab sql -c "select path from images limit 10"');
  if (wanted.boxes.length === 0) throw new UserError(`No face is known in ${path}`, 'Look for faces first: boorulab images faces');
  let best: SimilarComposition[] = [];
  const settle = () => {
    best = best.sort((a, b) => b.score - a.score || (a.path < b.path ? -1 : 1)).slice(0, limit);
  };
  for await (const pictures of seenPictures(lake, { tags: false })) {
    for (const picture of pictures) {
      const score = picture.path === path ? 0 : layoutSimilarity(wanted, layoutOf(picture));
      if (score > 0) best.push({ path: picture.path, score });
    }
    if (best.length > limit + 10_000) settle();
  }
  settle();
  return best;
}
