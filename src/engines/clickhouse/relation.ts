/**
 * A SELECT in the making. Operators of a plan are put into one SELECT as long as they can be, and else around it;
 * from outside its columns are c0, c1 and so on.
 */
export interface Relation {
  readonly from: string;
  /** What stands for each column within it. */
  readonly columns: readonly string[];
  /** Every column is a name, so that it may be written as often as needed. */
  readonly isNamed: boolean;
  readonly where: readonly string[];
  /** `from` is a single name or SELECT, no join. */
  readonly isSingle?: boolean;
  /** Set by what ends a SELECT: groups, DISTINCT, windows. */
  readonly isClosed?: boolean;
  readonly isDistinct?: boolean;
  readonly groupBy?: string;
  readonly orders?: readonly { key: string; words: string }[];
  readonly limitBy?: string;
  readonly limit?: string;
}

export function select(relation: Relation): string {
  const { columns, from, where, groupBy, orders = [], limitBy, limit } = relation;
  const list = columns.length > 0 ? columns.map((column, i) => `${column} AS c${i}`).join(', ') : '1 AS c0';
  return [
    `SELECT ${relation.isDistinct ? 'DISTINCT ' : ''}${list} FROM ${from}`,
    where.length > 0 ? `WHERE ${where.join(' AND ')}` : undefined,
    groupBy,
    orders.length > 0 ? `ORDER BY ${orders.map(({ key, words }) => `${key} ${words}`).join(', ')}` : undefined,
    limitBy,
    limit,
  ].filter((part) => part !== undefined).join('\n');
}

/** A relation around a SELECT; the order of its rows is kept where it has one. */
export function wrap(relation: Relation, name: string): Relation {
  const { columns, orders = [] } = relation;
  const inner = { ...relation, columns: [...columns, ...orders.map(({ key }) => key)] };
  return {
    from: `(${select(inner)}) AS ${name}`,
    columns: columns.map((_, i) => `${name}.c${i}`),
    isNamed: true, isSingle: true, where: [],
    orders: orders.map(({ words }, i) => ({ key: `${name}.c${columns.length + i}`, words })),
  };
}

/** A table or a common table expression as a relation. */
export function table(source: string, name: string, columns: readonly string[]): Relation {
  return { from: `${source} AS ${name}`, columns: columns.map((column) => `${name}.${column}`), isNamed: true, isSingle: true, where: [] };
}

/** Whether more can be asked of the rows within the same SELECT. */
export const isOpen = ({ isNamed, isClosed, limit, limitBy, groupBy, isDistinct }: Relation): boolean =>
  isNamed && !isClosed && !isDistinct && limit === undefined && limitBy === undefined && groupBy === undefined;
