import { createHash } from 'node:crypto';
import type { TopLevelSpec } from 'vega-lite';
import type { Chart } from './options.js';
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
    return tidy(await view.toSVG());
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

/** Vega's SVG made smaller and self-contained: no empty shapes, hover text as titles, ids of its own. */
function tidy(svg: string): string {
  const lean = svg
    .replace(/<path [^>]*d=""[^>]*\/>/g, '')
    .replace(/<path class="(?:background|foreground)"[^>]*\/>/g, '')
    .replace(/<rect width="[^"]*" height="[^"]*" fill="[^"]*"\/>/, '')
    .replace(/<(path|g|text|rect|line)((?: [\w:-]+="[^"]*")*?) aria-label="([^"]*)"((?: [\w:-]+="[^"]*")*)\/>/g, '<$1$2$4><title>$3</title></$1>')
    .replace(/ (?:aria-[a-z]+|role|class|pointer-events|font-family|xmlns:xlink|version)="[^"]*"/g, '')
    .replace(/ (?:opacity|fill-opacity)="1"/g, '')
    .replace(/<[a-z][^<>]*>/g, (tag) => tag.replace(/(?<=[ ",(MLHVCSQTAZhvlcsqtaz-])\d+\.\d{3,}/g, (number) => String(Math.round(Number(number) * 100) / 100)))
    .replace(/<g>\s*<\/g>/g, '');
  return ownIds(lean)
    .replace('<svg ', `<svg class="bl-chart" font-family="${escaped(fontStack)}" `);
}

/** Ids by content and place, so that drawings on one page do not meet and a drawing does not depend on those before it. */
function ownIds(svg: string): string {
  const found = [...new Set(Array.from(svg.matchAll(/ id="([^"]+)"/g), (match) => match[1]!))];
  const numbered = found.reduce((text, id, i) => text.replaceAll(` id="${id}"`, ` id="bl-${i}"`).replaceAll(`url(#${id})`, `url(#bl-${i})`), svg);
  const digest = createHash('sha256').update(numbered).digest('hex').slice(0, 8);
  return numbered.replace(/( id="|url\(#)bl-(\d+)/g, `$1bl${digest}-$2`);
}
