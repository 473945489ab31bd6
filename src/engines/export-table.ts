import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { sha256Of } from '../lake/commit.js';
import type { Lake } from '../lake/lake.js';
import { damaged, filesOf, rowsOf, type LakeFile } from '../lake/manifest.js';
import { postTables, schemaOf, type TableName } from '../lake/schema.js';
import { identifier } from '../lake/sql.js';
import { highestLevel, scanOf } from '../lake/views.js';
import { writeParquet } from '../lake/writer.js';
import type { ExportedFile } from './export-manifest.js';
import { hasShorterRows, leavingRows } from './leaving-rows.js';

/** Writes the rows of a table that leave the house below a folder. A file of the lake whose rows all leave is copied as it is. */
export async function exportTable(lake: Lake, table: TableName, folder: string, onFile: () => void, signal?: AbortSignal): Promise<ExportedFile[]> {
  const root = resolve(lake.dir);
  const order = schemaOf(table).key.map(identifier);
  const copied = (file: LakeFile, path: string) => copyOf(root, file, { folder, path, table, signal });
  const written = async (select: string, path: string): Promise<ExportedFile> => {
    const rows = await writeParquet(lake.connection, { table, part: '', select }, join(folder, path));
    return settled(folder, { path, table, rows, sha256: await sha256Of(join(folder, path)) });
  };
  const found: ExportedFile[] = [];
  if (!postTables.includes(table)) {
    const select = leavingRows(lake.manifest, table, lake.rating, root);
    const [only] = filesOf(lake.manifest, table);
    const isWhole = only !== undefined && !hasShorterRows(table, lake.rating) && (await countOf(lake, select)) === rowsOf(lake.manifest, table);
    const path = `${table}/${table}.parquet`;
    found.push(isWhole ? await copied(only, path) : await written(`${select} ORDER BY ${order.join(', ')}`, path));
    onFile();
    return found;
  }
  await mkdir(join(folder, table));
  const columns = Object.keys(schemaOf(table).columns).filter((column) => column !== 'booru').map(identifier);
  for (const file of filesOf(lake.manifest, table)) {
    const select = `SELECT ${columns.join(', ')} FROM (${scanOf({ ...lake.manifest, tables: { [table]: [file] } }, table, root)}) WHERE rating_level <= ${highestLevel[lake.rating]}`;
    const rows = lake.rating === 'all' ? file.rows : await countOf(lake, select);
    const path = `${table}/${pathOf(file.part)}.parquet`;
    if (rows > 0) found.push(rows === file.rows ? await copied(file, path) : await written(`${select} ORDER BY ${order.slice(1).join(', ')}`, path));
    onFile();
  }
  return found;
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
async function copyOf(root: string, file: LakeFile, to: { folder: string; path: string; table: TableName; signal: AbortSignal | undefined }): Promise<ExportedFile> {
  const [from, target] = [join(root, file.path), join(to.folder, to.path)];
  await mkdir(dirname(target), { recursive: true });
  const hash = createHash('sha256');
  const counting = new Transform({ transform: (chunk: Buffer, _, done) => (hash.update(chunk), done(null, chunk)) });
  const size = { highWaterMark: 1 << 20 };
  await pipeline(createReadStream(from, size), counting, createWriteStream(target, size), to.signal === undefined ? {} : { signal: to.signal });
  const sha256 = hash.digest('hex');
  if (sha256 !== file.sha256) throw damaged(`A file of the lake is damaged: ${from} has not the bytes it was written with`);
  return settled(to.folder, { path: to.path, table: to.table, rows: file.rows, sha256 });
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
