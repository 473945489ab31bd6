/** What the path of a picture says of it, in SQL, for lists too long to read name by name (format reference B6). */

/** The file name at the end of a path: `/` separates if there is one, else `\`. */
export function fileNameSql(path: string): string {
  return `CASE WHEN contains(${path}, '/') THEN regexp_extract(${path}, '[^/]*$') ELSE regexp_extract(${path}, '[^\\\\]*$') END`;
}

/** The folder before the file name, without the separator; NULL when there is none. */
export function folderSql(path: string): string {
  return `nullif(CASE WHEN contains(${path}, '/') THEN regexp_extract(${path}, '^(.*)/', 1) ELSE regexp_extract(${path}, '^(.*)\\\\', 1) END, '')`;
}

const parts = { copyr: 1, chars: 2, artis: 3 } as const;
const canonical = '^.{1,28} - [0-9]+ - (.+) ~ (.+?) \\(([^ ].*)\\)(?: \\[(?:PNG|CNV|CVT|CRP)\\])*\\.[A-Za-z0-9]+$';

/** The columns of `posts` that a file name of the canonical form fills: copyr, chars, artis, parse_variant. */
export function namedTagsSql(name: string): string {
  const part = (group: number) => `nullif(regexp_extract(${name}, '${canonical}', ${group}), '')`;
  const columns = Object.entries(parts).map(([column, group]) => `${part(group)} AS ${column}`);
  return `${columns.join(', ')}, CASE WHEN ${part(1)} IS NOT NULL THEN 'canonical' END AS parse_variant`;
}
