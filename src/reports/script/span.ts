/** An axis of a drawing: its scale, the values at its ends, its length in px. */
interface Span {
  readonly scale: string;
  readonly low: number;
  readonly high: number;
  readonly size: number;
}

function spanOf(svg: SVGSVGElement, axis: 'x' | 'y'): Span | undefined {
  const [scale, low, high, size] = (svg.getAttribute(`data-${axis}`) ?? '').split(' ');
  return scale && size ? { scale, low: Number(low), high: Number(high), size: Number(size) } : undefined;
}

interface Tick {
  /** Part of the way along the whole axis. */
  readonly at: number;
  readonly text: string;
}

/** Round values between two parts of the way along an axis, some five of them. */
function ticksWithin({ scale, low, high }: Span, from: number, to: number): Tick[] {
  const log = scale === 'log';
  const bend = log ? Math.log10 : (value: number) => value;
  const [start, span] = [bend(low), bend(high) - bend(low)];
  const [first, last] = [start + from * span, start + to * span];
  const whole = log && last - first > 1;
  const values = whole ? powers(first, last) : scale === 'utc' || scale === 'time' ? moments(first, last) : log ? even(10 ** first, 10 ** last) : even(first, last);
  const written = (value: number) => (scale === 'utc' || scale === 'time' ? moment(value, last - first) : short(value));
  return values.map((value) => ({ at: (bend(value) - start) / span, text: written(value) })).filter(({ at }) => at >= from && at <= to);
}

function powers(first: number, last: number): number[] {
  const steps = last - first > 3 ? [1] : [1, 2, 5];
  return Array.from({ length: Math.ceil(last) - Math.floor(first) + 1 }, (_, i) => 10 ** (Math.floor(first) + i)).flatMap((power) => steps.map((step) => step * power));
}

function even(first: number, last: number): number[] {
  const rough = (last - first) / 5;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].find((times) => times * power >= rough)! * power;
  return Array.from({ length: 8 }, (_, i) => Number(((Math.ceil(first / step) + i) * step).toPrecision(10)));
}

const day = 86_400_000;

/** Starts of years, months or days. */
function moments(first: number, last: number): number[] {
  const months = (last - first) / day / 30;
  if (months < 3) return even(first / day, last / day).filter(Number.isInteger).map((value) => value * day);
  const step = [1, 2, 3, 6, 12, 24, 60].find((size) => months / size <= 6) ?? 120;
  const start = new Date(first);
  const year = start.getUTCFullYear();
  return Array.from({ length: 12 }, (_, i) => Date.UTC(step < 12 ? year : year - (year % (step / 12)), (step < 12 ? Math.floor(start.getUTCMonth() / step) * step : 0) + i * step));
}

function moment(value: number, span: number): string {
  const text = new Date(value).toISOString();
  return span / day > 700 && text.slice(5, 7) === '01' ? text.slice(0, 4) : span / day > 90 ? text.slice(0, 7) : text.slice(0, 10);
}

function short(value: number): string {
  return Math.abs(value) < 10_000 ? String(Number(value.toPrecision(4))) : new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 4 }).format(value);
}
