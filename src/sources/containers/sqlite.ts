import { constants } from 'node:fs';
import { chmod, copyFile, open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { UserError } from '../../lake/error.js';
import { identifier } from '../../lake/sql.js';
import type { Member } from './member.js';

type Sqlite = typeof import('node-sqlite3-wasm');

/** The tables of a SQLite file, each as JSON lines; the file is changed: give a copy. Throws UserError when the package that reads them is not installed. */
export async function* sqliteTables(path: string): AsyncIterable<Member> {
  const { default: sqlite } = (await import('node-sqlite3-wasm').catch(() => {
    throw new UserError('SQLite files need the package node-sqlite3-wasm, which is not installed', 'Install it beside boorulab: npm install node-sqlite3-wasm');
  })) as unknown as { default: Sqlite };
  await withoutLog(path);
  const database = new sqlite.Database(path, { readOnly: true, fileMustExist: true });
  try {
    const tables = database.all("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name") as unknown as { name: string }[];
    for (const { name } of tables) yield { name, bytes: () => rowsOf(database, name) };
  } finally {
    database.close();
  }
}

/** Copies a database. Throws UserError when a part of it is still in the log of the program that writes it. */
export async function copyDatabase(path: string, copy: string): Promise<void> {
  const log = await stat(`${path}-wal`).catch(() => null);
  if (log !== null && log.size > 0) {
    throw new UserError(`${path}: its newest rows are still in ${basename(path)}-wal`, `Close the program that writes it, or run: sqlite3 ${basename(path)} "PRAGMA journal_mode = delete"`);
  }
  await copyFile(path, copy, constants.COPYFILE_FICLONE);
}

/** Bytes 18 and 19 of a database tell how it is written to; 2 asks for a log with memory that its reader must share. */
async function withoutLog(path: string): Promise<void> {
  await chmod(path, 0o600);
  const handle = await open(path, 'r+');
  try {
    await handle.write(Buffer.from([1, 1]), 0, 2, 18);
  } finally {
    await handle.close();
  }
}

const pieceLength = 1 << 16;

async function* rowsOf(database: InstanceType<Sqlite['Database']>, table: string): AsyncIterable<Buffer> {
  const statement = database.prepare(`SELECT * FROM ${identifier(table)}`);
  let lines: string[] = [];
  let length = 0;
  try {
    for (const row of statement.iterate()) {
      const line = JSON.stringify(row, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value));
      lines.push(line);
      length += line.length;
      if (length < pieceLength) continue;
      yield Buffer.from(`${lines.join('\n')}\n`);
      lines = [];
      length = 0;
    }
    if (lines.length > 0) yield Buffer.from(`${lines.join('\n')}\n`);
  } finally {
    statement.finalize();
  }
}
