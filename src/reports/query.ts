import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseChart } from '../charts/grammar.js';
import type { ChartOptions } from '../charts/options.js';
import { UserError } from '../lake/error.js';
import type { Lake } from '../lake/lake.js';
import type { QueryResult } from '../lake/result.js';
import { type GalleryOptions, parseGallery } from './gallery-options.js';
import { nearest } from './near.js';
import { parseParam, type QueryParam, resolveParams } from './params.js';
import { queryError } from './sql-error.js';
import { placeholders } from './sqltext.js';

/** The folder of the queries that come with the package. */
export const queriesFolder = fileURLToPath(new URL('../../queries', import.meta.url));

/**
 * A question in SQL: a `.sql` file whose comments at the top say what it asks.
 *
 *     -- title: Posts by year
 *     -- topic: Boards
 *     -- description: How a board grew.
 *     -- param: since INTEGER = 2005 -- the first year counted
 *     -- chart: bar x=year y=posts
 *     select ...
 *
 * `-- chart: gallery` shows the pictures that the rows name.
 */
export interface SavedQuery {
  readonly name: string;
  readonly title: string;
  /** The heading it stands under in a list of queries. */
  readonly topic: string;
  readonly description: string;
  readonly params: readonly QueryParam[];
  readonly chart: ChartOptions | undefined;
  readonly gallery: GalleryOptions | undefined;
  /** The statement without its header, with `$name` parameters. */
  readonly sql: string;
  /** Lines of the file above the statement. */
  readonly above: number;
}

/** Reads a query's text. Parameters used but not declared are text that must be given. Lines of the same key join up. */
export function parseQuery(name: string, text: string): SavedQuery {
  const header: Record<string, string[]> = { title: [], topic: [], description: [], param: [], chart: [] };
  const lines = text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n').split('\n');
  let start = 0;
  for (; start < lines.length && /^\s*(--.*)?$/.test(lines[start]!); start++) {
    const [, key = '', value = ''] = /^\s*--\s*([a-z]+):\s*(.*?)\s*$/.exec(lines[start]!) ?? [];
    if (Object.hasOwn(header, key)) header[key]!.push(value);
  }
  const sql = lines.slice(start).join('\n').trim().replace(/[;\s]+$/, '');
  if (!sql) throw new UserError(`${name} holds no statement.`, undefined, 2);
  const used = placeholders(sql);
  const declared = header['param']!.map((line) => parseParam(line, name));
  const idle = declared.find((param) => !used.includes(param.name));
  if (idle) throw new UserError(`${name} declares the parameter ${idle.name} but does not use $${idle.name}.`);
  const implied = used
    .filter((used) => !declared.some((param) => param.name === used))
    .map((name): QueryParam => ({ name, type: 'VARCHAR', fallback: undefined, about: '' }));
  return {
    name, sql,
    above: start,
    title: header['title']!.join(' ') || name,
    topic: header['topic']!.join(' ') || 'More',
    description: header['description']!.join(' '),
    params: [...declared, ...implied],
    ...(header['chart']!.length ? drawingOf(name, header['chart']!.join(' ')) : { chart: undefined, gallery: undefined }),
  };
}

function drawingOf(name: string, text: string): Pick<SavedQuery, 'chart' | 'gallery'> {
  try {
    return /^gallery(\s|$)/.test(text) ? { chart: undefined, gallery: parseGallery(text) } : { chart: parseChart(text), gallery: undefined };
  } catch (error) {
    throw new UserError(`${name}: ${(error as Error).message}`);
  }
}

/** Every saved query of a folder, by name. */
export async function listQueries(folder = queriesFolder): Promise<SavedQuery[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort();
  return Promise.all(files.map((file) => readQuery(join(folder, file))));
}

/** A saved query by its name, or a `.sql` file by its path. */
export async function loadQuery(nameOrPath: string, folder = queriesFolder): Promise<SavedQuery> {
  if (nameOrPath.endsWith('.sql')) return readQuery(nameOrPath);
  const names = (await readdir(folder)).filter((file) => file.endsWith('.sql')).map((file) => basename(file, '.sql')).sort();
  if (names.includes(nameOrPath)) return readQuery(join(folder, `${nameOrPath}.sql`));
  const near = nearest(nameOrPath, names);
  throw new UserError(`No saved query "${nameOrPath}".`, near.length ? `Did you mean ${near.join(' or ')}?` : `Saved queries: ${names.join(', ')}.`, 2);
}

async function readQuery(path: string): Promise<SavedQuery> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UserError(`Cannot read the query ${path}: ${error.code === 'ENOENT' ? 'no such file' : error.message}.`, undefined, 2);
  });
  return parseQuery(basename(path, '.sql'), text);
}

/** Runs a query with the given strings, cast and bound, never pasted. What DuckDB objects to becomes a UserError. */
export async function runQuery(lake: Pick<Lake, 'query'>, query: SavedQuery, given: Readonly<Record<string, string>> = {}): Promise<QueryResult> {
  const values = resolveParams(query.name, query.params, given);
  return lake.query(query.sql, values).catch((error: Error) => {
    throw queryError(query.name, error, query.above);
  });
}
