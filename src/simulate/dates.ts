const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const summers = new Map<number, readonly [number, number]>();

function nthSunday(year: number, month: number, n: number): number {
  const first = Date.UTC(year, month, 1);
  return first + ((7 - new Date(first).getUTCDay()) % 7) * DAY + (n - 1) * 7 * DAY;
}

/** Start and end of summer time in the United States (rule since 2007), both as standard wall clock taken for UTC. */
function summerTime(year: number): readonly [number, number] {
  let span = summers.get(year);
  if (!span) {
    span = [nthSunday(year, 2, 2) + 2 * HOUR, nthSunday(year, 10, 1) + HOUR];
    summers.set(year, span);
  }
  return span;
}

/** Hours from UTC of an American zone whose standard time is `standard` (-5 Eastern, -6 Central) at a moment in ms. */
export function americanOffset(time: number, standard: number): number {
  const wall = time + standard * HOUR;
  const [start, end] = summerTime(new Date(wall).getUTCFullYear());
  return wall >= start && wall < end ? standard + 1 : standard;
}

function offsetText(hours: number, colon: string): string {
  return `${hours < 0 ? '-' : '+'}${String(Math.abs(hours)).padStart(2, '0')}${colon}00`;
}

/** `2020-07-26T10:31:20.176-04:00`, as danbooru writes it: New York time. */
export function danbooruDate(time: number): string {
  const offset = americanOffset(time, -5);
  return new Date(time + offset * HOUR).toISOString().slice(0, 23) + offsetText(offset, ':');
}

/** `Sat Oct 22 02:02:35 -0500 2016`, as the gelbooru family writes it: Chicago time. */
export function gelbooruDate(time: number): string {
  const offset = americanOffset(time, -6);
  const wall = new Date(time + offset * HOUR);
  const iso = wall.toISOString();
  return `${weekdays[wall.getUTCDay()]} ${months[wall.getUTCMonth()]} ${iso.slice(8, 10)} ${iso.slice(11, 19)} ${offsetText(offset, '')} ${iso.slice(0, 4)}`;
}

/** `Jan 13, 2012`, as MyAnimeList shows it. */
export function malDate(time: number): string {
  const date = new Date(time);
  return `${months[date.getUTCMonth()]} ${date.getUTCDate()}, ${date.getUTCFullYear()}`;
}

/** Milliseconds of a `YYYY-MM-DD` day at 00:00 UTC; throws on anything else. */
export function dayStart(day: string): number {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : NaN;
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== day) throw new Error(`not a date (YYYY-MM-DD): ${day}`);
  return time;
}
