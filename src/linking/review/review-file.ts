import { createHash } from 'node:crypto';
import { UserError } from '../../lake/error.js';
import { cellText, csvLines, protectedCell } from './csv.js';
import type { Question, Side } from './question.js';

/** Columns of a file of questions. `check` tells that a row is as it was written. */
const columns = ['decision', 'kind', 'left', 'left_names', 'left_count', 'right', 'right_names', 'right_count', 'score', 'evidence', 'left_url', 'right_url', 'check'] as const;
const needed = ['decision', 'kind', 'left', 'right'] as const;

/** Of kind and keys of a row, so that columns sorted apart from each other are noticed. */
const checkOf = (kind: string, left: string, right: string): string => `c${createHash('sha256').update([kind, left, right].join('\n')).digest('hex').slice(0, 10)}`;

/** Questions as a CSV for a spreadsheet: UTF-8 with a byte order mark, a header line, nothing that acts as a formula. */
export function reviewFile(questions: readonly Question[]): string {
  const namesOf = ({ names }: Side) => names.join(' | ');
  const lines = questions.map(({ kind, left, right, score, evidence }) => [
    '', kind, left.key, namesOf(left), left.count ?? '', right.key, namesOf(right), right.count ?? '', score.toFixed(3), evidence, left.url ?? '', right.url ?? '', checkOf(kind, left.key, right.key),
  ]);
  return `\ufeff${[columns, ...lines].map((cells) => `${cells.map((cell) => protectedCell(String(cell))).join(',')}\r\n`).join('')}`;
}

/** A row of a file that came back. */
export interface ReviewRow {
  readonly line: number;
  readonly raw: string;
  readonly decision: string;
  readonly kind: string;
  readonly left: string;
  readonly right: string;
}

export interface ReviewReject {
  readonly line: number;
  readonly reason: string;
  readonly text: string;
}

/** The text of a file as a spreadsheet saves it: UTF-8 or UTF-16 with its mark. Throws UserError for other encodings. */
export function decodedText(bytes: Uint8Array, name: string): string {
  const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null;
  try {
    return new TextDecoder(utf16 ?? 'utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new UserError(`${name} is not in UTF-8`, 'Save it again as "CSV UTF-8", or choose UTF-8 as its character set.');
  }
}

/**
 * The rows of a file of questions, with those that cannot be read. The separator may be a comma, a semicolon or a tab, columns may stand in any order and be
 * fewer or more. Throws UserError when the columns that say what is decided are missing.
 */
export function readReview(text: string, name: string): { rows: ReviewRow[]; rejects: ReviewReject[] } {
  const told = /^sep=(.)\r?\n/.exec(text);
  const body = told === null ? text : text.slice(told[0].length);
  const first = body.split(/\r\n|\n|\r/, 1)[0]!;
  const separator = [',', ';', '\t'].reduce((best, sign) => (first.split(sign).length > first.split(best).length ? sign : best));
  const [header, ...lines] = csvLines(body, separator);
  const names = (header?.cells ?? []).map((cell) => cell.trim().toLowerCase());
  const missing = needed.filter((column) => !names.includes(column));
  if (missing.length > 0) throw new UserError(`${name} has no column ${missing.join(', ')}`, `Its first line must name the columns, as in a file of boorulab link review --export: ${needed.join(', ')}, ...`);
  const twice = needed.find((column) => names.indexOf(column) !== names.lastIndexOf(column));
  if (twice !== undefined) throw new UserError(`${name} has the column ${twice} twice`, 'Take one of them away.');
  const [rows, rejects]: [ReviewRow[], ReviewReject[]] = [[], []];
  const skipped = told === null ? 0 : 1;
  for (const { line, cells, raw, fault } of lines) {
    const value = (column: string) => cellText(cells[names.indexOf(column)] ?? '').replace(/^[ \t]+|[ \t]+$/g, '');
    const row = { line: line + skipped, raw, decision: value('decision'), kind: value('kind'), left: value('left'), right: value('right') };
    const check = value('check');
    if (cells.every((cell) => cell.trim() === '') && fault === undefined) continue;
    const reason = fault ?? (cells.length !== names.length ? `${cells.length} cells, ${names.length} expected`
      : check !== '' && check !== checkOf(row.kind, row.left, row.right) ? 'kind, left or right is not what was exported with this row' : null);
    if (reason === null) rows.push(row);
    else rejects.push({ line: row.line, reason, text: raw });
  }
  return { rows, rejects };
}
