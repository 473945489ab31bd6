import { expect, it } from 'vitest';
import yauzl from 'yauzl';
import { Readable } from 'node:stream';
import { ZipArchive } from '../../src/lists/zip-archive.js';

/** Keeps what is written behind the last large piece, and gives it back as the end of a file of full length. */
class SparseFile extends yauzl.RandomAccessReader {
  private pieces: Buffer[] = [];
  private start = 0;
  length = 0;

  writeFile(bytes: Buffer): Promise<void> {
    this.length += bytes.length;
    if (bytes.length < 1 << 20) this.pieces.push(bytes);
    else [this.pieces, this.start] = [[], this.length];
    return Promise.resolve();
  }

  override _readStreamForRange(start: number, end: number): Readable {
    if (this.pieces.length > 1) this.pieces = [Buffer.concat(this.pieces)];
    return Readable.from([this.pieces[0]!.subarray(start - this.start, end - this.start)]);
  }
}

function namesIn(file: SparseFile): Promise<{ names: string[]; last: yauzl.Entry }> {
  const names: string[] = [];
  let last: yauzl.Entry;
  return new Promise((resolve, reject) => {
    yauzl.fromRandomAccessReader(file, file.length, { lazyEntries: true }, (error, zip) => {
      if (error) return reject(error);
      zip.on('entry', (entry: yauzl.Entry) => (names.push(entry.fileName), (last = entry), zip.readEntry())).on('end', () => resolve({ names, last })).on('error', reject);
      zip.readEntry();
    });
  });
}

it('outgrows 65,535 files and 4 GB', async () => {
  const file = new SparseFile();
  const archive = new ZipArchive(file as unknown as ConstructorParameters<typeof ZipArchive>[0]);
  const [tiny, large] = [Buffer.from('x'), Buffer.alloc(1 << 30)];
  for (let i = 0; i < 4; i++) await archive.add(`large ${i}`, large);
  for (let i = 0; i < 65_536; i++) await archive.add(`ミク ${i}`, tiny);
  await archive.finish();
  const { names, last } = await namesIn(file);
  expect(names.length).toBe(65_540);
  expect(names.slice(-1)).toEqual(['ミク 65535']);
  expect(last.relativeOffsetOfLocalHeader).toBeGreaterThan(2 ** 32);
  expect(last.uncompressedSize).toBe(1);
});
