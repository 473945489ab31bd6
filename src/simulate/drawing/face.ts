import type { Brush } from './brush.js';
import type { Look } from './look.js';
import { darker, lighter, lineOf, mix } from './palette.js';
import { ellipse, path, svg } from './svg.js';

/** The face in a head 100 wide, its middle at 0,0: ears, skin, eyes, brows, nose and mouth. */
export function drawFace(look: Look, brush: Brush): string {
  const { skin, tags } = look;
  const line = darker(skin, 0.62);
  const ears = [-1, 1].map((side) => ellipse(side * 48, 17, 7, 11, { fill: skin, line, width: 1.8 })).join('');
  const shape = 'M-48 -8C-50 20 -41 38 -22 51C-13 57 -6 60 0 60C6 60 13 57 22 51C41 38 50 20 48 -8C48 -44 26 -62 0 -62C-26 -62 -48 -44 -48 -8Z';
  const blush = [-1, 1].map((side) => ellipse(side * 31, 32, 9, 5, { fill: '#f08a86', opacity: 0.25 + 0.2 * brush.care })).join('');
  const shadow = brush.care > 0.4 ? path('M-47 -12C-30 -20 30 -20 47 -12L46 -2C30 -10 -30 -10 -46 -2Z', { fill: darker(skin, 0.3), opacity: 0.35 }) : '';
  const eyes = drawEye(look, brush, -1) + drawEye(look, brush, 1);
  const nose = path('M1 29L-1 33L2 33', { line: darker(skin, 0.45), width: 1.6 });
  return ears + path(shape, { fill: brush.fade(lighter(skin, 0.15), mix(skin, '#f2b9a0', 0.18)), line, width: 2 }) + shadow + blush + eyes + brows(look) + nose + mouth(tags) + marks(tags);
}

function drawEye(look: Look, brush: Brush, side: -1 | 1): string {
  const { tags } = look;
  const colour = look.eyes[side < 0 ? 0 : 1];
  const x = side * 23;
  const lash = '#2a1c28';
  const isClosed = tags.has('closed_eyes') || tags.has('sleeping') || ((tags.has('one_eye_closed') || tags.has(';)')) && side > 0);
  if (isClosed) return path(svg`M${x - 12} 15Q${x} 24 ${x + 12} 15M${x + side * 11} 16L${x + side * 15} 13`, { line: lash, width: 3.4 });
  const lid = tags.has('half-closed_eyes') ? 4 : 0;
  const white = path(svg`M${x - 12} ${12 + lid}C${x - 10} ${-1 + lid} ${x + 10} ${-1 + lid} ${x + 12} ${12 + lid}C${x + 10} 30 ${x - 10} 30 ${x - 12} ${12 + lid}Z`, { fill: '#fdfcfd' });
  const iris = ellipse(x, 15 + lid / 2, 9.2, 13 - lid / 2, { fill: brush.gradient([darker(colour, 0.8), darker(colour, 0.45), colour]), line: darker(colour, 0.75), width: 1.2 });
  const pupil = ellipse(x, 14 + lid / 2, 4.4, 7, { fill: darker(colour, 0.92) });
  const light = ellipse(x, 23, 5.2, 3.4, { fill: lighter(colour, 0.5), opacity: 0.3 + 0.5 * brush.care });
  const gleam = ellipse(x - 3.4, 8.5 + lid, 2.6, 3.2, { fill: '#ffffff' }) + (brush.care > 0.35 ? ellipse(x + 4, 20, 1.6, 1.8, { fill: '#ffffff', opacity: 0.9 }) : '');
  const upper = path(svg`M${x - side * 12} ${9 + lid}C${x - side * 7} ${-3 + lid} ${x + side * 8} ${-4 + lid} ${x + side * 14} ${10 + lid}L${x + side * 17} ${6 + lid}`, { line: lash, width: 4.2 });
  const lower = path(svg`M${x - side * 6} 27.5Q${x + side * 2} 29.5 ${x + side * 10} 24`, { line: darker(look.skin, 0.7), width: 1.5 });
  return white + iris + pupil + light + gleam + upper + lower;
}

function brows({ hair, tags }: Look): string {
  const slope = tags.has('serious') || tags.has('determined') ? 4 : tags.has('frown') ? 3 : tags.has('tears') ? -4 : tags.has('surprised') ? -1 : 0;
  const lift = tags.has('surprised') || tags.has(':o') ? 3 : 0;
  return [-1, 1].map((side) => path(svg`M${side * 12} ${-8 - lift + slope}Q${side * 24} ${-15 - lift} ${side * 35} ${-8 - lift - slope / 2}`, { line: lineOf(hair), width: 3 })).join('');
}

/** Expressions by the mouth that shows them, the strongest first. */
const mouths: readonly (readonly [readonly string[], string])[] = [
  [[':d', 'laughing', 'open_mouth', '>_<'], 'open'], [['grin'], 'grin'], [[':o', 'surprised'], 'o'], [['frown', 'pout', 'tears'], 'frown'], [[':<', '\\o/'], 'cat'],
  [['serious', 'expressionless', 'closed_mouth', 'determined'], 'flat'], [['parted_lips'], 'parted'],
];

function mouth(tags: ReadonlySet<string>): string {
  const kind = mouths.find(([names]) => names.some((name) => tags.has(name)))?.[1] ?? 'smile';
  const line = '#7d3a3c';
  switch (kind) {
    case 'open': return path('M-9 40Q0 38 9 40Q9 53 0 53Q-9 53 -9 40Z', { fill: '#b34b52', line, width: 1.8 }) + path('M-5 50Q0 45 5 50Q3 52.5 0 52.5Q-3 52.5 -5 50Z', { fill: '#ee9a96' });
    case 'grin': return path('M-11 40Q0 45 11 40Q8 50 0 50Q-8 50 -11 40Z', { fill: '#ffffff', line, width: 1.8 });
    case 'o': return ellipse(0, 45, 4, 5, { fill: '#b34b52', line, width: 1.6 });
    case 'frown': return path('M-7 46Q0 40 7 46', { line, width: 2 });
    case 'cat': return path('M-8 43Q-4 48 0 43Q4 48 8 43', { line, width: 2 });
    case 'flat': return path('M-6 44L6 44', { line, width: 2 });
    case 'parted': return path('M-5 43Q0 41 5 43Q0 48 -5 43Z', { fill: '#b34b52', line, width: 1.4 });
    default: return path('M-8 42Q0 49 8 42', { line, width: 2 });
  }
}

function marks(tags: ReadonlySet<string>): string {
  let drawn = '';
  if (tags.has('mole_under_eye')) drawn += ellipse(30, 34, 1.5, 1.5, { fill: '#4a3030' });
  if (tags.has('scar') || tags.has('facial_mark')) drawn += path('M-38 26L-30 36M-36 34L-31 28', { line: '#b5615a', width: 1.8 });
  if (tags.has('bandaid_on_face')) drawn += path('M27 38L37 32', { line: '#e6bd92', width: 6 });
  if (tags.has('tears')) drawn += [-1, 1].map((side) => ellipse(side * 33, 32, 2.6, 4.4, { fill: '#bfe4f7', line: '#7fb4d6', width: 1 })).join('');
  if (tags.has('sweatdrop')) drawn += path('M44 -14Q50 -2 44 0Q38 -2 44 -14Z', { fill: '#d3edf9', line: '#7fb4d6', width: 1.2 });
  return drawn;
}
