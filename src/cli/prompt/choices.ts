import { cutText, displayWidth } from '../../charts/text.js';

const most = 200;

/** The longest text all begin with. */
export function commonStart(texts: readonly string[]): string {
  const [first = '', ...others] = texts;
  let length = first.length;
  for (const text of others) while (!text.startsWith(first.slice(0, length))) length--;
  return first.slice(0, length);
}

/** Texts in columns of one width, read down, each line ending with a break; of very many the first, with a count of the rest. */
export function inColumns(texts: readonly string[], width: number): string {
  const shown = texts.slice(0, most).map((text) => cutText(text, width - 1));
  const size = Math.max(...shown.map(displayWidth)) + 2;
  const columns = Math.max(1, Math.floor((width + 1) / size));
  const lines = Math.ceil(shown.length / columns);
  const rows = Array.from({ length: lines }, (_, i) => shown.filter((_, k) => k % lines === i).map((text) => text + ' '.repeat(size - displayWidth(text))).join('').trimEnd());
  const rest = texts.length - shown.length;
  return [...rows, ...(rest > 0 ? [`… and ${rest} more`] : [])].map((row) => `${row}\n`).join('');
}
