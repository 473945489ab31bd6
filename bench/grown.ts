import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, extname, join } from 'node:path';
import { openLake } from '../src/lake/lake.js';
import { loadFiles, type FileOutcome, type LoadOptions } from '../src/sources/load.js';
import { recordsIn } from '../src/sources/raw.js';
import { rawLimit } from '../src/sources/reject.js';
import { makeSample } from '../src/sources/sample.js';
import type { Source } from '../src/sources/source.js';
import type { Specimen } from '../test/fuzz/corpus.js';

/** A specimen as a pattern for files of any size: what stands before, between and after its good records. */
interface Pattern {
  path: string;
  head: string;
  records: readonly string[];
  gap: string;
  tail: string;
  board: string | undefined;
}

/** How the record of a number is made of one of the pattern: the how-many-th number in it is replaced (`numbers`: wherever it stands), or something is put to the how-many-th word. */
interface Variation {
  kind: 'number' | 'numbers' | 'word' | 'none';
  at: number;
}

/** How files of any size are made for a source. */
export interface Recipe {
  pattern: Pattern;
  variation: Variation;
  /** Of the records of a trial, the share that was loaded. */
  loaded: number;
}

export interface Grown {
  /** File or folder to load. */
  path: string;
  bytes: number;
  files: number;
}

const boards = [undefined, 'yande.re', 'gelbooru', 'danbooru'];
const mostFiles = 5000;

/** Finds how a source's specimens can be repeated so that most records are loaded and few supersede others, by trying. Null when none can be. */
export async function findRecipe(source: Source, specimens: readonly Specimen[]): Promise<Recipe | null> {
  const patterns: Pattern[] = [];
  for (const specimen of specimens) patterns.push(...(await patternsOf(source, specimen)));
  // Most records first, then the longest.
  patterns.sort((a, b) => b.records.length - a.records.length || b.records.join('').length - a.records.join('').length);
  let best: Recipe | null = null;
  for (const pattern of patterns.slice(0, 3)) {
    for (const variation of variations(isFolder(source))) {
      const loaded = await trial(source, pattern, variation);
      if (best === null || loaded > best.loaded) best = { pattern, variation, loaded };
      if (loaded > enough) return best;
    }
  }
  return best?.loaded === 0 ? null : best;
}

const enough = 0.95;

/** True of sources whose files hold one post each, or are named after it. */
const isFolder = ({ id }: Source) => folders.has(id);
const folders = new Set([
  'captions', 'e-shuushuu-image-tags', 'e-shuushuu-pages', 'gallery-dl-tags', 'hydrus-json', 'hydrus-text', 'jikan-cast', 'jikan-relations', 'tagger-scores', 'yolo-labels', 'zerochan-html',
]);

/** The pattern of a specimen, by what the source reads in it and loads of it. */
async function patternsOf(source: Source, { path, bytes }: Specimen): Promise<Pattern[]> {
  const text = bytes.toString('utf8');
  if (Buffer.from(text, 'utf8').compare(bytes) !== 0) return [];
  for (const board of boards) {
    const bad = await rejectedRows(source, path, bytes, board);
    if (bad === null) continue;
    const raws: string[] = [];
    const sample = makeSample(path, bytes);
    const { kind } = typeof source.format === 'function' ? source.format(sample) : source.format;
    const lines = kind === 'csv' ? text.split(/(?<=\n)/) : [];
    let row = 0;
    let before: { line: number; place: number } | null = null;
    for await (const record of recordsIn(source, once(bytes), sample)) {
      const raw = record.raw();
      // Of a row over several lines the reader keeps the first: it ends where the next one starts.
      if (before !== null && lines.length > 0) raws[before.place] = lines.slice(before.line - 1, record.line - 1).join('').replace(/\r?\n$/, '');
      before = null;
      if (!bad.has(++row) && !('reason' in record) && Buffer.byteLength(raw) < rawLimit && raws.at(-1) !== raw) before = { line: record.line, place: raws.push(raw) - 1 };
    }
    if (before !== null && lines.length > 0) raws[before.place] = lines.slice(before.line - 1).join('').replace(/\r?\n$/, '');
    if (folders.has(source.id)) return bad.size < row ? [{ path, head: '', records: [text], gap: '', tail: '', board }] : [];
    const places = raws.map((raw) => text.indexOf(raw)).filter((place) => place >= 0);
    if (places.length === 0 || raws[0] === '') continue;
    const first = Math.min(...places);
    const last = Math.max(...raws.map((raw) => text.lastIndexOf(raw) + raw.length));
    const isList = /^\s*[[{]/.test(text.slice(0, first)) && !/^\s*\{/.test(text.slice(last));
    return [{ path, head: text.slice(0, first), records: [...new Set(raws)], gap: isList ? ',\n' : '\n', tail: isList ? tailOf(text.slice(last)) : text.slice(last).startsWith('\n<') || text[last] === '<' ? tailOf(text.slice(last)) : '\n', board }];
  }
  return [];
}

/** Of text behind the records what closes the file: a list, a root element. */
function tailOf(text: string): string {
  return /^[\s\]}]*$/.test(text) ? text : (/(?:<\/[\w-]+>\s*|[\]}]\s*)+$/.exec(text)?.[0] ?? '\n');
}

async function* once(bytes: Buffer): AsyncIterable<Buffer> {
  yield bytes;
}

/** Numbers of the records that were not loaded; null when none was. */
async function rejectedRows(source: Source, path: string, bytes: Buffer, board: string | undefined): Promise<Set<number> | null> {
  return inFolder(async (dir) => {
    place(join(dir, path), bytes);
    const summary = await loadFiles(join(dir, 'lake'), [join(dir, path)], optionsOf(source, board));
    if ((summary.files[0]?.loaded ?? 0) === 0) return null;
    const lake = await openLake(join(dir, 'lake'), { rating: 'all' });
    try {
      return new Set((await lake.rows<{ row: bigint }>('SELECT row FROM rejects')).map(({ row }) => Number(row)));
    } finally {
      await lake.close();
    }
  });
}

function optionsOf(source: Source, board: string | undefined): LoadOptions {
  return { source: source.id, memory: '1GB', ...(board === undefined ? {} : { board }) };
}

function place(path: string, bytes: Buffer | string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
}

async function inFolder<T>(use: (dir: string) => Promise<T>): Promise<T> {
  const dir = mkdtempSync(join(tmpdir(), 'boorulab-bench-'));
  try {
    return await use(dir);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

function* variations(inFolder: boolean): Iterable<Variation> {
  if (inFolder) yield { kind: 'none', at: 0 };
  for (let at = 0; at < 8; at++) {
    yield { kind: 'number', at };
    yield { kind: 'numbers', at };
  }
  for (let at = 0; at < 8; at++) yield { kind: 'word', at };
}

/** The share of records that a small file so grown loads. */
async function trial(source: Source, pattern: Pattern, variation: Variation): Promise<number> {
  return inFolder(async (dir) => {
    const { path } = write(source, { pattern, variation }, 20 * Math.max(200, pattern.records.join('').length), join(dir, 'in'));
    const { files } = await loadFiles(join(dir, 'lake'), [path], optionsOf(source, pattern.board)).catch(() => ({ files: [] as FileOutcome[] }));
    const sum = (key: 'read' | 'loaded') => files.reduce((total, file) => total + file[key], 0);
    return sum('read') === 0 ? 0 : sum('loaded') / sum('read');
  });
}

/** Writes a file (for sources of which each post has a file of its own, a folder) of about `size` bytes. */
export function write(source: Source, { pattern, variation }: Pick<Recipe, 'pattern' | 'variation'>, size: number, out: string): Grown {
  const { records, head, gap, tail } = pattern;
  let number = 1_000_000;
  if (isFolder(source)) {
    const dir = join(out, dirname(pattern.path));
    const name = basename(pattern.path);
    mkdirSync(dir, { recursive: true });
    let bytes = 0;
    let files = 0;
    for (; bytes < size && files < mostFiles; files++) {
      const content = varied(records[0]!, variation, ++number);
      bytes += content.length;
      writeFileSync(join(dir, /\d/.test(name) ? name.replace(/\d+/, String(number)) : `${basename(name, extname(name))}-${number}${extname(name)}`), content);
    }
    return { path: out, bytes, files };
  }
  const path = join(out, pattern.path);
  mkdirSync(dirname(path), { recursive: true });
  const file = openSync(path, 'w');
  let bytes = writeSync(file, head);
  for (let isFirst = true; bytes < size; ) {
    const piece: string[] = [];
    for (let length = 0; length < Math.min(1 << 20, size - bytes); ) {
      const record = varied(records[number % records.length]!, variation, ++number);
      piece.push(isFirst ? record : gap + record);
      isFirst = false;
      length += record.length + gap.length;
    }
    bytes += writeSync(file, piece.join(''));
  }
  bytes += writeSync(file, tail);
  closeSync(file);
  return { path, bytes, files: 1 };
}

function varied(record: string, { kind, at }: Variation, number: number): string {
  if (kind === 'none') return record;
  let count = 0;
  const sought = kind === 'numbers' ? record.match(/\d+/g)?.[at] : undefined;
  if (kind === 'numbers') return record.replace(/\d+/g, (digits) => (digits === sought ? String(number) : digits));
  if (kind === 'number') return record.replace(/\d+/g, (digits) => (count++ === at ? String(number) : digits));
  return record.replace(/(?<![\\<\w])[A-Za-z]{3,}(?!["\w]*["']?\s*[:=])/g, (word) => (count++ === at ? word + number : word));
}
