import type { Random } from '../../kernels/random.js';
import { bow } from './accessories.js';
import type { Brush } from './brush.js';
import type { Garment } from './clothes.js';
import type { Look } from './look.js';
import { darker, lighter, lineOf, mix } from './palette.js';
import { ellipse, path, rect, svg } from './svg.js';

/** Height of the neck's foot, the hips and the soles below the middle of the face, in hundredths of a head's width. */
export const heights = { neck: 86, hips: 222, soles: 600 } as const;

const arms: Readonly<Record<string, readonly [number, number, number, number]>> = {
  down: [58, 160, 54, 222], hip: [84, 156, 44, 196], up: [86, 104, 84, 34], fold: [60, 158, 10, 176], out: [98, 128, 146, 112], wave: [80, 128, 96, 62], back: [60, 156, 30, 214],
};
const armsOfPoses: Readonly<Record<string, readonly [string, string]>> = {
  arms_up: ['up', 'up'], hand_up: ['down', 'wave'], waving: ['down', 'up'], reaching_out: ['down', 'out'], outstretched_arms: ['out', 'out'], hand_on_own_hip: ['hip', 'down'],
  crossed_arms: ['fold', 'fold'], hands_together: ['fold', 'fold'], v: ['down', 'wave'], pointing: ['out', 'hip'], dancing: ['up', 'out'], salute: ['down', 'wave'], holding: ['fold', 'down'],
};

/** How a body stands: places of elbow and hand by side, and how far the feet are apart. */
export interface Pose {
  readonly arms: readonly [readonly number[], readonly number[]];
  readonly feet: readonly [number, number];
}

export function poseOf(tags: ReadonlySet<string>, random: Random): Pose {
  const named = Object.entries(armsOfPoses).find(([tag]) => tags.has(tag))?.[1];
  const kinds = random.chance(0.75) && named ? named : [random.pick(['down', 'down', 'hip', 'back', 'fold']), random.pick(['down', 'down', 'hip', 'wave', 'back'])];
  const loose = (): number => random.between(-7, 7);
  const place = (kind: string): number[] => arms[kind]!.map((value) => value + loose());
  return { arms: [place(kinds[0]!), place(kinds[1]!)], feet: [-20 - random.int(22), 20 + random.int(22)] };
}

/** The dressed body below a head 100 wide whose middle is at 0,0. */
export function drawBody(look: Look, pose: Pose, brush: Brush): string {
  const { clothes, skin, boy } = look;
  const sleeve = clothes.over && !['vest', 'cape', 'cloak'].includes(clothes.over.kind) ? clothes.over : clothes.top;
  const drawn = [cape(look, brush), legs(look, pose, brush)];
  const neck = path('M-14 44L-15 88Q0 100 15 88L14 44Z', { fill: mix(skin, '#d99a86', 0.32), line: darker(skin, 0.62) });
  drawn.push(neck, bottom(clothes.bottom, boy, brush), torso(clothes.top, boy, brush));
  if (clothes.over) drawn.push(overGarment(clothes.over, boy, brush));
  drawn.push(...clothes.others.map((garment) => other(garment, brush)));
  const glove = clothes.others.find(({ kind }) => kind === 'gloves');
  drawn.push(arm(-1, pose.arms[0], sleeve, look, glove, brush), arm(1, pose.arms[1], sleeve, look, glove, brush), neckwear(look, brush));
  return drawn.join('');
}

function paintOf({ colour }: Garment, brush: Brush): { fill: string; line: string; width: number } {
  return { fill: brush.fade(lighter(colour, 0.14), darker(colour, 0.2)), line: lineOf(colour), width: 2.4 };
}

/** Stripes, checks, dots or a trimmed edge between two heights, about the middle. */
function pattern({ pattern: kind, colour }: Garment, from: number, to: number, half: number): string {
  if (kind === undefined) return '';
  const ink = mix(colour, colour < '#888888' ? '#ffffff' : '#554455', 0.4);
  const rows = Array.from({ length: Math.max(1, Math.floor((to - from) / 18)) }, (_, at) => from + 10 + at * 18);
  if (kind === 'striped') return path(rows.map((y) => svg`M${-half} ${y}H${half}`).join(''), { line: ink, width: 5, opacity: 0.7 });
  if (kind === 'plaid') return path(rows.map((y) => svg`M${-half} ${y}H${half}`).join('') + [-0.6, -0.2, 0.2, 0.6].map((x) => svg`M${x * half} ${from + 6}V${to - 6}`).join(''), { line: ink, width: 3, opacity: 0.6 });
  if (kind === 'polka_dot') return rows.flatMap((y, row) => [-0.7, -0.25, 0.2, 0.65].map((x) => ellipse(x * half + (row % 2) * 8, y, 3.6, 3.6, { fill: ink }))).join('');
  return path(svg`M${-half} ${to - 5}q6 8 ${half / 4} 0t${half / 4} 0t${half / 4} 0t${half / 4} 0t${half / 4} 0t${half / 4} 0t${half / 4} 0t${half / 4} 0`, { line: '#fdf8f4', width: 6 });
}

function folds(brush: Brush, colour: string, lines: readonly string[]): string {
  const count = brush.count(lines.length);
  return count === 0 ? '' : path(lines.slice(0, count).join(''), { line: lineOf(colour), width: 1.4, opacity: 0.6 });
}

function torso(garment: Garment, boy: boolean, brush: Brush): string {
  const wide = boy ? 54 : 46;
  const waist = boy ? 40 : 33;
  const shape = svg`M${-wide} 104Q${-wide + 4} 90 -16 84Q0 96 16 84Q${wide - 4} 90 ${wide} 104C${wide} 130 ${waist + 2} 150 ${waist} 176L${waist + 5} 226H${-waist - 5}L${-waist} 176C${-waist - 2} 150 ${-wide} 130 ${-wide} 104Z`;
  const shade = brush.care > 0.45 ? path(svg`M${waist} 112C${waist - 2} 140 ${waist - 10} 190 ${waist + 3} 222L${waist - 16} 224C${waist - 22} 180 ${waist - 12} 140 ${waist} 112Z`, { fill: darker(garment.colour, 0.5), opacity: 0.35 }) : '';
  const collar = garment.kind === 'kimono' ? path('M-16 84L4 130M17 83L-14 172', { line: '#fdf8f4', width: 7 }) + rect(-40, 172, 80, 34, { fill: darker(garment.colour, 0.5), line: lineOf(garment.colour) })
    : garment.kind === 'hoodie' ? path('M-26 86Q0 118 26 86Q20 76 0 92Q-20 76 -26 86Z', { fill: lighter(garment.colour, 0.25), line: lineOf(garment.colour) })
      : path('M-17 83L-22 104L-2 98L0 92L2 98L22 104L17 83Q0 98 -17 83Z', { fill: lighter(garment.colour, 0.55), line: lineOf(garment.colour), width: 1.8 });
  const buttons = garment.kind === 'shirt' && brush.care > 0.5 ? [124, 146, 168, 190].map((y) => ellipse(0, y, 2.2, 2.2, { fill: lineOf(garment.colour) })).join('') : '';
  return path(shape, paintOf(garment, brush)) + pattern(garment, 112, 216, waist) + shade + collar + buttons
    + folds(brush, garment.colour, ['M-30 176Q-18 182 -8 178', 'M30 170Q20 178 12 176', 'M-34 128Q-24 140 -26 152', 'M34 130Q26 138 27 150', 'M-20 206Q-6 212 4 206']);
}

function bottom(garment: Garment, boy: boolean, brush: Brush): string {
  const paint = paintOf(garment, brush);
  if (garment.kind === 'pants' || garment.kind === 'shorts') {
    const end = garment.kind === 'pants' ? 560 : 370;
    return path(svg`M-38 206H38Q46 240 44 ${end}L8 ${end}L2 270H-2L-8 ${end}L-44 ${end}Q-46 240 -38 206Z`, paint) + folds(brush, garment.colour, [svg`M26 240Q30 300 26 ${end - 30}`, svg`M-26 240Q-30 300 -26 ${end - 30}`, 'M-14 250Q0 262 14 250']);
  }
  const isRobe = garment.kind === 'kimono';
  const end = isRobe ? 540 : 372;
  const half = isRobe ? 50 : garment.kind === 'dress' ? 96 : 86;
  const shape = svg`M-36 196H36C42 240 ${half * 0.9} ${end - 60} ${half} ${end - 8}Q${half * 0.75} ${end + 8} ${half * 0.5} ${end - 2}Q${half * 0.25} ${end + 8} 0 ${end}Q${-half * 0.25} ${end + 8} ${-half * 0.5} ${end - 2}Q${-half * 0.75} ${end + 8} ${-half} ${end - 8}C${-half * 0.9} ${end - 60} -42 240 -36 196Z`;
  return path(shape, paint) + pattern(garment, 250, end - 4, half * 0.66) + folds(brush, garment.colour, [0.2, -0.25, 0.5, -0.55, 0, 0.7].map((x) => svg`M${x * 44} 222Q${x * half * 0.7} 290 ${x * half} ${end - 10}`)) + (boy ? '' : '');
}

function legs({ clothes }: Look, { feet }: Pose, brush: Brush): string {
  const { legs: socks, shoes } = clothes;
  const line = lineOf(socks.colour);
  return [-1, 1].map((side) => {
    const foot = feet[side < 0 ? 0 : 1]!;
    const d = svg`M${side * 20} 240Q${side * 24} 400 ${foot} 572`;
    const shoe = shoes.kind === 'boots' ? path(svg`M${foot - 17} 478H${foot + 17}L${foot + 16} 586Q${foot + side * 26} 590 ${foot + side * 22} 600H${foot - side * 15}L${foot - 17} 478Z`, paintOf(shoes, brush))
      : path(svg`M${foot - 15} 572Q${foot} 564 ${foot + 15} 572Q${foot + side * 26} 584 ${foot + side * 23} 600H${foot - side * 16}Z`, paintOf(shoes, brush));
    return path(d, { line, width: 35 }) + path(d, { line: brush.care > 0.4 ? mix(socks.colour, '#665577', 0.1) : socks.colour, width: 30 }) + shoe;
  }).join('');
}

function arm(side: -1 | 1, place: readonly number[], garment: Garment, { skin }: Look, glove: Garment | undefined, brush: Brush): string {
  const [elbowX, elbowY, handX, handY] = place as [number, number, number, number];
  const d = svg`M${side * 38} 108L${side * elbowX} ${elbowY}L${side * handX} ${handY}`;
  const hand = ellipse(side * (handX + 2), handY + (handY > 120 ? 8 : -8), 11, 12, { fill: glove?.colour ?? skin, line: lineOf(glove?.colour ?? skin), width: 2 });
  const shade = brush.care > 0.4 ? path(svg`M${side * 40} 114L${side * (elbowX - 3)} ${elbowY + 4}L${side * (handX - 2)} ${handY + 3}`, { line: darker(garment.colour, 0.35), width: 9, opacity: 0.35 }) : '';
  return hand + path(d, { line: lineOf(garment.colour), width: 27.5 }) + path(d, { line: garment.colour, width: 23 }) + shade;
}

function overGarment(garment: Garment, boy: boolean, brush: Brush): string {
  if (garment.kind === 'cape' || garment.kind === 'cloak') return path('M-52 100Q-40 84 -14 80Q0 92 14 80Q40 84 52 100Q30 118 0 116Q-30 118 -52 100Z', paintOf(garment, brush));
  const wide = boy ? 57 : 49;
  const end = garment.kind === 'coat' ? 380 : 240;
  const flare = garment.kind === 'coat' ? 74 : 46;
  const half = (side: number): string => path(svg`M${side * 15} 82Q${side * (wide - 4)} 88 ${side * wide} 106C${side * wide} 140 ${side * 40} 160 ${side * 40} 190L${side * flare} ${end}L${side * (end > 300 ? 12 : 15)} ${end}L${side * 13} 150Z`, paintOf(garment, brush));
  return half(-1) + half(1) + pattern(garment, end - 30, end, flare * 0.9) + folds(brush, garment.colour, [svg`M-34 196L${-flare * 0.7} ${end - 12}`, svg`M34 196L${flare * 0.7} ${end - 12}`]);
}

function cape({ clothes }: Look, brush: Brush): string {
  if (clothes.over === undefined || !['cape', 'cloak'].includes(clothes.over.kind)) return '';
  return path('M-48 96C-84 200 -104 340 -112 430Q-60 452 0 440Q60 452 112 430C104 340 84 200 48 96Z', paintOf({ ...clothes.over, colour: darker(clothes.over.colour, 0.15) }, brush));
}

function other(garment: Garment, brush: Brush): string {
  if (garment.kind === 'belt') return rect(-40, 196, 80, 15, paintOf(garment, brush), 3) + rect(-9, 194, 18, 19, { line: '#e8d28a', width: 3 }, 2);
  if (garment.kind === 'apron') return path('M-24 120H24L30 200Q58 300 54 350Q0 368 -54 350Q-58 300 -30 200Z', { fill: lighter(garment.colour, 0.6), line: lineOf(garment.colour) });
  return '';
}

function neckwear({ clothes, tags }: Look, brush: Brush): string {
  const { neck } = clothes;
  const choker = tags.has('choker') ? path('M-15 74Q0 84 15 74', { line: '#3a3742', width: 6 }) : '';
  const chain = tags.has('necklace') ? path('M-16 86Q0 124 16 86', { line: '#d9b65a', width: 2.2 }) + ellipse(0, 110, 4.5, 5.5, { fill: '#8fd0e0', line: '#7a5a20', width: 1.4 }) : '';
  if (neck === undefined) return choker + chain;
  const paint = paintOf(neck, brush);
  switch (neck.kind) {
    case 'scarf': return path('M-44 82C-40 62 40 62 44 82C44 104 -44 106 -44 82Z', paint) + path('M14 96L34 98L44 176L20 180Z', paint) + pattern(neck, 110, 178, 0);
    case 'necktie': return choker + path('M-7 90H7L10 102L14 168L0 184L-14 168L-10 102Z', paint) + path('M-8 88H8L5 104H-5Z', paint);
    case 'sash': return choker + path('M-46 98L40 206L26 222L-52 122Z', paint);
    default: return choker + bow(0, 100, neck.kind === 'bowtie' ? 20 : 27, neck.colour) + (neck.kind === 'ribbon' ? path('M-4 104L-16 148L-4 142M4 104L16 148L4 142', { line: neck.colour, width: 6 }) : '');
  }
}
