import type { Ground } from './backgrounds.js';
import { darker, lighter } from './palette.js';
import { ellipse, path, rect, svg } from './svg.js';

const walls = ['#efe0d2', '#dfe7ec', '#e9e2ef', '#e4ecd9', '#f1dfe0'];

function shell({ width, height, brush, random }: Ground): string {
  const wall = random.pick(walls);
  const floor = height * (0.74 + 0.08 * random.uniform());
  const wood = random.pick(['#b58a63', '#9c7656', '#c79f78']);
  const boards = path(Array.from({ length: 2 + brush.count(7) }, (_, at) => svg`M${width * (at * 0.14 + 0.03)} ${floor}L${width * (at * 0.22 - 0.2)} ${height}`).join(''), { line: darker(wood, 0.3), width: 1.6, opacity: 0.7 });
  const stripes = brush.care > 0.4 ? path(Array.from({ length: 9 }, (_, at) => svg`M${(at + 0.5) * (width / 9)} 0V${floor}`).join(''), { line: darker(wall, 0.06), width: width / 24 }) : '';
  return rect(0, 0, width, floor, { fill: brush.fade(lighter(wall, 0.2), darker(wall, 0.14)) }) + stripes + rect(0, floor, width, height - floor, { fill: brush.fade(wood, darker(wood, 0.3)) }) + boards + rect(0, floor - 7, width, 8, { fill: lighter(wood, 0.5) });
}

function glassPane({ width, height, brush, random, tags }: Ground): string {
  const [w, h] = [width * (0.28 + 0.12 * random.uniform()), height * (0.3 + 0.1 * random.uniform())];
  const [x, y] = [(width - w) * random.uniform(), height * (0.1 + 0.08 * random.uniform())];
  const curtain = tags.has('curtains') || random.chance(0.4) ? [x - w * 0.12, x + w * 0.88].map((left) => path(svg`M${left} ${y - 10}H${left + w * 0.24}Q${left + w * 0.16} ${y + h * 0.6} ${left + w * 0.26} ${y + h + 14}H${left}Z`, { fill: random.pick(['#d98c96', '#8fb0d0', '#e6c88a']), line: '#6a4a55', width: 1.6, opacity: 0.9 })).join('') : '';
  return rect(x, y, w, h, { fill: brush.gradient(['#8fc3ea', '#eaf4f4']), line: '#f9f5ee', width: 8 }) + path(svg`M${x + w / 2} ${y}V${y + h}M${x} ${y + h / 2}H${x + w}`, { line: '#f9f5ee', width: 5 }) + curtain;
}

function shelf({ width, height, brush, random }: Ground): string {
  const [x, y, w] = [width * (random.chance(0.5) ? 0.02 : 0.68), height * (0.2 + 0.2 * random.uniform()), width * 0.3];
  return [0, 1, 2].map((row) => {
    const foot = y + row * height * 0.14;
    const books: string[] = [];
    for (let at = x + 4; at < x + w - 12; ) {
      const wide = random.between(6, 14);
      const tall = height * (0.06 + 0.04 * random.uniform());
      if (random.chance(0.35 + 0.6 * brush.care)) books.push(rect(at, foot - tall, wide, tall, { fill: random.pick(['#b5525c', '#5c7fb0', '#d9b65a', '#6f9a72', '#8d72a8', '#e9e2d6']), line: '#4a3a3a', width: 1 }));
      at += wide + 1;
    }
    return books.join('') + rect(x, foot, w, 6, { fill: '#8a6648', line: '#4f3828', width: 1 });
  }).join('');
}

export function room(ground: Ground): string {
  return shell(ground) + glassPane(ground) + (ground.random.chance(0.6) ? shelf(ground) : '') + (ground.tags.has('chair') || ground.tags.has('sitting') ? sofa(ground) : '');
}

function sofa({ width, height, brush, random }: Ground): string {
  const colour = random.pick(['#a8626e', '#6f8aa8', '#8aa57c', '#b99a6a']);
  const paint = { fill: brush.fade(lighter(colour, 0.1), darker(colour, 0.25)), line: darker(colour, 0.6), width: 2.4 };
  const x = width * (0.02 + 0.3 * random.uniform());
  return rect(x, height * 0.62, width * 0.62, height * 0.24, paint, 22) + rect(x - 12, height * 0.7, 40, height * 0.22, paint, 16) + rect(x + width * 0.62 - 28, height * 0.7, 40, height * 0.22, paint, 16);
}

export function cafe(ground: Ground): string {
  const { width, height, brush, random } = ground;
  const lamps = Array.from({ length: 2 + random.int(3) }, () => {
    const [x, y] = [width * random.uniform(), height * (0.08 + 0.12 * random.uniform())];
    return path(svg`M${x} 0V${y}`, { line: '#4a3a34', width: 2 }) + path(svg`M${x - 26} ${y + 20}Q${x} ${y - 22} ${x + 26} ${y + 20}Z`, { fill: '#c9744e', line: '#5a2f22', width: 2 }) + ellipse(x, y + 26, 52, 46, { fill: brush.glow('#ffe9ae', 0.6) });
  }).join('');
  return shell(ground) + glassPane(ground) + shelf(ground) + lamps;
}

/** A stage: curtains, beams of light from above, and rows of lights in the hall. */
export function stage({ width, height, brush, random }: Ground): string {
  const [dark, warm] = random.pick([['#2a2147', '#8f4fa8'], ['#1f2c4f', '#3f7fc0'], ['#40203a', '#d0607a']] as const);
  const beams = Array.from({ length: 2 + random.int(3) + brush.count(2) }, () => {
    const [x, to, half] = [width * random.uniform(), width * random.uniform(), width * (0.06 + 0.08 * random.uniform())];
    return path(svg`M${x - 6} 0H${x + 6}L${to + half} ${height}H${to - half}Z`, { fill: random.pick(['#ffd0e4', '#c8e4ff', '#fff3c0', '#d8ffd8']), opacity: 0.3 });
  }).join('');
  const lights = Array.from({ length: 10 + brush.count(40) }, () => ellipse(random.int(width), height * (0.5 + 0.3 * random.uniform()), 3, 5, { fill: random.pick(['#ff9fc4', '#8fd4ff', '#fff09a', '#b6f5a6']), opacity: 0.85 })).join('');
  return rect(0, 0, width, height, { fill: brush.gradient([dark, warm]) }) + lights + beams + rect(0, height * 0.86, width, height * 0.14, { fill: brush.fade(lighter(warm, 0.3), dark) });
}
