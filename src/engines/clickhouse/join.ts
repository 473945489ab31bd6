import { compared, expression } from './expression.js';
import { NotCarried } from './not-carried.js';
import type { PlanCondition, PlanExpression, PlanOperator } from './plan-node.js';
import { isStruct } from './plan-type.js';
import { isOpen, select, table, wrap, type Relation } from './relation.js';
import type { Scope } from './scope.js';

/** What a join needs of the translation around it. */
export interface JoinSite {
  scope(columns: readonly string[]): Scope;
  unique(): string;
  /** Makes a common table expression of a SELECT; its name. */
  common(text: string): string;
}

const kinds: Readonly<Record<string, string>> = {
  INNER: 'INNER JOIN', LEFT: 'LEFT JOIN', RIGHT: 'RIGHT JOIN', FULL: 'FULL JOIN', OUTER: 'FULL JOIN', SEMI: 'LEFT SEMI JOIN', ANTI: 'LEFT ANTI JOIN', SINGLE: 'LEFT JOIN',
};

/** A relation that can stand on the right of JOIN, or on its left. */
const side = (relation: Relation, site: JoinSite, isLeft: boolean): Relation =>
  isOpen(relation) && relation.where.length === 0 && (isLeft || relation.isSingle === true) ? relation : wrap(relation, site.unique());

/** Joins two relations as an operator of the plan says. */
export function join(node: PlanOperator, left: Relation, right: Relation, site: JoinSite): Relation {
  const type = node.join_type ?? 'INNER';
  if (type === 'MARK') return mark(node, left, right, site);
  const kind = kinds[type];
  if (kind === undefined) throw new NotCarried(`A join of the kind ${type}`);
  const hasKey = (node.conditions ?? []).some(({ comparison }) => comparison === 'COMPARE_EQUAL' || comparison === 'COMPARE_NOT_DISTINCT_FROM');
  const isKeyless = !hasKey && type !== 'INNER';
  const [a, b]: [Keyed, Keyed] = isKeyless ? [withKey(left, site), withKey(right, site)] : [side(left, site, true), side(right, site, false)];
  const conditions = node.condition === undefined ? conditionsOf(node.conditions ?? [], a, b, site) : [expression(node.condition, site.scope([...a.columns, ...b.columns]))];
  const columns = [...projected(a.columns, node.left_projection_map), ...(type === 'SEMI' || type === 'ANTI' ? [] : projected(b.columns, node.right_projection_map))];
  if (!hasKey && type === 'INNER') return { from: `${a.from}\nCROSS JOIN ${b.from}`, columns, isNamed: true, where: conditions };
  if (isKeyless) conditions.unshift(`${a.key} = ${b.key}`);
  return { from: `${a.from}\n${kind} ${b.from} ON ${conditions.join(' AND ')}`, columns, isNamed: true, where: [] };
}

interface Keyed extends Relation {
  key?: string;
}

/** Joins by inequalities alone get a key that all rows share, without which ClickHouse refuses them. */
function withKey(relation: Relation, site: JoinSite): Keyed {
  const wrapped = wrap({ ...relation, columns: [...relation.columns, '1'] }, site.unique());
  return { ...wrapped, columns: wrapped.columns.slice(0, -1), key: wrapped.columns.at(-1)! };
}

export const crossJoin = (left: Relation, right: Relation, site: JoinSite): Relation => join({ type: 'LOGICAL_CROSS_PRODUCT', children: [] }, left, right, site);

const projected = (columns: readonly string[], map: readonly number[] = []): readonly string[] => (map.length > 0 ? map.map((place) => columns[place]!) : columns);

function conditionsOf(conditions: readonly PlanCondition[], a: Relation, b: Relation, site: JoinSite): string[] {
  const [left, right] = [site.scope(a.columns), site.scope(b.columns)];
  return conditions.flatMap((condition) => {
    const pairs = membersOf(condition.left, left).map((text, i) => [text, membersOf(condition.right, right)[i]!] as const);
    return pairs.map(([one, other]) => compared(one, condition.comparison, other));
  });
}

/** The members of a row that is compared, so that they are keys of the join; else the expression itself. */
function membersOf(node: PlanExpression, scope: Scope): string[] {
  if (!isStruct(node.return_type)) return [expression(node, scope)];
  if (node.name === 'row') return node.children!.map((child) => expression(child, scope));
  const text = expression(node, scope);
  return node.return_type!.type_info!.child_types!.map((_, i) => `tupleElement(${text}, ${i + 1})`);
}

/** A column that says whether a row's key is on the right: true, false, or NULL where SQL's IN gives NULL. */
function mark(node: PlanOperator, left: Relation, right: Relation, site: JoinSite): Relation {
  const a = side(left, site, true);
  const found = site.common(select(right));
  const all = table(found, site.unique(), right.columns.map((_, i) => `c${i}`));
  const keys = node.conditions!.flatMap((condition) => membersOf(condition.right, site.scope(all.columns)));
  const once = wrap({ ...all, columns: [...keys, '1'], isDistinct: true }, site.unique());
  const sides = node.conditions!.flatMap((condition) => membersOf(condition.left, site.scope(a.columns)).map((text) => [text, condition.comparison] as const));
  const on = sides.map(([text, comparison], i) => compared(text, comparison, once.columns[i]!));
  const isIn = node.type === 'LOGICAL_COMPARISON_JOIN' && node.conditions!.every(({ comparison }) => comparison === 'COMPARE_EQUAL');
  const isUnknown = (texts: readonly string[]): string => texts.map((text) => `isNull(${text})`).join(' OR ');
  const unknown = isIn ? `, (${isUnknown(sides.map(([text]) => text))}) AND (SELECT count() FROM ${found}) > 0 OR (SELECT countIf(${isUnknown(keys)}) FROM ${all.from}) > 0, NULL` : '';
  return {
    from: `${a.from}\nLEFT JOIN ${once.from} ON ${on.join(' AND ')}`,
    columns: [...projected(a.columns, node.left_projection_map), `multiIf(isNotNull(${once.columns.at(-1)}), true${unknown}, false)`], isNamed: false, where: [],
  };
}
