import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** A file that may be a picture or an archive. */
export interface FoundFile {
  /** As found below what the user named, with `/` between folders. */
  readonly path: string;
  readonly size: number;
  /** Time of its last change, microseconds since 1970. */
  readonly changed: number;
  /** Its number in the walk, from 1; of a picture in an archive that of the archive. */
  readonly at: number;
}

/** What a walk could not enter or read: counted and said, for it may hide pictures. */
export interface Trouble {
  readonly path: string;
  readonly what: string;
}

/**
 * The files below a folder, each folder in order of its names, folders among the files; or the file itself. Links are followed, each folder
 * once, so that a circle ends. Names that begin with a dot are left out.
 */
export async function* filesUnder(root: string, onTrouble: (trouble: Trouble) => void): AsyncIterable<FoundFile> {
  const facts = await stat(root);
  if (!facts.isDirectory()) return yield { path: root, size: facts.size, changed: Math.round(facts.mtimeMs * 1000), at: 1 };
  let at = 0;
  for await (const file of filesBelow(root, onTrouble, new Set())) yield { ...file, at: ++at };
}

async function* filesBelow(dir: string, onTrouble: (trouble: Trouble) => void, seen: Set<string>): AsyncIterable<Omit<FoundFile, 'at'>> {
  let names: string[];
  try {
    const real = await realpath(dir);
    if (seen.has(real)) return onTrouble({ path: dir, what: 'a link to a folder that is looked at anyway' });
    seen.add(real);
    names = (await readdir(dir)).filter((name) => !name.startsWith('.')).sort();
  } catch (error) {
    return onTrouble({ path: dir, what: `the folder cannot be read (${(error as NodeJS.ErrnoException).code})` });
  }
  for (const name of names) {
    const path = slashed(join(dir, name));
    try {
      const facts = await stat(path);
      if (facts.isDirectory()) yield* filesBelow(path, onTrouble, seen);
      else if (facts.isFile()) yield { path, size: facts.size, changed: Math.round(facts.mtimeMs * 1000) };
    } catch (error) {
      const isLink = await lstat(path).then((facts) => facts.isSymbolicLink(), () => false);
      onTrouble({ path, what: isLink ? 'a link that leads nowhere' : `cannot be looked at (${(error as NodeJS.ErrnoException).code})` });
    }
  }
}

const slashed = (path: string): string => (process.platform === 'win32' ? path.replaceAll('\\', '/') : path);

/** How many files are below some folders, more or less: for the time left only. */
export async function countFiles(roots: readonly string[]): Promise<number> {
  let count = 0;
  for (const root of roots) {
    const facts = await stat(root);
    if (!facts.isDirectory()) count++;
    // What cannot be read is told by the walk.
    else count += (await readdir(root, { recursive: true, withFileTypes: true }).catch(() => [])).filter((entry) => entry.isFile()).length;
  }
  return count;
}
