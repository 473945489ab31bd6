import type { PicturesMade } from '../images/thumbs.js';

const many = (count: number, what: string): string => `${count.toLocaleString('en')} ${what}${count === 1 ? '' : 's'}`;

/** Columns of what was made, as `countsOf` gives them. */
export const countTypes = { made: 'BIGINT', there: 'BIGINT', not_there: 'BIGINT', in_archives: 'BIGINT', broken: 'BIGINT', hidden: 'BIGINT' } as const;

/** What was made, as a row. */
export function countsOf({ made, there, gone, archived, broken, hidden }: PicturesMade): Record<keyof typeof countTypes, number> {
  return { made, there, not_there: gone.length, in_archives: archived.length, broken: broken.length, hidden };
}

/** Words about pictures that no file was made of. */
export function linesOfMade({ gone, archived, broken, hidden }: PicturesMade): string[] {
  const lines = broken.slice(0, 5).map(({ path, why }) => `${path}: ${why}`);
  if (broken.length > 5) lines.push(`... and ${many(broken.length - 5, 'more picture')} that cannot be read`);
  if (gone.length > 0) lines.push(`${many(gone.length, 'picture')} of the lake not there any more, such as ${gone[0]!}`);
  if (archived.length > 0) lines.push(`${many(archived.length, 'picture')} in archives, such as ${archived[0]!}; unpack and scan them first`);
  if (hidden > 0) lines.push(`${many(hidden, 'picture')} of hidden posts left out, --rating all takes them, too.`);
  return lines;
}
