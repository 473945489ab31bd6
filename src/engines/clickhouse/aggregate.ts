import { expression, sortKey, sortKeys } from './expression.js';
import { NotCarried } from './not-carried.js';
import type { PlanExpression, PlanValue } from './plan-node.js';
import { engineType, isStruct } from './plan-type.js';
import type { Scope } from './scope.js';

/** Aggregates that are called otherwise and else the same. Each is NULL where it saw no row. */
const plain: Readonly<Record<string, string>> = {
  min: 'min', max: 'max', avg: 'avg', mean: 'avg', any_value: 'any', first: 'any', arbitrary: 'any', last: 'anyLast', bool_or: 'max', bool_and: 'min',
  bit_or: 'groupBitOr', bit_and: 'groupBitAnd', bit_xor: 'groupBitXor', corr: 'corrStable', covar_pop: 'covarPopStable', covar_samp: 'covarSampStable',
  stddev_pop: 'stddevPopStable', stddev: 'stddevSampStable', stddev_samp: 'stddevSampStable', var_pop: 'varPopStable', variance: 'varSampStable', var_samp: 'varSampStable',
};

/** Where an aggregate stands: `over` ends it as a window function. */
export interface AggregateCall {
  node: PlanExpression;
  filter: PlanExpression | undefined;
  isDistinct: boolean;
  over: string;
}

/** Writes an aggregate of a group or of a window. Throws UserError for what cannot be carried over. */
export function aggregate({ node, filter, isDistinct, over }: AggregateCall, scope: Scope): string {
  const args = (node.children ?? []).map((child) => expression(child, scope));
  const condition = filter === undefined ? undefined : expression(filter, scope);
  const ends = condition === undefined ? '' : 'If';
  const called = (name: string, given: readonly string[] = args, parameter = ''): string => `${name}${ends}${parameter}(${[...given, ...(condition === undefined ? [] : [condition])].join(', ')})${over}`;
  const orNull = (name: string, given?: readonly string[], parameter?: string): string => called(`${name}OrNull`, given, parameter);
  const [value] = args;
  const { name } = node;
  if (isDistinct && !['count', 'string_agg', 'list', 'min', 'max', 'array_agg'].includes(name!)) throw new NotCarried(`${name}(DISTINCT ...)`);
  switch (name) {
    case 'count_star': return whole(called('count', []));
    case 'count': return whole(called(isDistinct ? 'uniqExact' : 'count'));
    case 'count_if': case 'countif': return orNull('sum', [`toInt128(ifNull(${value}, 0))`]);
    case 'sum': return sum();
    case 'arg_max': case 'max_by': return argument('argMax');
    case 'arg_min': case 'min_by': return argument('argMin');
    case 'median': return quantile(0.5);
    case 'quantile_cont': return quantile(Number(quantileOf(node)));
    case 'mode': return mode();
    case 'regr_slope': return slope();
    case 'list': case 'array_agg': return gathered(false);
    case 'string_agg': case 'group_concat': case 'listagg': return strings();
    default: break;
  }
  const known = plain[name!];
  if (known === undefined) throw new NotCarried(`The aggregate ${name}`, 'docs/scale.md tells what is left out.');
  const type = node.children![0]!.return_type;
  if (isStruct(type) && (known === 'min' || known === 'max')) return called(known === 'max' ? 'argMax' : 'argMin', [`CAST(${value} AS ${engineType(type!)})`, sortKey(node.children![0]!, 'ASC NULLS LAST', scope)]);
  return known === 'max' || known === 'min' ? typed(orNull(known)) : orNull(known);

  /** ClickHouse counts in UInt64, which has no common type with DuckDB's BIGINT. */
  function whole(text: string): string {
    return `toInt64(${text})`;
  }

  function typed(text: string): string {
    return node.return_type!.id === 'BOOLEAN' ? `CAST(${text} AS Nullable(Bool))` : text;
  }

  function sum(): string {
    // The sum of whole numbers is a HUGEINT in DuckDB.
    return orNull('sum', [node.return_type!.id === 'HUGEINT' ? `toInt128(${value})` : value!]);
  }

  function argument(engineName: string): string {
    return orNull(engineName, [value!, isStruct(node.children![1]!.return_type) ? sortKey(node.children![1]!, 'ASC NULLS LAST', scope) : args[1]!]);
  }

  function quantile(share: number): string {
    const text = orNull('quantileExactInclusive', [value!], `(${node.function_data?.desc ? 1 - share : share})`);
    return node.return_type!.id === 'FLOAT' ? `toFloat32(${text})` : text;
  }

  /** Over the rows where both are known, as the covariance itself is. */
  function slope(): string {
    const known = [`isNotNull(${value})`, ...(condition === undefined ? [] : [condition])].join(' AND ');
    return `(${called('covarPopStable')} / varPopStableIf(${args[1]}, ${known})${over})`;
  }

  /** The most frequent value, of equally frequent ones the smallest. */
  function mode(): string {
    const counted = `sumMapIf([assumeNotNull(${value})], [toUInt64(1)], isNotNull(${value})${condition === undefined ? '' : ` AND ${condition}`})${over}`;
    return `arrayElementOrNull(tupleElement(${counted}, 1), indexOf(tupleElement(${counted}, 2), arrayMax(tupleElement(${counted}, 2))))`;
  }

  /** All values as a list, in their order; ClickHouse would leave out NULLs. */
  function gathered(withoutNulls: boolean): string {
    const orders = node.order_bys?.orders ?? [];
    const unique = isDistinct ? 'groupUniqArray' : 'groupArray';
    const key = orders.length > 0 ? sortKeys(orders, scope) : isDistinct ? `tuple(${value})` : undefined;
    const kept = withoutNulls ? [`isNotNull(${value})`, ...(condition === undefined ? [] : [condition])].join(' AND ') : condition;
    const list = `${unique}${kept === undefined ? '' : 'If'}(tuple(${value}${key === undefined ? '' : `, ${key}`})${kept === undefined ? '' : `, ${kept}`})${over}`;
    const member = scope.unique();
    const sorted = key === undefined ? list : `arraySort(${member} -> tupleElement(${member}, 2), ${list})`;
    return `arrayMap(${member} -> tupleElement(${member}, 1), ${sorted})`;
  }

  function strings(): string {
    const member = scope.unique();
    const list = scope.unique();
    const separator = node.function_data?.separator ?? ',';
    return `if(empty(${gathered(true)} AS ${list}), NULL, arrayStringConcat(arrayMap(${member} -> assumeNotNull(${member}), ${list}), ${scope.bindings.text(separator)}))`;
  }
}

function quantileOf({ function_data: data }: PlanExpression): string {
  const [first, ...more] = data!.quantiles!;
  if (first === undefined || more.length > 0) throw new NotCarried('A list of quantiles', 'Write quantile_cont once for each.');
  return shareText(first);
}

function shareText({ type, value }: PlanValue): string {
  return type.id === 'DECIMAL' ? String(Number(value) / 10 ** type.type_info!.scale!) : String(value);
}

/** An aggregate's value in DuckDB's type. */
export const groupAggregate = (node: PlanExpression, scope: Scope): string => {
  const text = aggregate({ node, filter: node.filter, isDistinct: node.aggregate_type === 'DISTINCT', over: '' }, scope);
  return /INT$|INTEGER/.test(node.return_type!.id) && ['bit_or', 'bit_and', 'bit_xor'].includes(node.name!) ? `CAST(${text} AS ${engineType(node.return_type!)})` : text;
};
