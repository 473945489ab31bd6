/**
 * What a notebook cell calls to show rows. In a cell of a TypeScript kernel each shows its drawing or table below the cell;
 * anywhere else the rows are printed as text.
 */
import { chart } from '../charts/chart.js';
import type { ChartOptions, Mark } from '../charts/options.js';
import { toSvg } from '../charts/render.js';
import type { Lake } from '../lake/lake.js';
import { type Gallery, makeGallery } from './gallery.js';
import type { GalleryOptions } from './gallery-options.js';
import { renderGallery } from './gallery-html.js';
import { galleryStyle } from './gallery-style.js';
import { rowsToTable, tableHtml, type TableData } from './notebook-table.js';
import { textTable } from './texttable.js';

/** Rows of a query or of a helper, or a whole query result. */
export type Rows = readonly object[] | TableData;

export type ChartSettings = Omit<ChartOptions, 'mark'>;

/** A chart shown by a cell that runs for a page: the drawing, the same for a phone, what it leaves out, and its figures. */
export interface ShownChart {
  svg: string;
  narrow?: string;
  notes: readonly string[];
  /** HTML of `tableHtml`. */
  table?: string;
}

export const chartMime = 'application/vnd.boorulab.chart+json';
export const galleryMime = 'application/vnd.boorulab.gallery+json';
/** Set in the environment of a kernel whose outputs become a page of ours. */
export const pageVariable = 'BOORULAB_PAGE';

/** Shows rows as a table, the first 50 unless told otherwise. */
export function table(rows: Rows, { limit = 50 }: { limit?: number } = {}): void {
  const data = rowsToTable(rows);
  const display = notebookDisplay();
  if (!display) return print(data, limit);
  if (data.columns.length === 0) return display.text('no rows');
  display.html(tableHtml({ columns: data.columns, rows: data.rows.slice(0, limit) }));
  if (data.rows.length > limit) display.text(`… ${data.rows.length - limit} more rows`);
}

/** Bars by category: the first text column and the first number unless x and y say otherwise. */
export function bar(rows: Rows, settings: ChartSettings = {}): Promise<void> {
  return draw('bar', rows, settings);
}

/** Lines over time, years or a number. */
export function line(rows: Rows, settings: ChartSettings = {}): Promise<void> {
  return draw('line', rows, settings);
}

/** Areas standing on each other. */
export function area(rows: Rows, settings: ChartSettings = {}): Promise<void> {
  return draw('area', rows, settings);
}

/** A grid of two categories coloured by a measure. */
export function heatmap(rows: Rows, settings: ChartSettings = {}): Promise<void> {
  return draw('heatmap', rows, settings);
}

/** Points by two measures. */
export function scatter(rows: Rows, settings: ChartSettings = {}): Promise<void> {
  return draw('scatter', rows, settings);
}

/** How often the values of a number occur. */
export function histogram(rows: Rows, settings: ChartSettings = {}): Promise<void> {
  return draw('histogram', rows, settings);
}

/** Shows a Vega-Lite specification of your own. */
export async function svg(spec: Readonly<Record<string, unknown>>): Promise<void> {
  const display = notebookDisplay();
  if (display) show(display, { svg: await toSvg({ spec }), notes: [] });
  else process.stdout.write('(a drawing: run this in a notebook to see it)\n');
}

/**
 * Shows the pictures that rows name by `path`, or by `booru` with `fid` or `post_key`: on a contact sheet, in groups, or on a plane (x and y). Only
 * pictures that the lake shows are opened.
 */
export async function gallery(lake: Lake, rows: Rows, options: GalleryOptions = {}): Promise<void> {
  const data = rowsToTable(rows);
  const display = notebookDisplay();
  if (!display) return print(data, 50);
  const made: Gallery = await makeGallery(lake, data, options);
  if (forPage()) return display.raw(galleryMime, JSON.stringify(made));
  display.html(`<style>${galleryStyle}</style>${renderGallery(made, `cell${++galleries}`)}`);
}

let galleries = 0;

const phoneWidth = 360;

async function draw(mark: Mark, rows: Rows, settings: ChartSettings): Promise<void> {
  const data = rowsToTable(rows);
  const display = notebookDisplay();
  if (!display) return print(data, 50);
  const { spec, notes } = chart(data.rows, { ...settings, mark });
  const narrow = forPage() ? await toSvg(chart(data.rows, { ...settings, mark, width: phoneWidth })) : undefined;
  show(display, { svg: await toSvg({ spec }), narrow, notes, table: data.rows.length > 0 ? tableHtml(data) : undefined });
}

function show(display: Display, drawing: ShownChart): void {
  if (forPage()) return display.raw(chartMime, JSON.stringify(drawing));
  display.svg(drawing.svg);
  if (drawing.notes.length > 0) display.text(drawing.notes.join(' '));
}

function print(data: TableData, maxRows: number): void {
  process.stdout.write(data.columns.length > 0 ? textTable(data, { maxRows }) : 'no rows\n');
}

function forPage(): boolean {
  return process.env[pageVariable] !== undefined;
}

interface Display {
  svg(text: string): void;
  html(text: string): void;
  text(text: string): void;
  raw(type: string, text: string): void;
}

/** The kernel's display; tslab leaves its own `require` in a global. */
function notebookDisplay(): Display | undefined {
  const { __tslab__: tslab } = globalThis as { __tslab__?: { require(name: string): { display: Display } } };
  return tslab?.require('tslab').display;
}
