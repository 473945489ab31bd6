import { classScores } from '../kernels/class-scores.js';
import { wilsonInterval } from '../kernels/share-interval.js';
import { UserError } from '../lake/error.js';
import type { Lake } from '../lake/lake.js';
import { allowedScales, taggedFigures } from './composition-tags.js';
import { figuresOf } from './figures.js';
import { scaleOf, scales } from './scene-scale.js';
import { seenPictures } from './seen-pictures.js';

/** How often boxes alone say what tags say. */
export interface AgreementScore {
  readonly what: 'scale' | 'figures';
  /** Pictures with tags that tell. */
  readonly tagged: number;
  /** Of these, pictures in which boxes tell, too: those that are scored. */
  readonly pictures: number;
  readonly right: number;
  /** Share of the scored that are right, with its 95 % confidence interval (Wilson). */
  readonly accuracy: number;
  readonly low: number;
  readonly high: number;
  /** Accuracy of always saying the most frequent class. */
  readonly majority: number;
}

export interface AgreementCell {
  readonly what: 'scale' | 'figures';
  readonly tags: string;
  readonly boxes: string;
  readonly pictures: number;
  /** True where the tags allow what the boxes say. */
  readonly right: boolean;
  /** Part of the pictures whose tags say so. */
  readonly share: number;
}

export interface CompositionScores {
  readonly scores: AgreementScore[];
  /** What tags and boxes say, the most frequent first within each class of the tags. */
  readonly cells: AgreementCell[];
}

const countName = (figures: number) => (figures >= 4 ? '4 or more' : String(figures));
const countNames = ['0', '1', '2', '3', '4 or more'];

/** Pairs of what the tags and what the boxes say; boxes that say a class the tags allow say the same as these. */
class Agreement {
  tagged = 0;
  readonly cells = new Map<string, { tags: string; boxes: string; pictures: number; right: boolean }>();

  constructor(readonly what: AgreementScore['what'], readonly classes: readonly string[]) {}

  add(tags: string, boxes: string | null, right: boolean): void {
    this.tagged++;
    if (boxes === null) return;
    const key = `${tags}\n${boxes}`;
    const cell = this.cells.get(key) ?? { tags, boxes, pictures: 0, right };
    cell.pictures++;
    this.cells.set(key, cell);
  }

  rows(): AgreementCell[] {
    const order = (name: string) => this.classes.indexOf(name);
    const of = new Map<string, number>();
    for (const { tags, pictures } of this.cells.values()) of.set(tags, (of.get(tags) ?? 0) + pictures);
    return [...this.cells.values()].sort((a, b) => order(a.tags) - order(b.tags) || b.pictures - a.pictures || order(a.boxes) - order(b.boxes))
      .map((cell) => ({ what: this.what, ...cell, share: cell.pictures / of.get(cell.tags)! }));
  }

  score(): AgreementScore | null {
    const cells = [...this.cells.values()];
    const repeated = (of: (cell: (typeof cells)[number]) => string) => Int32Array.from(cells.flatMap((cell) => Array<number>(cell.pictures).fill(this.classes.indexOf(of(cell)))));
    const found = classScores(repeated(({ tags }) => tags), repeated(({ tags, boxes, right }) => (right ? tags : boxes)), this.classes.length);
    if (found.items === 0) return null;
    const right = cells.reduce((sum, cell) => sum + (cell.right ? cell.pictures : 0), 0);
    const [low, high] = wilsonInterval(right, found.items);
    return { what: this.what, tagged: this.tagged, pictures: found.items, right, accuracy: found.accuracy, low, high, majority: Math.max(...found.classes.map(({ items }) => items)) / found.items };
  }
}

/**
 * Compares what boxes alone say with what tags say, over the pictures this session shows: the scale, and how many figures there are where tags count
 * them exactly. Throws UserError when no picture has both boxes and such tags.
 */
export async function scoreComposition(lake: Lake): Promise<CompositionScores> {
  const scale = new Agreement('scale', scales);
  const figures = new Agreement('figures', countNames);
  let pictures = 0;
  for await (const piece of seenPictures(lake)) {
    for (const { boxes, tags } of piece) {
      pictures++;
      const found = figuresOf(boxes);
      const allowed = allowedScales(tags);
      const seen = scaleOf(found);
      if (allowed !== null) scale.add(allowed[0]!, seen, seen !== null && allowed.includes(seen));
      const said = taggedFigures(tags);
      if (said?.exact) figures.add(countName(said.least), found.length === 0 ? null : countName(found.length), countName(found.length) === countName(said.least));
    }
  }
  const scores = [scale, figures].flatMap((agreement) => agreement.score() ?? []);
  if (scores.length === 0) throw new UserError(pictures === 0 ? 'The lake has no pictures to score' : 'No picture has both boxes and tags that tell of its composition', pictures === 0 ? 'See some first: boorulab images scan FOLDER' : 'Boxes come from boorulab images faces, tags from the dumps of the board');
  return { scores, cells: [scale, figures].flatMap((agreement) => agreement.rows()) };
}
