import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Random } from '../../src/kernels/random.js';
import { checkLake } from '../../src/lake/check.js';
import { UserError } from '../../src/lake/error.js';
import { LakeWriter } from '../../src/lake/writer.js';
import { isFatal } from '../../src/sources/file-loader.js';
import { ingestBatch, type SmallFile } from '../../src/sources/ingest.js';
import { loadFiles } from '../../src/sources/load.js';
import { sourceMacros } from '../../src/sources/macros.js';
import { makeSample } from '../../src/sources/sample.js';
import type { Source } from '../../src/sources/source.js';
import { boardInText } from '../../src/tags/boards.js';
import type { Specimen } from './corpus.js';
import { mutate } from './mutate.js';

/** Mutants that one lake takes before it is made anew, and that are read at once. */
const perLake = 4000;
const perBatch = 500;
/** Seconds of the processor that one mutant may take, and many together before each is looked at. */
const slowSeconds = 5;
const slowBatch = 20;

export interface Fault {
  readonly source: string;
  readonly what: string;
  readonly error: string;
  readonly bytes: Buffer;
}

export interface FuzzResult {
  mutants: number;
  records: number;
  rejected: number;
  /** Files refused as a whole with a clear word. */
  refused: number;
  seconds: number;
  /** The longest that one mutant took, seconds of the processor; of those read together their mean. */
  slowest: number;
  faults: Fault[];
}

interface Mutant {
  readonly path: string;
  readonly bytes: Buffer;
  readonly what: string;
}

function makeMutants(specimens: readonly Specimen[], others: readonly Buffer[], count: number, random: Random): Mutant[] {
  return Array.from({ length: count }, () => {
    const specimen = specimens[random.int(specimens.length)]!;
    return { path: specimen.path, ...mutate([specimen.bytes], others, random) };
  });
}

/**
 * Puts mutants of a source's specimens through its reader, its rules and its SQL, many at a time. A fault is an error that is no UserError, a
 * mutant that takes over 5 s of the processor, or records that are neither loaded nor rejected.
 */
export async function fuzzSource(source: Source, specimens: readonly Specimen[], others: readonly Buffer[], count: number, seed: number): Promise<FuzzResult> {
  const random = new Random(seed);
  const result: FuzzResult = { mutants: 0, records: 0, rejected: 0, refused: 0, seconds: 0, slowest: 0, faults: [] };
  const started = performance.now();
  while (result.mutants < count) {
    const dir = mkdtempSync(join(tmpdir(), 'boorulab-fuzz-'));
    const writer = await LakeWriter.open(join(dir, 'lake'), { memory: '2GB', threads: 2 });
    try {
      for (const macro of sourceMacros) await writer.connection.run(macro);
      for (let done = 0; done < perLake && result.mutants < count; done += perBatch) {
        const mutants = makeMutants(specimens, others, Math.min(perBatch, count - result.mutants), random);
        if (source.late) await makeKnown(writer, specimens);
        await readMutants(writer, source, mutants, result);
        result.mutants += mutants.length;
      }
    } finally {
      await writer.close();
      rmSync(dir, { recursive: true, force: true });
    }
  }
  result.seconds = (performance.now() - started) / 1000;
  return result;
}

/** Sources that look numbers of tags up refuse a file while none is known: makes those of the specimens known. */
async function makeKnown({ inbox }: LakeWriter, specimens: readonly Specimen[]): Promise<void> {
  const texts = specimens.map(({ bytes }) => bytes.toString('latin1')).join('\n');
  const numbers = new Set([...texts.matchAll(/\d{1,7}/g)].map(([text]) => Number(text)).concat([...texts.matchAll(/\$(\w+)#/g)].map(([, text]) => Number.parseInt(text!, 36))));
  const rows = `(SELECT 'danbooru.donmai.us' AS booru, 'tag_' || id AS tag_name, id FROM (SELECT unnest([${[...numbers].join(', ')}])::BIGINT AS id))`;
  await inbox.insert('tags', `SELECT booru, tag_name, 0 AS tag_cat, id AS board_tag_id, 0 AS load_id FROM ${rows}`);
  await inbox.insert('labels', `SELECT booru, tag_name, 'kblueleaf_tag' AS kind, id, 0 AS load_id FROM ${rows}`);
}

/** Reads mutants together; when that fails or takes long, in halves, so that the one at fault is found. */
async function readMutants(writer: LakeWriter, source: Source, mutants: readonly Mutant[], result: FuzzResult): Promise<void> {
  const started = process.cpuUsage();
  let error: Error | null = null;
  try {
    // Files of many boards in one batch are no case of life: the board is told for a batch.
    for (const [board, group] of byBoard(mutants)) await readBatch(writer, source, board, group, result);
  } catch (thrown) {
    error = thrown as Error;
  }
  const used = process.cpuUsage(started);
  const seconds = (used.user + used.system) / 1e6;
  if (error === null && seconds < (mutants.length > 1 ? slowBatch : slowSeconds)) {
    result.slowest = Math.max(result.slowest, seconds / mutants.length);
    return;
  }
  if (mutants.length > 1) {
    const half = mutants.length >> 1;
    await readMutants(writer, source, mutants.slice(0, half), result);
    return readMutants(writer, source, mutants.slice(half), result);
  }
  result.slowest = Math.max(result.slowest, seconds);
  // Memory that is full ends a load with a clear word, too.
  if (error instanceof UserError || (error !== null && isFatal(error))) result.refused++;
  else result.faults.push({ source: source.id, what: mutants[0]!.what, bytes: mutants[0]!.bytes, error: error === null ? `took ${seconds.toFixed(1)} s` : error.message.split('\n')[0]! });
}

function byBoard(mutants: readonly Mutant[]): Map<string | null, Mutant[]> {
  const groups = new Map<string | null, Mutant[]>();
  for (const mutant of mutants) {
    const board = boardInText(mutant.path);
    groups.set(board, [...(groups.get(board) ?? []), mutant]);
  }
  return groups;
}

async function readBatch(writer: LakeWriter, source: Source, board: string | null, mutants: readonly Mutant[], result: FuzzResult): Promise<void> {
  const { inbox, connection, staging } = writer;
  const files = mutants.map(({ path, bytes }, at): SmallFile => ({ loadId: at + 1, sample: makeSample(path, bytes.subarray(0, 256 * 1024)), content: bytes }));
  try {
    const ingested = await ingestBatch(inbox, source, files, board, staging);
    const scalar = async (sql: string) => Number((await (await connection.run(sql)).getRowsJS())[0]![0] ?? 0);
    const read = ingested.reduce((sum, file) => sum + file.read, 0);
    const beside = ingested.reduce((sum, file) => sum + file.beside, 0);
    const rejected = await scalar('SELECT sum(records) FROM in_rejects');
    const posts = await scalar('SELECT sum(records) FROM in_posts');
    if (posts > 0 && posts + beside + rejected !== read) throw new Error(`${read} records read, but ${posts} posts, ${beside} others and ${rejected} rejects`);
    if (rejected > read) throw new Error(`${read} records read, but ${rejected} rejects`);
    result.records += read;
    result.rejected += rejected;
  } finally {
    for (const table of [...inbox.tables, 'post_tags', 'excluded']) await connection.run(`DELETE FROM in_${table}`);
  }
}

/** Loads mutants of all sources as files in one folder, each under the name of its specimen, and looks at the lake. */
export async function fuzzLoad(corpus: ReadonlyMap<string, readonly Specimen[]>, count: number, seed: number): Promise<FuzzResult> {
  const random = new Random(seed);
  const dir = mkdtempSync(join(tmpdir(), 'boorulab-fuzz-'));
  const started = performance.now();
  const others = [...corpus.values()].flat().map(({ bytes }) => bytes);
  const faults: Fault[] = [];
  try {
    const written = new Map<string, Mutant>();
    for (const [source, specimens] of corpus) {
      for (const [at, mutant] of makeMutants(specimens, others, Math.ceil(count / corpus.size), random).entries()) {
        const path = join(dir, 'dumps', `${source}-${at}`, mutant.path);
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, mutant.bytes);
        written.set(path, mutant);
      }
    }
    const { files } = await loadFiles(join(dir, 'lake'), [join(dir, 'dumps')], { memory: '1GB', now: new Date(0), threads: 2 });
    for (const { file, source, note, read, loaded, rejected } of files) {
      const mutant = written.get(file);
      if (note.startsWith('cannot be read as') || read !== loaded + rejected) faults.push({ source: source ?? '', what: mutant?.what ?? '', bytes: mutant?.bytes ?? Buffer.alloc(0), error: note || `${read} read, ${loaded} loaded, ${rejected} rejected` });
    }
    const state = await checkLake(join(dir, 'lake'));
    for (const error of [...state.ledger, ...state.files.map((file) => file.fault).filter((fault) => fault !== '')]) faults.push({ source: '', what: '', bytes: Buffer.alloc(0), error });
    return {
      mutants: written.size, records: files.reduce((sum, { read }) => sum + read, 0), rejected: files.reduce((sum, { rejected }) => sum + rejected, 0),
      refused: files.filter(({ outcome }) => outcome === 'failed').length, seconds: (performance.now() - started) / 1000, slowest: 0, faults,
    };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
