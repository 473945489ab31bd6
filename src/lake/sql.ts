/** An SQL string literal of any text. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A quoted SQL identifier of any text. */
export function identifier(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
