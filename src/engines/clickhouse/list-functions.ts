import { NotCarried } from './not-carried.js';
import type { PlanExpression, PlanValue } from './plan-node.js';
import { isStruct } from './plan-type.js';
import type { FunctionWriter, Scope, Write } from './scope.js';
import { constantText, joinTexts } from './text-functions.js';

const call = (name: string): FunctionWriter => (args) => `${name}(${args.join(', ')})`;
const length: FunctionWriter = ([list]) => `toInt64(length(${list}))`;
const position: FunctionWriter = (args) => `nullIf(toInt64(indexOf(${args.join(', ')})), 0)`;

/** What a list of its own is called by `list_aggregate`. */
const aggregates: Readonly<Record<string, string>> = { sum: 'arraySum', min: 'arrayMin', max: 'arrayMax', avg: 'arrayAvg', mean: 'arrayAvg', count: 'length' };

const aggregate: FunctionWriter = (args, { children, function_data: data }, scope) => {
  const name = constantText(children![1], 'The name of an aggregate of a list');
  if (name === 'string_agg') return joinTexts(args[0]!, scope.bindings.text(data?.bind_data?.aggr_expr?.function_data?.separator ?? ','), scope);
  if (aggregates[name] === undefined) throw new NotCarried(`The aggregate ${name} of a list`);
  const [member, kept] = [scope.unique(), scope.unique()];
  const list = `(arrayMap(${member} -> assumeNotNull(${member}), arrayFilter(${member} -> isNotNull(${member}), ${args[0]})) AS ${kept})`;
  return name === 'count' ? `toInt64(length(${list}))` : `if(empty(${list}), NULL, ${aggregates[name]}(${kept}))`;
};

/** The list and what is asked of each member; in DuckDB's lambda the members stand first, then what comes from outside. */
function lambda({ children, function_data: data }: PlanExpression, scope: Scope, write: Write): [body: string, names: string[]] {
  const names = data!.has_index ? [scope.unique(), scope.unique()] : [scope.unique()];
  const inner: Scope = { ...scope, unique: () => scope.unique(), column: (place) => (place < names.length ? [...names].reverse()[place]! : write(children![place - names.length + 1]!, scope)) };
  return [write(data!.lambda_expr!, inner), names];
}

const eachOf = (name: string): FunctionWriter => (args, expression, scope, write) => {
  const [body, [member, place]] = lambda(expression, scope, write);
  return place === undefined ? `${name}(${member} -> ${body}, ${args[0]})` : `${name}((${member}, ${place}) -> ${body}, ${args[0]}, arrayEnumerate(${args[0]}))`;
};

/** A list's member, NULL where there is none; of a row its field by number or name. */
const extract: FunctionWriter = (args, { children }) => {
  const { return_type: type } = children![0]!;
  if (!isStruct(type)) return `arrayElementOrNull(${args.join(', ')})`;
  const key = constantText(children![1], 'The name of a field');
  const named = type!.type_info!.child_types!.findIndex(({ first }) => first.toLowerCase() === key.toLowerCase());
  return `tupleElement(${args[0]}, ${named >= 0 ? named + 1 : Number(key)})`;
};

const slice: FunctionWriter = (args, { children }) => {
  const [begin, end, step] = children!.slice(1).map(({ value }) => value);
  const isOpen = (bound: PlanValue | undefined): boolean => bound !== undefined && (bound.is_null || bound.type.id === 'LIST');
  if (step !== undefined) {
    if (String(step.value) !== '-1' || !isOpen(begin) || !isOpen(end)) throw new NotCarried('A slice of a list with a step');
    return `arrayReverse(${args[0]})`;
  }
  if (isOpen(end)) return `arraySlice(${args[0]}, ${args[1]})`;
  return `arraySlice(${args[0]}, ${args[1]}, greatest(0, ${args[2]} - ${args[1]} + 1))`;
};

export const listFunctions: Readonly<Record<string, FunctionWriter>> = {
  list_aggr: aggregate, list_aggregate: aggregate, array_aggr: aggregate, array_aggregate: aggregate,
  list_value: (args) => `[${args.join(', ')}]`, row: call('tuple'), struct_pack: call('tuple'),
  array_extract: extract, list_extract: extract, list_element: extract, struct_extract: extract, struct_extract_at: extract, array_slice: slice, list_slice: slice,
  len: length, array_length: length, list_sort: (args) => `arraySort(${args[0]})`, array_sort: (args) => `arraySort(${args[0]})`,
  list_reverse_sort: (args) => `arrayReverseSort(${args[0]})`, list_distinct: call('arrayDistinct'), list_unique: call('arrayUniq'), list_reverse: call('arrayReverse'),
  list_contains: call('has'), array_contains: call('has'), list_has: call('has'), list_has_any: call('hasAny'), list_has_all: call('hasAll'), list_concat: call('arrayConcat'),
  list_position: position, list_indexof: position, array_position: position,
  list_apply: eachOf('arrayMap'), list_transform: eachOf('arrayMap'), array_transform: eachOf('arrayMap'), list_filter: eachOf('arrayFilter'), array_filter: eachOf('arrayFilter'),
  range: (args) => `range(${args.map((arg) => `assumeNotNull(${arg})`).join(', ')})`,
  generate_series: (args) => `range(assumeNotNull(${args[0]}), assumeNotNull(${args[1]}) + 1${args[2] === undefined ? '' : `, ${args[2]}`})`,
};
