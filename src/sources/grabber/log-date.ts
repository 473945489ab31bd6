/** A date of a log as text that casts to a time of UTC, with how exact it is. */
export interface LogDate {
  date: string;
  precision: 'second' | 'minute' | 'day';
}

const marks: Readonly<Record<string, string>> = { yyyy: '(?<year>\\d{4})', MM: '(?<month>\\d\\d)', dd: '(?<day>\\d\\d)', HH: '(?<hour>\\d\\d)', hh: '(?<hour>\\d\\d)', mm: '(?<minute>\\d\\d)', ss: '(?<second>\\d\\d)' };

function patternOf(format: string): RegExp {
  return new RegExp(`^${format.replace(/yyyy|MM|dd|HH|hh|mm|ss|[^]/g, (part) => marks[part] ?? part.replace(/[.*+?^${}()|[\]\\]/, '\\$&'))}$`);
}

const others = ['MM-dd-yyyy HH.mm', 'yyyy-MM-dd', 'for_yyyy-MM-dd', 'for__yyyy-MM-dd'].map(patternOf);

/** Reads a date in the template's format or one of those that logs are known to have (format reference 0.5, A8.2); null when it is none. */
export function readLogDate(text: string, format: string | undefined): LogDate | null {
  const found = [...(format === undefined ? [] : [patternOf(format)]), ...others].map((pattern) => pattern.exec(text)?.groups).find((groups) => groups !== undefined);
  if (found === undefined) return null;
  const { year, month, day, hour, minute, second } = found;
  if (year === undefined || month === undefined || day === undefined) return null;
  const precision = second !== undefined ? 'second' : minute !== undefined ? 'minute' : 'day';
  return { date: `${year}-${month}-${day} ${hour ?? '00'}:${minute ?? '00'}:${second ?? '00'}+00`, precision };
}
