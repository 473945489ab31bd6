import { Random } from '../../kernels/random.js';
import { DANBOORU } from '../boards.js';
import type { Picture } from '../pictures.js';
import type { World } from '../world.js';
import { drawBackground, drawForeground } from './backgrounds.js';
import { Brush } from './brush.js';
import { comicPage } from './comic.js';
import { craftOf, type Craft } from './craft.js';
import type { Box } from './figure.js';
import { type Scale, scaleOf } from './layout.js';
import { peopleOf } from './people.js';
import { drawPeople, seen } from './placed.js';

/** A figure that is drawn, with the boxes of its parts as far as they are in the picture. */
export interface DrawnFigure {
  readonly character: string | null;
  readonly face: Box | null;
  readonly head: Box | null;
  readonly figure: Box | null;
}

/** A picture drawn: SVG, and what is true of it. */
export interface Drawing {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
  readonly craft: Craft;
  readonly isGrey: boolean;
  /** Null where nobody is, and for pages of several panels. */
  readonly scale: Scale | null;
  /** The nearest first. */
  readonly figures: readonly DrawnFigure[];
}

const drawStream = 2 ** 42;

function sizeOf({ file }: Picture, long: number): { width: number; height: number } {
  const aspect = Math.min(2.4, Math.max(0.42, file.width / file.height));
  return aspect >= 1 ? { width: long, height: Math.round(long / aspect) } : { width: Math.round(long * aspect), height: long };
}

/**
 * Draws a picture of the simulation: its characters as their tags say, in their scene; the better the picture, the more careful the drawing.
 * Everyone is fully dressed and the drawing tame, whatever the rating. The same world and picture give the same drawing.
 */
export function drawPicture(picture: Picture, world: World): Drawing {
  const stream = (part: number): Random => new Random(world.seed, drawStream + picture.base * 8 + part);
  const tags = new Set(picture.tags.map((concept) => world.book.concepts[concept]!.names[DANBOORU]!));
  const craft = craftOf(picture.quality, new Random(world.seed, 2 * drawStream + picture.id));
  const { width, height } = sizeOf(picture, craft.long);
  const brush = new Brush(craft.care);
  const people = peopleOf(picture, world);
  const whole: Box = { x: 0, y: 0, w: width, h: height };
  const ground = (part: number) => ({ width, height, brush, random: stream(part), tags });
  const { name } = picture.scene;
  const isGrey = name === 'comic' && (tags.has('monochrome') || tags.has('greyscale'));
  const scale = people.length === 0 || name === 'comic' ? null : scaleOf(name, tags, stream(0));
  const { before, placed } = scale === null && name === 'comic' ? comicPage(people, whole, brush, stream(1))
    : { before: drawBackground(name, ground(1)), placed: scale === null ? [] : drawPeople(people, scale, whole, tags.has('chibi'), brush, stream(2)) };
  const content = before + placed.map(({ drawing, pane }) => (pane === whole ? drawing : '')).join('') + drawForeground(name, ground(3));
  const figures = placed.map(({ person, boxes, pane }) => ({ character: person.character, face: seen(boxes.face, pane), head: seen(boxes.head, pane), figure: seen(boxes.whole, pane, 0) })).reverse();
  return { svg: brush.picture(width, height, content), width, height, craft, isGrey, scale, figures };
}
