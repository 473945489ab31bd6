import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { UserError } from './error.js';
import { filesOf, manifestName, readManifest, type LakeFile, type Manifest } from './manifest.js';
import { postTables, schemas, type TableName } from './schema.js';
import { viewsFile } from './views.js';

export const stagingName = '.staging';

/** A file written to staging, to become part of the lake. */
export interface StagedFile {
  table: TableName;
  part: string;
  path: string;
  rows: number;
}

/** Parts of tables to write anew; a part that is listed and has no staged file becomes empty. */
export interface Change {
  staged: StagedFile[];
  parts: { table: TableName; part: string }[];
}

/** SHA-256 of a file, hex. */
export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/**
 * Makes staged files the lake: sync and name each by its content, then replace the manifest by a rename. A process
 * killed at any moment leaves the old manifest with all its files, or the new one. Files of the generation before
 * stay until the next commit, so that open sessions go on reading them.
 */
export async function commitChange(dir: string, manifest: Manifest, change: Change): Promise<Manifest> {
  const written = await Promise.all(change.staged.map((file) => settle(dir, file)));
  const tables: Manifest['tables'] = {};
  for (const table of schemas.keys()) {
    const replaced = new Set(change.parts.filter((part) => part.table === table).map((part) => part.part));
    const kept = filesOf(manifest, table).filter((file) => !replaced.has(file.part));
    const fresh = written.filter((file) => file.table === table).map((file) => file.entry);
    const files = [...kept, ...fresh].sort((a, b) => comparePart(a.part, b.part));
    if (files.length > 0) tables[table] = files;
  }
  const next: Manifest = { schemaVersion: manifest.schemaVersion, generation: manifest.generation + 1, tables };
  await replaceFiles([[join(dir, viewsName), viewsFile(next)], [join(dir, manifestName), `${JSON.stringify(next, null, 1)}\n`]]);
  return next;
}

const viewsName = 'views.sql';

/** Undoes what a killed or failed commit left, but for Parquet files: staging, temporary files and views of files that never became the lake. */
export async function mendLake(dir: string, manifest: Manifest): Promise<void> {
  for (const name of [stagingName, `${viewsName}.new`, `${manifestName}.new`]) await rm(join(dir, name), { recursive: true, force: true });
  const path = join(dir, viewsName);
  const written = await readFile(path, 'utf8').catch(() => null);
  if (manifest.generation === 0) await rm(path, { force: true });
  else if (written !== viewsFile(manifest)) await replaceFiles([[path, viewsFile(manifest)]]);
}

function comparePart(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

async function settle(dir: string, file: StagedFile): Promise<{ table: TableName; entry: LakeFile }> {
  const sha256 = await sha256Of(file.path);
  const { size } = await stat(file.path);
  const stem = file.part === '' ? file.table : `${file.table}/${file.part}`;
  const path = `${stem}-${sha256.slice(0, 12)}.parquet`;
  await syncFile(file.path);
  await mkdir(dirname(join(dir, path)), { recursive: true });
  await rename(file.path, join(dir, path));
  await syncFolder(dirname(join(dir, path)));
  return { table: file.table, entry: { path, part: file.part, sha256, bytes: size, rows: file.rows } };
}

/** Puts texts in place of files of one folder, in this order. All are on disk before the first is named, so that a full disk changes none. */
async function replaceFiles(files: readonly (readonly [path: string, text: string])[]): Promise<void> {
  const temporary = (path: string) => `${path}.new`;
  try {
    for (const [path, text] of files) {
      await writeFile(temporary(path), text);
      await syncFile(temporary(path));
    }
    for (const [path] of files) {
      await rename(temporary(path), path);
      await syncFolder(dirname(path));
    }
  } catch (error) {
    for (const [path] of files) await rm(temporary(path), { force: true });
    throw error;
  }
}

async function syncFile(path: string): Promise<void> {
  await sync(path, 'r+');
}

/** Makes a rename in a folder last. Windows has no such call and needs none. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform !== 'win32') await sync(path, 'r');
}

async function sync(path: string, flags: string): Promise<void> {
  const handle = await open(path, flags);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The name a commit gives to a file, below the lake folder. */
const writtenName = new RegExp(`^(${[...schemas.keys()].join('|')})(/booru=[^/]+/(text|\\d+))?-[0-9a-f]{12}\\.parquet$`);

/** Removes the files that commits wrote and the manifest does not name: leftovers of a killed or failed commit and of older generations. */
export async function removeOrphans(dir: string): Promise<void> {
  const named = new Set(Object.values((await readManifest(dir)).tables).flatMap((files) => files.map((file) => file.path)));
  for (const top of await readdir(dir)) {
    const below = (postTables as readonly string[]).includes(top) ? (await readdir(join(dir, top), { recursive: true })).map((path) => join(top, path)) : [top];
    for (const path of below) {
      const name = path.split(sep).join('/');
      if (writtenName.test(name) && !named.has(name)) await rm(join(dir, path), { force: true });
    }
  }
}

/** Throws UserError for a folder that holds other things and no lake: a load would mix its files with them. */
export async function refuseForeignFolder(dir: string): Promise<void> {
  const entries = await readdir(dir);
  if (entries.includes(manifestName)) return;
  const ours = (name: string) => /^\.(staging$|writer)|^views\.sql|^manifest\.json\./.test(name) || (postTables as readonly string[]).includes(name) || writtenName.test(name);
  const foreign = entries.find((name) => !ours(name));
  if (foreign !== undefined) {
    throw new UserError(`${dir} is no lake and is not empty: it holds ${foreign}`, 'Give --lake a folder of its own; it is made if need be.');
  }
}
