import type { Bindings } from './bindings.js';
import type { PlanExpression } from './plan-node.js';

/** Where an expression stands: what its columns are called, and how the expressions in it are written. */
export interface Scope {
  readonly bindings: Bindings;
  /** The text of a column by its place. */
  column(place: number): string;
  /** A name that is used nowhere else in the statement. */
  unique(): string;
}

/** Writes an expression; functions get it so that they can write their arguments in another scope. */
export type Write = (expression: PlanExpression, scope: Scope) => string;

/** Writes a function: its arguments as text, and the call as the plan has it. */
export type FunctionWriter = (args: string[], call: PlanExpression, scope: Scope, write: Write) => string;
