import { grouped } from '../charts/numbers.js';
import { cutText } from '../charts/text.js';
import type { QueryResult } from '../lake/result.js';
import { cellText, isNumberType, shortText } from './cell.js';
import { escapeHtml, link } from './html.js';

const longest = 160;

/** A result as an HTML table of at most `limit` rows, with a sentence on how many there are; web addresses become links. */
export function renderTable({ columns, rows }: Pick<QueryResult, 'columns' | 'rows'>, limit = 100, caption?: string): string {
  const shown = rows.slice(0, limit);
  const numeric = columns.map(({ type }) => isNumberType(type));
  const classOf = (i: number): string => (numeric[i] ? ' class="n"' : '');
  const head = columns.map(({ name }, i) => `<th scope="col"${classOf(i)}>${escapeHtml(name)}</th>`).join('');
  const body = shown.map((row) => `<tr>${columns.map(({ name, type }, i) => `<td${classOf(i)}>${cell(row[name], name, type)}</td>`).join('')}</tr>`).join('\n');
  const count = rows.length > shown.length ? `The first ${grouped(shown.length)} of ${grouped(rows.length)} rows.` : '';
  const words = [caption, rows.length === 0 ? 'No rows.' : count].filter(Boolean).map((text) => escapeHtml(text!)).join(' ');
  const note = words ? `<p class="count">${words}</p>` : '';
  return `<div class="scroll" tabindex="0"><table><thead><tr>${head}</tr></thead><tbody>\n${body}\n</tbody></table></div>${note}`;
}

function cell(value: unknown, name: string, type: string): string {
  if (value === null || value === undefined) return '<span class="null">–</span>';
  if (Number.isInteger(value) || typeof value === 'bigint') return /(^|_)(year|id|key|fid)$/i.test(name) ? String(value) : grouped(value as number | bigint);
  const text = cellText(value, type);
  const short = escapeHtml(cutText(shortText(value, type), longest));
  if (/^https?:\/\//i.test(text)) return link(text, escapeHtml(cutText(text.replace(/^https?:\/\//i, ''), 48)));
  return short === escapeHtml(text) || text.length <= longest ? short : `<span title="${escapeHtml(text.slice(0, 2000))}">${short}</span>`;
}
