import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { xzDecompressed } from './xz.js';
import { zstdDecompressed } from './zstd.js';

/** Unpacks a stream of one of the compressions. Throws Error when it is damaged or cut off. */
export function decompressed(kind: 'gzip' | 'zstd' | 'xz', bytes: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  if (kind === 'zstd') return zstdDecompressed(bytes);
  return kind === 'xz' ? xzDecompressed(bytes) : gunzipped(bytes);
}

async function* gunzipped(bytes: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  const gunzip = createGunzip({ chunkSize: 1 << 18 });
  const input = Readable.from(bytes, { objectMode: true });
  const done = pipeline(input, gunzip);
  // Its error comes out of the iteration, too.
  done.catch(() => undefined);
  try {
    for await (const chunk of gunzip) yield chunk as Buffer;
    await done;
  } finally {
    gunzip.destroy();
    input.destroy();
  }
}
