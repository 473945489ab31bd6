import { DuckDBInstance } from '@duckdb/node-api';

const sqlText = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Turns files of JSON lines into Parquet, in little memory; `waiting` is a folder for what does not fit. */
export async function toParquet(waiting: string, files: readonly { from: string; to: string; columns: Readonly<Record<string, string>> }[]): Promise<void> {
  const database = await DuckDBInstance.create(':memory:', { memory_limit: '256MB', threads: '1', temp_directory: waiting });
  const connection = await database.connect();
  try {
    await connection.run("SET TimeZone = 'UTC'");
    for (const { from, to, columns } of files) {
      const types = Object.entries(columns).map(([name, type]) => `${name}: ${sqlText(type)}`).join(', ');
      await connection.run(`COPY (SELECT * FROM read_json(${sqlText(from)}, format = 'newline_delimited', columns = {${types}}))
          TO ${sqlText(to)} (FORMAT parquet, COMPRESSION zstd)`);
    }
  } finally {
    connection.closeSync();
    database.closeSync();
  }
}
