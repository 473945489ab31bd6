import { closeSync, createReadStream, fstatSync, openSync, readSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { inflateRawSync } from 'node:zlib';
import { RandomAccessReader, type Entry } from 'yauzl';

const blockLength = 1 << 18;
const localHeader = 30;

interface Block {
  start: number;
  bytes: Buffer;
}

/** Reads a zip file by blocks: its members are small and many, and lie one after the other as its directory names them. */
export class ZipReader extends RandomAccessReader {
  readonly size: number;
  private readonly handle: number;
  /** The directory and the members are read in turns, each from where it was left. */
  private readonly directory: Block = { start: 0, bytes: Buffer.alloc(0) };
  private readonly members: Block = { start: 0, bytes: Buffer.alloc(0) };

  constructor(private readonly path: string) {
    super();
    this.handle = openSync(path, 'r');
    this.size = fstatSync(this.handle).size;
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return createReadStream(this.path, { start, end: end - 1 });
  }

  override read(buffer: Buffer, offset: number, length: number, position: number, callback: (error: Error | null) => void): void {
    try {
      this.range(this.directory, position, length).copy(buffer, offset);
    } catch (error) {
      return callback(error as Error);
    }
    callback(null);
  }

  override close(callback: (error: Error | null) => void): void {
    closeSync(this.handle);
    callback(null);
  }

  /** All of a member that is stored or deflated. Throws Error when it is not what the directory says. */
  member({ relativeOffsetOfLocalHeader: start, compressedSize, uncompressedSize, compressionMethod }: Entry): Buffer {
    const header = this.range(this.members, start, localHeader);
    if (header.readUInt32LE(0) !== 0x04034b50) throw new Error('there is no member where the directory says');
    const data = this.range(this.members, start + localHeader + header.readUInt16LE(26) + header.readUInt16LE(28), compressedSize);
    const bytes = compressionMethod === 0 ? Buffer.from(data) : inflateRawSync(data, { maxOutputLength: Math.max(1, uncompressedSize) });
    if (bytes.length !== uncompressedSize) throw new Error('its size is another');
    return bytes;
  }

  private range(block: Block, start: number, length: number): Buffer {
    if (start + length > this.size) throw new Error('the archive is cut off');
    if (start < block.start || start + length > block.start + block.bytes.length) {
      const bytes = Buffer.allocUnsafe(Math.min(Math.max(blockLength, length), this.size - start));
      block.bytes = bytes.subarray(0, readSync(this.handle, bytes, 0, bytes.length, start));
      block.start = start;
    }
    const found = block.bytes.subarray(start - block.start, start - block.start + length);
    if (found.length < length) throw new Error('the archive is cut off');
    return found;
  }
}
