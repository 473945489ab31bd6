/** A file in an archive: its name there, and its bytes, or why it is not read. */
export type Member = { name: string } & ({ bytes: () => AsyncIterable<Buffer> } | { refused: string });

/** Why a name in an archive must not be trusted, or null. */
export function unsafeName(name: string): string | null {
  if (/^([\\/]|[A-Za-z]:)/.test(name)) return 'its name in the archive is an absolute path';
  if (name.split(/[\\/]/).includes('..')) return 'its name in the archive leads out of it';
  return name.includes('\0') ? 'its name in the archive holds a zero byte' : null;
}

/** True for what systems put beside the files of an archive. */
export function isHidden(name: string): boolean {
  return name.split('/').some((part) => (part.startsWith('.') && part !== '.' && part !== '..') || part === '__MACOSX');
}
