import { basename } from 'node:path';

/** The beginning of a decompressed file, for telling its format. */
export interface Sample {
  /** Path as given. */
  readonly path: string;
  readonly name: string;
  /** Up to the first 256 kB as text, without a byte order mark. */
  readonly text: string;
  /** The first line. */
  readonly firstLine: string;
  /** What the text starts with: JSON objects, a JSON array, markup or other text. */
  readonly shape: 'objects' | 'array' | 'markup' | 'text';
  /** Keys of the first root object (as far as it could be read), empty unless `shape` is objects. */
  readonly rootKeys: ReadonlySet<string>;
  /** The first record: the root object, the first element of the array, or null. */
  readonly first: Readonly<Record<string, unknown>> | null;
  /** The first elements of arrays under the root object's keys, and objects under them. */
  readonly inner: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** How the lines of a log are laid out, by the user's word. */
  readonly template?: string;
  /** Header fields of the first line split by each usual delimiter, quotes taken off. */
  header(delimiter: string): string[];
}

export const sampleBytes = 256 * 1024;

/** Makes a sample of the first bytes of a file. */
export function makeSample(path: string, head: Buffer): Sample {
  const text = head.toString('utf8').replace(/^\uFEFF/, '');
  const start = text.trimStart();
  const firstLine = text.slice(0, text.search(/\r?\n|$/));
  const shape = start.startsWith('{') ? 'objects' : start.startsWith('[') ? 'array' : start.startsWith('<') ? 'markup' : 'text';
  const root = shape === 'objects' ? objectAt(start, 0) : null;
  const first = shape === 'array' ? objectAt(start, start.indexOf('{')) : root;
  const entries = shape === 'objects' ? topLevelEntries(start) : [];
  const inner = entries.flatMap(([key, at]) => {
    const value = objectAt(start, start[at] === '[' ? nextToken(start, at + 1) : at);
    return value ? [[key, value] as const] : [];
  });
  return {
    path, name: basename(path), text, firstLine, shape, first,
    rootKeys: new Set(entries.map(([key]) => key)), inner: Object.fromEntries(inner),
    header: (delimiter) => firstLine.split(delimiter).map((field) => field.trim().replace(/^"(.*)"$/, '$1')),
  };
}

function nextToken(text: string, from: number): number {
  let at = from;
  while (at < text.length && /\s/.test(text[at]!)) at++;
  return at;
}

/** The JSON object that starts at a position, if it is whole in the text. */
function objectAt(text: string, start: number): Record<string, unknown> | null {
  if (start < 0 || text[start] !== '{') return null;
  const end = endOfValue(text, start);
  if (end < 0) return null;
  try {
    return JSON.parse(text.slice(start, end)) as Record<string, unknown>;
  } catch {
    return null;
  }
}

/** Position after the JSON string, object or array that starts at a position; -1 when the text ends before. */
export function endOfValue(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const char = text[at];
    if (char === '"') {
      for (at++; at < text.length && text[at] !== '"'; at++) if (text[at] === '\\') at++;
      if (depth === 0) return at < text.length ? at + 1 : -1;
    } else if (char === '{' || char === '[') depth++;
    else if ((char === '}' || char === ']') && --depth === 0) return at + 1;
  }
  return -1;
}

/** Keys of the root object with the position of each value, as far as the text goes. */
function topLevelEntries(text: string): [string, number][] {
  const entries: [string, number][] = [];
  let at = nextToken(text, 1);
  while (text[at] === '"') {
    const end = endOfValue(text, at);
    const value = nextToken(text, nextToken(text, end) + 1);
    if (end < 0 || value >= text.length) break;
    entries.push([text.slice(at + 1, end - 1), value]);
    const valueEnd = '{["'.includes(text[value]!) ? endOfValue(text, value) : text.slice(value).search(/[,}]/) + value;
    if (valueEnd < value) break;
    const comma = nextToken(text, valueEnd);
    if (text[comma] !== ',') break;
    at = nextToken(text, comma + 1);
  }
  return entries;
}
