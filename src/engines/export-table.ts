import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { sha256Of } from '../lake/commit.js';
import type { Lake } from '../lake/lake.js';
import { damaged, filesOf, type LakeFile } from '../lake/manifest.js';
import { fileColumns, postTables, schemaOf, type TableName } from '../lake/schema.js';
import { identifier } from '../lake/sql.js';
import { highestLevel, scanOf } from '../lake/views.js';
import { writeParquet } from '../lake/writer.js';
import type { ExportedFile } from './export-manifest.js';

/** Where the files of a table go, and what is told of each. */
export interface TableExport {
  readonly lake: Lake;
  readonly table: TableName;
  readonly folder: string;
  readonly signal: AbortSignal | undefined;
  readonly onFile: () => void;
}

/** Writes the rows of a table that leave the house below a folder. A file of the lake whose rows all leave is copied as it is. */
export function exportTable(task: TableExport): Promise<ExportedFile[]> {
  return postTables.includes(task.table) ? exportParts(task) : exportWhole(task);
}

async function exportWhole(task: TableExport): Promise<ExportedFile[]> {
  const { lake, table } = task;
  // The raw texts of rejects nobody rated.
  const select = `SELECT * FROM ${identifier(table)}${table === 'rejects' && lake.rating !== 'all' ? ' WHERE false' : ''}`;
  const [file] = filesOf(lake.manifest, table);
  const path = `${table}/${table}.parquet`;
  const hasShorterRows = table === 'pools' && lake.rating !== 'all';
  const isWhole = file !== undefined && !hasShorterRows && (await countOf(lake, select)) === file.rows;
  const written = isWhole ? await copied(task, file, path) : await selected(task, select, schemaOf(table).key, path);
  task.onFile();
  return [written];
}

/** Exports a table that is cut by board; its folder is there also when nothing is to go into it. */
async function exportParts(task: TableExport): Promise<ExportedFile[]> {
  const { lake, table, folder } = task;
  const written: ExportedFile[] = [];
  await mkdir(join(folder, table));
  for (const file of filesOf(lake.manifest, table)) {
    const rows = scanOf({ ...lake.manifest, tables: { [table]: [file] } }, table, resolve(lake.dir));
    const select = `SELECT ${fileColumns(table).map(identifier).join(', ')} FROM (${rows}) WHERE rating_level <= ${highestLevel[lake.rating]}`;
    const leaving = lake.rating === 'all' ? file.rows : await countOf(lake, select);
    const path = `${table}/${pathOf(file.part)}.parquet`;
    if (leaving === file.rows) written.push(await copied(task, file, path));
    else if (leaving > 0) written.push(await selected(task, select, schemaOf(table).key.slice(1), path));
    task.onFile();
  }
  return written;
}

async function selected({ lake, table, folder }: TableExport, select: string, order: readonly string[], path: string): Promise<ExportedFile> {
  const rows = await writeParquet(lake.connection, { table, part: '', select: `${select} ORDER BY ${order.map(identifier).join(', ')}` }, join(folder, path));
  return settled(folder, { path, table, rows, sha256: await sha256Of(join(folder, path)) });
}

/** The path of a part as Hive and Spark escape it, who take each escaped sign for a letter: only ASCII is escaped. */
function pathOf(part: string): string {
  return part.replace(/(%[89A-F][0-9A-F])+/g, decodeURIComponent);
}

async function countOf(lake: Lake, select: string): Promise<number> {
  const [row] = await lake.rows<{ n: number }>(`SELECT count(*) AS n FROM (${select})`);
  return row!.n;
}

/** Copies a file of the lake and holds what it reads against the checksum. */
async function copied({ lake, table, folder, signal }: TableExport, file: LakeFile, path: string): Promise<ExportedFile> {
  const [from, to] = [join(resolve(lake.dir), file.path), join(folder, path)];
  await mkdir(dirname(to), { recursive: true });
  const hash = createHash('sha256');
  const hashing = new Transform({ transform: (chunk: Buffer, _, done) => (hash.update(chunk), done(null, chunk)) });
  const size = { highWaterMark: 1 << 20 };
  await pipeline(createReadStream(from, size), hashing, createWriteStream(to, size), signal === undefined ? {} : { signal });
  const sha256 = hash.digest('hex');
  if (sha256 !== file.sha256) throw damaged(`A file of the lake is damaged: ${from} has not the bytes it was written with`);
  return settled(folder, { path, table, rows: file.rows, sha256 });
}

/** Puts a file on the disk for good, and tells its size. */
export async function settled(folder: string, file: Omit<ExportedFile, 'bytes'>): Promise<ExportedFile> {
  const path = join(folder, file.path);
  const handle = await open(path, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
  const { size } = await stat(path);
  return { path: file.path, table: file.table, rows: file.rows, bytes: size, sha256: file.sha256 };
}
