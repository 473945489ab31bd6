import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../lake/error.js';
import { sampleFile } from './open-file.js';
import { sources } from './registry.js';
import type { Sample } from './sample.js';
import type { Source } from './source.js';

/** A file to load, with the source that reads it. */
export interface Candidate {
  path: string;
  source: Source | null;
  sample: Sample | null;
  /** Why there is no source. */
  note: string;
  /** True when the user named this file and it cannot be loaded. */
  failed: boolean;
}

/** The files under the paths in order of name, those of late sources last, each with its source. Throws UserError for a path that does not exist or an unknown source id. */
export async function discover(paths: readonly string[], sourceId?: string, template?: string): Promise<Candidate[]> {
  const forced = sourceId === undefined ? null : (sources.find((source) => source.id === sourceId) ?? null);
  if (sourceId !== undefined && forced === null) {
    throw new UserError(`Unknown source ${sourceId}`, `Sources: ${sources.map((source) => source.id).join(', ')}`, 2);
  }
  const candidates: Candidate[] = [];
  for (const path of paths) {
    const facts = await stat(path).catch(() => null);
    if (facts === null) throw new UserError(`No such file or folder: ${path}`);
    const files = facts.isDirectory() ? await filesUnder(path) : [path];
    if (files.length === 0) throw new UserError(`No files in ${path}`);
    for (const file of files) candidates.push(await recognise(file, forced, !facts.isDirectory(), template));
  }
  const isLate = (candidate: Candidate) => candidate.source?.late === true;
  return [...candidates.filter((candidate) => !isLate(candidate)), ...candidates.filter(isLate)];
}

/** The files below a folder; links are followed, each folder once. */
async function filesUnder(dir: string, seen = new Set<string>()): Promise<string[]> {
  const real = await realpath(dir);
  if (seen.has(real)) return [];
  seen.add(real);
  const entries = await readdir(dir, { withFileTypes: true });
  const files: string[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name.startsWith('.')) continue;
    const path = join(dir, entry.name);
    const facts = entry.isSymbolicLink() ? await stat(path).catch(() => null) : entry;
    if (facts?.isDirectory()) files.push(...(await filesUnder(path, seen)));
    else if (facts === null || facts.isFile()) files.push(path);
  }
  return files;
}

async function recognise(path: string, forced: Source | null, named: boolean, template: string | undefined): Promise<Candidate> {
  const none = (note: string): Candidate => ({ path, source: null, sample: null, note, failed: named });
  let sample: Sample | null;
  try {
    sample = await sampleFile(path);
  } catch (error) {
    const { message } = error as Error;
    return { path, source: null, sample: null, note: error instanceof UserError ? message : `cannot be read: ${message}`, failed: true };
  }
  if (sample === null) return none('not a text file; archives other than .gz must be unpacked first');
  if (sample.text.trim() === '') return none('the file is empty');
  const readable = template === undefined ? sample : { ...sample, template };
  const source = forced ?? sources.find((candidate) => candidate.detect(readable)) ?? null;
  return source === null ? none('no source knows this format; --source ID forces one') : { path, source, sample: readable, note: '', failed: false };
}
