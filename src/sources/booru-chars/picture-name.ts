/** What the path of a picture says of it: folder, file name, and by the grammar of names the post it is of (format reference B6). */

/** The file name at the end of a path: `/` separates if there is one, else `\`. */
export function fileNameSql(path: string): string {
  return `CASE WHEN contains(${path}, '/') THEN regexp_extract(${path}, '[^/]*$') ELSE regexp_extract(${path}, '[^\\\\]*$') END`;
}

/** The folder before the file name, without the separator; NULL when there is none. */
export function folderSql(path: string): string {
  return `nullif(CASE WHEN contains(${path}, '/') THEN regexp_extract(${path}, '^(.*)/', 1) ELSE regexp_extract(${path}, '^(.*)\\\\', 1) END, '')`;
}

const keyPattern = '^(.{1,28}?) - ([0-9]+)~?(?: |\\.|$)';

/** The board a file name starts with, in any spelling; NULL when the name has no id behind it. */
export function boardOfNameSql(name: string): string {
  return `nullif(regexp_extract(${name}, '${keyPattern}', 1), '')`;
}

/** The id behind the board in a file name. */
export function fidOfNameSql(name: string): string {
  return `canonical_fid(nullif(regexp_extract(${name}, '${keyPattern}', 2), ''))`;
}

const parts = { copyr: 1, chars: 2, artis: 3 } as const;
const canonical = '^.{1,28} - [0-9]+ - (.+) ~ (.+?) \\(([^ ].*)\\)(?: \\[(?:PNG|CNV|CVT|CRP)\\])*\\.[A-Za-z0-9]+$';

/** The columns of `posts` that a file name of the canonical form fills: copyr, chars, artis, parse_variant. */
export function namedTagsSql(name: string): string {
  const part = (group: number) => `nullif(regexp_extract(${name}, '${canonical}', ${group}), '')`;
  const columns = Object.entries(parts).map(([column, group]) => `${part(group)} AS ${column}`);
  return `${columns.join(', ')}, CASE WHEN ${part(1)} IS NOT NULL THEN 'canonical' END AS parse_variant`;
}
