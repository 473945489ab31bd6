import { identifier, literal } from '../lake/sql.js';
import type { Rule } from './source.js';

/** Columns taken out of JSON objects: for each its field, the path within it (`size.width`) and its type. */
export type JsonParts = Readonly<Record<string, readonly [field: string, path: string, type: string]>>;

const textOf = (field: string, path: string) => `(${identifier(field)} ->> ${literal(`$.${path}`)})`;

/** The parts as derived columns. A cast of a whole object would make NULLs of what is of the wrong kind, unseen. */
export function partColumns(parts: JsonParts): Record<string, string> {
  return Object.fromEntries(Object.entries(parts).map(([name, [field, path, type]]) => {
    const text = `nullif(trim(${textOf(field, path)}), '')`;
    return [name, type === 'VARCHAR' ? text : `TRY_CAST(${text} AS ${type})`];
  }));
}

/** Rejects records in which one of the fields is no object or a part is of the wrong kind; `when` is SQL that is true for the records to look at. */
export function partsRule(parts: JsonParts, when = 'true'): Rule {
  const fields = [...new Set(Object.values(parts).map(([field]) => field))];
  const wrong = [
    ...fields.map((field) => `WHEN json_type(${identifier(field)}) NOT IN ('OBJECT', 'NULL') THEN ${literal(`field ${field}`)}`),
    ...Object.entries(parts).flatMap(([name, [field, path, type]]) =>
      (type === 'VARCHAR' ? [] : [`WHEN ${identifier(name)} IS NULL AND trim(${textOf(field, path)}) <> '' THEN ${literal(`field ${field}.${path}`)}`])),
  ];
  const which = `CASE ${wrong.join(' ')} END`;
  return { reason: 'bad_value', when: `(${when}) AND ${which} IS NOT NULL`, detail: which };
}
