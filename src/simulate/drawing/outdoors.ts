import type { Ground } from './backgrounds.js';
import { darker, lighter, mix } from './palette.js';
import { ellipse, path, rect, svg } from './svg.js';

function sky({ width, height, brush, random }: Ground, above = '#6fa8dc', below = '#dcecf6'): string {
  const shift = 0.25 * random.uniform();
  return rect(0, 0, width, height, { fill: brush.gradient([mix(above, '#8f7fc0', shift), mix(below, '#f8ddc0', shift)]) });
}

function clouds({ width, height, brush, random }: Ground): string {
  return Array.from({ length: 1 + random.int(3) + brush.count(3) }, () => {
    const [x, y, s] = [random.int(width), random.int(height * 0.4), width * (0.06 + 0.12 * random.uniform())];
    const puffs = Array.from({ length: 4 }, (_, at) => ellipse(x + (at - 1.5) * s * 0.6, y - (at % 2) * s * 0.2, s * (0.4 + 0.25 * random.uniform()), s * (0.25 + 0.2 * random.uniform()), { fill: '#ffffff' })).join('');
    return `<g opacity="0.85">${puffs}</g>`;
  }).join('');
}

/** A rolling edge of land from the left to the right of the picture. */
function ridge({ width, height, random }: Ground, level: number, swing: number, fill: string): string {
  const count = 4 + random.int(3);
  let d = svg`M0 ${height}V${height * (level + swing * random.uniform())}`;
  for (let at = 1; at <= count; at++) d += svg`Q${(width * (at - 0.5)) / count} ${height * (level - swing * random.uniform())} ${(width * at) / count} ${height * (level + swing * (random.uniform() - 0.5))}`;
  return path(svg`${d}V${height}Z`, { fill });
}

function tree({ brush, random }: Ground, x: number, foot: number, size: number, green: string, tints: readonly [string, string] = ['#2c5a3c', '#d7e58a']): string {
  const trunk = path(svg`M${x - size * 0.07} ${foot}L${x - size * 0.04} ${foot - size * 0.6}H${x + size * 0.04}L${x + size * 0.08} ${foot}Z`, { fill: '#7b5a45', line: '#402c25', width: 1.6 });
  const crown = Array.from({ length: 4 + brush.count(5) }, () => ellipse(x + size * random.normal(0, 0.18), foot - size * (0.62 + 0.3 * random.uniform()), size * (0.2 + 0.1 * random.uniform()), size * (0.16 + 0.08 * random.uniform()), { fill: mix(green, tints[random.int(2)]!, 0.3 * random.uniform()) })).join('');
  return trunk + crown;
}

function grass({ width, height, brush, random }: Ground, level: number, colour: string): string {
  const blades = Array.from({ length: brush.count(120) }, () => {
    const [x, y] = [random.int(width), height * (level + (1 - level) * random.uniform())];
    return svg`M${x} ${y}q${random.between(-3, 3)} -6 ${random.between(-5, 5)} -12`;
  }).join('');
  return blades === '' ? '' : path(blades, { line: colour, width: 1.4, opacity: 0.7 });
}

export function hills(ground: Ground): string {
  const { random } = ground;
  const level = 0.5 + 0.2 * random.uniform();
  const far = ridge(ground, level - 0.08, 0.1, '#9dbccb');
  const trees = Array.from({ length: random.int(4) + ground.brush.count(5) }, () => tree(ground, random.int(ground.width), ground.height * (level + 0.06 + 0.1 * random.uniform()), ground.height * (0.12 + 0.16 * random.uniform()), '#5d9a62')).join('');
  return sky(ground) + clouds(ground) + far + ridge(ground, level, 0.06, ground.brush.gradient(['#8cc084', '#5c9a68'])) + trees + grass(ground, level + 0.08, '#3f7a4c');
}

export function forest(ground: Ground): string {
  const { width, height, brush, random } = ground;
  const rows = [0.62, 0.74].map((level, row) => Array.from({ length: 5 + random.int(3) + brush.count(4) }, () => tree(ground, random.int(width), height * (level + 0.05 * random.uniform()), height * (0.45 + 0.25 * random.uniform() + row * 0.15), row === 0 ? '#7fae8c' : '#4f8a58')).join('')).join('');
  const rays = brush.care > 0.5 ? path([0.1, 0.3, 0.55].map((x) => svg`M${width * x} 0l${width * 0.12} 0l${width * 0.25} ${height}l${-width * 0.2} 0Z`).join(''), { fill: '#fffbd8', opacity: 0.18 }) : '';
  return rect(0, 0, width, height, { fill: brush.gradient(['#cfe6cf', '#86b48a']) }) + rows + ridge(ground, 0.8, 0.04, brush.gradient(['#7aa86a', '#4f7a4f'])) + grass(ground, 0.82, '#35633d') + rays;
}

export function street(ground: Ground): string {
  const { width, height, brush, random } = ground;
  const horizon = 0.68 + 0.1 * random.uniform();
  const houses: string[] = [];
  for (let x = -random.int(40); x < width; ) {
    const wide = width * (0.14 + 0.16 * random.uniform());
    const tall = height * (0.2 + 0.42 * random.uniform());
    const colour = random.pick(['#b9a79b', '#a9b4c4', '#c9b79c', '#a3a0b4', '#cbbdbd', '#8fa3a8']);
    const top = height * horizon - tall;
    houses.push(rect(x, top, wide, tall, { fill: brush.fade(lighter(colour, 0.2), darker(colour, 0.15)), line: darker(colour, 0.6), width: 1.6 }));
    const [columns, rows] = [Math.max(1, Math.floor(wide / 24)), Math.floor((tall / 30) * (0.4 + 0.6 * brush.care))];
    for (let row = 0; row < rows; row++) for (let column = 0; column < columns; column++) if (random.chance(0.8)) houses.push(rect(x + 7 + column * 24, top + 10 + row * 30, 11, 16, { fill: random.chance(0.3) ? '#f6e3a1' : '#6f8296' }));
    x += wide + (random.chance(0.3) ? random.int(30) : 0);
  }
  const road = path(svg`M${width * 0.3} ${height * horizon}H${width * 0.7}L${width * 1.1} ${height}H${-width * 0.1}Z`, { fill: '#8d8b95' }) + path(svg`M${width / 2} ${height * horizon}V${height}`, { line: '#f2efe6', width: 4 });
  return sky(ground) + clouds(ground) + houses.join('') + rect(0, height * horizon, width, height, { fill: '#b6b2ae' }) + road;
}

export function beach(ground: Ground): string {
  const { width, height, brush, random } = ground;
  const horizon = height * (0.42 + 0.16 * random.uniform());
  const shore = height * (0.7 + 0.12 * random.uniform());
  const waves = path(Array.from({ length: 4 + brush.count(16) }, () => svg`M${random.int(width)} ${horizon + (shore - horizon) * random.uniform()}q14 -5 28 0t28 0`).join(''), { line: '#e6f6fa', width: 2, opacity: 0.8 });
  const sun = random.chance(0.5) ? ellipse(width * random.uniform(), height * 0.15, width * 0.06, width * 0.06, { fill: '#fff2b8' }) : '';
  const umbrella = random.chance(0.6) ? parasol(width * (random.chance(0.5) ? 0.12 : 0.88), height * 0.9, height * 0.34, random.pick(['#e2606a', '#4f8fc9', '#f0b84e'])) : '';
  return sky(ground, '#4f9fdc') + sun + clouds(ground) + rect(0, horizon, width, height, { fill: brush.gradient(['#2f86b8', '#7fd0d2']) }) + waves
    + path(svg`M0 ${shore + 14}Q${width * 0.3} ${shore - 16} ${width * 0.6} ${shore + 8}T${width} ${shore}V${height}H0Z`, { fill: brush.fade('#f6e6bd', '#e2c68e'), line: '#ffffff', width: 5 }) + umbrella;
}

function parasol(x: number, foot: number, size: number, colour: string): string {
  return path(svg`M${x} ${foot}L${x - size * 0.06} ${foot - size}`, { line: '#8a7560', width: 4 })
    + path(svg`M${x - size * 0.56} ${foot - size * 0.72}C${x - size * 0.4} ${foot - size * 1.15} ${x + size * 0.3} ${foot - size * 1.15} ${x + size * 0.44} ${foot - size * 0.7}Q${x + size * 0.2} ${foot - size * 0.8} ${x - size * 0.06} ${foot - size * 0.72}Q${x - size * 0.3} ${foot - size * 0.8} ${x - size * 0.56} ${foot - size * 0.72}Z`, { fill: colour, line: darker(colour, 0.5), width: 2 });
}

export function snow(ground: Ground): string {
  const { width, height, brush, random } = ground;
  const firs = Array.from({ length: 3 + random.int(4) + brush.count(4) }, () => {
    const [x, foot, s] = [random.int(width), height * (0.66 + 0.1 * random.uniform()), height * (0.14 + 0.18 * random.uniform())];
    return [0, 1, 2].map((tier) => path(svg`M${x - s * (0.34 - tier * 0.07)} ${foot - tier * s * 0.28}L${x} ${foot - s * (0.5 + tier * 0.25)}L${x + s * (0.34 - tier * 0.07)} ${foot - tier * s * 0.28}Z`, { fill: mix('#5f8a86', '#eef4f6', 0.2 + tier * 0.2), line: '#4a6a6c', width: 1.2 })).join('');
  }).join('');
  return rect(0, 0, width, height, { fill: brush.gradient(['#a9bfd6', '#e6edf4']) }) + ridge(ground, 0.6, 0.08, '#cfdce8') + firs + ridge(ground, 0.74, 0.05, brush.fade('#ffffff', '#dfe9f2'));
}

export function blossoms(ground: Ground): string {
  const { width, height, brush, random } = ground;
  const trees = Array.from({ length: 2 + random.int(2) + brush.count(2) }, () => tree(ground, random.int(width), height * (0.78 + 0.08 * random.uniform()), height * (0.5 + 0.3 * random.uniform()), '#f2b3c8', ['#e58fb0', '#fdeef2'])).join('');
  const branch = Array.from({ length: 6 + brush.count(30) }, () => ellipse(width * random.uniform() ** 1.6, height * 0.22 * random.uniform(), width * 0.03, width * 0.026, { fill: random.pick(['#f9cfdc', '#f4afc6', '#fde3ea']) })).join('');
  return sky(ground, '#8fbfe6', '#fbe9ee') + clouds(ground) + trees + ridge(ground, 0.8, 0.04, brush.gradient(['#a7cc8c', '#6fa56c'])) + grass(ground, 0.83, '#4f8650') + branch;
}

export function night(ground: Ground, hasMoon: boolean, above = '#1f2748', below = '#5a5f94'): string {
  const { width, height, brush, random } = ground;
  const stars = Array.from({ length: 14 + brush.count(90) }, () => ellipse(random.int(width), random.int(height * 0.7), 0.7 + 1.4 * random.uniform() ** 3, 0.7 + 1.4 * random.uniform() ** 3, { fill: '#fdf8dc' })).join('');
  const [x, y, s] = [width * (0.12 + 0.76 * random.uniform()), height * (0.1 + 0.14 * random.uniform()), width * (0.06 + 0.06 * random.uniform())];
  const moon = hasMoon ? ellipse(x, y, s * 2.4, s * 2.4, { fill: brush.glow('#fdf3c8', 0.5) }) + ellipse(x, y, s, s, { fill: '#fbf2cf' }) : '';
  return rect(0, 0, width, height, { fill: brush.gradient([above, below]) }) + stars + moon + ridge(ground, 0.74, 0.1, '#2f3560') + ridge(ground, 0.84, 0.05, '#20254a');
}
