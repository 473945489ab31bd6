import { NotCarried } from './not-carried.js';
import type { PlanExpression, PlanType } from './plan-node.js';
import { engineType } from './plan-type.js';
import type { FunctionWriter } from './scope.js';
import { constantText } from './text-functions.js';

const call = (name: string): FunctionWriter => (args) => `${name}(${args.join(', ')})`;
const units: readonly string[] = ['year', 'quarter', 'month', 'week', 'day', 'hour', 'minute', 'second', 'millisecond', 'microsecond'];

const parts: Readonly<Record<string, string>> = {
  year: 'toYear', quarter: 'toQuarter', month: 'toMonth', week: 'toISOWeek', isoyear: 'toISOYear', day: 'toDayOfMonth', hour: 'toHour', minute: 'toMinute', second: 'toSecond',
  isodow: 'toDayOfWeek', doy: 'toDayOfYear', dayofyear: 'toDayOfYear', dayofmonth: 'toDayOfMonth', epoch: 'toUnixTimestamp',
};

const part = (name: string): FunctionWriter => ([moment]) =>
  ['dow', 'dayofweek', 'weekday'].includes(name) ? `(toDayOfWeek(${moment}) % 7)` : `${parts[name]}(${moment})`;

const datePart: FunctionWriter = (args, { children }, ...rest) => {
  const name = constantText(children![0], 'The part of a date').toLowerCase();
  if (parts[name] === undefined && name !== 'dow') throw new NotCarried(`The part ${name} of a date`);
  return part(name)(args.slice(1), children![1]!, ...rest);
};

function unitOf(argument: PlanExpression): string {
  const unit = constantText(argument, 'The unit of a date').toLowerCase().replace(/s$/, '');
  if (!units.includes(unit)) throw new NotCarried(`The unit ${unit} of a date`);
  return unit;
}

const isMoment = (type: PlanType | undefined): boolean => type?.id.startsWith('TIMESTAMP') === true;

/** The steps of an interval from a moment: months, days and the rest one after another, as DuckDB takes them. */
function shift(moment: string, sign: '+' | '-', interval: PlanExpression, write: (node: PlanExpression) => string): string {
  const value = interval.value?.value as { months?: number; days?: number; micros?: number } | undefined;
  const steps = value === undefined ? [write(interval)] : ([['Month', value.months], ['Day', value.days], ['Microsecond', value.micros]] as const)
    .filter(([, count]) => Number(count ?? 0) !== 0).map(([unit, count]) => `toInterval${unit}(${Number(count)})`);
  return `(${[`CAST(${moment} AS Nullable(DateTime64(6, 'UTC')))`, ...steps].join(` ${sign} `)})`;
}

/** Sums and differences with dates, told by the types of their arguments; undefined for those of numbers. */
export function dateArithmetic({ name, children }: PlanExpression, write: (node: PlanExpression) => string): string | undefined {
  const [a, b] = children!;
  if (a === undefined || b === undefined) return undefined;
  const [left, right] = [typeOf(a), typeOf(b)];
  const sign = name as '+' | '-';
  if (right === 'INTERVAL' && left !== 'INTERVAL') return shift(write(a), sign, b, write);
  if (left === 'INTERVAL' && right !== 'INTERVAL' && sign === '+') return shift(write(b), sign, a, write);
  if (left === 'DATE' && right === 'DATE') return `dateDiff('day', ${write(b)}, ${write(a)})`;
  if (left === 'DATE') return `addDays(${write(a)}, ${sign === '-' ? `-(${write(b)})` : write(b)})`;
  if (left !== undefined && isMoment({ id: left })) throw new NotCarried('The difference of two moments', "Write date_diff('hour', a, b).");
  return undefined;
}

/** The type of an expression that has one of its own. */
function typeOf({ return_type: type, value }: PlanExpression): string | undefined {
  return (type ?? value?.type)?.id;
}

const interval = (unit: string): FunctionWriter => ([count]) => `toInterval${unit}(${count})`;

export const dateFunctions: Readonly<Record<string, FunctionWriter>> = {
  ...Object.fromEntries([...Object.keys(parts), 'dow', 'dayofweek', 'weekday'].map((name) => [name, part(name)])),
  weekofyear: call('toISOWeek'), date_part: datePart, datepart: datePart,
  date_diff: (args, { children }) => `dateDiff('${unitOf(children![0]!)}', ${args[1]}, ${args[2]})`,
  datediff: (args, { children }) => `dateDiff('${unitOf(children![0]!)}', ${args[1]}, ${args[2]})`,
  date_trunc: (args, { children, return_type: type }) => `CAST(dateTrunc('${unitOf(children![0]!)}', ${args[1]}) AS ${engineType(type!)})`,
  dayname: (args) => `dateName('weekday', ${args[0]})`, monthname: (args) => `dateName('month', ${args[0]})`, last_day: call('toLastDayOfMonth'),
  strftime: (args, { children }, { bindings }) => `formatDateTime(${args[0]}, ${bindings.text(constantText(children![1], 'The format of strftime'))})`,
  epoch_us: call('toUnixTimestamp64Micro'), epoch_ms: (args) => `intDiv(toUnixTimestamp64Micro(${args[0]}), 1000)`,
  make_timestamp: (args) => `fromUnixTimestamp64Micro(${args[0]}, 'UTC')`, make_date: (args) => `makeDate32(${args.join(', ')})`,
  to_years: interval('Year'), to_months: interval('Month'), to_days: interval('Day'), to_hours: interval('Hour'), to_minutes: interval('Minute'), to_seconds: interval('Second'),
};
