import { existsSync } from 'node:fs';
import { UserError } from '../lake/error.js';
import type { Lake } from '../lake/lake.js';
import { literal } from '../lake/sql.js';

/** SQL of the columns of a Parquet file with the truth. Throws UserError when it is not there or has not these columns. */
export async function truthSql(lake: Lake, file: string, columns: Readonly<Record<string, string>>, hint: string): Promise<string> {
  if (!existsSync(file)) throw new UserError(`No such file: ${file}`);
  const names = Object.keys(columns);
  const sql = `SELECT ${names.map((name) => `${name}::${columns[name]} AS ${name}`).join(', ')} FROM read_parquet(${literal(file)})`;
  try {
    await lake.query(`SELECT count(*) FROM (${sql})`);
  } catch {
    throw new UserError(`${file} is not a Parquet file with the columns ${names.join(', ')}`, hint);
  }
  return sql;
}
