/** Draws the examples of docs/composition.md: npx tsx scripts/composition-drawings.ts */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Box } from '../src/images/box.js';
import { faceOf } from '../src/images/figures.js';
import { figureHeads, headsShown } from '../src/images/scene-scale.js';

/** A picture of one or more figures by their heads, in parts of the picture; width by height 0.7. */
export interface Example {
  readonly label: string;
  readonly heads: readonly Box[];
}

const aspect = 0.7;
const [frameW, frameH, gap] = [112, 160, 16];

/** A head of which so many heights lie between its top and the lower edge. */
function head(shown: number, top: number, x = 0.5): Box {
  const h = (1 - top) / shown;
  const w = (h * 0.9) / aspect;
  return { x: x - w / 2, y: top, w, h };
}

export const scaleExamples: readonly Example[] = [
  { label: 'close-up', heads: [head(1.1, -0.05)] },
  { label: 'portrait', heads: [head(1.7, 0.06)] },
  { label: 'bust', heads: [head(2.4, 0.06)] },
  { label: 'half', heads: [head(3.3, 0.05)] },
  { label: 'cowboy', heads: [head(4.5, 0.05)] },
  { label: 'full figure', heads: [head(6.9, 0.05)] },
  { label: 'wide', heads: [head(7.5, 0.6)] },
];

export const placeExamples: readonly Example[] = [
  { label: 'upper left', heads: [head(5.5, 0.05, 0.24)] },
  { label: 'upper', heads: [head(5.5, 0.05)] },
  { label: 'right', heads: [head(3.3, 0.36, 0.77)] },
  { label: 'centre', heads: [head(2.7, 0.32)] },
  { label: 'lower left', heads: [head(1.8, 0.66, 0.22)] },
];

export const depthExamples: readonly Example[] = [
  { label: 'depth 1', heads: [head(4, 0.12, 0.28), head(4, 0.12, 0.74)] },
  { label: 'depth 2', heads: [head(3, 0.1, 0.3), head(6, 0.1, 0.78)] },
  { label: 'depth 4', heads: [head(2.4, 0.25, 0.32), head(9.6, 0.25, 0.8)] },
];

const number = (value: number) => String(Math.round(value * 100) / 100);

/** Hair, face and a body of figureHeads heads, px. */
function figureShape({ x, y, w, h }: Box): string {
  const [cx, top, width, height] = [(x + w / 2) * frameW, y * frameH, w * frameW, h * frameH];
  const at = (heads: number) => top + heads * height;
  const side = (...points: (readonly [number, number])[]) => [...points.map(([dx, heads]) => `${number(cx + dx * height)},${number(at(heads))}`), ...[...points].reverse().map(([dx, heads]) => `${number(cx - dx * height)},${number(at(heads))}`)].join(' ');
  const body = side([0.14, 0.9], [0.16, 1.2], [0.68, 1.45], [0.55, 2.2], [0.4, 2.7], [0.55, 3.6], [0.42, 5], [0.28, figureHeads - 0.2], [0.34, figureHeads]);
  const face = faceOf({ x, y, w, h });
  const [fx, fy, fw, fh] = [face.x * frameW, face.y * frameH, face.w * frameW, face.h * frameH];
  const eye = (dx: number) => `<ellipse cx="${number(cx + dx * fw)}" cy="${number(fy + 0.5 * fh)}" rx="${number(fw * 0.09)}" ry="${number(fh * 0.14)}" fill="#334"/>`;
  return `<polygon points="${body}" fill="#9fb3c8"/><ellipse cx="${number(cx)}" cy="${number(top + height / 2)}" rx="${number(width / 2)}" ry="${number(height / 2)}" fill="#6b4f3a"/>`
    + `<ellipse cx="${number(cx)}" cy="${number(fy + fh * 0.52)}" rx="${number(fw * 0.46)}" ry="${number(fh * 0.5)}" fill="#f6dcc6"/>${eye(-0.22)}${eye(0.22)}`
    + `<rect x="${number(fx)}" y="${number(fy)}" width="${number(fw)}" height="${number(fh)}" fill="none" stroke="#c0392b" stroke-width="1.5"/>`;
}

function thirds(): string {
  const lines = [1, 2].flatMap((i) => [`M${number((i * frameW) / 3)} 0V${frameH}`, `M0 ${number((i * frameH) / 3)}H${frameW}`]);
  return `<path d="${lines.join('')}" stroke="#889" stroke-width="0.8" stroke-dasharray="4 3" fill="none"/>`;
}

/** Heights of heads below the top of the first head, as marks at the edge. */
function marks([first]: readonly Box[]): string {
  const heads = Array.from({ length: 7 }, (_, i) => i + 1).map((i) => first!.y + i * first!.h).filter((y) => y < 1);
  return `<path d="${heads.map((y) => `M0 ${number(y * frameH)}h7`).join('')}" stroke="#c0392b" stroke-width="1" fill="none"/>`;
}

function drawing(title: string, examples: readonly Example[], over: (heads: readonly Box[]) => string): string {
  const [width, height] = [examples.length * (frameW + gap) + gap, frameH + 2 * gap + 18];
  const frames = examples.map(({ label, heads }, i) => {
    const far = [...heads].sort((a, b) => a.h - b.h);
    return `<g transform="translate(${gap + i * (frameW + gap)} ${gap})"><svg width="${frameW}" height="${frameH}"><rect width="${frameW}" height="${frameH}" fill="#eef2f5"/>${far.map(figureShape).join('')}${over(heads)}</svg>`
      + `<rect width="${frameW}" height="${frameH}" fill="none" stroke="#334"/><text x="${frameW / 2}" y="${frameH + 18}" text-anchor="middle">${label}</text></g>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="13" fill="#223"><title>${title}</title><rect width="${width}" height="${height}" fill="#fff"/>\n${frames.join('\n')}\n</svg>\n`;
}

/** File names and contents below docs/composition. */
export function drawings(): Record<string, string> {
  return {
    'scales.svg': drawing(`Scales of the scene: up to ${headsShown.map(([name, heads]) => `${heads} heads ${name}`).join(', ')}`, scaleExamples, marks),
    'places.svg': drawing('Places of the main face', placeExamples, thirds),
    'depth.svg': drawing('Depth: the largest head by the smallest', depthExamples, () => ''),
  };
}

const folder = fileURLToPath(new URL('../docs/composition', import.meta.url));

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(drawings())) writeFileSync(join(folder, name), text);
}
