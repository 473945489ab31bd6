import { aggregate } from './aggregate.js';
import { expression, orderBy } from './expression.js';
import { NotCarried } from './not-carried.js';
import type { PlanExpression } from './plan-node.js';
import type { Scope } from './scope.js';

const ranks: Readonly<Record<string, string>> = {
  WINDOW_ROW_NUMBER: 'row_number', WINDOW_RANK: 'rank', WINDOW_RANK_DENSE: 'dense_rank', WINDOW_PERCENT_RANK: 'percent_rank', WINDOW_CUME_DIST: 'cume_dist', WINDOW_NTILE: 'ntile',
};

const values: Readonly<Record<string, [plain: string, ignoringNulls: string]>> = {
  WINDOW_FIRST_VALUE: ['any_respect_nulls', 'any'], WINDOW_LAST_VALUE: ['anyLast_respect_nulls', 'anyLast'],
};

/** Writes a window function. Throws UserError for what cannot be carried over. */
export function windowFunction(node: PlanExpression, scope: Scope): string {
  if (node.exclude_clause !== undefined && node.exclude_clause !== 'NO_OTHER') throw new NotCarried('EXCLUDE of a window');
  const args = (node.children ?? []).map((child) => expression(child, scope));
  const over = ` OVER (${parts(node, scope, true)})`;
  const rank = ranks[node.type];
  const text = `${rank}(${args.map((arg) => `toUInt64(${arg})`).join(', ')}) OVER (${parts(node, scope, false)})`;
  if (rank !== undefined) return node.return_type!.id === 'BIGINT' ? `toInt64(${text})` : text;
  if (node.type === 'WINDOW_LAG' || node.type === 'WINDOW_LEAD') {
    if (node.ignore_nulls) throw new NotCarried('IGNORE NULLS of lag or lead');
    const offset = node.offset_expr === undefined ? '1' : expression(node.offset_expr, scope);
    const other = node.default_expr === undefined ? 'NULL' : expression(node.default_expr, scope);
    return `${node.type === 'WINDOW_LAG' ? 'lag' : 'lead'}(toNullable(${args[0]}), ${offset}, ${other}) OVER (${parts(node, scope, false)})`;
  }
  const value = values[node.type];
  if (value !== undefined) return `${value[node.ignore_nulls ? 1 : 0]}(toNullable(${args[0]}))${over}`;
  if (node.type === 'WINDOW_NTH_VALUE') return `nth_value(toNullable(${args[0]}), ${args[1]})${over}`;
  if (node.type !== 'WINDOW_AGGREGATE') throw new NotCarried(`${node.type.toLowerCase().replaceAll('_', ' ')}`);
  const name = node.name === 'count' && args.length === 0 ? 'count_star' : node.name!;
  return aggregate({ node: { ...node, name, order_bys: { orders: node.arg_orders ?? [] } }, filter: node.filters, isDistinct: node.distinct === true, over }, scope);
}

function parts(node: PlanExpression, scope: Scope, isFramed: boolean): string {
  const groups = (node.partitions ?? []).map((one) => expression(one, scope));
  const orders = (node.orders ?? []).map((order) => orderBy(order, scope));
  return [
    groups.length > 0 ? `PARTITION BY ${groups.join(', ')}` : '',
    orders.length > 0 ? `ORDER BY ${orders.join(', ')}` : '',
    isFramed ? frame(node) : '',
  ].filter((part) => part !== '').join(' ');
}

function frame(node: PlanExpression): string {
  if (node.start === 'UNBOUNDED_PRECEDING' && node.end === 'CURRENT_ROW_RANGE') return '';
  const ends = [bound(node.start!, node.start_expr), bound(node.end!, node.end_expr)];
  const kind = [node.start!, node.end!].map((end) => /_(ROWS|RANGE|GROUPS)$/.exec(end)?.[1]).find((found) => found !== undefined) ?? 'ROWS';
  if (kind === 'GROUPS' || (kind === 'RANGE' && (node.start_expr ?? node.end_expr) !== undefined)) throw new NotCarried(`A window of ${kind} with a width`);
  return `${kind} BETWEEN ${ends.join(' AND ')}`;
}

function bound(end: string, width: PlanExpression | undefined): string {
  if (end.startsWith('UNBOUNDED')) return end.replace('_', ' ');
  if (end.startsWith('CURRENT_ROW')) return 'CURRENT ROW';
  if (width?.value === undefined) throw new NotCarried('The width of a window that is no constant');
  return `${Number(width.value.value)} ${/PRECEDING|FOLLOWING/.exec(end)![0]}`;
}
