import { createHash } from 'node:crypto';
import type { View } from 'vega';
import type { TopLevelSpec } from 'vega-lite';
import { type Chart, marks } from './options.js';
import { rowsApart } from './rownumber.js';
import { textPixels } from './text.js';
import { concrete, light } from './theme.js';

const fontStack = "system-ui, -apple-system, 'Segoe UI', 'Noto Sans', 'Noto Sans CJK JP', sans-serif";

/**
 * Draws a chart as SVG. Colours are the page's `--bl-*` variables (see `themeVariables`) with the light theme to fall back on,
 * so one drawing serves a light and a dark page. The same chart gives the same text.
 */
export async function toSvg({ spec }: Pick<Chart, 'spec'>): Promise<string> {
  const [vega, vegaLite] = await Promise.all([import('vega'), import('vega-lite')]);
  const { textMetrics } = vega as unknown as { textMetrics: { width: (item: TextItem, text?: unknown) => number } };
  textMetrics.width = (item, text) => textPixels(String(text ?? item.text ?? ''), item.fontSize ?? 11);
  const compiled = vegaLite.compile(spec as unknown as TopLevelSpec, { logger: vega.logger(vega.None) });
  const view = new vega.View(vega.parse(compiled.spec), { renderer: 'none', logLevel: vega.None });
  try {
    return tidy(rowsApart(await view.toSVG()), markOf(spec), planeOf(view, markOf(spec)));
  } finally {
    view.finalize();
  }
}

interface TextItem {
  text?: unknown;
  fontSize?: number;
}

/** A drawing as PNG, in the light theme on its paper colour, twice the size for sharp screens. */
export async function toPng(svg: string, scale = 2): Promise<Uint8Array> {
  const { Resvg } = await import('@resvg/resvg-js');
  const drawing = concrete(svg)
    .replaceAll('currentColor', light.ink)
    .replaceAll(escaped(fontStack), 'Noto Sans, DejaVu Sans, Noto Sans CJK JP');
  return new Resvg(drawing, { background: light.paper, fitTo: { mode: 'zoom', value: scale }, font: { loadSystemFonts: true, defaultFontFamily: 'DejaVu Sans' } }).render().asPng();
}

function escaped(text: string): string {
  return text.replaceAll("'", '&#39;');
}

/** The kind of chart that `frame` wrote down. */
function markOf({ usermeta }: Chart['spec']): string {
  const { boorulab: mark } = (usermeta ?? {}) as { boorulab?: unknown };
  return marks.find((known) => known === mark) ?? '';
}

/** The scales of a chart whose marks have a place on two axes, as attributes: kind, ends and length in px. */
function planeOf(view: View, mark: string): string {
  if (!['scatter', 'line', 'area'].includes(mark)) return '';
  return (['x', 'y'] as const).map((axis) => {
    const scale = view.scale(axis) as { type: string; domain(): (number | Date)[]; range(): number[] };
    const [low, high] = scale.domain().map(Number);
    const numbers = [low, high, Math.max(...scale.range())];
    return numbers.every(Number.isFinite) ? ` data-${axis}="${scale.type} ${numbers.join(' ')}"` : '';
  }).join('');
}

/** Vega's SVG made smaller and self-contained: no empty shapes, hover text as titles, ids of its own; `data-part` names axes and marks. */
function tidy(svg: string, mark: string, plane: string): string {
  const lean = svg
    .replace(/<path [^>]*d=""[^>]*\/>/g, '')
    .replace(/<path class="(?:background|foreground)"[^>]*\/>/g, '')
    .replace(/<rect width="[^"]*" height="[^"]*" fill="[^"]*"\/>/, '')
    .replace(/<(path|g|text|rect|line)((?: [\w:-]+="[^"]*")*?) aria-label="([^"]*)"((?: [\w:-]+="[^"]*")*)\/>/g, '<$1$2$4><title>$3</title></$1>')
    .replace(/ class="mark-\w+ role-(axis-(?=grid|label)|mark)[^"]*"/g, (_, part: string) => ` data-part="${part === 'mark' ? 'marks' : 'axis'}"`)
    .replace(/ (?:aria-[a-z]+|role|class|pointer-events|font-family|xmlns:xlink|version)="[^"]*"/g, '')
    .replace(/ (?:opacity|fill-opacity)="1"/g, '')
    .replace(/<[a-z][^<>]*>/g, (tag) => tag.replace(/(?<=[ ",(MLHVCSQTAZhvlcsqtaz-])\d+\.\d{3,}/g, (number) => String(Math.round(Number(number) * 100) / 100)))
    .replace(/<g>\s*<\/g>/g, '');
  return ownIds(lean)
    .replace('<svg ', `<svg class="bl-chart${mark && ` bl-${mark}`}"${plane} font-family="${escaped(fontStack)}" `);
}

/** Ids by content and place, so that drawings on one page do not meet and a drawing does not depend on those before it. */
function ownIds(svg: string): string {
  const found = [...new Set(Array.from(svg.matchAll(/ id="([^"]+)"/g), (match) => match[1]!))];
  const numbered = found.reduce((text, id, i) => text.replaceAll(` id="${id}"`, ` id="bl-${i}"`).replaceAll(`url(#${id})`, `url(#bl-${i})`), svg);
  const digest = createHash('sha256').update(numbered).digest('hex').slice(0, 8);
  return numbered.replace(/( id="|url\(#)bl-(\d+)/g, `$1bl${digest}-$2`);
}
