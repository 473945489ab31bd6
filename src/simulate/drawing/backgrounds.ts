import type { Random } from '../../kernels/random.js';
import type { Brush } from './brush.js';
import { cloth, darker, lighter, mix } from './palette.js';
import { beach, blossoms, forest, hills, night, snow, street } from './outdoors.js';
import { cafe, room, stage } from './indoors.js';
import { ellipse, path, rect, svg } from './svg.js';

/** A picture to be painted: its size in px, the painter's brush, and what settles all that is left to chance. */
export interface Ground {
  readonly width: number;
  readonly height: number;
  readonly brush: Brush;
  readonly random: Random;
  readonly tags: ReadonlySet<string>;
}

const pale = ['#dfeaf4', '#f6e3e4', '#e8f1df', '#f5eed6', '#e7e1f2', '#d9eeee'];

/** A ground without a place: white, grey, a colour, or one that changes, with a few shapes when drawn with care. */
function plain({ width, height, brush, random, tags }: Ground): string {
  const tone = random.pick(pale);
  const fill = tags.has('gradient_background') ? brush.gradient([lighter(tone, 0.4), darker(tone, 0.35)]) : tags.has('white_background') ? '#ffffff' : tags.has('grey_background') ? '#c4c4cb' : tone;
  const ink = tags.has('white_background') ? tone : darker(tone, 0.12);
  const ground = rect(0, 0, width, height, { fill });
  const kind = random.int(5);
  if (kind === 0) return ground + ellipse(width * random.uniform(), height * (0.2 + 0.5 * random.uniform()), width * (0.25 + 0.2 * random.uniform()), width * 0.32, { fill: ink });
  if (kind === 1) return ground + path(Array.from({ length: 4 + brush.count(8) }, () => svg`M${random.int(width)} ${random.int(height)}l${width * 0.1} ${-height * 0.14}`).join(''), { line: ink, width: 6 + random.int(14) });
  if (kind === 2) return ground + Array.from({ length: 3 + brush.count(14) }, () => ellipse(random.int(width), random.int(height), random.between(3, 28), random.between(3, 28), { fill: ink, opacity: 0.7 })).join('');
  if (kind === 3) return ground + rect(width * 0.1 * random.uniform(), height * (0.1 + 0.3 * random.uniform()), width * 0.9, height * (0.2 + 0.3 * random.uniform()), { fill: ink });
  return ground;
}

/** A fight: a dark sky, streaks that run together, sparks. */
function battle({ width, height, brush, random, tags }: Ground): string {
  const [above, below] = random.pick([['#3c3550', '#c06a4d'], ['#2f4158', '#a9b6c4'], ['#4a2f3c', '#d9a15a']] as const);
  const [x, y] = [width * (0.2 + 0.6 * random.uniform()), height * (0.15 + 0.5 * random.uniform())];
  const streaks = Array.from({ length: 12 + brush.count(30) }, () => {
    const turn = 2 * Math.PI * random.uniform();
    const far = Math.hypot(width, height);
    const near = far * (0.15 + 0.25 * random.uniform());
    return svg`M${x + near * Math.cos(turn)} ${y + near * Math.sin(turn)}L${x + far * Math.cos(turn)} ${y + far * Math.sin(turn)}`;
  }).join('');
  const sparks = Array.from({ length: brush.count(40) }, () => ellipse(random.int(width), random.int(height), random.between(1, 4), random.between(1, 4), { fill: '#ffd98a', opacity: 0.8 })).join('');
  const fire = tags.has('fire') ? path(svg`M0 ${height}Q${width * 0.1} ${height * 0.7} ${width * 0.2} ${height * 0.85}Q${width * 0.3} ${height * 0.62} ${width * 0.42} ${height * 0.84}Q${width * 0.6} ${height * 0.66} ${width * 0.72} ${height * 0.86}Q${width * 0.86} ${height * 0.7} ${width} ${height * 0.9}V${height}Z`, { fill: brush.gradient(['#f6c04e', '#d4532f']), opacity: 0.85 }) : '';
  return rect(0, 0, width, height, { fill: brush.gradient([above, below]) }) + path(streaks, { line: lighter(below, 0.3), width: 3, opacity: 0.55 }) + fire + sparks;
}

/** A festival evening: rows of lanterns, fireworks when the tags speak of them. */
function festival(ground: Ground): string {
  const { width, height, random, brush, tags } = ground;
  const lanterns = [0.1, 0.22].map((level, row) => {
    const sag = height * (0.04 + 0.05 * random.uniform());
    const count = 5 + random.int(4);
    const rope = path(svg`M0 ${height * level}Q${width / 2} ${height * level + 2 * sag} ${width} ${height * level}`, { line: '#2b2438', width: 2 });
    return rope + Array.from({ length: count }, (_, at) => {
      const share = (at + 0.5) / count;
      const y = height * level + 4 * sag * share * (1 - share);
      return ellipse(width * share, y + 12, 10, 13, { fill: (at + row) % 2 === 0 ? '#f2735a' : '#f8d27a', line: '#5a2a30', width: 1.5 }) + ellipse(width * share, y + 12, 30, 32, { fill: brush.glow('#ffcf7a', 0.5) });
    }).join('');
  }).join('');
  const burst = tags.has('fireworks') ? Array.from({ length: 2 + random.int(3) }, () => {
    const [x, y, reach] = [random.int(width), random.int(height / 2), random.between(30, 90)];
    return path(Array.from({ length: 16 }, (_, ray) => svg`M${x + reach * 0.3 * Math.cos(ray * 0.393)} ${y + reach * 0.3 * Math.sin(ray * 0.393)}L${x + reach * Math.cos(ray * 0.393)} ${y + reach * Math.sin(ray * 0.393)}`).join(''), { line: random.pick(['#ff9fb2', '#ffe08a', '#9fd8ff', '#b8f0a8']), width: 2.5 });
  }).join('') : '';
  return night(ground, false) + burst + lanterns;
}

/** Halloween: a dark sky, a large moon, bats and pumpkins. */
function masquerade(ground: Ground): string {
  const { width, height, random, brush } = ground;
  const bats = Array.from({ length: 2 + brush.count(7) }, () => {
    const [x, y, s] = [random.int(width), random.int(height * 0.5), random.between(8, 22)];
    return path(svg`M${x - s} ${y}Q${x - s * 0.5} ${y - s * 0.7} ${x - s * 0.1} ${y - s * 0.15}L${x} ${y - s * 0.4}L${x + s * 0.1} ${y - s * 0.15}Q${x + s * 0.5} ${y - s * 0.7} ${x + s} ${y}Q${x + s * 0.4} ${y - s * 0.1} ${x} ${y + s * 0.3}Q${x - s * 0.4} ${y - s * 0.1} ${x - s} ${y}Z`, { fill: '#1d1626' });
  }).join('');
  const pumpkins = Array.from({ length: 2 + random.int(4) }, () => {
    const [x, s] = [random.int(width), random.between(18, 44)];
    const y = height - s * 0.7;
    return [-0.5, 0.5, 0].map((shift) => ellipse(x + shift * s, y, s * 0.55, s * 0.75, { fill: '#e88a35', line: '#7a3c15', width: 2 })).join('') + path(svg`M${x - s * 0.35} ${y - s * 0.1}l${s * 0.18} ${-s * 0.22}l${s * 0.18} ${s * 0.22}ZM${x + s * 0.05} ${y - s * 0.1}l${s * 0.18} ${-s * 0.22}l${s * 0.18} ${s * 0.22}ZM${x - s * 0.45} ${y + s * 0.15}Q${x} ${y + s * 0.55} ${x + s * 0.45} ${y + s * 0.15}Q${x} ${y + s * 0.3} ${x - s * 0.45} ${y + s * 0.15}Z`, { fill: '#f9dc6c' });
  }).join('');
  return night(ground, true, '#4d2f63', '#e08a4e') + bats + pumpkins;
}

/** Outlines of page panels: for comics, behind the figures. */
function page({ width, height, random, brush }: Ground): string {
  const tone = random.pick(['#ececee', '#d5d5da', '#f4f4f4']);
  const dots = Array.from({ length: brush.count(160) }, (_, at) => ellipse((at % 16) * (width / 16) + 8, Math.floor(at / 16) * 14 + height * 0.62, 2.4, 2.4, { fill: '#b9b9c2' })).join('');
  return rect(0, 0, width, height, { fill: tone }) + dots;
}

const grounds: Readonly<Record<string, (ground: Ground) => string>> = {
  group: (ground) => (ground.tags.has('indoors') ? room(ground) : ground.tags.has('outdoors') ? hills(ground) : plain(ground)),
  room, cafe, street, forest, battle, stage, beach, festival, snow, blossoms, masquerade, comic: page,
  night: (ground) => night(ground, ground.tags.has('moon')), landscape: (ground) => landscape(ground),
};

function landscape(ground: Ground): string {
  if (ground.tags.has('night')) return night(ground, true);
  return ground.random.pick([hills, hills, beach, forest, street])(ground);
}

/** What is behind the figures of a scene, covering the whole picture. */
export function drawBackground(scene: string, ground: Ground): string {
  return (grounds[scene] ?? plain)(ground);
}

/** What is before everything: light, petals, snow, a frame. */
export function drawForeground(scene: string, { width, height, brush, random, tags }: Ground): string {
  const many = (count: number, colour: string, size: number): string => Array.from({ length: count }, () => ellipse(random.int(width), random.int(height), size * (0.5 + random.uniform()), size * (0.5 + random.uniform()), { fill: colour, opacity: 0.85 })).join('');
  let drawn = '';
  if (scene === 'snow') drawn += many(8 + brush.count(50), '#ffffff', 4);
  if (scene === 'blossoms' || tags.has('falling_petals') || tags.has('petals')) drawn += many(5 + brush.count(26), '#f7bfd0', 6);
  if (tags.has('confetti')) drawn += Object.values(cloth).map((colour) => many(brush.count(5), colour, 4)).join('');
  if (tags.has('light_particles') || tags.has('sparkle')) drawn += many(4 + brush.count(20), '#fff7cf', 3);
  if (brush.care > 0.55 && scene !== 'comic') drawn += ellipse(width * random.uniform(), 0, width * 0.8, height * 0.6, { fill: brush.glow('#fff4d8', 0.4) });
  if (tags.has('border') || tags.has('framed')) drawn += rect(width * 0.015, width * 0.015, width * 0.97, height - width * 0.03, { line: mix('#ffffff', '#554455', random.uniform()), width: width * 0.03 });
  return drawn;
}
