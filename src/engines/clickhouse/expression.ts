import { dateArithmetic, dateFunctions } from './date-functions.js';
import { listFunctions } from './list-functions.js';
import { NotCarried } from './not-carried.js';
import { numberFunctions } from './number-functions.js';
import type { PlanExpression, PlanOrder, PlanType } from './plan-node.js';
import { engineType, isNumber, isStruct, isWhole } from './plan-type.js';
import type { FunctionWriter, Scope } from './scope.js';
import { constantText, textFunctions } from './text-functions.js';

const functions: ReadonlyMap<string, FunctionWriter> = new Map(Object.entries({
  ...numberFunctions, ...textFunctions, ...dateFunctions, ...listFunctions,
  constant_or_null: (args: string[]) => `if(${args.slice(1).map((arg) => `isNull(${arg})`).join(' OR ')}, NULL, ${args[0]})`,
  create_sort_key: (_: string[], { children }: PlanExpression, scope: Scope) => sortKey(children![0]!, constantText(children![1], 'An order'), scope),
}));

export const comparisons: Readonly<Record<string, string>> = {
  COMPARE_EQUAL: '=', COMPARE_NOTEQUAL: '<>', COMPARE_LESSTHAN: '<', COMPARE_LESSTHANOREQUALTO: '<=', COMPARE_GREATERTHAN: '>', COMPARE_GREATERTHANOREQUALTO: '>=',
  COMPARE_NOT_DISTINCT_FROM: '<=>',
};

/** Two texts compared; rows of columns member by member. */
export function compared(left: string, comparison: string, right: string): string {
  if (comparison === 'COMPARE_DISTINCT_FROM') return `(NOT (${left} <=> ${right}))`;
  const sign = comparisons[comparison];
  if (sign === undefined) throw new NotCarried(`The comparison ${comparison}`);
  return `(${left} ${sign} ${right})`;
}

/** Writes an expression of the plan as ClickHouse has it. Throws UserError for what cannot be carried over. */
export function expression(node: PlanExpression, scope: Scope): string {
  const all = (nodes: readonly PlanExpression[] = []): string[] => nodes.map((one) => expression(one, scope));
  switch (node.expression_class) {
    case 'BOUND_REF': return scope.column(node.index!);
    case 'BOUND_CONSTANT': return scope.bindings.constant(node.value!);
    case 'BOUND_COMPARISON': return compared(expression(node.left!, scope), node.type, expression(node.right!, scope));
    case 'BOUND_CONJUNCTION': return `(${all(node.children).join(node.type === 'CONJUNCTION_OR' ? ' OR ' : ' AND ')})`;
    case 'BOUND_BETWEEN': return between(node, scope);
    case 'BOUND_CAST': return cast(node, scope);
    case 'BOUND_CASE': return choice(node, scope);
    case 'BOUND_OPERATOR': return operator(node, all(node.children));
    case 'BOUND_FUNCTION': return call(node, scope);
    default: throw new NotCarried(`${node.expression_class.toLowerCase().replaceAll('_', ' ')}`);
  }
}

function call(node: PlanExpression, scope: Scope): string {
  const write = (child: PlanExpression): string => expression(child, scope);
  const dated = node.name === '+' || node.name === '-' ? dateArithmetic(node, write) : undefined;
  if (dated !== undefined) return dated;
  const args = (node.children ?? []).map(write);
  const writer = functions.get(node.name!);
  if (writer === undefined) throw new NotCarried(`The function ${node.name}`, 'docs/scale.md tells what is left out.');
  return writer(args, node, scope, expression);
}

function between(node: PlanExpression, scope: Scope): string {
  const input = expression(node.input!, scope);
  return `(${input} ${node.lower_inclusive ? '>=' : '>'} ${expression(node.lower!, scope)} AND ${input} ${node.upper_inclusive ? '<=' : '<'} ${expression(node.upper!, scope)})`;
}

/** DuckDB's `error()` stands in a case that must not come up: it is thrown when its condition holds. */
function choice(node: PlanExpression, scope: Scope): string {
  const checks = node.case_checks!.map(({ when_expr: when, then_expr: then }) => {
    const condition = expression(when, scope);
    if (then.name !== 'error') return `${condition}, ${expression(then, scope)}`;
    return `throwIf(ifNull(${condition}, 0), ${scope.bindings.text(constantText(then.children![0], 'The text of an error').split('\n')[0]!)}), NULL`;
  });
  return `multiIf(${checks.join(', ')}, ${expression(node.else_expr!, scope)})`;
}

function operator(node: PlanExpression, args: string[]): string {
  switch (node.type) {
    case 'OPERATOR_NOT': return `(NOT ${args[0]})`;
    case 'OPERATOR_IS_NULL': return `isNull(${args[0]})`;
    case 'OPERATOR_IS_NOT_NULL': return `isNotNull(${args[0]})`;
    case 'OPERATOR_COALESCE': return `coalesce(${args.join(', ')})`;
    case 'COMPARE_IN': return `(${args.slice(1).map((arg) => `${args[0]} = ${arg}`).join(' OR ')})`;
    case 'COMPARE_NOT_IN': return `(${args.slice(1).map((arg) => `${args[0]} <> ${arg}`).join(' AND ')})`;
    default: throw new NotCarried(`The operator ${node.type}`);
  }
}

function cast(node: PlanExpression, scope: Scope): string {
  const { child, return_type: to } = node;
  const from = typeOf(child!);
  const text = expression(child!, scope);
  const type = engineType(to!);
  if (node.try_cast) return `accurateCastOrNull(${text}, '${/^Nullable\((.*)\)$/.exec(type)![1]!.replaceAll("'", "\\'")}')`;
  if (to!.id === 'VARCHAR' && /^(DOUBLE|FLOAT)$/.test(from ?? '')) return `if(match(toString(${text}), '^-?[0-9]+$'), concat(toString(${text}), '.0'), toString(${text}))`;
  if (to!.id === 'VARCHAR' && from === 'BOOLEAN') return `toString(CAST(${text} AS Nullable(Bool)))`;
  if (to!.id === 'VARCHAR' && from?.startsWith('TIMESTAMP')) return `concat(replaceRegexpOne(toString(${text}), '[.]?0*$', ''), '${from.endsWith('ZONE') ? '+00' : ''}')`;
  if (isWhole(to) && /^(DOUBLE|FLOAT)$/.test(from ?? '')) return `CAST(roundBankers(${text}) AS ${type})`;
  if (isWhole(to) && from === 'DECIMAL') return `CAST(round(${text}) AS ${type})`;
  // ClickHouse has no way from its 128-bit numbers to decimals but by text.
  return `CAST(${from === 'HUGEINT' && to!.id === 'DECIMAL' ? `toString(${text})` : text} AS ${type})`;
}

/** The type of an expression. */
export function typeOf(node: PlanExpression): string | undefined {
  return (node.return_type ?? node.value?.type)?.id ?? (node.expression_class === 'BOUND_COMPARISON' || node.expression_class === 'BOUND_CONJUNCTION' ? 'BOOLEAN' : undefined);
}

/** Keys of an order inside an aggregate, where ClickHouse knows no NULLS LAST: whether it is NULL, then the value, turned round for DESC. */
export function sortKey(node: PlanExpression, order: string, scope: Scope): string {
  const text = expression(node, scope);
  const isDown = order.startsWith('DESC');
  const type = node.return_type ?? node.value?.type;
  if (isStruct(type)) {
    if (isDown) throw new NotCarried('DESC of a row inside an aggregate');
    return `tuple(${type!.type_info!.child_types!.map((_, i) => `isNull(tupleElement(${text}, ${i + 1})), tupleElement(${text}, ${i + 1})`).join(', ')})`;
  }
  const value = isDown ? turned(text, type, scope) : text;
  return `tuple(${order.endsWith('FIRST') ? 'isNotNull' : 'isNull'}(${text}), ${value})`;
}

/** A value whose order is that of another turned round. */
function turned(text: string, type: PlanType | undefined, { unique }: Scope): string {
  if (isNumber(type)) return `(-${text})`;
  if (type?.id === 'BOOLEAN') return `(NOT ${text})`;
  if (type?.id === 'DATE') return `(-toInt32(${text}))`;
  if (type?.id.startsWith('TIMESTAMP')) return `(-toUnixTimestamp64Micro(${text}))`;
  if (type?.id !== 'VARCHAR') throw new NotCarried(`DESC of the type ${type?.id} inside an aggregate`);
  // Bytes with a minus, and after the last a number above all of them: what goes on comes first.
  const place = unique();
  const bytes = `ifNull(${text}, '')`;
  return `arrayPushBack(arrayMap(${place} -> -toInt16(reinterpretAsUInt8(substring(${bytes}, ${place}, 1))), range(1, length(${bytes}) + 1)), 1)`;
}

/** The orders of an aggregate as one key. */
export const sortKeys = (orders: readonly PlanOrder[], scope: Scope): string => `tuple(${orders.map((order) => sortKey(order.expression, orderWords(order), scope)).join(', ')})`;

const orderWords = ({ type, null_order: nulls }: PlanOrder): string => `${type === 'DESCENDING' ? 'DESC' : 'ASC'} ${nulls}`;

/** An order of rows. */
export const orderBy = (order: PlanOrder, scope: Scope): string => `${expression(order.expression, scope)} ${orderWords(order)}`;
