/** Texts as a list of SQL string literals. */
export function literalList(texts: readonly string[]): string {
  return texts.map((text) => `'${text.replaceAll("'", "''")}'`).join(', ');
}
