/** Texts that a spreadsheet would take for a formula, or that look like one protected from it. */
const formula = /^['=+\-@\t\r]/;

/** A cell of a CSV that a spreadsheet opens: what would be a formula there gets an apostrophe before it, which `cellText` takes away. */
export function protectedCell(text: string): string {
  const safe = formula.test(text) ? `'${text}` : text;
  return /[",;\t\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The text that a cell stands for. */
export const cellText = (cell: string): string => (cell.startsWith("'") && formula.test(cell.slice(1)) ? cell.slice(1) : cell);

export interface CsvLine {
  /** From 1, of the first line of the row. */
  readonly line: number;
  readonly cells: readonly string[];
  readonly raw: string;
  /** Set when a quote is never closed, or goes on after its end. */
  readonly fault?: string;
}

/** Lines over which a quoted cell may go on. */
const mostLines = 200;

/** The rows of a delimited text (RFC 4180), empty lines left out. A row whose quotes are wrong costs its first line only. */
export function csvLines(text: string, separator: string): CsvLine[] {
  const lines = text.split(/(?<=\r\n|\n|\r(?!\n))/);
  const rows: CsvLine[] = [];
  for (let at = 0; at < lines.length;) {
    let raw = lines[at]!;
    let read = cellsOf(withoutEnd(raw), separator);
    let used = 1;
    while (read === 'open' && used < mostLines && at + used < lines.length) {
      raw += lines[at + used++]!;
      read = cellsOf(withoutEnd(raw), separator);
    }
    if (typeof read !== 'string') rows.push({ line: at + 1, cells: read, raw: withoutEnd(raw) });
    else {
      used = 1;
      rows.push({ line: at + 1, cells: [], raw: withoutEnd(lines[at]!), fault: read === 'open' ? 'a quote is not closed' : 'text goes on after a closing quote' });
    }
    at += used;
  }
  return rows.filter(({ raw }) => raw.trim() !== '');
}

const withoutEnd = (line: string): string => line.replace(/\r?\n$|\r$/, '');

function cellsOf(line: string, separator: string): string[] | 'open' | 'stray' {
  const cells: string[] = [];
  for (let at = 0; ;) {
    let end: number;
    if (line[at] === '"') {
      end = at + 1;
      while (end < line.length && (line[end] !== '"' || line[end + 1] === '"')) end += line[end] === '"' ? 2 : 1;
      if (end >= line.length) return 'open';
      cells.push(line.slice(at + 1, end).replaceAll('""', '"'));
      end++;
      if (end < line.length && line[end] !== separator) return 'stray';
    } else {
      const next = line.indexOf(separator, at);
      end = next < 0 ? line.length : next;
      cells.push(line.slice(at, end));
    }
    if (end >= line.length) return cells;
    at = end + 1;
  }
}
