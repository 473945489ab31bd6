import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { openLake, type Lake } from '../../src/lake/lake.js';
import { sources } from '../../src/sources/registry.js';
import { corpusFolder } from '../fuzz/corpus.js';
import { loadFiles, type FileOutcome, type LoadOptions } from '../../src/sources/load.js';
import { sampleFile } from '../../src/sources/unpack.js';

/** A lake made of dump files, gone when the test is. */
export interface Fixture {
  dir: string;
  lake: Lake;
  files: FileOutcome[];
  /** Rows as arrays of values. */
  rows(sql: string): Promise<unknown[][]>;
  /** Reason, detail, row and line of every reject. */
  rejects(): Promise<unknown[][]>;
}

export const text = (...lines: string[]) => lines.map((line) => `${line}\n`).join('');
export const crlf = (...lines: string[]) => lines.map((line) => `${line}\r\n`).join('');

/** A new folder with these files, gone when the test is. */
export function folderOf(files: Readonly<Record<string, string | Buffer>>): string {
  const dir = mkdtempSync(join(tmpdir(), 'boorulab-test-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, name)), { recursive: true });
    writeFileSync(join(dir, name), content);
  }
  return dir;
}

/** SHA-256 of every file under a folder. */
export function bytesUnder(dir: string): Record<string, string> {
  const paths = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(paths.sort().map((path) => [path, createHash('sha256').update(readFileSync(path)).digest('hex')]));
}

/**
 * Loads files (by name, in this order) into a new lake. Of each, what was read must be what was loaded and what stands
 * in `rejects`, loading it a second time must change no byte of the lake, and no two sources may claim it.
 */
export async function loadFixture(files: Readonly<Record<string, string | Buffer>>, options: LoadOptions = {}): Promise<Fixture> {
  const from = folderOf(files);
  return loadPaths(Object.keys(files).map((name) => join(from, name)), options);
}

/** The same with files that are there already. */
export async function loadPaths(paths: readonly string[], options: LoadOptions = {}): Promise<Fixture> {
  const dir = join(folderOf({}), 'lake');
  const settings = { memory: '1GB', now: new Date('2026-01-01T00:00:00Z'), ...options };
  const summary = await loadFiles(dir, paths, settings);
  const before = bytesUnder(dir);
  for (const { file } of summary.files) expect({ file, claims: (await claimsOf(file)).slice(1) }).toEqual({ file, claims: [] });
  const again = await loadFiles(dir, paths, settings);
  expect(again.files.filter((file) => file.outcome === 'loaded')).toEqual([]);
  expect(bytesUnder(dir)).toEqual(before);
  keepSpecimens(summary.files);

  const lake = await openLake(dir, { rating: 'all' });
  onTestFinished(() => lake.close());
  const rows = async (sql: string) => (await lake.rows(sql)).map((row) => Object.values(row));
  const ledger = await lake.rows<{ file: string; read: number; loaded: number; rejected: number; found: number }>(`
    SELECT l.file, rows_read AS read, rows_loaded AS loaded, rows_rejected AS rejected, coalesce(sum(records), 0)::BIGINT AS found
    FROM loads AS l LEFT JOIN rejects AS r USING (load_id) GROUP BY ALL`);
  for (const { file, read, loaded, rejected, found } of ledger) {
    expect({ file, rejected, sum: loaded + rejected }).toEqual({ file, rejected: found, sum: read });
  }
  return { dir, lake, files: summary.files, rows, rejects: () => rows('SELECT reason, detail, row, line FROM rejects ORDER BY load_id, row') };
}

/** With CORPUS set, copies the files of a test to the corpus of the fuzzer: a few small ones of each source. */
function keepSpecimens(files: readonly FileOutcome[]): void {
  if (process.env['CORPUS'] === undefined) return;
  for (const { file, source, outcome } of files) {
    // Real dumps, which lie elsewhere, are not ours to keep.
    const bytes = outcome === 'loaded' && file.startsWith(tmpdir()) && existsSync(file) ? readFileSync(file) : Buffer.alloc(0);
    if (source === null || bytes.length === 0 || bytes.length > 8192) continue;
    const folder = join(corpusFolder, source);
    const name = createHash('sha256').update(bytes).digest('hex').slice(0, 8);
    if (existsSync(folder) && readdirSync(folder).length >= 4) continue;
    // Some sources go by the name of a file or of its folder.
    const parts = file.slice(tmpdir().length + 1).split('/').slice(1);
    mkdirSync(join(folder, name, ...parts.slice(0, -1)), { recursive: true });
    writeFileSync(join(folder, name, ...parts), bytes);
  }
}

/** The sources that take a file for theirs. */
export async function claimsOf(path: string): Promise<string[]> {
  const sample = await sampleFile(path);
  return sample === null ? [] : sources.filter((source) => source.detect(sample)).map((source) => source.id);
}

/** Read, loaded and rejected of each file. */
export const counts = ({ files }: Fixture) => files.map(({ read, loaded, rejected }) => [read, loaded, rejected]);
export const sourcesOf = ({ files }: Fixture) => files.map(({ source }) => source);
