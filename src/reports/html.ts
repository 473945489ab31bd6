/** Text as it may stand in HTML content and in quoted attributes. Control characters become U+FFFD. */
export function escapeHtml(text: string): string {
  return text
    .replace(/(?![\t\n\r])[\p{Cc}\p{Cs}]/gu, '\ufffd')
    .replace(/[&<>"']/g, (char) => entities[char]!);
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** The text that `escapeHtml` made this of. */
export function unescapeHtml(html: string): string {
  return html.replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => Object.keys(entities).find((char) => entities[char] === entity)!);
}

/** The address when it leads to a web page or to a file beside this one; undefined for anything else (javascript:, data:, ...). */
export function safeHref(href: string): string | undefined {
  if (/^https?:\/\/[^\s"'<>\\]+$/i.test(href)) return href;
  return /^#?[\w.%-]+(\/[\w.%-]+)*(#[\w.%-]*)?$/.test(href) && !href.startsWith('..') ? href : undefined;
}

/** A link when the address is safe, the bare text when not. `html` is already escaped. */
export function link(href: string, html: string): string {
  const safe = safeHref(href);
  if (safe === undefined) return html;
  const outside = /^https?:/i.test(safe) ? ' rel="noreferrer noopener"' : '';
  return `<a href="${escapeHtml(safe)}"${outside}>${html}</a>`;
}
