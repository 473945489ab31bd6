import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { bytesOf } from './bytes.js';
import type { FileFacts, Input } from './input.js';
import { LineCounter } from './line-counter.js';
import type { PlainFile } from './raw.js';
import type { Sample } from './sample.js';

export interface OpenedFile extends PlainFile {
  sample: Sample;
  /** Size of the file as it lies on disk. */
  bytes: number;
  /** SHA-256 of it, computed while the file is read. */
  sha256: Promise<string>;
  /** Removes what was unpacked. */
  close(): Promise<void>;
}

const nothing = async (): Promise<void> => undefined;

/** Opens a plain file for reading; it is hashed and its lines are counted meanwhile. */
export async function openFile(path: string, sample: Sample, signal?: AbortSignal): Promise<OpenedFile> {
  const { size: bytes } = await stat(path);
  const facts = factsOf(path, signal);
  const lines = facts.then((found) => found.lines);
  const sha256 = facts.then((found) => found.sha256);
  // A load that stops before it asks for them must not end in an unhandled rejection.
  for (const unasked of [lines, sha256]) unasked.catch(() => undefined);
  return { path, sample, bytes, signal, lines, sha256, close: nothing };
}

let unpacked = 0;

/** Opens a small file whose bytes are at hand; one that does not lie on disk is written to the staging folder. */
export async function openContent(content: Buffer, disk: string | null, sample: Sample, facts: FileFacts, staging: string): Promise<OpenedFile> {
  const counter = new LineCounter();
  counter.add(content);
  const path = disk ?? join(staging, `unpacked-${unpacked++}`);
  if (disk === null) await writeFile(path, content);
  return { path, sample, bytes: facts.bytes, lines: Promise.resolve(counter.lines), sha256: Promise.resolve(facts.sha256), close: disk === null ? () => rm(path, { force: true }) : nothing };
}

/** Opens an input that has something to load. */
export async function openInput({ content }: Input, sample: Sample, staging: string): Promise<OpenedFile> {
  if (content.kind === 'none') throw new Error(content.note);
  return content.kind !== 'small' ? content.open(sample) : openContent(content.bytes, content.disk, sample, await content.facts(), staging);
}

/** Writes a stream to the staging folder and opens it; its facts are those of `outer`, the packed file, or its own. Throws what the stream throws, and leaves nothing then. */
export async function openUnpacked(bytes: AsyncIterable<Buffer>, sample: Sample, outer: (() => Promise<FileFacts>) | null, staging: string, signal?: AbortSignal): Promise<OpenedFile> {
  const path = join(staging, `unpacked-${unpacked++}`);
  const { lines, ...own } = await spill(bytes, path, signal);
  const facts = outer === null ? own : await outer();
  return { path, sample, bytes: facts.bytes, signal, lines: Promise.resolve(lines), sha256: Promise.resolve(facts.sha256), close: () => rm(path, { force: true }) };
}

/** Writes a stream to a file. Throws what the stream throws, and leaves no file then. */
export async function spill(bytes: AsyncIterable<Buffer>, path: string, signal?: AbortSignal): Promise<FileFacts & { lines: number }> {
  const hash = createHash('sha256');
  const counter = new LineCounter();
  let length = 0;
  async function* looked(): AsyncIterable<Buffer> {
    for await (const chunk of bytes) {
      hash.update(chunk);
      counter.add(chunk);
      length += chunk.length;
      yield chunk;
    }
  }
  try {
    await pipeline(Readable.from(looked(), { objectMode: true }), createWriteStream(path), signal ? { signal } : {});
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
  return { bytes: length, sha256: hash.digest('hex'), lines: counter.lines };
}

/** Size, hash and number of lines of a file on disk. */
export async function factsOf(path: string, signal?: AbortSignal): Promise<FileFacts & { lines: number }> {
  const hash = createHash('sha256');
  const counter = new LineCounter();
  let bytes = 0;
  for await (const chunk of bytesOf(path, signal)) {
    hash.update(chunk);
    counter.add(chunk);
    bytes += chunk.length;
  }
  return { bytes, sha256: hash.digest('hex'), lines: counter.lines };
}
