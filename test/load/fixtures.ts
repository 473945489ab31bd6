import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect } from 'vitest';
import type { Manifest } from '../../src/lake/manifest.js';
import { openLake, type Lake, type OpenOptions } from '../../src/lake/lake.js';
import { loadFiles, type FileOutcome, type LoadOptions } from '../../src/sources/load.js';

export const danbooru = 'danbooru.donmai.us';
export const pinned = new Date('2024-01-01T00:00:00Z');

/** A folder for the tests of one file, removed after them. */
export function tempFolder(name: string): string {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), `boorulab-${name}-`)));
  afterAll(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

export interface PostFacts {
  updated?: string;
  rating?: string;
  tags?: string;
  artist?: string;
  character?: string;
  score?: number;
  /** Fields over those of the API, undefined to leave one out. */
  fields?: Record<string, unknown>;
}

/** A post as the API of danbooru gives it since 2023. */
export function post(id: number | string, { updated = '2024-01-01', rating = 'g', tags = 'sky', artist = '', character = '', score = 1, fields = {} }: PostFacts = {}): Record<string, unknown> {
  const time = updated.includes('T') ? updated : `${updated}T00:00:00.000-05:00`;
  return {
    id, created_at: '2020-01-01T00:00:00.000-05:00', updated_at: time, uploader_id: 7, score, up_score: score, down_score: 0, fav_count: 3, rating, source: '',
    md5: createHash('md5').update(String(id)).digest('hex'), file_ext: 'jpg', file_size: 1000, image_width: 640, image_height: 480, parent_id: null, has_children: false,
    is_pending: false, is_flagged: false, is_deleted: false, is_banned: false, pixiv_id: null, media_asset: { id: 1 },
    tag_string: [tags, artist, character].filter((part) => part !== '').join(' '), tag_string_general: tags, tag_string_artist: artist, tag_string_copyright: '',
    tag_string_character: character, tag_string_meta: '', ...fields,
  };
}

/** Writes records one a line; a text or bytes stand as they are. */
export function writeLines(path: string, records: readonly (Record<string, unknown> | string | Buffer)[]): string {
  mkdirSync(dirname(path), { recursive: true });
  const lines = records.flatMap((record) => [Buffer.isBuffer(record) ? record : Buffer.from(typeof record === 'string' ? record : JSON.stringify(record)), Buffer.from('\n')]);
  writeFileSync(path, Buffer.concat(lines));
  return path;
}

/** Loads with a pinned time. */
export function load(dir: string, paths: string | readonly string[], options: LoadOptions = {}) {
  return loadFiles(dir, typeof paths === 'string' ? [paths] : paths, { now: pinned, threads: 2, memory: '1GB', ...options });
}

/** Loads one file that must balance, and gives its line of the ledger. */
export async function loadOne(dir: string, path: string, options: LoadOptions = {}): Promise<FileOutcome> {
  const { files } = await load(dir, path, options);
  const [outcome] = files;
  if (outcome === undefined || outcome.read !== outcome.loaded + outcome.rejected) throw new Error(`unbalanced: ${JSON.stringify(files)}`);
  return outcome;
}

/** Opens a lake for a question or two; hidden posts too unless told otherwise. */
export async function withLake<T>(dir: string, ask: (lake: Lake) => Promise<T>, options: OpenOptions = { rating: 'all' }): Promise<T> {
  const lake = await openLake(dir, options);
  try {
    return await ask(lake);
  } finally {
    lake.close();
  }
}

export const rowsOf = <T = Record<string, unknown>>(dir: string, sql: string, options?: OpenOptions) => withLake(dir, (lake) => lake.rows<T>(sql), options);

/** The tags of each post by name; fails when the two tables of pairs differ, or hold what the posts do not. */
export async function tagsByPost(dir: string): Promise<Record<string, string[]>> {
  return withLake(dir, async (lake) => {
    const pairs = (table: string) => lake.query(`SELECT booru, post_key, tag_id, rating_level FROM ${table} ORDER BY ALL`).then(({ rows }) => rows);
    expect(await pairs('tag_posts')).toEqual(await pairs('post_tags'));
    expect(await lake.rows('SELECT * FROM post_tags ANTI JOIN posts USING (booru, post_key, rating_level)')).toEqual([]);
    expect(await lake.rows('SELECT * FROM post_tags ANTI JOIN tags USING (booru, tag_id)')).toEqual([]);
    expect(await lake.rows('SELECT booru, post_key FROM posts GROUP BY ALL HAVING count(*) > 1')).toEqual([]);
    const rows = await lake.rows<{ fid: string; tags: string[] }>(`SELECT fid, coalesce(list(tag_name ORDER BY tag_name) FILTER (tag_name IS NOT NULL), []) AS tags
      FROM posts AS p LEFT JOIN post_tags USING (booru, post_key) LEFT JOIN tags USING (tag_id) GROUP BY p.booru, fid ORDER BY fid`);
    return Object.fromEntries(rows.map(({ fid, tags }) => [fid, tags]));
  });
}

export const rejectsOf = (dir: string) => rowsOf<{ reason: string; line: number; row: number; raw: string | null; detail: string | null; records: number }>(dir, 'SELECT reason, line, row, raw, detail, records FROM rejects ORDER BY load_id, row, raw');

/** Every file below a folder with its SHA-256. */
export function treeOf(dir: string): Record<string, string> {
  if (!existsSync(dir)) return {};
  const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)).sort();
  return Object.fromEntries(files.map((file) => [relative(dir, file), createHash('sha256').update(readFileSync(file)).digest('hex')]));
}

export const manifestOf = (dir: string) => JSON.parse(readFileSync(join(dir, 'manifest.json'), 'utf8')) as Manifest;

/** What is wrong with the files of a lake: missing or changed ones; and leftovers that no manifest of `allowed` names. */
export function faultsOf(dir: string, allowed: readonly Manifest[] = []): string[] {
  const tree = treeOf(dir);
  const named = (manifest: Manifest) => Object.values(manifest.tables).flat();
  const faults = named(manifestOf(dir)).filter((file) => tree[file.path] !== file.sha256).map((file) => `${file.path} is missing or changed`);
  const known = new Set(['manifest.json', 'views.sql', ...[manifestOf(dir), ...allowed].flatMap(named).map((file) => file.path)]);
  return [...faults, ...Object.keys(tree).filter((path) => !known.has(path)).map((path) => `${path} is left over`)];
}

export const cliPath = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

export interface Ran {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** Runs the built command. */
export function cli(args: readonly string[], options: { cwd?: string; env?: Record<string, string>; input?: string } = {}): Ran {
  if (!existsSync(cliPath)) throw new Error('The tests run the built command: run npm run build first.');
  const { status, stdout, stderr } = spawnSync(process.execPath, [cliPath, ...args], { encoding: 'utf8', ...options, env: { ...process.env, ...options.env } });
  return { status, stdout, stderr };
}

/** Starts the built command; `ended` resolves with what it said. */
export function startCli(args: readonly string[], cwd?: string) {
  const child = spawn(process.execPath, [cliPath, ...args], { stdio: ['ignore', 'pipe', 'pipe'], ...(cwd === undefined ? {} : { cwd }) });
  const said = { stdout: '', stderr: '' };
  child.stdout.on('data', (text: Buffer) => (said.stdout += text.toString()));
  child.stderr.on('data', (text: Buffer) => (said.stderr += text.toString()));
  const ended = new Promise<Ran & { signal: NodeJS.Signals | null }>((done) => child.once('close', (status, signal) => done({ status, signal, ...said })));
  return { child, ended };
}
