import { escapeHtml, link } from './html.js';

/**
 * A small Markdown to HTML: headings, paragraphs, lists, quotes, fenced code, rules and tables; bold, italic, code and links inside.
 * HTML in the text is shown, not obeyed. The page has the first heading, so the highest here is a second one.
 */
export function renderProse(text: string): string {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  const html: string[] = [];
  for (let at = 0; at < lines.length; ) {
    const line = lines[at]!;
    const heading = /^(#{1,6})\s+(.*?)\s*#*$/.exec(line);
    if (!line.trim()) at++;
    else if (heading) {
      const level = Math.max(2, heading[1]!.length);
      html.push(`<h${level}>${inline(heading[2]!)}</h${level}>`);
      at++;
    } else if (/^\s*(-{3,}|\*{3,}|_{3,})\s*$/.test(line)) {
      html.push('<hr>');
      at++;
    } else {
      const kind = kinds.find(({ starts }) => starts.test(line)) ?? paragraph;
      const end = blockEnd(lines, at, kind);
      html.push(kind.render(lines.slice(at, end)));
      at = kind.skipLast ? end + 1 : end;
    }
  }
  return html.join('\n');
}

interface Kind {
  starts: RegExp;
  goesOn: (line: string) => boolean;
  skipLast?: boolean;
  render: (lines: string[]) => string;
}

const item = /^\s*([-*+]|\d+[.)])\s+/;

const paragraph: Kind = {
  starts: /./,
  goesOn: (line) => line.trim() !== '' && !/^(#{1,6}\s|```|>|\|)/.test(line) && !item.test(line),
  render: (lines) => `<p>${inline(lines.join('\n'))}</p>`,
};

const kinds: readonly Kind[] = [
  {
    starts: /^```/, goesOn: (line) => !line.startsWith('```'), skipLast: true,
    render: (lines) => `<pre class="code"><code>${escapeHtml(lines.slice(1).join('\n'))}</code></pre>`,
  },
  { starts: /^>/, goesOn: (line) => line.startsWith('>'), render: (lines) => `<blockquote>${renderProse(lines.map((line) => line.replace(/^>\s?/, '')).join('\n'))}</blockquote>` },
  { starts: /^\|.*\|\s*$/, goesOn: (line) => line.startsWith('|'), render: table },
  { starts: item, goesOn: (line) => item.test(line) || /^\s{2,}\S/.test(line), render: list },
];

function blockEnd(lines: readonly string[], start: number, kind: Kind): number {
  let end = start + 1;
  while (end < lines.length && kind.goesOn(lines[end]!)) end++;
  return end;
}

function list(lines: string[]): string {
  const tag = /^\s*\d/.test(lines[0]!) ? 'ol' : 'ul';
  const items: string[] = [];
  for (const line of lines) {
    if (item.test(line)) items.push(line.replace(item, ''));
    else items.push(`${items.pop() ?? ''}\n${line.trim()}`);
  }
  return `<${tag}>${items.map((text) => `<li>${inline(text)}</li>`).join('')}</${tag}>`;
}

function table(lines: string[]): string {
  const rows = lines.map((line) => line.trim().replace(/^\||\|$/g, '').split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('\\|', '|')));
  const ruled = rows[1]?.every((cell) => /^:?-+:?$/.test(cell)) ?? false;
  const row = (cells: string[], tag: string): string => `<tr>${cells.map((cell) => `<${tag}${tag === 'th' ? ' scope="col"' : ''}>${inline(cell)}</${tag}>`).join('')}</tr>`;
  const head = ruled ? `<thead>${row(rows[0]!, 'th')}</thead>` : '';
  return `<div class="scroll" role="group" aria-label="Table" tabindex="0"><table>${head}<tbody>${rows.slice(ruled ? 2 : 0).map((cells) => row(cells, 'td')).join('')}</tbody></table></div>`;
}

function inline(text: string): string {
  return text
    .split(/(`[^`]+`|\[[^\]]*\]\([^()\s]*\))/)
    .map((part, index) => (index % 2 === 0 ? emphasis(escapeHtml(part)) : codeOrLink(part)))
    .join('');
}

function codeOrLink(part: string): string {
  if (part.startsWith('`')) return `<code>${escapeHtml(part.slice(1, -1))}</code>`;
  const [, text = '', href = ''] = /^\[([^\]]*)\]\((.*)\)$/.exec(part) ?? [];
  return link(href, emphasis(escapeHtml(text)));
}

function emphasis(html: string): string {
  return html
    .replace(/\*\*(?=\S)(.+?\S?)\*\*/g, '<strong>$1</strong>')
    .replace(/(?<![\w*])\*(?=\S)([^*]+?)\*(?![\w*])/g, '<em>$1</em>')
    .replace(/(?<!\w)_(?=\S)([^_]+?)_(?!\w)/g, '<em>$1</em>')
    .replace(/ {2}\n/g, '<br>\n');
}
