/** SQL for the number before one of the units (a pattern) in texts such as `1920 px`; NULL for any other text. */
export function amountSql(column: string, units: string): string {
  return `TRY_CAST(regexp_extract(trim(${column}), '^([0-9]+(?:\\.[0-9]+)?) ?(?:${units})$', 1) AS DOUBLE)`;
}

/** SQL for the bytes of a size such as `1929kB` or `1.5 MB`; NULL for any other text. */
export function byteSizeSql(column: string): string {
  return `TRY_CAST(CASE right(lower(trim(${column})), 2) WHEN 'kb' THEN 1024 WHEN 'mb' THEN 1048576 ELSE 1 END * ${amountSql(column, '|B|[kK]B|MB')} AS BIGINT)`;
}
