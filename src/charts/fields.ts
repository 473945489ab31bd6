import type { Row } from './options.js';

/** number: a measure; year: whole numbers that are years; time: dates; text: anything else. */
export type FieldKind = 'number' | 'year' | 'time' | 'text';

export interface Field {
  readonly name: string;
  readonly kind: FieldKind;
}

/** The columns of the rows and what they hold, in order. */
export function readFields(rows: readonly Row[]): Field[] {
  return Object.keys(rows[0] ?? {}).map((name) => ({ name, kind: kindOf(name, rows) }));
}

function kindOf(name: string, rows: readonly Row[]): FieldKind {
  const values = rows.map((row) => row[name]).filter((value) => value !== null && value !== undefined);
  if (values.length === 0) return 'text';
  if (values.every((value) => value instanceof Date)) return 'time';
  if (!values.every((value) => typeof value === 'number' || typeof value === 'bigint')) return 'text';
  const years = /(^|_)year$/i.test(name) && values.map(Number).every((value) => Number.isInteger(value) && value >= 1900 && value <= 2200);
  return years ? 'year' : 'number';
}

/** The column asked for, or the first unused one of the kinds wanted. Throws an Error when there is none. */
export function pickField(fields: readonly Field[], asked: string | undefined, kinds: readonly FieldKind[], used: readonly (Field | undefined)[], role: string): Field {
  const found = asked === undefined
    ? kinds.map((kind) => fields.find((field) => field.kind === kind && !used.includes(field))).find((field) => field !== undefined)
    : fields.find((field) => field.name === asked);
  if (found) return found;
  const columns = fields.map((field) => field.name).join(', ');
  throw new Error(asked === undefined ? `no column for ${role} of the chart; columns: ${columns}` : `the chart's ${role} names no column "${asked}"; columns: ${columns}`);
}

/** The column asked for, or none. */
export function optionalField(fields: readonly Field[], asked: string | undefined, role: string): Field | undefined {
  return asked === undefined ? undefined : pickField(fields, asked, [], [], role);
}

/** A value as a number: dates as milliseconds. NaN when it is none. */
export function numberOf(value: unknown): number {
  if (value instanceof Date) return value.getTime();
  return typeof value === 'number' || typeof value === 'bigint' ? Number(value) : Number.NaN;
}

/** A value as a category's name. */
export function nameOf(value: unknown): string {
  if (value === null || value === undefined || value === '') return '(none)';
  return value instanceof Date ? value.toISOString().slice(0, 10) : String(value);
}

/** A column name as words. */
export function labelOf(field: Field): string {
  return field.name.replaceAll('_', ' ');
}
