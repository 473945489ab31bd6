const rows = [new Uint16Array(256), new Uint16Array(256), new Uint16Array(256)];

/**
 * Least number of letters to insert, delete, replace or swap with their neighbour (optimal string alignment; L. Boytsov, 2011, section 2.2), at most
 * `limit` + 1. Of texts longer than 255 letters only the beginning counts.
 */
export function editDistance(a: string, b: string, limit: number): number {
  const [n, m] = [Math.min(255, a.length), Math.min(255, b.length)];
  if (Math.abs(n - m) > limit) return limit + 1;
  let [before, last, row] = rows as [Uint16Array, Uint16Array, Uint16Array];
  for (let j = 0; j <= m; j++) last[j] = j;
  for (let i = 1; i <= n; i++) {
    row[0] = i;
    let least = i;
    const letter = a.charCodeAt(i - 1);
    for (let j = 1; j <= m; j++) {
      const other = b.charCodeAt(j - 1);
      let cost = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (letter === other ? 0 : 1));
      if (i > 1 && j > 1 && letter === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === other) cost = Math.min(cost, before[j - 2]! + 1);
      row[j] = cost;
      if (cost < least) least = cost;
    }
    if (least > limit) return limit + 1;
    [before, last, row] = [last, row, before];
  }
  return Math.min(last[m]!, limit + 1);
}

/** 1 for equal texts, less for each edit in proportion to the longer one; 0 where it would be under `floor`. */
export function similarity(a: string, b: string, floor: number): number {
  if (a === b) return 1;
  const longest = Math.max(a.length, b.length);
  const limit = Math.floor((1 - floor) * longest);
  const distance = editDistance(a, b, limit);
  return distance > limit ? 0 : 1 - distance / longest;
}
