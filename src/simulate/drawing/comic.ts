import type { Random } from '../../kernels/random.js';
import { drawBackground } from './backgrounds.js';
import type { Brush } from './brush.js';
import type { Box } from './figure.js';
import type { Person } from './people.js';
import { drawPeople, type Placed } from './placed.js';
import { ellipse, path, rect, svg } from './svg.js';

/** Cuts a page into panels, two to four of them, at least `least`. */
function panelsOf({ w, h }: Box, least: number, random: Random): Box[] {
  const gap = Math.round(w * 0.025);
  const rows = least > 2 || random.chance(0.5) ? [0.4 + 0.2 * random.uniform(), 1] : [0.34 + 0.3 * random.uniform(), 1];
  const panels: Box[] = [];
  let top = gap;
  for (const [row, end] of rows.entries()) {
    const low = Math.round(h * end) - (end === 1 ? gap : 0);
    const cut = (row === 0) === random.chance(0.5) || least > 2 ? Math.round(w * (0.4 + 0.2 * random.uniform())) : w - gap;
    for (const [left, right] of cut < w - gap ? [[gap, cut], [cut + gap, w - gap]] as const : [[gap, w - gap]] as const) panels.push({ x: left, y: top, w: right - left, h: low - top });
    top = low + gap;
  }
  return panels;
}

function bubble({ x, y, w, h }: Box, random: Random): string {
  const [rx, ry] = [w * (0.14 + 0.08 * random.uniform()), h * (0.08 + 0.06 * random.uniform())];
  const cx = random.chance(0.5) ? x + rx + 8 : x + w - rx - 8;
  const cy = y + ry + 8;
  const words = [-0.35, 0, 0.35].map((row) => svg`M${cx - rx * 0.6} ${cy + row * ry * 1.2}h${rx * (0.6 + 0.6 * random.uniform())}`).join('');
  return ellipse(cx, cy, rx, ry, { fill: '#ffffff', line: '#2b2530', width: 2 }) + path(words, { line: '#6a6570', width: 2.4 });
}

/** A page of panels with one person in each, as far as there are people. The panels are all in `before`. */
export function comicPage(people: readonly Person[], page: Box, brush: Brush, random: Random): { before: string; placed: Placed[] } {
  const panels = panelsOf(page, people.length, random);
  const order = random.shuffle(panels.map((_, at) => at));
  const placed: Placed[] = [];
  const drawn = panels.map((panel, at) => {
    const person = people[order.indexOf(at)];
    const inside: Box = { x: 0, y: 0, w: panel.w, h: panel.h };
    const scale = random.pick(['portrait', 'upper_body', 'upper_body'] as const);
    const figures = person === undefined ? [] : drawPeople([person], scale, inside, false, brush, random);
    for (const figure of figures) {
      const moved = ({ x, y, w, h }: Box): Box => ({ x: x + panel.x, y: y + panel.y, w, h });
      placed.push({ ...figure, boxes: { face: moved(figure.boxes.face), head: moved(figure.boxes.head), whole: moved(figure.boxes.whole) }, pane: panel });
    }
    const behind = drawBackground('comic', { width: panel.w, height: panel.h, brush, random, tags: new Set() });
    const content = behind + figures.map(({ drawing }) => drawing).join('') + bubble(inside, random);
    return svg`<svg x="${panel.x}" y="${panel.y}" width="${panel.w}" height="${panel.h}">${content}</svg>` + rect(panel.x, panel.y, panel.w, panel.h, { line: '#221c26', width: 3 });
  });
  return { before: rect(0, 0, page.w, page.h, { fill: '#ffffff' }) + drawn.join(''), placed };
}
