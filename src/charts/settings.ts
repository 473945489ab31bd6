import type { ChartOptions } from './options.js';

/** Names of the columns of a row, to be offered; any text is taken, since a row may have more columns than its type says. */
export type ColumnName<T> = Extract<keyof T, string> | (string & {});

type Settings<T, Keys extends keyof ChartOptions> = Pick<ChartOptions<ColumnName<T>>, Keys | 'xlabel' | 'ylabel' | 'width' | 'height'>;

/** What one can say of each chart. All is guessed from the rows when left out. */
export type BarSettings<T> = Settings<T, 'x' | 'y' | 'color' | 'sort' | 'limit' | 'stack' | 'log'>;
export type LineSettings<T> = Settings<T, 'x' | 'y' | 'color' | 'limit' | 'log'>;
export type AreaSettings<T> = Settings<T, 'x' | 'y' | 'color' | 'limit' | 'stack'>;
export type HeatmapSettings<T> = Settings<T, 'x' | 'y' | 'color' | 'sort' | 'limit' | 'log'>;
export type ScatterSettings<T> = Settings<T, 'x' | 'y' | 'color' | 'size' | 'label' | 'limit' | 'log'>;
export type MapSettings<T> = Settings<T, 'x' | 'y' | 'color' | 'size' | 'label' | 'limit'>;
export type HistogramSettings<T> = Settings<T, 'x'>;
