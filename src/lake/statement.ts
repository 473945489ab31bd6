import { BIGINT, DOUBLE, DuckDBTimestampTZValue, LIST, listValue, SQLNULL, type DuckDBType, type DuckDBValue } from '@duckdb/node-api';
import type { Table } from 'apache-arrow';
import { UserError } from './error.js';
import type { Column, QueryResult } from './result.js';

/** A value that a `${}` of `lake.sql` may hold; a list stands after `in`: `tag_name in ${names}`. */
export type BoundValue = string | number | bigint | boolean | null | Date | readonly (string | number | bigint | boolean)[];

/** A row whose columns are not declared. */
export type AnyRow = Record<string, any>;

/** Values and, where the value does not say it, types of a statement's parameters. */
export interface Bound {
  values: Record<string, DuckDBValue>;
  types: Record<string, DuckDBType>;
}

/** What runs a statement. */
export interface StatementRunner {
  result(text: string, bound: Bound): Promise<QueryResult>;
  columns(text: string, bound: Bound): Promise<Record<string, Column>>;
  arrow(text: string, bound: Bound): Promise<Table>;
}

/**
 * SQL with values in it, as `lake.sql` makes it. Nothing runs until it is awaited, which gives its rows, or asked for in another form.
 * Values are bound, never pasted; a statement inside another becomes a part of its text.
 */
export class Statement<T = AnyRow> implements PromiseLike<T[]> {
  constructor(
    private readonly runner: StatementRunner,
    private readonly texts: readonly string[],
    private readonly parts: readonly (BoundValue | Statement)[],
  ) {}

  /** The rows, whole numbers as number while exact, dates as Date. */
  async rows(): Promise<T[]> {
    return (await this.result()).rows as T[];
  }

  /** The rows with the names and DuckDB types of the columns. */
  result(): Promise<QueryResult> {
    return this.run((text, bound) => this.runner.result(text, bound));
  }

  /** The columns; numbers without NULLs as typed arrays. */
  columns(): Promise<Record<string, Column>> {
    return this.run((text, bound) => this.runner.columns(text, bound));
  }

  /** An Arrow table. */
  arrow(): Promise<Table> {
    return this.run((text, bound) => this.runner.arrow(text, bound));
  }

  then<A = T[], B = never>(done?: ((rows: T[]) => A | PromiseLike<A>) | null, failed?: ((reason: unknown) => B | PromiseLike<B>) | null): Promise<A | B> {
    return this.rows().then(done, failed);
  }

  /** The text with `$value1`, `$value2` … and what they stand for. */
  bound(bound: Bound = { values: {}, types: {} }): { text: string; bound: Bound } {
    const text = this.texts.map((piece, i) => (i === 0 ? piece : place(this.parts[i - 1], bound) + piece)).join('');
    return { text, bound };
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return 'A query that has not run: await it, or give it to table or a chart.';
  }

  private async run<R>(work: (text: string, bound: Bound) => Promise<R>): Promise<R> {
    const { text, bound } = this.bound();
    return work(text, bound).catch((error: Error) => {
      throw error.message === 'Failed to retrieve bind parameter index' ? new UserError('A ${} of the statement stands inside quotes or a comment', 'A value needs no quotes: tag_name = ${name}') : error;
    });
  }
}

function place(part: BoundValue | Statement | undefined, bound: Bound): string {
  if (part instanceof Statement) return part.bound(bound).text;
  if (part === undefined) throw new UserError('A ${} of the statement is undefined', 'Write null for SQL NULL.');
  const name = `value${Object.keys(bound.values).length + 1}`;
  bind(bound, name, part);
  return `$${name}`;
}

/** Adds a value, with the DuckDB type that its JavaScript type does not say: whole numbers are BIGINT, a list with a fraction in it is one of DOUBLE. */
export function bind({ values, types }: Bound, name: string, value: BoundValue): void {
  values[name] = Array.isArray(value) ? listValue(hasFraction(value) ? value.map(Number) : value.map(plain)) : plain(value);
  const type = Array.isArray(value) ? listType(value) : scalarType(value);
  if (type) types[name] = type;
}

function plain(value: BoundValue): DuckDBValue {
  if (value instanceof Date) return new DuckDBTimestampTZValue(BigInt(value.getTime()) * 1000n);
  return Number.isInteger(value) ? BigInt(value as number) : (value as DuckDBValue);
}

function scalarType(value: unknown): DuckDBType | undefined {
  const isWhole = typeof value === 'bigint' || Number.isInteger(value);
  return isWhole && BigInt.asIntN(64, BigInt(value as number)) === BigInt(value as number) ? BIGINT : undefined;
}

function listType(list: readonly unknown[]): DuckDBType | undefined {
  if (list.length === 0) return LIST(SQLNULL);
  if (hasFraction(list)) return LIST(DOUBLE);
  return list.every(scalarType) ? LIST(BIGINT) : undefined;
}

function hasFraction(list: readonly unknown[]): boolean {
  return list.some((item) => typeof item === 'number' && !Number.isInteger(item));
}
