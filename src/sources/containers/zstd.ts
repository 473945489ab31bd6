import { Decompress } from 'fzstd';
import xxhash from 'xxhash-wasm';
import { ZstdFrames } from './zstd-frames.js';

/** Unpacks a .zst stream frame by frame, each against its checksum where it has one. Throws Error when it is damaged or cut off. */
export async function* zstdDecompressed(bytes: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  const { create64 } = await xxhash();
  const frames = new ZstdFrames();
  let out: Buffer[] = [];
  let hash = create64();
  let decoder: Decompress | null = null;
  for await (const chunk of bytes) {
    for (const piece of frames.split(chunk)) {
      decoder ??= new Decompress((data) => {
        if (data.length === 0) return;
        hash.update(data);
        // The decoder uses its buffer again.
        out.push(Buffer.from(data));
      });
      try {
        decoder.push(piece.bytes, piece.ends);
      } catch (error) {
        throw new Error(`the zstd data is damaged: ${(error as Error).message}`);
      }
      if (piece.ends) {
        if (piece.checksum !== null && Number(hash.digest() & 0xffffffffn) !== piece.checksum) throw new Error('the zstd data is damaged: its checksum is another');
        decoder = null;
        hash = create64();
      }
      yield* out;
      out = [];
    }
  }
  if (!frames.isComplete) throw new Error('the zstd data is cut off');
}
