import type { EngineName } from './column-types.js';

/** A quoted identifier of any text, as the engine writes it. */
export function engineIdentifier(engine: EngineName, name: string): string {
  if (engine === 'trino') return `"${name.replaceAll('"', '""')}"`;
  return `\`${(engine === 'clickhouse' ? name.replaceAll('\\', '\\\\') : name).replaceAll('`', '``')}\``;
}

/** A literal of any text, as the engine writes it. Backslashes mean something to ClickHouse and Spark, and to Spark's own shell a dollar sign. */
export function engineText(engine: EngineName, text: string): string {
  if (engine === 'trino') return `'${text.replaceAll("'", "''")}'`;
  const escaped = text.replaceAll('\\', '\\\\').replaceAll("'", "\\'");
  return `'${engine === 'spark' ? escaped.replaceAll('${', '\\u0024{') : escaped}'`;
}
