/** Up to three of the names a mistyped one could have meant, nearest first. */
export function nearest(typed: string, names: readonly string[]): string[] {
  const word = typed.toLowerCase();
  return names
    .map((name) => {
      const lower = name.toLowerCase();
      const within = word.length > 2 && (lower.includes(word) || word.includes(lower));
      return { name, far: editDistance(word, lower) * (within ? 0.01 : 1) };
    })
    .filter(({ name, far }) => far <= Math.max(2, Math.min(word.length, name.length) / 3))
    .sort((a, b) => a.far - b.far || (a.name < b.name ? -1 : 1))
    .slice(0, 3)
    .map(({ name }) => name);
}

/** Levenshtein distance: single characters inserted, deleted or replaced. */
export function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length]!;
}
