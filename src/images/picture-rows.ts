import type { PartWrite } from '../lake/merge.js';
import { schemaOf, type TableName } from '../lake/schema.js';
import { identifier } from '../lake/sql.js';
import type { LakeWriter } from '../lake/writer.js';

/**
 * The write of a table of pictures: the rows of `made` (SQL, columns by name; those it lacks are NULL) and, of the rows the lake holds, those
 * of which `replaced` (SQL of a relation) has no row with the same values in `same`.
 */
export function replaceRows(writer: LakeWriter, table: TableName, made: string, replaced: string, same: readonly string[]): PartWrite {
  const { columns, key } = schemaOf(table);
  const names = Object.keys(columns).map(identifier).join(', ');
  const match = same.map((column) => `old.${identifier(column)} IS NOT DISTINCT FROM gone.${identifier(column)}`).join(' AND ');
  const kept = `SELECT ${names} FROM (${writer.scan(table)}) AS old ANTI JOIN (${replaced}) AS gone ON ${match}`;
  return { table, part: '', select: `SELECT ${names} FROM (${kept} UNION ALL BY NAME ${made}) ORDER BY ${key.map(identifier).join(', ')}` };
}
