import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { bar } from '../../src/charts/chart.js';
import { toSvg } from '../../src/charts/render.js';
import type { Block, Document } from '../../src/reports/document.js';
import type { GalleryPicture } from '../../src/reports/gallery.js';
import { escapeHtml, safeHref, unescapeHtml } from '../../src/reports/html.js';
import { renderPage } from '../../src/reports/page.js';
import { inlineSvg } from '../../src/reports/picture.js';
import { renderProse } from '../../src/reports/prose.js';
import { pageScript } from '../../src/reports/page-script.js';
import { hostileTag, withoutOwnScript } from './fixture.js';

function page(blocks: Block[], more: Partial<Document> = {}): string {
  return renderPage({ title: 'T', blocks, foot: { date: '2026-01-02', lines: [] }, ...more });
}

const evil = `${hostileTag}' onmouseover='alert(1)`;

const picture: GalleryPicture = { jpeg: `"${evil}`, width: evil as unknown as number, height: 0, alt: evil, caption: [evil, evil], facts: [[evil, evil]], mark: evil };

const everyBlock: Block[] = [
  { kind: 'prose', text: `# ${evil}\n\n${evil} **${evil}** \`${evil}\` [${evil}](javascript:alert(1)) [a](https://x.example/"onmouseover=alert)\n\n- ${evil}\n\n| ${evil} | b |\n|---|---|\n| ${evil} | c |\n\n> ${evil}\n\n\`\`\`\n${evil}\n\`\`\`` },
  { kind: 'heading', text: evil },
  { kind: 'table', table: { columns: [{ name: evil, type: 'VARCHAR' }, { name: 'url', type: 'VARCHAR' }], rows: [{ [evil]: evil, url: 'javascript:alert(1)' }, { [evil]: evil.repeat(20), url: `https://x.example/${evil}` }] }, caption: evil },
  { kind: 'code', text: evil, language: evil, label: evil },
  { kind: 'output', text: evil, failed: true },
  { kind: 'facts', facts: [[evil, evil]] },
  { kind: 'tiles', tiles: [{ figure: evil, label: evil, note: evil }] },
  { kind: 'cards', cards: [{ href: 'javascript:alert(1)', title: evil, lead: evil, svg: `<svg onload="alert(1)"></svg>` }] },
  { kind: 'image', data: `"${evil}`, mime: 'image/png', alt: evil },
  { kind: 'chart', svg: `<svg><script>alert(1)</script></svg>`, caption: evil, notes: [evil] },
  { kind: 'gallery', gallery: { groups: [{ title: evil, pictures: [picture, { ...picture, jpeg: undefined, fault: evil }] }], notes: [evil] } },
  { kind: 'gallery', gallery: { groups: [{ pictures: [{ ...picture, at: [0.5, NaN] }] }], axes: [evil, evil], dots: [[evil as unknown as number, 2]], notes: [] } },
  { kind: 'details', summary: evil, blocks: [{ kind: 'output', text: evil }] },
];

/** Start tags with their attributes, as an HTML reader sees them. */
function tagsOf(html: string): string[] {
  const body = withoutOwnScript(html).replace(/<style>[\s\S]*?<\/style>/, '');
  return Array.from(body.matchAll(/<[a-zA-Z](?:"[^"]*"|'[^']*'|[^>"'])*>/g), (match) => match[0]);
}

describe('renderPage', () => {
  it.each(everyBlock.map((block) => [block.kind, block] as const))('keeps hostile text in a %s block text', (_, block) => {
    for (const tag of tagsOf(page([block], { title: evil, lead: evil, kicker: evil, up: { href: 'javascript:alert(1)', text: evil } }))) {
      const bare = tag.replace(/"[^"]*"/g, '""');
      expect(tag).not.toMatch(/^<(script|iframe|object|embed|base|link)\b/i);
      expect(bare).not.toMatch(/\son\w+=/i);
      expect(tag).not.toMatch(/(href|src)="(?!https?:\/\/x\.example|data:image\/|#|[\w-]+\.html)/);
      if (tag.startsWith('<img')) expect(tag).toMatch(/ src="data:image\/(png|jpeg|svg\+xml);base64,[A-Za-z0-9+/=]*">$/);
    }
  });

  it('fetches nothing and runs nothing but its own script', () => {
    const html = page(everyBlock);
    const scripts = Array.from(html.matchAll(/<script>([\s\S]*?)<\/script>/g), ([, text]) => text!);
    expect(scripts).toHaveLength(1);
    const hash = createHash('sha256').update(scripts[0]!).digest('base64');
    expect(html).toContain(`content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"`);
    expect(page([])).toContain(`<script>${scripts[0]}</script>`);
    expect(/<style>([\s\S]*?)<\/style>/.exec(html)![1]).not.toMatch(/url\(|@import|https?:/);
  });

  it('has a script that is small, ends where it ends, and writes no HTML', () => {
    const { text } = pageScript();
    expect(text.length).toBeLessThan(32_000);
    expect(text).not.toMatch(/<\/?script|<!--|innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|\bFunction\b|fetch\(|XMLHttpRequest|import\b|setTimeout|https?:(?!\/\/www\.w3\.org)/);
  });

  it('puts a chart inline, so that it takes the colours of the page', async () => {
    const svg = await toSvg(bar([{ tag: hostileTag, n: 1 }]));
    const html = page([{ kind: 'chart', svg, narrow: svg, caption: 'Cap', notes: ['Note.'] }]);
    expect(html.match(/<svg role="img" aria-label="Cap"/g)).toHaveLength(2);
    expect(html).toContain('<figcaption>Cap Note.</figcaption>');
  });

  it('counts the rows it does not show, sets figures apart and links addresses', () => {
    const rows = Array.from({ length: 1234 }, (_, i) => ({ n: i * 1000, year: 2020, u: 'https://x.example/a?b&c' }));
    const html = page([{ kind: 'table', table: { columns: [{ name: 'n', type: 'BIGINT' }, { name: 'year', type: 'INTEGER' }, { name: 'u', type: 'VARCHAR' }], rows }, limit: 3 }]);
    expect(html).toContain('The first 3 of 1,234 rows.');
    expect(html).toContain('<td class="n">2,000</td><td class="n">2020</td><td><a href="https://x.example/a?b&amp;c" rel="noreferrer noopener">x.example/a?b&amp;c</a></td>');
    expect(html.match(/<tr>/g)).toHaveLength(4);
  });

  it('prints the date as given, to the minute', () => {
    expect(page([])).toContain('Made by boorulab on 2026-01-02.');
    expect(page([], { foot: { date: '2026-01-02T03:04:05.678Z', lines: ['L & M'] } })).toContain('<p>Made by boorulab on 2026-01-02 at 03:04 UTC.</p><p>L &amp; M</p>');
  });

  it('drops terminal colours from outputs', () => {
    expect(page([{ kind: 'output', text: '\u001b[31mbad\u001b[0m' }])).toContain('<pre class="output">bad</pre>');
  });
});

describe('unescapeHtml', () => {
  it.each([evil, '&amp;lt;', `<'"&>`, 'plain'])('gives back what was escaped: %s', (text) => expect(unescapeHtml(escapeHtml(text))).toBe(text));
});

describe('inlineSvg', () => {
  it.each([
    '<svg><style>*{fill:url(http://x)}</style></svg>', '<svg><a href="http://x">x</a></svg>', '<svg><image href="http://x"/></svg>', '<svg><g/onload=alert(1)></g></svg>',
    '<svg><use xlink:href="#a"/></svg>', '<svg><foreignObject><b>x</b></foreignObject></svg>', '<svg><rect style="fill:red"/></svg>', '<svg><rect fill="url(http://x/#a)"/></svg>',
    '<svg><title><img src=x></title></svg>', '<svg></svg><script>alert(1)</script>', '<svg><!--><script>--></svg>', '<p>no drawing</p>', '<svg><![CDATA[x]]></svg>',
  ])('shows %s as an inert image', (svg) => {
    expect(inlineSvg(svg, 'a')).toMatch(/^<img alt="a" src="data:image\/svg\+xml;base64,[A-Za-z0-9+/=]+">$/);
  });

  it('keeps plain shapes inline', () => {
    const svg = '<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg"><g clip-path="url(#c)"><path d="M0,0"/><text>on x=1 href="y"</text></g></svg>';
    expect(inlineSvg(svg, 'a "b"')).toMatch(/^<svg role="img" aria-label="a &quot;b&quot;" xmlns/);
  });
});

describe('renderProse', () => {
  it.each([
    ['a\nb\n\nc', '<p>a\nb</p>\n<p>c</p>'],
    ['# One\n## Two\n### Three ##', '<h2>One</h2>\n<h2>Two</h2>\n<h3>Three</h3>'],
    ['- a\n- b\n  more\n\n1. c', '<ul><li>a</li><li>b\nmore</li></ul>\n<ol><li>c</li></ol>'],
    ['**bold** *slanted* `a*b*_c_` snake_case_name 2*3*4', '<p><strong>bold</strong> <em>slanted</em> <code>a*b*_c_</code> snake_case_name 2*3*4</p>'],
    ['[page](hit-parade.html) [web](https://x.example/a_b_c) [no](javascript:x)', '<p><a href="hit-parade.html">page</a> <a href="https://x.example/a_b_c" rel="noreferrer noopener">web</a> no</p>'],
    ['```ts\n# not a heading\n```\nafter', '<pre class="code"><code># not a heading</code></pre>\n<p>after</p>'],
    ['> quoted\n> text', '<blockquote><p>quoted\ntext</p></blockquote>'],
    ['---', '<hr>'],
    ['| a | b |\n|---|--:|\n| 1 | x\\|y |', '<div class="scroll" role="group" aria-label="Table" tabindex="0"><table><thead><tr><th scope="col">a</th><th scope="col">b</th></tr></thead><tbody><tr><td>1</td><td>x|y</td></tr></tbody></table></div>'],
    ['```\nunclosed', '<pre class="code"><code>unclosed</code></pre>'],
  ])('%j', (text, html) => {
    expect(renderProse(text)).toBe(html);
  });

  // A pattern that goes back and forth would end at the time limit of a test.
  it('comes to an end on long and odd text', () => {
    for (const text of ['*'.repeat(20_000), '**a '.repeat(5000), '_a'.repeat(10_000), '['.repeat(20_000), '`'.repeat(20_001), '|'.repeat(20_000)]) expect(renderProse(text)).not.toBe('');
  });
});

it('follows web addresses and files beside only', () => {
  for (const good of ['https://x.example/a?b=c&d#e', 'http://x.example', 'index.html', 'a/b.html#c', '#c']) expect(safeHref(good), good).toBe(good);
  for (const bad of ['javascript:alert(1)', 'JaVaScRiPt:alert(1)', 'data:text/html,x', 'file:///etc/passwd', '//x.example', '../x', 'https://x.example/" onclick="', ' https://x.example', '/etc', 'vbscript:x']) expect(safeHref(bad), bad).toBeUndefined();
});
