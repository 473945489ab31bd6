import type { Random } from '../../kernels/random.js';
import type { Brush } from './brush.js';
import { type Box, drawFigure } from './figure.js';
import { placesOf, type Scale } from './layout.js';
import type { Person } from './people.js';

/** A person drawn in a part of the picture. */
export interface Placed {
  readonly person: Person;
  readonly drawing: string;
  readonly boxes: Record<'face' | 'head' | 'whole', Box>;
  /** What can be seen of the picture there. */
  readonly pane: Box;
}

/** The part of a box that lies in a pane; null when that is less than `least` of it. */
export function seen(box: Box, pane: Box, least = 0.5): Box | null {
  const x = Math.max(box.x, pane.x);
  const y = Math.max(box.y, pane.y);
  const w = Math.min(box.x + box.w, pane.x + pane.w) - x;
  const h = Math.min(box.y + box.h, pane.y + pane.h) - y;
  return w <= 0 || h <= 0 || w * h < least * box.w * box.h ? null : { x, y, w, h };
}

/** Draws people into a pane at a scale, the farthest first. */
export function drawPeople(people: readonly Person[], scale: Scale, pane: Box, isChibi: boolean, brush: Brush, random: Random): Placed[] {
  const places = placesOf(people.length, scale, isChibi, pane.w, pane.h, random);
  return places.map((place, at) => {
    const person = people[at]!;
    const figure = drawFigure(person.look, { ...place, x: place.x + pane.x, y: place.y + pane.y }, brush, random);
    return { person, drawing: figure.drawing, boxes: figure, pane };
  });
}
