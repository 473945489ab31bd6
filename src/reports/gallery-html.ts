import { escapeHtml } from './html.js';
import type { Gallery, GalleryPicture } from './gallery.js';

/**
 * A gallery as HTML: a contact sheet, or pictures on a plane. `key` sets its ids apart from those of other galleries of the page. A picture is
 * enlarged by Enter or a click and made small again by Esc, without any script: by a popover that says more of it.
 */
export function renderGallery({ groups, axes, dots = [], notes }: Gallery, key: string): string {
  const caption = notes.length > 0 ? `<p class="count">${escapeHtml(notes.join(' '))}</p>` : '';
  const sheet = (pictures: readonly GalleryPicture[], group: number) => pictures.map((picture, i) => renderPicture(picture, `picture-${key}-${group}-${i}`)).join('\n');
  if (axes) {
    const points = dots.map((at) => `<i style="${placeOf(at)}"></i>`).join('');
    return `<section class="gallery"><div class="scroll map-room" role="group" aria-label="Pictures on a plane" tabindex="0"><p class="axes">${escapeHtml(`↑ ${axes[1]}`)}</p><div class="map">${points}${groups.map(({ pictures }, group) => sheet(pictures, group)).join('\n')}</div><p class="axes">${escapeHtml(`${axes[0]} →`)}</p></div>${caption}</section>`;
  }
  const parts = groups.map(({ title, pictures }, group) => `${title === undefined ? '' : `<h2>${escapeHtml(title === '' ? 'none' : title)}</h2>`}<div class="sheet">\n${sheet(pictures, group)}\n</div>`);
  return `<section class="gallery">${parts.join('\n')}${caption}</section>`;
}

function renderPicture({ jpeg, width, height, alt, caption, facts, fault, mark, at }: GalleryPicture, id: string): string {
  const aspect = (Math.min(Math.max(width / height || 1, 0.5), 2.2)).toFixed(3);
  const image = jpeg === undefined
    ? `<span class="gone">${escapeHtml(fault ?? 'no picture')}</span>`
    : `<img loading="lazy" decoding="async" width="${Math.round(width) || 0}" height="${Math.round(height) || 0}" alt="${escapeHtml(alt)}" src="data:image/jpeg;base64,${jpeg.replace(/[^A-Za-z0-9+/=]/g, '')}">`;
  const badge = mark === undefined ? '' : `<b data-mark="${escapeHtml(mark)}">${escapeHtml(mark)}</b>`;
  const words = caption.length > 0 && !at ? `<figcaption>${caption.map((line) => `<span>${escapeHtml(line)}</span>`).join('')}</figcaption>` : '';
  const more = facts.map(([name, value]) => `<div><dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd></div>`).join('');
  const label = jpeg === undefined ? ` aria-label="${escapeHtml(`${alt}: ${fault ?? 'no picture'}`)}"` : '';
  return `<figure style="--a:${aspect}${at ? `;${placeOf(at)}` : ''}"><button type="button" popovertarget="${escapeHtml(id)}" title="${escapeHtml([alt, ...caption].join(', '))}"${label}>${image}${badge}</button>${words}<div popover id="${escapeHtml(id)}"><p>${escapeHtml(alt)}</p><dl class="facts">${more}</dl><button type="button" popovertarget="${escapeHtml(id)}" popovertargetaction="hide">Close</button></div></figure>`;
}

function placeOf([x, y]: readonly [number, number]): string {
  const part = (value: number) => Math.min(Math.max(Number(value) || 0, 0), 1);
  return `--x:${part(x).toFixed(4)};--y:${(1 - part(y)).toFixed(4)}`;
}
