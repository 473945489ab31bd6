import { barData } from './bardata.js';
import { labelOf, pickField, readFields } from './fields.js';
import { histogramBins } from './histogram.js';
import { compact } from './numbers.js';
import type { ChartOptions, Row } from './options.js';
import { cutText, displayWidth, visibleText } from './text.js';

/** Marks that `textChart` draws. */
export const textMarks: readonly ChartOptions['mark'][] = ['bar', 'line', 'area', 'histogram'];

interface TextBar {
  label: string;
  value: number;
}

const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/**
 * A chart as text: a bar of block characters for each category, year or bin, with its figure; the series of a category below each other.
 * Lines are at most `width` columns. Throws an Error when a named column is not there, or for a mark that is not in `textMarks`.
 */
export function textChart(rows: readonly Row[], options: ChartOptions, width: number): string {
  if (rows.length === 0) return 'no rows\n';
  const { bars, title, notes } = options.mark === 'histogram' ? binBars(rows, options) : categoryBars(rows, options);
  const label = Math.min(Math.max(...bars.map((bar) => displayWidth(bar.label)), 1), Math.floor(width * 0.4));
  const figures = bars.map((bar) => compact(bar.value));
  const room = Math.max(4, width - label - Math.max(...figures.map((figure) => figure.length)) - 3);
  const most = Math.max(...bars.map((bar) => Math.abs(bar.value)), 0) || 1;
  const lines = bars.map((bar, i) => {
    const name = cutText(bar.label, label);
    return `${name}${' '.repeat(label - displayWidth(name))}  ${blocks(bar.value / most, room)} ${figures[i]}`;
  });
  return [cutText(`${' '.repeat(label)}  ${title}`, width), ...lines, ...notes.map((note) => cutText(visibleText(note), width))].map((line) => `${line}\n`).join('');
}

function categoryBars(rows: readonly Row[], options: ChartOptions): { bars: TextBar[]; title: string; notes: readonly string[] } {
  const { bars, labels, series, rest, valueTitle, notes } = barData(rows, overCategories(rows, options));
  const value = new Map(bars.map((bar) => [JSON.stringify([bar.category, bar.series]), bar.value]));
  if (!series) return { bars: labels.map((label) => ({ label: visibleText(label), value: value.get(JSON.stringify([label, ''])) ?? 0 })), title: visibleText(valueTitle), notes };
  const all = rest === undefined ? series : [...series, rest];
  return {
    bars: labels.flatMap((label) => all.flatMap((name) => {
      const found = value.get(JSON.stringify([label, name]));
      return found === undefined ? [] : [{ label: visibleText(`${label}  ${name}`), value: found }];
    })),
    title: visibleText(valueTitle), notes,
  };
}

/** A line is drawn as bars over the values of its x. */
function overCategories(rows: readonly Row[], options: ChartOptions): ChartOptions {
  if (options.mark === 'bar') return options;
  if (!textMarks.includes(options.mark)) throw new Error(`a ${options.mark} needs a picture: name a file that ends in .svg, .png or .html`);
  const fields = readFields(rows);
  const color = fields.find(({ name }) => name === options.color);
  const x = pickField(fields, options.x, ['time', 'year', 'number'], [color], 'x');
  const y = pickField(fields, options.y, ['number'], [x, color], 'y');
  return { ...options, x: x.name, y: y.name, sort: options.sort ?? 'name' };
}

function binBars(rows: readonly Row[], options: ChartOptions): { bars: TextBar[]; title: string; notes: readonly string[] } {
  const found = histogramBins(rows, options);
  if (found === undefined) return { bars: [], title: 'no values', notes: [] };
  const bars = found.bins.map(({ from, to, count }) => ({ label: `${compact(from)} to ${compact(to)}`, value: count }));
  return { bars, title: visibleText(`${found.y ? labelOf(found.y) : 'rows'} by ${labelOf(found.x)}`), notes: [] };
}

/** A bar of a share of the room, exact to an eighth of a column; what is below nothing is drawn in another shade. */
function blocks(share: number, room: number): string {
  if (share < 0) return '░'.repeat(Math.max(1, Math.round(-share * room)));
  const parts = Math.round(share * room * 8);
  return '█'.repeat(parts >> 3) + (eighths[parts & 7] || (share > 0 && parts === 0 ? '▏' : ''));
}
