export const marks = ['bar', 'line', 'area', 'heatmap', 'scatter', 'map', 'histogram'] as const;
export type Mark = (typeof marks)[number];

/** What to draw. Only the mark is needed: columns left out are guessed from the rows. */
export interface ChartOptions<Name extends string = string> {
  mark: Mark;
  /** Column names. */
  x?: Name;
  y?: Name;
  /** Series of a bar, line, area, scatter or map; the measure of a heatmap. */
  color?: Name;
  /** Area of the points of a scatter or map. */
  size?: Name;
  /** Names of the points of a scatter or map; the largest, or those farthest out, are written beside them. */
  label?: Name;
  /** Order of the categories: `value` (largest first), `name`, or `rows` (as the rows come; the default). */
  sort?: 'value' | 'name' | 'rows';
  /** Categories on an axis at most: 25 bars, 30 heatmap rows, 7 series. */
  limit?: number;
  /** How the series of a bar or area stand: on each other, or as shares of a whole. */
  stack?: 'zero' | 'normalize';
  /** Axes on a logarithmic scale; `color` is a heatmap's measure. */
  log?: 'x' | 'y' | 'xy' | 'color';
  xlabel?: string;
  ylabel?: string;
  /** Whole drawing in pixels. Default 760 wide and as high as it needs. */
  width?: number;
  height?: number;
  /** A preview: no axis titles, few ticks. */
  bare?: boolean;
}

export type Row = Readonly<Record<string, unknown>>;

/** A Vega-Lite specification with its data inside, and what it leaves out, in words. */
export interface Chart {
  readonly spec: Readonly<Record<string, unknown>>;
  readonly notes: readonly string[];
}
