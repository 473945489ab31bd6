import type { DuckDBConnection } from '@duckdb/node-api';
import { UserError } from '../lake/error.js';
import { schemaOf } from '../lake/schema.js';
import { identifier, literal } from '../lake/sql.js';
import type { Emission, LoadContext, Source } from './source.js';

/** True when DuckDB refuses what stands in a file, not the statement, the memory or the disk. */
export function isAboutContent(error: Error): boolean {
  return /^(Invalid Input|Conversion|Out of Range|Invalid unicode|CSV) ?Error/i.test(error.message) || /malformed json/i.test(error.message);
}

/**
 * Adds to `bad` the records whose rows do not fit into the lake's tables, a number too large for its column or a time out of range, when
 * their rows could not be made together. They are found by halves, so that one such record costs about as much as making all rows
 * twice. Resolves to how many there are; `record` is left as the last half.
 */
export async function markUnfit(source: Source, context: LoadContext): Promise<number> {
  const { connection } = context;
  await connection.run('CREATE OR REPLACE TEMP TABLE learned (tag_name VARCHAR)');
  const fits = async (from: bigint, to: bigint): Promise<string | null> => {
    await connection.run(`CREATE OR REPLACE TEMP VIEW record AS SELECT * FROM numbered ANTI JOIN bad USING (_row) WHERE _row BETWEEN ${from} AND ${to}`);
    try {
      for (const emission of await source.emit(context)) await makeRows(connection, emission);
      return null;
    } catch (error) {
      // A source may refuse a file of which it can make nothing, and so a part of one.
      if (error instanceof UserError) return null;
      if (!isAboutContent(error as Error)) throw error;
      return (error as Error).message.split('\n')[0]!.replace(/^.*?Error: /, '').slice(0, 200);
    }
  };
  const find = async (from: bigint, to: bigint): Promise<number> => {
    const fault = await fits(from, to);
    if (fault === null) return 0;
    if (from < to) {
      const middle = (from + to) / 2n;
      return (await find(from, middle)) + (await find(middle + 1n, to));
    }
    await connection.run(`INSERT INTO bad SELECT _row, _line, 'bad_value', ${literal(fault)}, NULL FROM numbered WHERE _row = ${from}`);
    return 1;
  };
  const bounds = await connection.run('SELECT min(_row), max(_row) FROM numbered ANTI JOIN bad USING (_row)');
  const [first, last] = (await bounds.getRowsJS())[0] as [bigint | null, bigint | null];
  const found = first === null ? 0 : await find(first, last!);
  await connection.run('DROP TABLE IF EXISTS probe');
  return found;
}

/** Makes the rows of an emission as the types of its table, for what that throws. */
async function makeRows(connection: DuckDBConnection, emission: Emission): Promise<void> {
  // What is measured on a picture goes to a table of its own.
  const types: Readonly<Record<string, string>> = emission.table === 'images' ? { ...schemaOf('image_stats').columns, ...schemaOf('images').columns } : schemaOf(emission.table).columns;
  const names = (await connection.run(`SELECT * FROM (${emission.select}) LIMIT 0`)).columnNames();
  const cells = names.map((name) => (types[name] === undefined ? identifier(name) : `${identifier(name)}::${types[name]} AS ${identifier(name)}`));
  await connection.run(`CREATE OR REPLACE TEMP TABLE probe AS SELECT ${cells.join(', ')} FROM (${emission.select})`);
}
