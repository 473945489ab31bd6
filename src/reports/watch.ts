import { type FSWatcher, watch } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';

/** An editor writes a file in several steps; what comes within this time is one save. */
const settleMilliseconds = 150;

/** What to watch: whole folders, or of them the files that are named. */
export type Watched = ReadonlyMap<string, ReadonlySet<string> | 'all'>;

/** The folders of files, each with the names that count there. */
export function watchedFiles(files: readonly string[]): Watched {
  const folders = new Map<string, Set<string>>();
  for (const file of files) {
    const folder = dirname(resolve(file));
    folders.set(folder, (folders.get(folder) ?? new Set()).add(basename(file)));
  }
  return folders;
}

/**
 * Calls back with the paths of queries and notebooks as they are saved, one call at a time, until the signal. A folder is watched and not its files, since
 * editors put a new file in the place of the old one. Rejects with the error of the callback or of the watching.
 */
export async function watchSaves(watched: Watched, signal: AbortSignal, onSaved: (paths: string[]) => Promise<void>): Promise<void> {
  const saved = new Set<string>();
  const watchers: FSWatcher[] = [];
  let timer: NodeJS.Timeout | undefined;
  let work = Promise.resolve();
  try {
    await new Promise<void>((done, fail) => {
      if (signal.aborted) return done();
      signal.addEventListener('abort', () => done(), { once: true });
      const settle = (): void => {
        const paths = [...saved].sort();
        saved.clear();
        work = work.then(() => (signal.aborted ? undefined : onSaved(paths)));
        work.catch(fail);
      };
      for (const [folder, names] of watched) {
        watchers.push(watch(folder, (_, name) => {
          if (name === null || !['.sql', '.ipynb'].includes(extname(name)) || (names !== 'all' && !names.has(name))) return;
          saved.add(join(folder, name));
          clearTimeout(timer);
          timer = setTimeout(settle, settleMilliseconds);
        }).on('error', fail));
      }
    });
  } finally {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  }
  await work;
}
