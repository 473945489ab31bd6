import xz from 'xz-decompress';

/** Streams being read: the decoder has one state for all, so that a second one would wait for the first for ever. */
let open = 0;

/** Unpacks an .xz stream, also several in a row. Throws Error when it is damaged, or stands within another. */
export async function* xzDecompressed(bytes: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  if (open > 0) throw new Error('an .xz within an .xz is not read; unpack the outer one first');
  open++;
  try {
    for await (const chunk of new xz.XzReadableStream(webStream(bytes)) as unknown as AsyncIterable<Uint8Array>) {
      if (chunk.length > 0) yield Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
    }
  } catch (error) {
    const { message } = error as Error;
    throw message.startsWith('get_next_output') ? new Error('the xz data is damaged or cut off') : error;
  } finally {
    open--;
  }
}

function webStream(bytes: AsyncIterable<Buffer>): ReadableStream<Uint8Array> {
  const iterator = bytes[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await iterator.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await iterator.return?.();
    },
  });
}
