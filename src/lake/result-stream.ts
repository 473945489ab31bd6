import { JSDuckDBValueConverter, ResultReturnType, type DuckDBResult } from '@duckdb/node-api';
import { plainValue, type QueryResult, type Row } from './result.js';

/** A statement's answer as it is made: its columns at once, its rows piece by piece. */
export class ResultStream {
  readonly columns: QueryResult['columns'];

  constructor(private readonly result: DuckDBResult, private readonly explain: (error: Error) => Promise<Error>) {
    const types = result.columnTypes();
    this.columns = result.deduplicatedColumnNames().map((name, i) => ({ name, type: types[i]!.toString() }));
  }

  /** Whether the statement was one that asks; others make or change something. */
  get isQuery(): boolean {
    return this.result.returnType === ResultReturnType.QUERY_RESULT;
  }

  /** Rows that a statement such as INSERT or COPY has written. */
  get changed(): number {
    return this.result.rowsChanged;
  }

  /** The rows as plain values in pieces of up to 2,048, in order. */
  async *pieces(): AsyncGenerator<Row[]> {
    try {
      for (let chunk = await this.result.fetchChunk(); chunk !== null && chunk.rowCount > 0; chunk = await this.result.fetchChunk()) {
        const values = chunk.convertRows(JSDuckDBValueConverter);
        yield values.map((row) => Object.fromEntries(this.columns.map(({ name }, i) => [name, plainValue(row[i] ?? null)])));
      }
    } catch (error) {
      throw await this.explain(error as Error);
    }
  }

  /** The first rows, and whether there are more. */
  first(count: number): Promise<FirstRows> {
    return firstRows(this.columns, this.pieces(), count);
  }
}

export type FirstRows = QueryResult & { more: boolean };

/** The first rows of an answer that comes in pieces, and whether there are more. */
export async function firstRows(columns: QueryResult['columns'], pieces: AsyncIterable<readonly Row[]>, count: number): Promise<FirstRows> {
  const rows: Row[] = [];
  for await (const piece of pieces) {
    rows.push(...piece);
    if (rows.length > count) return { columns, rows: rows.slice(0, count), more: true };
  }
  return { columns, rows, more: false };
}
