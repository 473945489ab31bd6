import { grouped } from '../charts/numbers.js';
import { cutText } from '../charts/text.js';
import { escapeHtml, link } from './html.js';
import { inlineImage } from './picture.js';
import type { ShownQuestion, ShownSide } from './review-page.js';

const longest = 220;

/** Questions with the left side and its candidates beside it. */
export function renderReview(questions: readonly ShownQuestion[]): string {
  return `<ol class="review">${questions.map(renderQuestion).join('\n')}</ol>`;
}

function renderQuestion({ left, candidates }: ShownQuestion): string {
  const options = candidates.map(({ right, score, evidence }) => `<li>${renderSide(right)}<p class="odds"><meter min="0" max="1" value="${score.toFixed(3)}">${score.toFixed(2)}</meter> <span>${score.toFixed(2)} sure</span></p><details><summary>Why</summary><p>${escapeHtml(cutText(evidence, 600))}</p></details></li>`);
  return `<li><div class="asked">${renderSide(left)}</div><ol>${options.join('')}</ol></li>`;
}

function renderSide({ side: { key, names, count, url }, unit, facts, jpeg }: ShownSide): string {
  const [main = key, ...others] = names;
  const name = escapeHtml(cutText(main, longest));
  const picture = jpeg === undefined ? '' : inlineImage(jpeg, 'image/jpeg', `Picture of ${key}`);
  const also = others.length > 0 ? `<p class="also">${escapeHtml(cutText(others.join(' · '), longest))}</p>` : '';
  const rows = [...(count === null ? [] : [[unit, grouped(count)] as const]), ...facts].map(([what, value]) => `<div><dt>${escapeHtml(what)}</dt><dd>${/^https?:/i.test(value) ? link(value, escapeHtml(cutText(value, 80))) : escapeHtml(cutText(value, longest))}</dd></div>`);
  return `${picture}<h3>${url === null ? name : link(url, name)}</h3>${also}<dl>${rows.join('')}</dl><p class="key"><code>${escapeHtml(cutText(key, longest))}</code></p>`;
}
