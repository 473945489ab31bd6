import { visibleLines } from '../charts/text.js';
import type { QueryResult } from '../lake/result.js';
import type { ResultStream } from '../lake/result-stream.js';
import { formatResult, isWhole, PieceWriter, visibleResult, type FormatOptions, type TextFormat } from './format.js';

/** A result as it comes, of the lake or of a server. */
export type ComingResult = Pick<ResultStream, 'columns' | 'pieces' | 'first'>;

/** Writes a result as text: formats that allow it piece by piece, so that the result may be of any size. Resolves to its rows. */
export async function writeResult(result: ComingResult, format: TextFormat, write: (text: string) => Promise<void>, options: FormatOptions = {}): Promise<number> {
  if (isWhole(format)) {
    const whole = await result.first(Infinity);
    await write(wholeText(whole, format, options));
    return whole.rows.length;
  }
  const writer = new PieceWriter(result.columns, format);
  const shown = (text: string): string => (options.terminal ? visibleResult(text) : text);
  let rows = 0;
  let head = writer.head();
  for await (const piece of result.pieces()) {
    rows += piece.length;
    await write(shown(head + writer.body(piece)));
    head = '';
  }
  await write(shown(head + writer.foot()));
  return rows;
}

/** A result as text; of EXPLAIN, the plan as it is drawn. */
export function wholeText(result: QueryResult, format: TextFormat, options: FormatOptions): string {
  const isPlan = format === 'table' && result.columns.map(({ name }) => name).join() === 'explain_key,explain_value';
  return isPlan ? result.rows.map((row) => `${visibleLines(String(row['explain_value']).trimEnd())}\n`).join('') : formatResult(result, format, options);
}
