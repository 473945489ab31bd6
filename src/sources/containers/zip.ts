import { promisify } from 'node:util';
import { crc32 } from 'node:zlib';
import { fromRandomAccessReader, getFileNameLowLevel, type Entry, type Options, type RandomAccessReader, type ZipFile } from 'yauzl';
import { sampleBytes } from '../sample.js';
import type { Member } from './member.js';
import { ZipReader } from './zip-reader.js';

const openZip = promisify<RandomAccessReader, number, Options, ZipFile>(fromRandomAccessReader);

/** The members of a zip file by its directory. Throws Error when it is damaged or cut off. */
export async function* zipMembers(path: string): AsyncIterable<Member> {
  const reader = new ZipReader(path);
  const zip = await openZip(reader, reader.size, { lazyEntries: true, autoClose: false, decodeStrings: false, validateEntrySizes: true }).catch((error: Error) => {
    reader.close(() => undefined);
    throw error;
  });
  const entries = entriesOf(zip);
  try {
    for await (const entry of entries) {
      const name = getFileNameLowLevel(entry.generalPurposeBitFlag, entry.fileName as unknown as Buffer, entry.extraFields, false);
      if (name.endsWith('/')) continue;
      const refused = whyRefused(entry);
      yield refused === null ? { name, bytes: () => checked(entry, isSmall(entry) ? [reader.member(entry)] : streamOf(zip, entry)) } : { name, refused };
    }
  } finally {
    zip.close();
  }
}

const fileTypeMask = 0o170000;
const regularFile = 0o100000;

function whyRefused(entry: Entry): string | null {
  if (entry.isEncrypted()) return 'encrypted; unpack the archive with its password first';
  const mode = (entry.externalFileAttributes >>> 16) & fileTypeMask;
  if (mode !== 0 && mode !== regularFile) return 'a link or device in an archive is not followed';
  return entry.compressionMethod === 0 || entry.compressionMethod === 8 ? null : `packed by method ${entry.compressionMethod} of zip, which is not read; unpack it first`;
}

async function* entriesOf(zip: ZipFile): AsyncIterable<Entry> {
  for (;;) {
    const entry = await new Promise<Entry | null>((resolve, reject) => {
      const settle = (act: () => void) => {
        zip.removeAllListeners();
        act();
      };
      zip.once('entry', (found: Entry) => settle(() => resolve(found)));
      zip.once('end', () => settle(() => resolve(null)));
      zip.once('error', (error: Error) => settle(() => reject(error)));
      zip.readEntry();
    });
    if (entry === null) return;
    yield entry;
  }
}

const isSmall = (entry: Entry) => entry.compressedSize <= sampleBytes && entry.uncompressedSize <= sampleBytes;

async function* streamOf(zip: ZipFile, entry: Entry): AsyncIterable<Buffer> {
  yield* await new Promise<AsyncIterable<Buffer>>((resolve, reject) => {
    zip.openReadStream(entry, (error, opened) => (error ? reject(error) : resolve(opened)));
  });
}

async function* checked(entry: Entry, bytes: Iterable<Buffer> | AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  let sum = 0;
  for await (const chunk of bytes) {
    sum = crc32(chunk, sum);
    yield chunk;
  }
  if (sum !== entry.crc32) throw new Error('its checksum is another');
}
