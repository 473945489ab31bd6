import { groupAggregate } from './aggregate.js';
import type { Bindings } from './bindings.js';
import { compared, expression, orderBy } from './expression.js';
import { crossJoin, join, type JoinSite } from './join.js';
import { NotCarried } from './not-carried.js';
import type { PlanExpression, PlanFilter, PlanLimit, PlanOperator, PlanType } from './plan-node.js';
import { engineType, isList } from './plan-type.js';
import { isOpen, select, table, wrap, type Relation } from './relation.js';
import type { Scope } from './scope.js';
import { windowFunction } from './window.js';

const quoted = (name: string): string => `\`${name.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``;

/** The operators of one plan as SELECTs, with what they share: names, bound values and common table expressions. */
export class Operators implements JoinSite {
  /** `name AS (SELECT ...)`, each after those it reads. */
  readonly commons: string[] = [];
  private readonly ctes = new Map<number, string>();
  private readonly outer: { source: string; keys: readonly PlanExpression[]; width: number }[] = [];
  private names = 0;

  /** @param schema where the plan's tables stand that are those of the server */
  constructor(private readonly bindings: Bindings, private readonly schema: string) {}

  unique = (): string => `t${++this.names}`;

  common(text: string): string {
    const name = `q${++this.names}`;
    this.commons.push(`${name} AS (${text})`);
    return name;
  }

  scope(columns: readonly string[]): Scope {
    return { bindings: this.bindings, unique: this.unique, column: (place) => columns[place]! };
  }

  relation(node: PlanOperator): Relation {
    const [first, second] = node.children;
    switch (node.type) {
      case 'LOGICAL_GET': return this.scan(node);
      case 'LOGICAL_PROJECTION': return this.project(this.relation(first!), node.expressions!);
      case 'LOGICAL_FILTER': return this.filter(node);
      case 'LOGICAL_AGGREGATE_AND_GROUP_BY': return this.group(node);
      case 'LOGICAL_WINDOW': return this.addColumns(node, windowFunction);
      case 'LOGICAL_UNNEST': return this.unnest(node);
      case 'LOGICAL_ORDER_BY': return this.order(node);
      case 'LOGICAL_LIMIT': return this.limit(node);
      case 'LOGICAL_DISTINCT': return this.distinct(node);
      case 'LOGICAL_COMPARISON_JOIN': case 'LOGICAL_ANY_JOIN': return join(node, this.relation(first!), this.relation(second!), this);
      case 'LOGICAL_CROSS_PRODUCT': return crossJoin(this.relation(first!), this.relation(second!), this);
      case 'LOGICAL_DELIM_JOIN': return this.correlated(node);
      case 'LOGICAL_DELIM_GET': return this.outerRows();
      case 'LOGICAL_UNION': return this.setOperation(node, 'UNION ALL');
      case 'LOGICAL_EXCEPT': return this.setOperation(node, 'EXCEPT DISTINCT');
      case 'LOGICAL_INTERSECT': return this.setOperation(node, 'INTERSECT DISTINCT');
      case 'LOGICAL_MATERIALIZED_CTE': return this.withCommon(node);
      case 'LOGICAL_CTE_REF': return table(this.ctes.get(node.cte_index!)!, this.unique(), node.chunk_types!.map((_, i) => `c${i}`));
      case 'LOGICAL_DUMMY_SCAN': return { from: 'system.one', columns: ['1'], isNamed: true, isSingle: true, where: [] };
      case 'LOGICAL_EXPRESSION_GET': return this.values(node);
      case 'LOGICAL_EMPTY_RESULT': return this.empty(node.return_types!);
      case 'LOGICAL_RECURSIVE_CTE': throw new NotCarried('WITH RECURSIVE (which the views unified_implications and unified_post_tags_implied use)');
      case 'LOGICAL_CHUNK_GET': throw new NotCarried('DESCRIBE', 'boorulab describe TABLE tells the columns.');
      default: throw new NotCarried(`${node.type.replace('LOGICAL_', '').replaceAll('_', ' ')}`);
    }
  }

  /** The relation, or one around it, to whose SELECT more can be added. An order is dropped: what is asked of rows does not depend on it. */
  private open(relation: Relation): Relation {
    return { ...(isOpen(relation) ? relation : wrap(relation, this.unique())), orders: [] };
  }

  private scan(node: PlanOperator): Relation {
    const { schema, table: source } = node.function_data ?? {};
    if (node.name === 'range' || node.name === 'generate_series') return this.numbers(node);
    if (node.name !== 'seq_scan' || schema !== this.schema) throw new NotCarried(`${node.name}, which reads what is here,`);
    const name = this.unique();
    const column = (place: number | string): string => (node.names![Number(place)] === undefined ? '1' : `${name}.${quoted(node.names![Number(place)]!)}`);
    const columns = node.column_indexes!.map(({ index }) => column(index));
    const where = node.table_filters!.filters.flatMap(({ key, value }) => this.tableFilter(value, column(key)) ?? []);
    return { from: `${quoted(source!)} AS ${name}`, columns: node.projection_ids?.length ? node.projection_ids.map((id) => columns[id]!) : columns, isNamed: true, isSingle: true, where };
  }

  private tableFilter(filter: PlanFilter, column: string): string | undefined {
    const several = (sign: string): string | undefined => filter.child_filters!.flatMap((child) => this.tableFilter(child, column) ?? []).join(sign) || undefined;
    switch (filter.filter_type) {
      case 'CONSTANT_COMPARISON': return compared(column, filter.comparison_type!, this.bindings.constant(filter.constant!));
      case 'IS_NULL': return `isNull(${column})`;
      case 'IS_NOT_NULL': return `isNotNull(${column})`;
      case 'CONJUNCTION_AND': return several(' AND ');
      case 'CONJUNCTION_OR': return `(${several(' OR ')})`;
      case 'IN_FILTER': return `(${filter.values!.map((value) => `${column} = ${this.bindings.constant(value)}`).join(' OR ')})`;
      case 'EXPRESSION_FILTER': return expression(filter.expr!, this.scope([column]));
      // A filter that only saves work: what it leaves out is left out again above.
      case 'OPTIONAL_FILTER': return undefined;
      default: throw new NotCarried(`A filter of the kind ${filter.filter_type}`);
    }
  }

  private numbers({ name, parameters }: PlanOperator): Relation {
    const [a, b, step] = parameters!.map((value) => this.bindings.constant(value));
    const [start, end] = b === undefined ? ['toInt64(0)', a] : [a, b];
    const inner = this.unique();
    return table(`(SELECT arrayJoin(range(${start}, ${name === 'range' ? end : `${end} + 1`}${step === undefined ? '' : `, ${step}`})) AS c0)`, inner, ['c0']);
  }

  private project(child: Relation, expressions: readonly PlanExpression[]): Relation {
    const base = child.isNamed && !child.isClosed && !child.isDistinct && child.groupBy === undefined ? child : wrap(child, this.unique());
    const scope = this.scope(base.columns);
    return { ...base, columns: expressions.map((one) => expression(one, scope)), isNamed: expressions.every(({ expression_class: kind }) => kind === 'BOUND_REF') };
  }

  private filter(node: PlanOperator): Relation {
    const base = this.open(this.relation(node.children[0]!));
    const scope = this.scope(base.columns);
    const columns = node.projection_map?.length ? node.projection_map.map((place) => base.columns[place]!) : base.columns;
    return { ...base, columns, where: [...base.where, ...node.expressions!.map((one) => expression(one, scope))] };
  }

  private group(node: PlanOperator): Relation {
    if ((node.grouping_sets?.length ?? 0) > 1) throw new NotCarried('GROUP BY with ROLLUP, CUBE or GROUPING SETS', 'Write UNION ALL of one query for each.');
    const base = this.open(this.relation(node.children[0]!));
    const scope = this.scope(base.columns);
    const keys = (node.groups ?? []).map((one) => expression(one, scope));
    const groupBy = keys.length > 0 ? `GROUP BY ${keys.join(', ')}` : undefined;
    return { ...base, columns: [...keys, ...(node.expressions ?? []).map((one) => groupAggregate(one, scope))], isNamed: false, isClosed: true, ...(groupBy === undefined ? {} : { groupBy }) };
  }

  private addColumns(node: PlanOperator, write: (one: PlanExpression, scope: Scope) => string): Relation {
    const base = this.open(this.relation(node.children[0]!));
    const scope = this.scope(base.columns);
    return { ...base, columns: [...base.columns, ...node.expressions!.map((one) => write(one, scope))], isNamed: false, isClosed: true };
  }

  /** Lists side by side are filled up with NULLs to the longest. */
  private unnest(node: PlanOperator): Relation {
    const base = wrap(this.relation(node.children[0]!), this.unique());
    const scope = this.scope(base.columns);
    const lists = node.expressions!.map(({ child }) => expression(child!, scope));
    const longest = `greatest(${lists.map((list) => `length(${list})`).join(', ')})`;
    const even = lists.length === 1 ? lists : lists.map((list, i) => `arrayResize(CAST(${list} AS Array(${engineType(node.expressions![i]!.return_type!)})), ${longest}, NULL)`);
    const names = even.map(() => this.unique());
    return { ...base, from: `${base.from}\nARRAY JOIN ${even.map((list, i) => `${list} AS ${names[i]}`).join(', ')}`, columns: [...base.columns, ...names], orders: [], isSingle: false, isClosed: true };
  }

  private order(node: PlanOperator): Relation {
    const base = this.open(this.relation(node.children[0]!));
    const columns = node.projection_map?.length ? node.projection_map.map((place) => base.columns[place]!) : base.columns;
    return { ...base, columns, orders: this.keys(node, base) };
  }

  private keys({ orders, order_by: by }: PlanOperator, base: Relation): Relation['orders'] {
    const scope = this.scope(base.columns);
    return (orders ?? by?.orders ?? []).map((order) => {
      const [, key, words] = /^([^]*) ((?:ASC|DESC) NULLS (?:FIRST|LAST))$/.exec(orderBy(order, scope))!;
      return { key: key!, words: words! };
    });
  }

  private limit(node: PlanOperator): Relation {
    const child = this.relation(node.children[0]!);
    const base = child.limit === undefined ? child : wrap(child, this.unique());
    const [count, offset] = [rowsOf(node.limit_val), rowsOf(node.offset_val)];
    return { ...base, limit: [count === undefined ? '' : `LIMIT ${count}`, offset === undefined ? '' : `OFFSET ${offset}`].join(' ').trim() };
  }

  private distinct(node: PlanOperator): Relation {
    const base = this.open(this.relation(node.children[0]!));
    if (node.distinct_type !== 'DISTINCT_ON') return { ...base, isDistinct: true };
    const keys = node.distinct_targets!.map((one) => expression(one, this.scope(base.columns)));
    return { ...base, orders: this.keys(node, base), limitBy: `LIMIT 1 BY ${keys.join(', ')}` };
  }

  /** A subquery that reads the rows around it: they are held once, and it is asked for each key of them once. */
  private correlated(node: PlanOperator): Relation {
    if (node.delim_flipped) throw new NotCarried('This correlated subquery', 'Write it as a join.');
    const rows = this.relation(node.children[0]!);
    const source = this.common(select(rows));
    this.outer.push({ source, keys: node.duplicate_eliminated_columns!, width: rows.columns.length });
    const inner = this.relation(node.children[1]!);
    this.outer.pop();
    return join(node, this.rowsOf(source, rows.columns.length), inner, this);
  }

  private rowsOf(source: string, width: number): Relation {
    return table(source, this.unique(), Array.from({ length: width }, (_, i) => `c${i}`));
  }

  private outerRows(): Relation {
    const { source, keys, width } = this.outer.at(-1)!;
    const rows = this.rowsOf(source, width);
    return { ...this.project(rows, keys), isDistinct: true };
  }

  private setOperation(node: PlanOperator, words: string): Relation {
    if (node.setop_all && node.type !== 'LOGICAL_UNION') throw new NotCarried(`${words.split(' ')[0]} ALL`);
    const parts = node.children.map((child) => this.relation(child));
    return table(`(${parts.map((part) => `(${select(part)})`).join(`\n${words}\n`)})`, this.unique(), parts[0]!.columns.map((_, i) => `c${i}`));
  }

  private withCommon(node: PlanOperator): Relation {
    this.ctes.set(node.table_index!, this.common(select(this.relation(node.children[0]!))));
    return this.relation(node.children[1]!);
  }

  private values(node: PlanOperator): Relation {
    const rows = node.expressions as unknown as PlanExpression[][];
    const typed = (one: PlanExpression, i: number): string => `${isList(node.expr_types![i]) ? expression(one, this.scope([])) : `CAST(${expression(one, this.scope([]))} AS ${engineType(node.expr_types![i]!)})`} AS c${i}`;
    return table(`(${rows.map((row) => `SELECT ${row.map(typed).join(', ')}`).join(' UNION ALL ')})`, this.unique(), node.expr_types!.map((_, i) => `c${i}`));
  }

  private empty(types: readonly PlanType[]): Relation {
    return table(`(SELECT ${types.map((type, i) => `${this.bindings.constant({ type, is_null: true })} AS c${i}`).join(', ')} WHERE false)`, this.unique(), types.map((_, i) => `c${i}`));
  }
}

function rowsOf(limit: PlanLimit | undefined): number | undefined {
  if (limit === undefined || limit.type === 'UNSET') return undefined;
  const count = limit.type === 'CONSTANT_VALUE' ? Number(limit.constant_integer) : NaN;
  if (!Number.isSafeInteger(count)) throw new NotCarried('LIMIT with a subquery or a percentage', 'Write a number.');
  return count;
}
