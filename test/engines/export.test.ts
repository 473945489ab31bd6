import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { exportLake } from '../../src/engines/export.js';
import { postTables, schemas } from '../../src/lake/schema.js';
import { literal } from '../../src/lake/sql.js';
import { writeExportedLake } from '../export/exported-lake.js';
import { tempFolder, withLake } from '../load/fixtures.js';
import { useStubs } from '../load/stub-source.js';

useStubs();
const dir = tempFolder('engines-export');
const { query } = createRequire(import.meta.url)('chdb') as { query(sql: string, format: string): string };
let lake: string;
beforeAll(async () => {
  lake = await writeExportedLake(dir);
});

/** What is summed up of a column on DuckDB and on ClickHouse: its values, or of what is no number the lower half of the MD5 of each. */
function sums(column: string, type: string): { duckdb: string; clickhouse: string } {
  const hashes = (duckdb: string, clickhouse: string) => ({ duckdb: `sum(md5_number_lower(${duckdb}) & 4294967295)::DOUBLE`, clickhouse: `sum(bitAnd(reinterpretAsUInt64(substring(MD5(${clickhouse}), 9, 8)), 4294967295))` });
  if (type === 'VARCHAR[]') return hashes(`coalesce(list_aggregate([coalesce(x, '?') FOR x IN ${column}], 'string_agg', '|'), '')`, `arrayStringConcat(arrayMap(x -> ifNull(x, '?'), ${column}), '|')`);
  if (type === 'FLOAT[]') return { duckdb: `sum(list_sum(${column}))::DOUBLE`, clickhouse: `sum(arraySum(${column}))` };
  if (/^(REAL|DOUBLE)$/.test(type)) return { duckdb: `sum(${column})::DOUBLE`, clickhouse: `sum(${column})` };
  if (type === 'TIMESTAMPTZ') return hashes(`epoch_us(${column})::VARCHAR`, `toString(toUnixTimestamp64Micro(${column}))`);
  return hashes(`${column}::VARCHAR`, `toString(${column})`);
}

describe('the statements of an export', () => {
  it.each(['all', 'sensitive'] as const)('give ClickHouse every table with all its values (rating %s)', async (rating) => {
    const to = join(dir, "it's a folder", rating);
    await exportLake(lake, { to, rating });
    const statements = readFileSync(join(to, 'ddl', 'clickhouse.sql'), 'utf8').replace(/^--.*\n/gm, '').split(/;\n+/).filter((text) => text.trim() !== '');
    for (const statement of statements) query(statement, 'TSV');
    await withLake(lake, async (opened) => {
      for (const [table, { columns }] of schemas) {
        const of = (engine: 'duckdb' | 'clickhouse') => Object.entries(columns).flatMap(([name, type]) => [`${sums(`"${name}"`, type)[engine]} AS "${name} sum"`, ...(type.endsWith('[]') ? [] : [`count("${name}") AS "${name} count"`])]).join(', ');
        const isCut = postTables.includes(table);
        const [there] = await opened.rows<Record<string, number | null>>(`SELECT count(*) AS n, ${of('duckdb')}
          FROM read_parquet(${literal(`${to}/${table}/${isCut ? '*/' : ''}*.parquet`)}, hive_partitioning = ${isCut}, hive_types_autocast = false)`);
        const here = JSON.parse(query(`SELECT count() AS n, ${of('clickhouse')} FROM boorulab.${table} SETTINGS output_format_json_quote_64bit_integers = 0`, 'JSONEachRow')) as Record<string, number | null>;
        const zero = (row: Record<string, number | null>) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value ?? 0]));
        expect(zero(here), table).toEqual(zero(there!));
      }
    });
    expect(query('SELECT booru, count() FROM boorulab.posts GROUP BY booru ORDER BY booru', 'TSV')).toBe(rating === 'all' ? 'a/b c%\t3\ndanbooru.donmai.us\t4\né.example\t3\n' : 'a/b c%\t2\ndanbooru.donmai.us\t3\né.example\t2\n');
    expect(query("SELECT comment FROM system.columns WHERE database = 'boorulab' AND table = 'tags' AND name = 'tag_id'", 'TSV')).toContain("the lake\\'s number");
  });
});
