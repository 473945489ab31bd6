import type { Block, Card, Document, Tile } from './document.js';
import { renderGallery } from './gallery-html.js';
import { escapeHtml, link } from './html.js';
import { pageHead } from './page-head.js';
import { pageScript } from './page-script.js';
import { inlineImage, inlineSvg } from './picture.js';
import { renderProse } from './prose.js';
import { renderReview } from './review-html.js';
import { documentStyle } from './style.js';
import { renderTable } from './table.js';

/** Nothing is fetched and no script but our own runs, nor can that one write HTML, whatever a page holds. */
function policy(): string {
  return `default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src ${pageScript().source}; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'`;
}

/** A document as one self-contained HTML file: no request, no script but our own, light and dark, for screen, phone and paper. */
export function renderPage(page: Document): string {
  const up = page.up ? `<nav aria-label="Reports">${link(page.up.href, `← ${escapeHtml(page.up.text)}`)}</nav>` : '';
  const kicker = page.kicker ? `<p class="kicker">${escapeHtml(page.kicker)}</p>` : '';
  const lead = page.lead ? `<p class="lead">${escapeHtml(page.lead)}</p>` : '';
  return `${pageHead(page.title, policy(), documentStyle)}
<body>
<a class="skip" href="#content">Skip to the content</a>
<header>${up}${kicker}<h1>${escapeHtml(page.title)}</h1>${lead}</header>
<main id="content">
${page.blocks.map((block, i) => renderBlock(block, page, String(i))).join('\n')}
</main>
${renderFoot(page)}
<script>${pageScript().text}</script>
</body>
</html>
`;
}

/** `key` is the block's place on the page. */
function renderBlock(block: Block, page: Document, key: string): string {
  switch (block.kind) {
    case 'prose': return `<section class="prose">${renderProse(block.text)}</section>`;
    case 'heading': return `<h2>${escapeHtml(block.text)}</h2>`;
    case 'chart': return renderChart(block, page.title);
    case 'image': return `<figure>${inlineImage(block.data, block.mime, block.alt)}</figure>`;
    case 'gallery': return renderGallery(block.gallery, key);
    case 'review': return renderReview(block.questions);
    case 'table': return renderTable(block.table, { limit: block.limit, caption: block.caption, label: block.caption ?? page.title, ...(page.portraits ? { portraits: page.portraits } : {}) });
    case 'code': return renderCode(block);
    case 'output': return `<pre class="output${block.failed ? ' failed' : ''}">${escapeHtml(withoutAnsi(block.text))}</pre>`;
    case 'facts': return `<dl class="facts">${block.facts.map(([name, value]) => `<div><dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd></div>`).join('')}</dl>`;
    case 'tiles': return `<ul class="tiles">${block.tiles.map(renderTile).join('')}</ul>`;
    case 'cards': return `<ul class="cards">${block.cards.map(renderCard).join('')}</ul>`;
    case 'details': {
      const inner = block.blocks.map((child, i) => renderBlock(child, page, `${key}-${i}`)).join('\n');
      return `<details${block.open ? ' open' : ''}><summary>${escapeHtml(block.summary)}</summary>\n${inner}\n</details>`;
    }
  }
}

function renderChart(block: Extract<Block, { kind: 'chart' }>, title: string): string {
  const alt = block.caption ?? title;
  const drawings = block.narrow === undefined
    ? `<div class="chart">${inlineSvg(block.svg, alt)}</div>`
    : `<div class="chart wide">${inlineSvg(block.svg, alt)}</div><div class="chart narrow">${inlineSvg(block.narrow, alt)}</div>`;
  const words = [block.caption, ...(block.notes ?? [])].filter((text) => text);
  const caption = words.length ? `<figcaption>${words.map((text) => escapeHtml(text!)).join(' ')}</figcaption>` : '';
  return `<figure class="plate">${drawings}${caption}</figure>`;
}

function renderCode({ text, language = 'sql', label }: Extract<Block, { kind: 'code' }>): string {
  const name = label ? `<p class="label">${escapeHtml(label)}</p>` : '';
  return `<div class="listing">${name}<pre class="code" data-language="${escapeHtml(language)}"><code>${escapeHtml(text)}</code></pre></div>`;
}

function renderTile({ figure, label, note }: Tile): string {
  return `<li><strong>${escapeHtml(figure)}</strong><span>${escapeHtml(label)}</span>${note ? `<small>${escapeHtml(note)}</small>` : ''}</li>`;
}

function renderCard({ href, title, lead, svg, jpegs = [], words = [] }: Card): string {
  const strip = jpegs.map((jpeg) => inlineImage(jpeg, 'image/jpeg', '')).join('');
  const preview = strip ? `<div class="preview strip" aria-hidden="true">${strip}</div>` : svg === undefined ? '' : `<div class="preview" aria-hidden="true">${inlineSvg(svg, title)}</div>`;
  const more = words.length ? ` data-words="${escapeHtml(words.join(' '))}"` : '';
  return `<li${more}><div class="card">${preview}<h3>${link(href, escapeHtml(title))}</h3>${lead ? `<p>${escapeHtml(lead)}</p>` : ''}</div></li>`;
}

function renderFoot(page: Document): string {
  const { date, lines, details = [] } = page.foot;
  const folded = details.length ? `<details><summary>Where this comes from</summary>${details.map((block, i) => renderBlock(block, page, `foot-${i}`)).join('\n')}</details>` : '';
  const sentences = [`Made by boorulab on ${readableDate(date)}.`, ...lines].map((line) => `<p>${escapeHtml(line)}</p>`).join('');
  return `<footer>${sentences}${folded}</footer>`;
}

function withoutAnsi(text: string): string {
  return text.replace(/\p{Cc}\[[\d;?]*[A-Za-z]/gu, '');
}

function readableDate(date: string): string {
  const time = new Date(date);
  if (Number.isNaN(time.getTime())) return date;
  const iso = time.toISOString();
  return /^\d{4}-\d{2}-\d{2}$/.test(date) ? date : `${iso.slice(0, 10)} at ${iso.slice(11, 16)} UTC`;
}
