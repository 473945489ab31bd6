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
  readonly template?: string | undefined;
  /** Columns of a table (Parquet) with their DuckDB types, null for texts. A table looks like its first rows as JSON, one a line. */
  readonly columns: ReadonlyMap<string, string> | null;
  /** Header fields of the first line split by each usual delimiter, quotes taken off. */
  header(delimiter: string): string[];
}

export const sampleBytes = 256 * 1024;

/** Makes a sample of the first bytes of a file; `template` is what the user says of its lines. */
export function makeSample(path: string, head: Buffer, template?: string): Sample {
  return new TextSample(path, head.toString('utf8').replace(/^\uFEFF/, ''), template);
}

/** Makes a sample of a table by its columns and first rows (JSON). Without rows it has one of nothing. */
export function makeTableSample(path: string, columns: ReadonlyMap<string, string>, rows: readonly string[]): Sample {
  const names = [...columns.keys()];
  const lines = rows.length > 0 ? rows : [JSON.stringify(Object.fromEntries(names.map((name) => [name, null])))];
  return {
    path, name: basename(path), text: lines.map((line) => `${line}\n`).join(''), firstLine: lines[0]!, shape: 'objects', rootKeys: new Set(names),
    first: JSON.parse(lines[0]!) as Record<string, unknown>, inner: {}, columns, header: () => names,
  };
}

/** What is dear to find out is found out when it is asked for: of many small files most is never. */
class TextSample implements Sample {
  readonly name: string;
  readonly firstLine: string;
  readonly shape: Sample['shape'];
  readonly columns = null;
  private readonly start: string;
  private known: { first?: Sample['first']; entries?: [string, number][]; rootKeys?: Sample['rootKeys']; inner?: Sample['inner'] } = {};

  constructor(readonly path: string, readonly text: string, readonly template: string | undefined) {
    this.name = basename(path);
    this.start = text.trimStart();
    this.firstLine = text.slice(0, text.search(/\r?\n|$/));
    this.shape = this.start.startsWith('{') ? 'objects' : this.start.startsWith('[') ? 'array' : this.start.startsWith('<') ? 'markup' : 'text';
  }

  get first(): Sample['first'] {
    // Most files have none: what is null is known, too.
    if (this.known.first === undefined) this.known.first = this.shape === 'array' ? objectAt(this.start, this.start.indexOf('{')) : this.shape === 'objects' ? objectAt(this.start, 0) : null;
    return this.known.first;
  }

  get rootKeys(): Sample['rootKeys'] {
    return (this.known.rootKeys ??= new Set(this.entries.map(([key]) => key)));
  }

  get inner(): Sample['inner'] {
    return (this.known.inner ??= Object.fromEntries(this.entries.flatMap(([key, at]) => {
      const value = objectAt(this.start, this.start[at] === '[' ? nextToken(this.start, at + 1) : at);
      return value ? [[key, value] as const] : [];
    })));
  }

  header(delimiter: string): string[] {
    return this.firstLine.split(delimiter).map((field) => field.trim().replace(/^"(.*)"$/, '$1'));
  }

  private get entries(): [string, number][] {
    return (this.known.entries ??= this.shape === 'objects' ? topLevelEntries(this.start) : []);
  }
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
