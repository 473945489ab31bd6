import type { Brush } from './brush.js';
import type { Look } from './look.js';
import { cloth, darker, lighter, lineOf } from './palette.js';
import { ellipse, path, rect, svg } from './svg.js';

const both = (draw: (side: number) => string): string => draw(-1) + draw(1);

/** A ribbon bow with its knot at x, y. */
export function bow(x: number, y: number, size: number, colour: string): string {
  const paint = { fill: colour, line: lineOf(colour), width: 2 };
  return both((side) => path(svg`M${x} ${y}C${x + side * size * 0.5} ${y - size * 0.8} ${x + side * size * 1.2} ${y - size * 0.7} ${x + side * size} ${y}C${x + side * size * 1.2} ${y + size * 0.7} ${x + side * size * 0.5} ${y + size * 0.7} ${x} ${y}Z`, paint))
    + ellipse(x, y, size * 0.22, size * 0.26, paint);
}

function flower(x: number, y: number, size: number, colour: string): string {
  const paint = { fill: colour, line: lineOf(colour), width: 1.4 };
  return [0, 72, 144, 216, 288].map((turn) => ellipse(x + size * Math.sin((turn * Math.PI) / 180), y - size * Math.cos((turn * Math.PI) / 180), size * 0.7, size * 0.7, paint)).join('') + ellipse(x, y, size * 0.5, size * 0.5, { fill: '#f4d36a' });
}

function star(x: number, y: number, size: number, colour: string): string {
  const points = Array.from({ length: 10 }, (_, at) => {
    const reach = at % 2 === 0 ? size : size * 0.45;
    return svg`${x + reach * Math.sin((at * Math.PI) / 5)} ${y - reach * Math.cos((at * Math.PI) / 5)}`;
  });
  return path(`M${points.join('L')}Z`, { fill: colour, line: lineOf(colour), width: 1.5 });
}

/** What is worn behind the body: wings, a tail, a halo. */
export function behind({ tags, hair }: Look): string {
  let drawn = '';
  if (tags.has('wings')) drawn += both((side) => path(svg`M${side * 30} 110C${side * 90} 20 ${side * 170} 30 ${side * 190} 60C${side * 178} 80 ${side * 176} 96 ${side * 164} 110C${side * 150} 126 ${side * 140} 140 ${side * 126} 150C${side * 104} 166 ${side * 60} 160 ${side * 30} 130Z`, { fill: '#f3f1f6', line: '#8d8a9c', width: 2 }));
  if (tags.has('tail') || tags.has('cat_ears') || tags.has('fox_ears')) drawn += path('M20 235C90 260 120 210 104 160C98 140 122 136 126 160C136 220 110 290 24 262Z', { fill: hair, line: lineOf(hair), width: 2 });
  if (tags.has('halo')) drawn += ellipse(0, -96, 44, 11, { line: '#f3cf5b', width: 5 });
  return drawn;
}

/** What is worn on the head, over the hair. */
export function onHead(look: Look, brush: Brush): string {
  const { tags, hair, clothes, skin } = look;
  const accent = clothes.neck?.colour ?? clothes.bottom.colour;
  const dark = lineOf(hair);
  let drawn = '';
  for (const [tag, reach, lean] of [['cat_ears', 36, 6], ['fox_ears', 46, 10], ['rabbit_ears', 78, 2]] as const) {
    if (tags.has(tag)) drawn += both((side) => path(svg`M${side * 52} -44C${side * (56 + lean)} ${-60 - reach / 2} ${side * (44 + lean)} ${-66 - reach} ${side * 40} ${-66 - reach}C${side * 26} ${-70 - reach / 2} ${side * 16} -72 ${side * 14} -70Z`, { fill: hair, line: dark, width: 2.2 })
      + path(svg`M${side * 45} -54Q${side * 46} ${-66 - reach * 0.6} ${side * 39} ${-60 - reach * 0.8}Q${side * 28} -72 ${side * 25} -68Z`, { fill: '#f2b8b5' }));
  }
  if (tags.has('horns')) drawn += both((side) => path(svg`M${side * 24} -68Q${side * 30} -98 ${side * 50} -104Q${side * 44} -84 ${side * 40} -62Z`, { fill: '#6b5a63', line: '#33252d', width: 2 }));
  if (tags.has('hairband') || tags.has('headdress')) drawn += path('M-54 -30C-50 -84 50 -84 54 -30C44 -72 -44 -72 -54 -30Z', { fill: accent, line: lineOf(accent), width: 2 });
  if (tags.has('headphones')) drawn += path('M-58 4C-66 -94 66 -94 58 4', { line: '#45424f', width: 7 }) + both((side) => ellipse(side * 59, 12, 11, 19, { fill: accent, line: '#2f2c38', width: 2.2 }));
  if (tags.has('crown') || tags.has('tiara')) drawn += path('M-28 -66L-32 -96L-14 -80L0 -102L14 -80L32 -96L28 -66Q0 -74 -28 -66Z', { fill: brush.fade('#fbe08a', '#d9a441'), line: '#7a5a20', width: 2 });
  if (tags.has('hair_ribbon') || tags.has('hair_bow')) drawn += bow(tags.has('twintails') ? -46 : 34, tags.has('twintails') ? -46 : -54, 19, accent) + (tags.has('twintails') ? bow(46, -46, 19, accent) : '');
  if (tags.has('hairclip')) drawn += rect(-44, -36, 18, 6, { fill: accent, line: lineOf(accent), width: 1.6 }, 2) + rect(-42, -27, 18, 6, { fill: accent, line: lineOf(accent), width: 1.6 }, 2);
  if (tags.has('hair_flower')) drawn += flower(42, -42, 11, lighter(accent, 0.25));
  if (tags.has('star_hair_ornament')) drawn += star(40, -40, 13, '#f5d565');
  if (tags.has('leaf_hair_ornament')) drawn += path('M32 -34Q34 -58 56 -58Q54 -36 32 -34Z', { fill: '#79b36a', line: '#35582f', width: 1.6 });
  if (tags.has('feather_hair_ornament')) drawn += path('M40 -30Q60 -50 66 -84Q44 -70 36 -34Z', { fill: '#f3efe6', line: '#8b8272', width: 1.6 });
  if (tags.has('goggles')) drawn += path('M-54 -38Q0 -60 54 -38', { line: '#5b4a3c', width: 6 }) + both((side) => ellipse(side * 21, -50, 18, 13, { fill: '#a9d4dd', line: '#4a3a2e', width: 3 }));
  if (tags.has('glasses')) drawn += both((side) => rect(side * 23 - 17, -1, 34, 32, { line: '#4b3f4b', width: 2 }, 13)) + path('M-6 12Q0 9 6 12', { line: '#4b3f4b', width: 2 });
  if (tags.has('monocle')) drawn += ellipse(23, 15, 17, 18, { line: '#b08d3c', width: 2.2 });
  if (tags.has('earrings')) drawn += both((side) => ellipse(side * 49, 34, 3.4, 5, { fill: '#f0d268', line: '#7a5a20', width: 1.2 }));
  if (tags.has('pointy_ears')) drawn += both((side) => path(svg`M${side * 46} 6Q${side * 66} -8 ${side * 78} -6Q${side * 66} 18 ${side * 48} 26Z`, { fill: skin, line: darker(skin, 0.62), width: 2 }));
  return drawn + hat(look, brush);
}

function hat({ clothes }: Look, brush: Brush): string {
  if (clothes.hat === undefined) return '';
  const { kind, colour } = clothes.hat;
  const paint = { fill: brush.fade(lighter(colour, 0.1), darker(colour, 0.15)), line: lineOf(colour), width: 2.4 };
  if (kind === 'beret') return path('M-58 -44C-72 -86 -20 -104 20 -98C62 -92 72 -62 58 -44C30 -60 -30 -60 -58 -44Z', paint) + ellipse(10, -99, 5, 6, paint);
  if (kind === 'witch_hat') return path('M-36 -58L-6 -138Q14 -150 34 -128Q22 -126 18 -118L38 -58Z', paint) + ellipse(0, -56, 86, 15, paint) + path('M-36 -62Q0 -72 37 -62L34 -76Q0 -86 -30 -76Z', { fill: cloth['purple']!, line: paint.line });
  const brim = kind === 'sun_hat' ? 98 : 78;
  return path('M-48 -52C-50 -100 50 -100 48 -52Z', paint) + ellipse(0, -50, brim, kind === 'sun_hat' ? 18 : 13, paint) + path('M-47 -60Q0 -72 47 -60L47 -52Q0 -64 -47 -52Z', { fill: darker(colour, 0.45) });
}
