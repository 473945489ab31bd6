import type { DuckDBConnection } from '@duckdb/node-api';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../lake/error.js';
import type { Input } from './input.js';
import { hasPictures } from './picture-folder.js';
import { makeSample, type Sample } from './sample.js';
import type { Source } from './source.js';
import { fileNames } from './tools/file-names.js';
import { sampleTable } from './table.js';

/** A file on disk under the paths of the user, or a folder of pictures; `named` when it is one of them. */
export interface Found {
  path: string;
  named: boolean;
}

/** The files under the paths, each folder in order of name; a folder of pictures is one, when their names are asked for. Throws UserError for a path that does not exist. */
export async function filesUnder(paths: readonly string[], forced: Source | null): Promise<Found[]> {
  const found: Found[] = [];
  for (const path of paths) {
    const facts = await stat(path).catch(() => null);
    if (facts === null) throw new UserError(`No such file or folder: ${path}`);
    if (!facts.isDirectory() || (forced === fileNames && (await hasPictures(path)))) {
      found.push({ path, named: true });
      continue;
    }
    const files = await filesBelow(path);
    if (files.length === 0) throw new UserError(`No files in ${path}`);
    for (const file of files) found.push({ path: file, named: false });
  }
  return found;
}

/** The files below a folder; links are followed, each folder once. */
async function filesBelow(dir: string, seen = new Set<string>()): Promise<string[]> {
  const real = await realpath(dir);
  if (seen.has(real)) return [];
  seen.add(real);
  const entries = await readdir(dir, { withFileTypes: true });
  const files: string[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith('.')) continue;
    const path = join(dir, entry.name);
    const facts = entry.isSymbolicLink() ? await stat(path).catch(() => null) : entry;
    if (facts?.isDirectory()) for (const file of await filesBelow(path, seen)) files.push(file);
    else if (facts === null || facts.isFile()) files.push(path);
  }
  return files;
}

/** Tells sources by the beginnings of files. Of many files in a row most are of the source of the one before. */
export class Recogniser {
  private last: Source | null = null;

  constructor(private readonly connection: DuckDBConnection, private readonly sources: readonly Source[], private readonly forced: Source | null, private readonly template: string | undefined) {}

  /** The source and sample of an input, or why it has none. */
  async recognise({ path, content }: Input): Promise<{ source: Source; sample: Sample } | { note: string }> {
    if (content.kind === 'none') return content;
    if (content.kind !== 'table') return this.bySample(makeSample(path, content.kind === 'small' ? content.bytes : content.head, this.template));
    try {
      return this.bySample(await sampleTable(this.connection, path, content.disk));
    } catch (error) {
      return { note: `cannot be read as Parquet: ${(error as Error).message.split('\n')[0]}` };
    }
  }

  private bySample(sample: Sample): { source: Source; sample: Sample } | { note: string } {
    const isEmpty = sample.text.trim() === '';
    const fits = (source: Source) => (!isEmpty || source.blank === true) && source.detect(sample);
    const source = this.forced ?? (this.last !== null && fits(this.last) ? this.last : this.sources.find(fits));
    if (isEmpty && source?.blank !== true) return { note: 'the file is empty' };
    if (source === undefined) return { note: 'no source knows this format; --source ID forces one' };
    this.last = source;
    return { source, sample };
  }
}
