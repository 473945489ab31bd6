import { grouped } from '../charts/numbers.js';
import { cutText } from '../charts/text.js';
import type { QueryResult } from '../lake/result.js';
import { cellText, isNumberType, shortText } from './cell.js';
import { escapeHtml, link } from './html.js';
import { portraitHref } from './portrait-links.js';

const longest = 160;

/** Characters of HTML in a table, so that a page stays below some 2 MB. */
const mostCharacters = 600_000;

export interface HtmlTableOptions {
  /** Rows at most. */
  limit?: number;
  caption?: string;
  /** What it is, for those who do not see it. */
  label?: string;
  /** Files of portraits, to which names of tags lead. */
  portraits?: ReadonlySet<string>;
}

/** A result as an HTML table of as many rows as there is room for, with a sentence on how many there are; web addresses become links. */
export function renderTable({ columns, rows }: Pick<QueryResult, 'columns' | 'rows'>, { limit = 1000, caption, label = 'Table', portraits = new Set() }: HtmlTableOptions = {}): string {
  const numeric = columns.map(({ type }) => isNumberType(type));
  const classOf = (i: number): string => (numeric[i] ? ' class="n"' : '');
  const head = columns.map(({ name }, i) => `<th scope="col"${classOf(i)}>${escapeHtml(name)}</th>`).join('');
  const shown: string[] = [];
  for (let left = mostCharacters; shown.length < Math.min(limit, rows.length) && left > 0; left -= shown.at(-1)!.length) {
    const row = rows[shown.length]!;
    shown.push(`<tr>${columns.map(({ name, type }, i) => `<td${classOf(i)}>${cell(row[name], name, type, portraits)}</td>`).join('')}</tr>`);
  }
  const count = rows.length > shown.length ? `The first ${grouped(shown.length)} of ${grouped(rows.length)} rows.` : '';
  const words = [caption, rows.length === 0 ? 'No rows.' : count].filter(Boolean).map((text) => escapeHtml(text!)).join(' ');
  const note = words ? `<p class="count">${words}</p>` : '';
  return `<div class="scroll" role="group" aria-label="${escapeHtml(label)}" tabindex="0"><table><thead><tr>${head}</tr></thead><tbody>\n${shown.join('\n')}\n</tbody></table></div>${note}`;
}

function cell(value: unknown, name: string, type: string, portraits: ReadonlySet<string>): string {
  if (value === null || value === undefined) return '<span class="null">–</span>';
  if (Number.isInteger(value) || typeof value === 'bigint') return /(^|_)(year|id|key|fid)$/i.test(name) ? String(value) : grouped(value as number | bigint);
  const text = cellText(value, type);
  const short = escapeHtml(cutText(shortText(value, type), longest));
  if (/^https?:\/\//i.test(text)) return link(text, escapeHtml(cutText(text.replace(/^https?:\/\//i, ''), 48)));
  const portrait = portraitHref(portraits, name, value);
  if (portrait !== null) return link(portrait, short);
  return short === escapeHtml(text) || text.length <= longest ? short : `<span title="${escapeHtml(text.slice(0, 2000))}">${short}</span>`;
}
