import { Bindings } from './bindings.js';
import { Operators } from './operators.js';
import type { Prepared } from './mirror.js';
import { engineType } from './plan-type.js';
import { select } from './relation.js';

/** A statement for ClickHouse: its text, with columns c0, c1 and so on, and the texts bound to it. */
export interface EngineStatement {
  text: string;
  values: Readonly<Record<string, string>>;
}

/** Writes a prepared statement as one of ClickHouse, with columns of the same types. Throws UserError that names what cannot be carried over. */
export function translate({ plan, columns, schema }: Prepared): EngineStatement {
  const bindings = new Bindings();
  const operators = new Operators(bindings, schema);
  const result = operators.relation(plan);
  const body = select({ ...result, columns: result.columns.map((column, i) => `CAST(${column} AS ${engineType(columns[i]!.plan)})`) });
  const commons = operators.commons.length > 0 ? `WITH ${operators.commons.join(',\n')}\n` : '';
  return { text: commons + body, values: bindings.values };
}
