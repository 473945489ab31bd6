import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { UserError } from '../lake/error.js';
import { bytesOf } from './bytes.js';
import { writeListing } from './picture-folder.js';
import type { PlainFile } from './raw.js';
import { makeSample, sampleBytes, type Sample } from './sample.js';

export interface OpenedFile extends PlainFile {
  sample: Sample;
  /** Size of the file as it lies on disk. */
  bytes: number;
  /** SHA-256 of it, computed while the file is read. */
  sha256: Promise<string>;
}

/** The beginning of a file, unpacked; null for archives that are not read. */
export async function sampleFile(path: string): Promise<Sample | null> {
  const head = await firstBytes(path, sampleBytes);
  if (!isGzip(head)) return isOther(head) ? null : makeSample(path, head);
  const pieces: Buffer[] = [];
  let length = 0;
  try {
    for await (const piece of createReadStream(path).pipe(createGunzip())) {
      pieces.push(piece as Buffer);
      length += (piece as Buffer).length;
      if (length >= sampleBytes) break;
    }
  } catch (error) {
    throw broken(path, error as Error);
  }
  const inner = Buffer.concat(pieces).subarray(0, sampleBytes);
  return isOther(inner) ? null : makeSample(path, inner);
}

const isGzip = (head: Buffer) => head[0] === 0x1f && head[1] === 0x8b;

const binarySignatures = ['28b52ffd', '504b0304', '377abcaf', 'fd377a58', '50415231', '53514c69', '89504e47', 'ffd8ff', '47494638', '52494646'];

function isOther(head: Buffer): boolean {
  const start = head.subarray(0, 4).toString('hex');
  return binarySignatures.some((signature) => start.startsWith(signature)) || head.subarray(0, 4096).includes(0);
}

async function firstBytes(path: string, count: number): Promise<Buffer> {
  const handle = await open(path, 'r');
  try {
    const buffer = Buffer.alloc(count);
    const { bytesRead } = await handle.read(buffer, 0, count, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/**
 * Opens a file for reading: of a folder of pictures makes the listing; unpacks it if need be, and hashes it and counts its lines, for a plain file meanwhile.
 * Throws UserError when it is cut off or damaged.
 */
export async function openFile(path: string, sample: Sample, staging: string, signal?: AbortSignal): Promise<OpenedFile> {
  const found = await stat(path);
  if (found.isDirectory()) {
    const listing = join(staging, 'listing');
    await writeListing(path, listing, signal);
    return openFile(listing, sample, staging, signal);
  }
  const bytes = found.size;
  if (!isGzip(await firstBytes(path, 2))) {
    const facts = factsOf(bytesOf(path, signal));
    const lines = facts.then((found) => found.lines);
    const sha256 = facts.then((found) => found.sha256);
    // A load that stops before it asks for them must not end in an unhandled rejection.
    for (const unasked of [lines, sha256]) unasked.catch(() => undefined);
    return { path, sample, bytes, signal, lines, sha256 };
  }
  const unpacked = join(staging, 'unpacked');
  const hash = createHash('sha256');
  const counter = new LineCounter();
  try {
    await pipeline(bytesOf(path, signal), passing((chunk) => hash.update(chunk)), createGunzip(), passing((chunk) => counter.add(chunk)), createWriteStream(unpacked));
  } catch (error) {
    await rm(unpacked, { force: true });
    if (signal?.aborted || (error as NodeJS.ErrnoException).code === 'ENOSPC') throw error;
    throw broken(path, error as Error);
  }
  return { path: unpacked, sample, bytes, signal, lines: Promise.resolve(counter.lines), sha256: Promise.resolve(hash.digest('hex')) };
}

async function factsOf(bytes: AsyncIterable<Buffer>): Promise<{ lines: number; sha256: string }> {
  const hash = createHash('sha256');
  const counter = new LineCounter();
  for await (const chunk of bytes) {
    hash.update(chunk);
    counter.add(chunk);
  }
  return { lines: counter.lines, sha256: hash.digest('hex') };
}

function broken(path: string, error: Error): UserError {
  return new UserError(`${path}: the gzip data is damaged or cut off (${error.message})`, 'Fetch or copy the file again; nothing of it was loaded.');
}

function passing(look: (chunk: Buffer) => unknown): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      look(chunk);
      done(null, chunk);
    },
  });
}

/** Counts the lines that are not empty, the last one also when no line end follows it. */
class LineCounter {
  private ended = 0;
  /** Bytes of the line so far, and its last byte. */
  private length = 0;
  private last = 0;

  add(chunk: Buffer): void {
    let start = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      this.length += end - start;
      if (end > start) this.last = chunk[end - 1]!;
      this.ended += this.filled;
      this.length = 0;
      start = end + 1;
    }
    this.length += chunk.length - start;
    if (start < chunk.length) this.last = chunk[chunk.length - 1]!;
  }

  get lines(): number {
    return this.ended + this.filled;
  }

  private get filled(): number {
    return this.length > 1 || (this.length === 1 && this.last !== 13) ? 1 : 0;
  }
}
