/** A number for a label: 1,234 then 12.3k, 4.5M; fractions to three figures. */
export function compact(value: number): string {
  const size = Math.abs(value);
  if (size >= 10_000) {
    const [unit, letter] = units.find(([least]) => size >= least * 0.9995)!;
    return `${Number((value / unit).toPrecision(3))}${letter}`;
  }
  return Number.isInteger(value) ? grouped(value) : String(Number(value.toPrecision(3)));
}

const units: readonly (readonly [number, string])[] = [[1e12, 'T'], [1e9, 'G'], [1e6, 'M'], [1e3, 'k']];

/** A whole number with commas between thousands. */
export function grouped(value: number | bigint): string {
  return value.toString().replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

/** A step of 1, 2 or 5 times a power of ten, with about `count` steps in the span. */
export function niceStep(span: number, count: number): number {
  const rough = span / count || 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const scaled = rough / power;
  return (scaled < 1.5 ? 1 : scaled < 3.5 ? 2 : scaled < 7.5 ? 5 : 10) * power;
}

/** Bounds rounded outwards to nice steps; a span of one value is widened. */
export function niceBounds(low: number, high: number, count = 5): [number, number] {
  const step = niceStep(high - low, count);
  const bounds: [number, number] = [Math.floor(low / step) * step, Math.ceil(high / step) * step];
  return bounds[0] === bounds[1] ? [bounds[0], bounds[1] + step] : bounds;
}
