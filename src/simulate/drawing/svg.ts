const rounded = (value: number): string => String(Math.round(value * 10) / 10);

/** Text of SVG with its numbers rounded to a tenth. */
export function svg(parts: TemplateStringsArray, ...values: readonly (string | number)[]): string {
  return parts.map((part, at) => {
    const value = values[at] ?? '';
    return part + (typeof value === 'number' ? rounded(value) : value);
  }).join('');
}

export interface Paint {
  readonly fill?: string;
  readonly line?: string;
  readonly width?: number;
  readonly opacity?: number;
}

function attributes({ fill = 'none', line, width = 2, opacity }: Paint): string {
  return `fill="${fill}"${line === undefined ? '' : svg` stroke="${line}" stroke-width="${width}"`}${opacity === undefined ? '' : ` opacity="${Math.round(opacity * 100) / 100}"`}`;
}

export function path(d: string, paint: Paint): string {
  return `<path d="${d}" ${attributes(paint)}/>`;
}

export function ellipse(x: number, y: number, rx: number, ry: number, paint: Paint): string {
  return svg`<ellipse cx="${x}" cy="${y}" rx="${rx}" ry="${ry}" ${attributes(paint)}/>`;
}

export function rect(x: number, y: number, width: number, height: number, paint: Paint, round = 0): string {
  return svg`<rect x="${x}" y="${y}" width="${width}" height="${height}"${round > 0 ? svg` rx="${round}"` : ''} ${attributes(paint)}/>`;
}

/** Parts moved, turned (degrees) and scaled as one. */
export function group(content: string, { x = 0, y = 0, turn = 0, scale = 1, opacity = 1 }: { x?: number; y?: number; turn?: number; scale?: number; opacity?: number }): string {
  const moves = `${svg`translate(${x} ${y})`}${turn === 0 ? '' : svg` rotate(${turn})`}${scale === 1 ? '' : ` scale(${Math.round(scale * 1e4) / 1e4})`}`;
  return `<g transform="${moves}"${opacity === 1 ? '' : ` opacity="${Math.round(opacity * 100) / 100}"`}>${content}</g>`;
}
