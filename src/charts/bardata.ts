import { type Field, labelOf, nameOf, numberOf, optionalField, pickField, readFields } from './fields.js';
import { defaultWidth, rowLimit } from './frame.js';
import { compact } from './numbers.js';
import type { ChartOptions, Row } from './options.js';
import { dropNote, keepNames, type Names } from './series.js';

export interface Bar {
  category: string;
  series: string;
  /** Place of the series in a stack. */
  rank: number;
  value: number;
  text: string;
  tip: string;
}

/** What a bar chart shows, before it is decided how. */
export interface BarData {
  readonly bars: readonly Bar[];
  /** Bars lie, names on the left; else they stand. */
  readonly lying: boolean;
  readonly labels: readonly string[];
  readonly series: readonly string[] | undefined;
  /** Name of the series that gathers those left out. */
  readonly rest: string | undefined;
  readonly categoryTitle: string;
  readonly valueTitle: string;
  readonly notes: readonly string[];
}

/** Sums the rows by category and series, keeping as many of both as a chart has room for. */
export function barData(rows: readonly Row[], options: ChartOptions): BarData {
  const fields = readFields(rows);
  const { category, value, lying } = barRoles(fields, options);
  const color = optionalField(fields, options.color, 'color');
  const series = color?.name === category.name ? undefined : color;
  const width = options.width ?? defaultWidth;
  const weight = (row: Row): number => numberOf(row[value.name]);
  const sort = options.sort ?? (category.kind === 'text' ? 'rows' : 'name');
  const names = keepNames(rows, category, weight, lying ? rowLimit(options, 25) : (options.limit ?? 60), sort, lying ? width * 0.32 : 120);
  const groups = series && keepNames(rows, series, weight, 7, 'rows', width * 0.3);
  const rest = groups && groups.dropped > 0 ? 'other' : undefined;
  return {
    bars: sumBars(rows, { category, value, series }, names, groups),
    lying, rest,
    labels: category.kind === 'year' ? everyYear([...names.labels.values()]) : [...names.labels.values()],
    series: groups && [...groups.labels.values()],
    categoryTitle: options[lying ? 'ylabel' : 'xlabel'] ?? labelOf(category),
    valueTitle: options[lying ? 'xlabel' : 'ylabel'] ?? labelOf(value),
    notes: [...dropNote(names, labelOf(category), `those with most ${labelOf(value)}`), ...(groups && series ? dropNote(groups, labelOf(series), 'the rest is "other"') : [])],
  };
}

interface Roles {
  category: Field;
  value: Field;
  series: Field | undefined;
}

function barRoles(fields: readonly Field[], options: ChartOptions): { category: Field; value: Field; lying: boolean } {
  const x = optionalField(fields, options.x, 'x');
  const y = optionalField(fields, options.y, 'y');
  const color = optionalField(fields, options.color, 'color');
  if (x && y) return x.kind === 'number' && y.kind !== 'number' ? { category: y, value: x, lying: true } : { category: x, value: y, lying: false };
  const known = x ?? y;
  const category = known && known.kind !== 'number' ? known : pickField(fields, undefined, ['text', 'year', 'time', 'number'], [known, color], 'a category');
  const value = known && known !== category ? known : pickField(fields, undefined, ['number', 'year'], [category, color], 'a measure');
  return { category, value, lying: known === undefined ? category.kind === 'text' : known === (known === category ? y : x) };
}

function sumBars(rows: readonly Row[], { category, value, series }: Roles, names: Names, groups: Names | undefined): Bar[] {
  const ranks = new Map([...(groups?.labels.values() ?? [])].map((label, rank) => [label, rank]));
  const sums = new Map<string, Bar>();
  for (const row of rows) {
    const label = names.labels.get(nameOf(row[category.name]));
    const amount = numberOf(row[value.name]);
    if (label === undefined || Number.isNaN(amount)) continue;
    const group = series && groups ? (groups.labels.get(nameOf(row[series.name])) ?? 'other') : '';
    const key = JSON.stringify([label, group]);
    const bar = sums.get(key) ?? { category: label, series: group, rank: ranks.get(group) ?? ranks.size, value: 0, text: '', tip: '' };
    bar.value += amount;
    bar.text = compact(bar.value);
    bar.tip = `${nameOf(row[category.name])}${group ? `, ${group}` : ''}: ${bar.text} ${labelOf(value)}`;
    sums.set(key, bar);
  }
  return [...sums.values()];
}

/** The years without a gap, so that an empty one is seen; names that are no year stay at the end. */
function everyYear(labels: readonly string[]): string[] {
  const years = labels.filter((label) => /^\d+$/.test(label)).map(Number);
  const first = Math.min(...years);
  const span = Math.max(...years) - first + 1;
  if (years.length === 0 || span > 80) return [...labels];
  return [...Array.from({ length: span }, (_, i) => String(first + i)), ...labels.filter((label) => !/^\d+$/.test(label))];
}
