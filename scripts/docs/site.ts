import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { Marked } from 'marked';
import { escapeHtml } from '../../src/reports/html.js';
import { pageHead } from '../../src/reports/page-head.js';
import { inlineSvg } from '../../src/reports/picture.js';
import { documentStyle } from '../../src/reports/style.js';
import { outside, sections } from './pages.js';
import { siteStyle } from './site-style.js';

interface Page {
  /** As in `sections`. */
  name: string;
  title: string;
  markdown: string;
}

/**
 * Writes the pages of `docs` (and the README as the first) below `out`, with the pictures they show. A link that leads nowhere is an error.
 * `charts` are SVGs by the names of saved queries, shown where those stand.
 */
export function writeSite(root: string, out: string, charts: ReadonlyMap<string, string> = new Map()): string[] {
  const pages = sections.flatMap(({ pages: names }) => names).map((name) => readPage(root, name));
  const known = new Map(pages.map((page) => [sourceOf(page.name), page]));
  for (const page of pages) {
    const file = join(out, `${page.name}.html`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, htmlOf(page, pages, charts, (href) => target(root, out, page, href, known)));
  }
  return pages.map(({ name }) => join(out, `${name}.html`));
}

function sourceOf(name: string): string {
  return outside[name] ?? `docs/${name}.md`;
}

function readPage(root: string, name: string): Page {
  const markdown = readFileSync(join(root, sourceOf(name)), 'utf8');
  return { name, markdown, title: /^# (.+)$/m.exec(markdown)?.[1] ?? name };
}

/** Where a link of a page leads in the site: to another page, to a picture that is copied, or out of it. */
function target(root: string, out: string, page: Page, href: string, known: ReadonlyMap<string, Page>): string {
  if (/^(https?|mailto):/.test(href)) return href;
  const [path = '', anchor] = href.split('#');
  const source = path === '' ? sourceOf(page.name) : posix.normalize(posix.join(posix.dirname(sourceOf(page.name)), path));
  const found = known.get(source);
  if (anchor !== undefined && !(found && anchorsOf(found.markdown).has(anchor))) throw new Error(`${sourceOf(page.name)}: no place for ${href}`);
  if (found) return `${relative(page.name, found.name)}.html${anchor === undefined ? '' : `#${anchor}`}`;
  if (!existsSync(join(root, source))) throw new Error(`${sourceOf(page.name)}: no file for ${href}`);
  const copy = source.replace(/^docs\//, '');
  mkdirSync(dirname(join(out, copy)), { recursive: true });
  copyFileSync(join(root, source), join(out, copy));
  return relative(page.name, copy);
}

function relative(from: string, to: string): string {
  return posix.relative(posix.dirname(from), to);
}

/** The anchors of a page's headings, as GitHub makes them. */
function anchorsOf(markdown: string): Set<string> {
  const used = new Map<string, number>();
  return new Set(headings(markdown).map(({ text }) => anchorOf(text, used)));
}

function headings(markdown: string): { depth: number; text: string }[] {
  return new Marked().lexer(markdown).flatMap((token) => (token.type === 'heading' ? [{ depth: token['depth'] as number, text: token['text'] as string }] : []));
}

function anchorOf(heading: string, used: Map<string, number>): string {
  const plain = heading.replaceAll('`', '').replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replaceAll(/\*\*?/g, '').trim().toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '').replace(/\s/g, '-');
  const times = used.get(plain) ?? 0;
  used.set(plain, times + 1);
  return times === 0 ? plain : `${plain}-${times}`;
}

/** In the reference of queries, the chart under the command that answers one. */
function chartOf(code: string, page: Page, charts: ReadonlyMap<string, string>): string {
  const svg = page.name === 'reference/queries' ? charts.get(/^boorulab sql (\S+)$/.exec(code)?.[1] ?? '') : undefined;
  return svg === undefined ? '' : `<span class="chart">${inlineSvg(svg, '')}</span>`;
}

function htmlOf(page: Page, pages: readonly Page[], charts: ReadonlyMap<string, string>, resolve: (href: string) => string): string {
  const used = new Map<string, number>();
  const marked = new Marked({
    renderer: {
      heading({ tokens, depth, text }) { return `<h${depth} id="${anchorOf(text, used)}">${this.parser.parseInline(tokens)}</h${depth}>\n`; },
      link({ href, tokens }) { return `<a href="${escapeHtml(resolve(href))}">${this.parser.parseInline(tokens)}</a>`; },
      codespan({ text }) { return `<code>${escapeHtml(text)}</code>${chartOf(text, page, charts)}`; },
      image({ href, text }) { return `<img src="${escapeHtml(resolve(href))}" alt="${escapeHtml(text)}" loading="lazy">`; },
      html({ text }) { return escapeHtml(text); },
    },
  });
  const body = (marked.parse(page.markdown) as string)
    .replaceAll('<table>', '<div class="scroll" tabindex="0"><table>').replaceAll('</table>', '</table></div>').replaceAll('<pre>', '<pre class="code" tabindex="0">');
  const parts = headings(page.markdown).filter(({ depth }) => depth === 2);
  const contents = parts.length > 2 ? `<aside><p>On this page</p><ul>${parts.map(({ text }) => `<li><a href="#${anchorOf(text, new Map())}">${escapeHtml(text.replaceAll('`', ''))}</a></li>`).join('')}</ul></aside>` : '';
  const links = (name: string): string => {
    const other = pages.find((candidate) => candidate.name === name)!;
    return `<li><a href="${relative(page.name, name)}.html"${name === page.name ? ' aria-current="page"' : ''}>${escapeHtml(other.title)}</a></li>`;
  };
  const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:";
  return `${pageHead(`${page.title}${page.name === 'index' ? '' : ' · Boorulab'}`, policy, documentStyle + siteStyle)}
<body class="site">
<a class="skip" href="#main">To the text</a>
<nav class="pages" aria-label="Pages">${sections.map(({ title, pages: names }) => `<p>${title}</p><ul>${names.map(links).join('')}</ul>`).join('')}</nav>
<main id="main" class="text">
${body}
</main>
${contents}
</body>
</html>
`;
}
