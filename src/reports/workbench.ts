/**
 * What a notebook cell calls to show rows. In a cell of a TypeScript kernel each shows its drawing or table below the cell;
 * anywhere else the rows are printed as text.
 */
import { chart } from '../charts/chart.js';
import type { ChartOptions } from '../charts/options.js';
import { toSvg } from '../charts/render.js';
import type { AreaSettings, BarSettings, HeatmapSettings, HistogramSettings, LineSettings, MapSettings, ScatterSettings } from '../charts/settings.js';
import type { Lake } from '../lake/lake.js';
import { Statement } from '../lake/statement.js';
import { type Gallery, makeGallery } from './gallery.js';
import type { GalleryOptions } from './gallery-options.js';
import { renderGallery } from './gallery-html.js';
import { galleryStyle } from './gallery-style.js';
import { rowsToTable, tableHtml, type TableData } from './notebook-table.js';
import { textTable } from './texttable.js';

/** Rows with their columns, or plain rows. */
type Ready<T extends object> = readonly T[] | { readonly columns: TableData['columns']; readonly rows: readonly T[] };

/** What can be shown: rows, a query result, lake.sql`...`, or a promise of one of them. */
export type Rows<T extends object = object> = Ready<T> | PromiseLike<Ready<T>>;

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
export function table<T extends object>(rows: Rows<T>, { limit = 50 }: { limit?: number } = {}): Promise<void> {
  const ready = tableOf(rows);
  if (ready instanceof Promise) return ready.then((data) => showTable(data, limit));
  showTable(ready, limit);
  return Promise.resolve();
}

function showTable(data: TableData, limit: number): void {
  const display = notebookDisplay();
  if (!display) return print(data, limit);
  if (data.columns.length === 0) return display.text('no rows');
  display.html(tableHtml({ columns: data.columns, rows: data.rows.slice(0, limit) }));
  if (data.rows.length > limit) display.text(`… ${data.rows.length - limit} more rows`);
}

/** Bars by category: the first text and the first number; a second text tells apart what stands in one bar. */
export function bar<T extends object>(rows: Rows<T>, settings: BarSettings<T> = {}): Promise<void> {
  return draw(rows, { ...settings, mark: 'bar' });
}

/** Lines over time, years or a number, one for each value of a text column. */
export function line<T extends object>(rows: Rows<T>, settings: LineSettings<T> = {}): Promise<void> {
  return draw(rows, { ...settings, mark: 'line' });
}

/** Areas standing on each other. */
export function area<T extends object>(rows: Rows<T>, settings: AreaSettings<T> = {}): Promise<void> {
  return draw(rows, { ...settings, mark: 'area' });
}

/** A grid of two categories coloured by a measure. */
export function heatmap<T extends object>(rows: Rows<T>, settings: HeatmapSettings<T> = {}): Promise<void> {
  return draw(rows, { ...settings, mark: 'heatmap' });
}

/** Points by two measures, named by a text column that names each once. */
export function scatter<T extends object>(rows: Rows<T>, settings: ScatterSettings<T> = {}): Promise<void> {
  return draw(rows, { ...settings, mark: 'scatter' });
}

/** Named points on a plane, where only nearness counts: such as the `points()` of tagVectors. */
export function map<T extends object>(rows: Rows<T>, settings: MapSettings<T> = {}): Promise<void> {
  return draw(rows, { ...settings, mark: 'map' });
}

/** How often the values of a number occur. */
export function histogram<T extends object>(rows: Rows<T>, settings: HistogramSettings<T> = {}): Promise<void> {
  return draw(rows, { ...settings, mark: 'histogram' });
}

/** Shows a Vega-Lite specification of your own. */
export async function svg(spec: Readonly<Record<string, unknown>>): Promise<void> {
  const display = notebookDisplay();
  if (display) put(display, { svg: await toSvg({ spec }), notes: [] });
  else process.stdout.write('(a drawing: run this in a notebook to see it)\n');
}

/**
 * Shows the pictures that rows name by `path`, or by `booru` with `fid` or `post_key`: on a contact sheet, in groups, or on a plane (x and y). Only
 * pictures that the lake shows are opened.
 */
export async function gallery(lake: Lake, rows: Rows, options: GalleryOptions = {}): Promise<void> {
  const data = await tableOf(rows);
  const display = notebookDisplay();
  if (!display) return print(data, 50);
  putGallery(display, await makeGallery(lake, data, options));
}

/** Shows pictures below the cell. */
export function putGallery(display: Display, made: Gallery): void {
  if (forPage()) return display.raw(galleryMime, JSON.stringify(made));
  display.html(`<style>${galleryStyle}</style>${renderGallery(made, `cell${++galleries}`)}`);
}

let galleries = 0;

const phoneWidth = 360;

/** Draws rows as a chart of any kind. */
export async function draw(rows: Rows, options: ChartOptions): Promise<void> {
  const data = await tableOf(rows);
  const display = notebookDisplay();
  if (!display) return print(data, 50);
  const { spec, notes } = chart(data.rows, options);
  const narrow = forPage() ? await toSvg(chart(data.rows, { ...options, width: phoneWidth, height: undefined })) : undefined;
  put(display, { svg: await toSvg({ spec }), narrow, notes, table: data.rows.length > 0 ? tableHtml(data) : undefined });
}

function tableOf(rows: Rows): TableData | Promise<TableData> {
  if (rows instanceof Statement) return rows.result();
  return 'then' in rows ? Promise.resolve(rows).then((ready) => rowsToTable(ready as TableData)) : rowsToTable(rows as TableData);
}

/** Shows a drawing below the cell. */
export function put(display: Display, drawing: ShownChart): void {
  if (forPage()) return display.raw(chartMime, JSON.stringify(drawing));
  display.svg(drawing.svg);
  if (drawing.notes.length > 0) display.text(drawing.notes.join(' '));
}

/** Prints rows as text, for whoever runs a cell's code elsewhere. */
export function print(data: TableData, maxRows: number): void {
  process.stdout.write(data.columns.length > 0 ? textTable(data, { maxRows }) : 'no rows\n');
}

/** Whether the cell runs for a page of ours. */
function forPage(): boolean {
  return process.env[pageVariable] !== undefined;
}

/** What a kernel shows below a cell. */
export interface Display {
  svg(text: string): void;
  html(text: string): void;
  text(text: string): void;
  markdown(text: string): void;
  raw(type: string, text: string): void;
}

/** The kernel's display; tslab leaves its own `require` in a global. */
export function notebookDisplay(): Display | undefined {
  const { __tslab__: tslab } = globalThis as { __tslab__?: { require(name: string): { display: Display } } };
  return tslab?.require('tslab').display;
}
