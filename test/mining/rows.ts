import { postTables, schemaOf, type TableName } from '../../src/lake/schema.js';
import { literal } from '../../src/lake/sql.js';
import { runStep } from '../../src/lake/step.js';
import { pinned, withLake } from '../load/fixtures.js';

/** Puts rows into a table of a lake, in place of those it had. Values are JSON; lists as lists. */
export async function putTable(dir: string, table: TableName, rows: readonly Record<string, unknown>[]): Promise<void> {
  const { columns, key } = schemaOf(table);
  const types = Object.entries(columns).map(([name, type]) => `${name}: '${type}'`).join(', ');
  await withLake(dir, (lake) => runStep(lake, 'test', { now: pinned }, async (writer) => {
    await writer.connection.run(`CREATE TABLE given AS SELECT unnest(from_json(${literal(JSON.stringify(rows))}, '[{${types.replaceAll(/(\w+): '([^']*)'/g, '"$1": "$2"')}}]'), recursive := true)`);
    const select = (where: string) => `SELECT ${Object.keys(columns).join(', ')} FROM given WHERE ${where} ORDER BY ${key.join(', ')}`;
    const boards = [...new Set(rows.map((row) => String(row['booru'])))];
    const writes = postTables.includes(table)
      ? boards.map((booru) => ({ table, part: `booru=${booru}/0`, select: select(`booru = ${literal(booru)}`) }))
      : [{ table, part: '', select: select('true') }];
    return { writes, parameters: {}, rows: rows.length, result: undefined };
  }));
}
