import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { UserError } from '../lake/error.js';
import type { Source } from './source.js';

/** Checks a source of a user's own as far as its type does: for `load --with FILE`. */
export function defineSource(source: Source): Source {
  return source;
}

/**
 * The sources that a module of the user exports as `sources` (a list) or as its default. Only a module the user names
 * is run, never one that lies among dumps. Throws UserError when it has none, or they are not sources.
 */
export async function ownSources(path: string, taken: readonly Source[]): Promise<Source[]> {
  const fail = (what: string): never => {
    throw new UserError(`${path}: ${what}`, 'docs/own-sources.md shows what it must export.', 2);
  };
  const loaded = (await import(pathToFileURL(resolve(path)).href).catch((error: Error) => fail(`cannot be loaded: ${error.message}`))) as { sources?: unknown; default?: unknown };
  const found = [loaded.sources ?? loaded.default].flat() as Partial<Source>[];
  for (const source of found) {
    if (source === null || typeof source !== 'object') return fail('exports neither `sources` nor a source as its default');
    const { id, code, title, detect, format, fields, required, emit } = source;
    if (typeof id !== 'string' || !/^[a-z0-9-]+$/.test(id)) fail(`the id of a source must be of small letters, digits and -, not ${JSON.stringify(id)}`);
    if ([...taken, ...found].filter((other) => other.id === id).length > 1) fail(`there is another source with the id ${id}`);
    const missing = Object.entries({ code: typeof code === 'string', title: typeof title === 'string', detect: typeof detect === 'function', format: ['function', 'object'].includes(typeof format), fields: typeof fields === 'object', required: Array.isArray(required), emit: typeof emit === 'function' });
    for (const [name, isGood] of missing) if (!isGood) fail(`the source ${id} has no ${name}, or one of another type`);
  }
  return found as Source[];
}
