import { literal } from '../lake/sql.js';
import type { Rule } from './source.js';

/** Rejects records in which a text field is filled but the value read from it (SQL) is NULL. */
export function unreadRule(column: string, value: string): Rule {
  return { reason: 'bad_value', when: `blank_null(${column}) IS NOT NULL AND ${value} IS NULL`, detail: literal(`field ${column}`) };
}
