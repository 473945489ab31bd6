import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../lake/error.js';
import { bytesOf } from './bytes.js';
import { Budget, type UnpackLimits } from './containers/budget.js';
import { decompressed } from './containers/decompress.js';
import { kindOf } from './containers/kind.js';
import { isHidden, unsafeName, type Member } from './containers/member.js';
import { Peeked } from './containers/peeked.js';
import { copyDatabase, sqliteTables } from './containers/sqlite.js';
import { tarMembers } from './containers/tar.js';
import { zipMembers } from './containers/zip.js';
import type { FileFacts, Input } from './input.js';
import { factsOf, openFile, openUnpacked, spill, type OpenedFile } from './open-file.js';
import { pictureFolder } from './picture-folder.js';
import { makeSample, sampleBytes, type Sample } from './sample.js';

export interface UnpackOptions {
  staging: string;
  signal?: AbortSignal | undefined;
  limits?: UnpackLimits;
}

/** A file at hand or in a stream. */
interface Packed {
  path: string;
  named: boolean;
  head: Buffer;
  whole: boolean;
  bytes(): AsyncIterable<Buffer>;
  /** Where it lies, if it does. */
  disk: string | null;
  /** How many archives it is in. */
  depth: number;
  budget: Budget;
  /** Facts of the file it was unpacked from; null for members of archives, which have their own. */
  outer: (() => Promise<FileFacts>) | null;
}

/** An archive may hold archives; those may hold none. */
const deepest = 2;

const firstLook = 16 * 1024;

const scratch = Buffer.allocUnsafe(sampleBytes + 1);

/** The files to load in a file on disk: itself, or what is packed in it, or the listing of a folder of pictures. */
export async function* inputsOf(path: string, named: boolean, options: UnpackOptions): AsyncIterable<Input> {
  let bytes: Buffer;
  try {
    bytes = firstBytes(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EISDIR') yield pictureFolder(path, options);
    else yield none(path, named, `cannot be read: ${(error as Error).message}`, true);
    return;
  }
  const head = bytes.subarray(0, sampleBytes);
  const whole = bytes.length <= sampleBytes;
  if (kindOf(head).kind === 'text') {
    yield whole
      ? { path, named, content: { kind: 'small', bytes: head, disk: path, facts: () => Promise.resolve(ownFacts(head)) } }
      : { path, named, content: { kind: 'large', head, open: (sample) => openFile(path, sample, options.signal) } };
    return;
  }
  const { size } = await stat(path);
  yield* unpacked({ path, named, head, whole, bytes: () => bytesOf(path, options.signal), disk: path, depth: 0, budget: new Budget(path, size, options.limits), outer: () => factsOf(path, options.signal) }, options);
}

/** The beginning of a plain or compressed file, or of the first file in an archive, for telling its format; null when it holds no text. */
export async function sampleFile(path: string): Promise<Sample | null> {
  for await (const { path: inner, content } of inputsOf(path, true, { staging: tmpdir() })) {
    if (content.kind === 'small' || content.kind === 'large') return makeSample(inner, content.kind === 'small' ? content.bytes : content.head);
  }
  return null;
}

/** Up to one byte more than a sample. Small files are many, and asynchronous reading costs more than they do. */
function firstBytes(path: string): Buffer {
  const handle = openSync(path, 'r');
  try {
    const wanted = Math.min(fstatSync(handle).size, scratch.length);
    let length = 0;
    const readTo = (end: number) => {
      for (let read = -1; read !== 0 && length < end; length += read) read = readSync(handle, scratch, length, end - length, length);
    };
    readTo(Math.min(wanted, firstLook));
    // Of a picture no more is wanted.
    if (kindOf(scratch.subarray(0, length)).kind !== 'other') readTo(wanted);
    return Buffer.from(scratch.subarray(0, length));
  } finally {
    closeSync(handle);
  }
}

const ownFacts = (bytes: Buffer): FileFacts => ({ bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') });

const none = (path: string, named: boolean, note: string, failed = named): Input => ({ path, named, content: { kind: 'none', note, failed } });

async function* unpacked(packed: Packed, options: UnpackOptions): AsyncIterable<Input> {
  const { path, named, head, whole, budget, outer } = packed;
  const found = kindOf(head);
  if (found.kind === 'other') yield none(path, named, found.note);
  else if (found.kind === 'text') {
    const facts = async () => (outer === null ? ownFacts(head) : outer());
    yield whole
      ? { path, named, content: { kind: 'small', bytes: Buffer.from(head), disk: null, facts } }
      : { path, named, content: { kind: 'large', head, open: (sample) => openUnpacked(soundBytes(packed, options), sample, outer, options.staging, options.signal) } };
  } else if (packed.depth > deepest) yield none(path, named, 'an archive in an archive in an archive; unpack it first');
  else {
    try {
      if (found.kind === 'zip') yield* fromZip(packed, options);
      else if (found.kind === 'tar') yield* fromMembers(tarMembers(packed.bytes()), packed, options);
      else if (found.kind === 'parquet') yield* fromParquet(packed, options);
      else if (found.kind === 'sqlite') yield* fromSqlite(packed, options);
      else {
        const inner = await Peeked.of(budget.counted(decompressed(found.kind, packed.bytes())));
        try {
          yield* unpacked({ ...packed, head: inner.head, whole: inner.whole, bytes: () => inner.bytes(), disk: null, depth: packed.depth + 1 }, options);
        } finally {
          await inner.close();
        }
      }
    } catch (error) {
      if (isOurs(error as Error, options)) throw error;
      yield none(path, named, error instanceof UserError ? error.message : damaged(path, error as Error), true);
    }
  }
}

/** The bytes of a file, whose damage is an error for the user. */
async function* soundBytes({ path, bytes }: Packed, options: UnpackOptions): AsyncIterable<Buffer> {
  try {
    yield* bytes();
  } catch (error) {
    throw error instanceof UserError || isOurs(error as Error, options) ? error : new UserError(damaged(path, error as Error), 'Fetch or copy the file again.');
  }
}

/** What is said of a file whose packing is broken. */
export const damaged = (path: string, error: Error) => `${path}: damaged or cut off (${error.message}); nothing of it was loaded`;

/** True for errors that are not of the archive: a full disk, or a load that was stopped. */
function isOurs(error: Error, { signal }: UnpackOptions): boolean {
  return signal?.aborted === true || (error as NodeJS.ErrnoException).code === 'ENOSPC';
}

let spilled = 0;

async function* fromZip(packed: Packed, options: UnpackOptions): AsyncIterable<Input> {
  const disk = await onDisk(packed, options);
  try {
    yield* fromMembers(zipMembers(disk), packed, options);
  } finally {
    if (packed.disk === null) await rm(disk, { force: true });
  }
}

/** The tables of a SQLite file, each as a file of JSON lines. They are read from a copy: a lock is put beside a file that is read. */
async function* fromSqlite(packed: Packed, options: UnpackOptions): AsyncIterable<Input> {
  const copy = join(options.staging, `database-${spilled++}`);
  try {
    if (packed.disk === null) await spill(packed.bytes(), copy, options.signal);
    else await copyDatabase(packed.disk, copy);
    yield* fromMembers(sqliteTables(copy), packed, options);
  } finally {
    await rm(copy, { force: true });
  }
}

async function* fromParquet(packed: Packed, options: UnpackOptions): AsyncIterable<Input> {
  const disk = await onDisk(packed, options);
  const remove = () => (packed.disk === null ? rm(disk, { force: true }) : Promise.resolve());
  let isKept = false;
  const open = async (sample: Sample): Promise<OpenedFile> => {
    isKept = true;
    const own = await factsOf(disk, options.signal);
    const { bytes, sha256 } = packed.outer === null ? own : await packed.outer();
    return { path: disk, sample, bytes, sha256: Promise.resolve(sha256), lines: Promise.resolve(own.lines), close: remove };
  };
  try {
    yield { path: packed.path, named: packed.named, content: { kind: 'table', disk, open } };
  } finally {
    if (!isKept) await remove();
  }
}

/** Where a file lies, which is in the staging folder for what was packed. */
async function onDisk(packed: Packed, options: UnpackOptions): Promise<string> {
  if (packed.disk !== null) return packed.disk;
  const disk = join(options.staging, `member-${spilled++}`);
  await spill(packed.bytes(), disk, options.signal);
  return disk;
}

async function* fromMembers(members: AsyncIterable<Member>, archive: Packed, options: UnpackOptions): AsyncIterable<Input> {
  for await (const member of members) {
    const path = `${archive.path}/${member.name}`;
    const unsafe = unsafeName(member.name);
    if (unsafe === null && isHidden(member.name)) continue;
    if (unsafe !== null || 'refused' in member) {
      yield none(path, false, unsafe ?? ('refused' in member ? member.refused : ''));
      continue;
    }
    let peeked: Peeked;
    try {
      peeked = await Peeked.of(archive.budget.counted(member.bytes()));
    } catch (error) {
      if (error instanceof UserError || isOurs(error as Error, options)) throw error;
      yield none(path, false, damaged(path, error as Error), true);
      continue;
    }
    try {
      yield* unpacked({ ...archive, path, named: false, head: peeked.head, whole: peeked.whole, bytes: () => peeked.bytes(), disk: null, depth: archive.depth + 1, outer: null }, options);
    } finally {
      await peeked.close();
    }
  }
}
