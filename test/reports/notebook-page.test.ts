import { describe, expect, it } from 'vitest';
import type { Cell, Notebook, Output } from '../../src/reports/notebook-file.js';
import { opening, renderNotebook } from '../../src/reports/notebook-page.js';
import { readTableHtml, rowsToTable, tableHtml } from '../../src/reports/notebook-table.js';
import { chartMime } from '../../src/reports/workbench.js';
import { withoutOwnScript } from './fixture.js';

const hostile = `</td></script><script>alert(1)</script>"'&<img src=x onerror=alert(1)>`;
const markdown = (source: string | string[]): Cell => ({ cell_type: 'markdown', source, metadata: {} });
const code = (source: string, ...outputs: Output[]): Cell => ({ cell_type: 'code', source, metadata: {}, outputs, execution_count: 1 });
const shown = (mime: string, data: unknown): Output => ({ output_type: 'display_data', data: { [mime]: data }, metadata: {} });
const page = (...cells: Cell[]) => renderNotebook({ cells, metadata: {}, nbformat: 4, nbformat_minor: 5 } satisfies Notebook, { date: '2020-01-02', file: 'demo.ipynb' });
const body = (html: string) => html.slice(html.indexOf('<body>'));

describe('the head of a page', () => {
  it('is the heading and first paragraph of the notebook', () => {
    const { title, lead, cells } = opening([markdown(['# A title\n', '\n', 'What you\n', 'learn.\n', '\n', 'More.']), code('1')], 'x.ipynb');
    expect([title, lead]).toEqual(['A title', 'What you learn.']);
    expect(cells.map((cell) => cell.source)).toEqual(['More.', '1']);
  });

  it('leaves a first paragraph with markup where it is', () => {
    const { lead, cells } = opening([markdown('# A title\n\nSee `this`.')], 'x.ipynb');
    expect(lead).toBeUndefined();
    expect(cells.map((cell) => cell.source)).toEqual(['See `this`.']);
  });

  it('is the file name when there is no heading', () => {
    expect(opening([code('1')], 'a/b/first-look.ipynb')).toMatchObject({ title: 'first-look', cells: [{ source: '1' }] });
    expect(opening([], 'b.ipynb').title).toBe('b');
  });
});

describe('a page of a notebook', () => {
  it('is the same bytes for the same notebook and date', () => {
    const make = () => page(markdown('# T'), code('1', { output_type: 'stream', name: 'stdout', text: '1\n' }));
    expect(make()).toBe(make());
    expect(make()).toContain('2020-01-02');
  });

  it('folds code away and shows results', () => {
    const html = page(markdown('# T\n\nLead.'), code('const a = 1', { output_type: 'stream', name: 'stdout', text: ['one\n', 'two\n'] }));
    expect(html).toMatch(/<details><summary>Code \[1\]<\/summary>[\s\S]*const a = 1[\s\S]*<\/details>\s*<pre class="output">one\ntwo<\/pre>/);
  });

  it('lets no text of a cell become markup', () => {
    const html = body(page(
      markdown(`# ${hostile}\n\n${hostile}`), markdown(hostile), code(hostile),
      code('1', { output_type: 'stream', name: 'stderr', text: hostile }, { output_type: 'error', ename: hostile, evalue: hostile, traceback: [] }),
      code('2', shown('text/html', hostile), shown('text/plain', hostile), shown('text/markdown', hostile), shown('image/png', hostile)),
      code('3', shown('text/html', tableHtml(rowsToTable([{ [hostile]: hostile }])))),
      code('4', shown('text/html', `<table class="boorulab">\n<thead><tr><th data-type="X">a</th></tr></thead>\n<tbody>\n<tr><td>${hostile}</td></tr>\n</tbody>\n</table>`)),
      markdown('[a](javascript:alert(1)) [b](https://example.org/)'),
    ));
    expect(withoutOwnScript(html)).not.toMatch(/<script|<img src=x|javascript:alert\(1\)"/);
    expect(withoutOwnScript(html).replace(/"[^"]*"/g, '""')).not.toMatch(/<[^>]*\bonerror/);
    expect(html).toContain('&lt;script&gt;');
    expect(html).toContain('href="https://example.org/"');
  });

  it('lets no drawing act', () => {
    const svg = (inner: string) => `<svg xmlns="http://www.w3.org/2000/svg">${inner}</svg>`;
    const evil = ['<script>alert(1)</script>', '<foreignObject><b>x</b></foreignObject>', '<g onload="alert(1)"/>', '<a href="javascript:alert(1)"><text>x</text></a>'];
    const html = body(page(code('1', ...evil.map((inner) => shown('image/svg+xml', svg(inner))), shown('image/svg+xml', svg('<path d="M0 0L1 1"/>')))));
    expect(withoutOwnScript(html)).not.toMatch(/<script|foreignObject|onload|javascript:/i);
    expect(html).toContain('<path d="M0 0L1 1"/>');
  });

  it('shows a chart with what it leaves out and its figures', () => {
    const chart = { svg: '<svg><path d="M1"/></svg>', narrow: '<svg><path d="M2"/></svg>', notes: ['12 more left out.'], table: tableHtml(rowsToTable([{ tag: 'a', posts: 1234 }])) };
    const html = page(code('1', shown(chartMime, JSON.stringify(chart))));
    for (const part of ['M1', 'M2', '12 more left out.', 'The figures', 'posts']) expect(html).toContain(part);
  });
});

describe('a table in a notebook', () => {
  const rows = [
    { tag: hostile, posts: 12, share: 0.5, seen: new Date('2020-01-02T00:00:00Z'), none: null },
    { tag: '', posts: 3, share: 2, seen: null, none: null },
  ];

  it('is read back as text and numbers', () => {
    expect(readTableHtml(tableHtml(rowsToTable(rows)))).toEqual({
      columns: [['tag', 'VARCHAR'], ['posts', 'BIGINT'], ['share', 'DOUBLE'], ['seen', 'TIMESTAMP'], ['none', 'VARCHAR']].map(([name, type]) => ({ name, type })),
      rows: [
        { tag: hostile, posts: 12, share: 0.5, seen: '2020-01-02 00:00:00', none: null },
        { tag: '', posts: 3, share: 2, seen: null, none: null },
      ],
    });
  });

  it('keeps columns without rows, and the columns of a query result', () => {
    const empty = { columns: [{ name: 'a', type: 'BIGINT' }], rows: [] };
    expect(rowsToTable(empty)).toBe(empty);
    expect(readTableHtml(tableHtml(empty))).toEqual(empty);
    expect(readTableHtml('<table><tr><td>1</td></tr></table>')).toBeUndefined();
  });
});
