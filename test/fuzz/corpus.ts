import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Small files of every format, a folder for each source: what mutations start from. */
export const corpusFolder = join(import.meta.dirname, 'corpus');

export interface Specimen {
  /** Path below the folder of the source; some sources go by it. */
  readonly path: string;
  readonly bytes: Buffer;
}

/** The specimens by source id. */
export function readCorpus(): Map<string, Specimen[]> {
  return new Map(readdirSync(corpusFolder).sort().map((source) => {
    const folder = join(corpusFolder, source);
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)).sort();
    return [source, files.map((path) => ({ path: path.slice(folder.length + 1), bytes: readFileSync(path) }))];
  }));
}
