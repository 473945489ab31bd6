/** Whether values of a DuckDB type are numbers, to be set flush right. */
export function isNumberType(type: string): boolean {
  return /^(U?(TINY|SMALL|BIG|HUGE)INT|U?INTEGER|DOUBLE|FLOAT|REAL|DECIMAL)/.test(type);
}

/** A value in full as text: dates in ISO form by their DuckDB type, lists and structs as JSON, NULL as the empty text. */
export function cellText(value: unknown, type: string): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return dateText(value, type);
  return typeof value === 'object' ? jsonText(value, type) : String(value);
}

function dateText(date: Date, type: string): string {
  if (Number.isNaN(date.getTime())) return '';
  const iso = date.toISOString();
  if (type === 'DATE') return iso.slice(0, iso.indexOf('T'));
  const trimmed = iso.replace(/\.000Z$/, 'Z');
  return type.includes('TIME ZONE') || type === 'TIMESTAMPTZ' ? trimmed : trimmed.replace('T', ' ').replace('Z', '');
}

/** A value as JSON. Whole numbers beyond 2^53 keep all digits, dates are ISO text, what JSON has no number for is null. */
export function jsonText(value: unknown, type: string): string {
  if (typeof value === 'bigint') return value.toString();
  if (value instanceof Date) return JSON.stringify(dateText(value, type));
  if (ArrayBuffer.isView(value)) return JSON.stringify(Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64'));
  if (Array.isArray(value)) return `[${value.map((item) => jsonText(item, type)).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    return `{${Object.entries(value).map(([key, item]) => `${quoted(key)}:${jsonText(item, type)}`).join(',')}}`;
  }
  return typeof value === 'string' ? quoted(value) : (JSON.stringify(value) ?? 'null');
}

function quoted(text: string): string {
  return JSON.stringify(text).replace(/[\u007f-\u009f\u2028\u2029]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** A value for reading: minutes instead of instants, fractions to five figures. */
export function shortText(value: unknown, type: string): string {
  if (typeof value === 'number' && !Number.isInteger(value)) return Number.isFinite(value) ? String(Number(value.toPrecision(5))) : String(value);
  if (value instanceof Date && type !== 'DATE') return cellText(value, 'TIMESTAMP').replace(/(:\d\d)(:\d\d(\.\d+)?)$/, '$1').replace(/ 00:00$/, '');
  return cellText(value, type);
}
