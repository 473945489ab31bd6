import { escapeHtml } from './html.js';

const inertElements = new Set(['svg', 'g', 'path', 'rect', 'circle', 'ellipse', 'line', 'polyline', 'polygon', 'text', 'tspan', 'title', 'desc', 'defs', 'clippath', 'lineargradient', 'radialgradient', 'stop']);

/**
 * An SVG as it may stand inside a page. Drawings of plain shapes and text go inline, so that they take the page's colours;
 * anything with a script, a style, an event handler or a link becomes an image, where none of it acts.
 */
export function inlineSvg(svg: string, alt: string): string {
  const body = svg.trim().replace(/^(<\?xml[^>]*\?>|<!--[\s\S]*?-->|<!DOCTYPE[^>[]*>|\s)+/i, '');
  if (isInert(body)) return body.replace(/^<svg\b/, `<svg role="img" aria-label="${escapeHtml(alt)}"`);
  return `<img alt="${escapeHtml(alt)}" src="data:image/svg+xml;base64,${Buffer.from(svg, 'utf8').toString('base64')}">`;
}

function isInert(svg: string): boolean {
  if (!/^<svg[\s>]/.test(svg) || !svg.endsWith('</svg>') || /<[!?]/.test(svg)) return false;
  for (const [, name = ''] of svg.matchAll(/<\/?\s*([^\s>/]*)/g)) if (!inertElements.has(name.toLowerCase())) return false;
  const tags = Array.from(svg.matchAll(/<(?:"[^"]*"|'[^']*'|[^>"'])*>/g), (match) => match[0]);
  return !tags.some((tag) => /[\s"'/](on\w+|style|href|xlink:href|src)\s*=/i.test(tag) || /url\(\s*['"]?(?!#)/i.test(tag));
}

/** A base64 picture as an image element. */
export function inlineImage(data: string, mime: string, alt: string): string {
  return `<img alt="${escapeHtml(alt)}" src="data:${mime};base64,${data.replace(/[^A-Za-z0-9+/=]/g, '')}">`;
}
