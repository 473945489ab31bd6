import type { Block, Document, Foot } from './document.js';
import { wholeText, type Cell, type CodeCell, type Notebook, type Output } from './notebook-file.js';
import { readTableHtml } from './notebook-table.js';
import { renderPage } from './page.js';
import type { Gallery } from './gallery.js';
import { chartMime, galleryMime, type ShownChart } from './workbench.js';

export interface NotebookPageOptions {
  /** ISO date or time, for the foot; pin it for the same bytes. */
  date: string;
  /** File name of the notebook, for the foot and for a notebook without a heading. */
  file: string;
  /** More sentences for the foot: the lake and its version. */
  lines?: readonly string[];
  details?: Foot['details'];
  up?: Document['up'];
  portraits?: Document['portraits'];
}

/** A run notebook as one self-contained HTML page: text, results, and code folded away. */
export function renderNotebook(notebook: Notebook, { date, file, lines = [], details, up, portraits }: NotebookPageOptions): string {
  const { title, lead, cells } = opening(notebook.cells, file);
  const foot = { date, lines: [`From the notebook ${file}.`, ...lines], details };
  return renderPage({ title, lead, kicker: 'Notebook', up, blocks: [...paramBlocks(notebook), ...cells.flatMap(cellBlocks)], foot, ...(portraits ? { portraits } : {}) });
}

/** The heading and first paragraph of the first cell stand at the head of the page; the other cells follow. */
export function opening(cells: readonly Cell[], file: string): { title: string; lead?: string; cells: Cell[] } {
  const [first, ...others] = cells;
  const [, title, after = ''] = /^\s*#\s+([^\n]+?)\s*(?:\n([\s\S]*))?$/.exec(first?.cell_type === 'markdown' ? wholeText(first.source) : '') ?? [];
  if (!first || title === undefined) return { title: file.replace(/^.*[\\/]|\.ipynb$/g, ''), cells: [...cells] };
  const [, lead, rest = after] = /^\s*(\w[^`*_[\]|<]*?)\s*(?:\n\s*\n([\s\S]*))?$/.exec(after) ?? [];
  const left = lead === undefined ? after : rest === after ? '' : rest;
  const kept: Cell[] = left.trim() ? [{ cell_type: 'markdown', source: left, metadata: {} }] : [];
  return { title, lead: lead?.replace(/\s+/g, ' '), cells: [...kept, ...others] };
}

function paramBlocks({ metadata: { boorulab } }: Notebook): Block[] {
  return boorulab && boorulab.parameters.length > 0 ? [{ kind: 'facts', facts: boorulab.parameters }] : [];
}

function cellBlocks(cell: Cell): Block[] {
  const text = wholeText(cell.source).trim();
  if (cell.cell_type === 'raw' || !text) return [];
  return cell.cell_type === 'markdown' ? [{ kind: 'prose', text }] : [codeBlock(text, cell), ...cell.outputs.flatMap(outputBlocks)];
}

function codeBlock(text: string, { execution_count: count }: CodeCell): Block {
  return { kind: 'details', summary: count === null ? 'Code' : `Code [${count}]`, blocks: [{ kind: 'code', text, language: 'typescript' }] };
}

function outputBlocks(output: Output): Block[] {
  switch (output.output_type) {
    case 'stream': return [{ kind: 'output', text: wholeText(output.text).trimEnd() }];
    case 'error': return [{ kind: 'output', text: `${output.ename}: ${output.evalue}`, failed: true }];
    default:
      if (typeof output.data[galleryMime] === 'string') return [{ kind: 'gallery', gallery: JSON.parse(output.data[galleryMime]) as Gallery }];
      return typeof output.data[chartMime] === 'string' ? chartBlocks(JSON.parse(output.data[chartMime]) as ShownChart) : richBlocks(output.data);
  }
}

function chartBlocks({ svg, narrow, notes, table }: ShownChart): Block[] {
  const figures = readTableHtml(table ?? '');
  const chart: Block = { kind: 'chart', svg, narrow, notes };
  return figures ? [chart, { kind: 'details', summary: 'The figures', blocks: [{ kind: 'table', table: figures }] }] : [chart];
}

const pictures = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'] as const;

/** The richest form that is safe to show. */
function richBlocks(data: Record<string, unknown>): Block[] {
  if ('image/svg+xml' in data) return [{ kind: 'chart', svg: wholeText(data['image/svg+xml']) }];
  const mime = pictures.find((type) => type in data);
  if (mime) return [{ kind: 'image', mime, data: wholeText(data[mime]), alt: 'Output of the cell above' }];
  const table = readTableHtml(wholeText(data['text/html']));
  if (table) return [{ kind: 'table', table, limit: table.rows.length }];
  if ('text/markdown' in data) return [{ kind: 'prose', text: wholeText(data['text/markdown']) }];
  if ('text/plain' in data) return [{ kind: 'output', text: wholeText(data['text/plain']) }];
  return 'text/html' in data ? [{ kind: 'output', text: '(HTML output: open the notebook in Jupyter to see it.)' }] : [];
}
