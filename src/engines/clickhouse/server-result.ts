import type { QueryResult, Row } from '../../lake/result.js';
import { firstRows, type FirstRows } from '../../lake/result-stream.js';
import type { Prepared } from './mirror.js';
import { resultValue } from './result-values.js';

/** The answer of a server as it comes: its columns at once, its rows piece by piece, in the form of the lake's own results. */
export class ServerResult {
  readonly columns: QueryResult['columns'];

  constructor(private readonly prepared: Prepared['columns'], private readonly rows: AsyncIterable<readonly (readonly unknown[])[]>) {
    this.columns = prepared.map(({ name, type }) => ({ name, type }));
  }

  async *pieces(): AsyncGenerator<Row[]> {
    for await (const piece of this.rows) {
      yield piece.map((row) => Object.fromEntries(this.prepared.map(({ name, plan }, i) => [name, resultValue(row[i], plan)])));
    }
  }

  /** The first rows, and whether there are more. */
  first(count: number): Promise<FirstRows> {
    return firstRows(this.columns, this.pieces(), count);
  }
}
