import { stat } from 'node:fs/promises';

/** The archive that a path leads into: the longest part of it that is a file, where the whole is none; null when there is none. */
export async function archiveOf(path: string): Promise<string | null> {
  for (let at = path.length; at > 0; at = path.lastIndexOf('/', at - 1)) {
    const facts = await stat(path.slice(0, at)).catch(() => null);
    if (facts !== null) return at < path.length && facts.isFile() ? path.slice(0, at) : null;
  }
  return null;
}
