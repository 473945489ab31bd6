import { schemaOf, type TableName } from '../../src/lake/schema.js';
import { literal } from '../../src/lake/sql.js';
import { runStep } from '../../src/lake/step.js';
import { pinned, withLake } from '../load/fixtures.js';

/** Puts rows into a table of a lake, in place of those it had. Values are JSON; lists as lists. */
export async function putTable(dir: string, table: TableName, rows: readonly Record<string, unknown>[]): Promise<void> {
  const { columns, key } = schemaOf(table);
  const types = Object.entries(columns).map(([name, type]) => `${name}: '${type}'`).join(', ');
  await withLake(dir, (lake) => runStep(lake, 'test', { now: pinned }, async (writer) => {
    await writer.connection.run(`CREATE TABLE given AS SELECT unnest(from_json(${literal(JSON.stringify(rows))}, '[{${types.replaceAll(/(\w+): '([^']*)'/g, '"$1": "$2"')}}]'), recursive := true)`);
    const select = `SELECT ${Object.keys(columns).join(', ')} FROM given ORDER BY ${key.join(', ')}`;
    return { writes: [{ table, part: '', select }], parameters: {}, rows: rows.length, result: undefined };
  }));
}
