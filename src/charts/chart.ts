import { barChart } from './bar.js';
import { guessRoles } from './guess.js';
import { heatmapChart } from './heatmap.js';
import { histogramChart } from './histogram.js';
import { lineChart } from './line.js';
import { mapChart } from './map.js';
import type { Chart, ChartOptions, Mark, Row } from './options.js';
import { scatterChart } from './scatter.js';

const makers: Record<Mark, (rows: readonly Row[], options: ChartOptions) => Chart> = {
  bar: barChart, line: lineChart, area: lineChart, heatmap: heatmapChart, scatter: scatterChart, map: mapChart, histogram: histogramChart,
};

/** A chart of plain rows, such as a query returns. Throws an Error when a named column is not there or none fits. */
export function chart(rows: readonly Row[], options: ChartOptions): Chart {
  return makers[options.mark](rows, guessRoles(rows, options));
}

type Settings = Omit<ChartOptions, 'mark'>;

/** Bars by category. `bar(rows)` takes the first text column and the first number. */
export function bar(rows: readonly Row[], settings: Settings = {}): Chart {
  return chart(rows, { ...settings, mark: 'bar' });
}

/** Lines over time, years or a number. */
export function line(rows: readonly Row[], settings: Settings = {}): Chart {
  return chart(rows, { ...settings, mark: 'line' });
}

/** Areas standing on each other, over time, years or a number. */
export function area(rows: readonly Row[], settings: Settings = {}): Chart {
  return chart(rows, { ...settings, mark: 'area' });
}

/** A grid of two categories coloured by a measure. */
export function heatmap(rows: readonly Row[], settings: Settings = {}): Chart {
  return chart(rows, { ...settings, mark: 'heatmap' });
}

/** Points by two measures. */
export function scatter(rows: readonly Row[], settings: Settings = {}): Chart {
  return chart(rows, { ...settings, mark: 'scatter' });
}

/** Named points on a plane. */
export function map(rows: readonly Row[], settings: Settings = {}): Chart {
  return chart(rows, { ...settings, mark: 'map' });
}

/** How often the values of a number occur. */
export function histogram(rows: readonly Row[], settings: Settings = {}): Chart {
  return chart(rows, { ...settings, mark: 'histogram' });
}
