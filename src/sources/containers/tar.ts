import { Readable } from 'node:stream';
import { extract } from 'tar-stream';
import type { Member } from './member.js';

/** The members of a tar stream, one after the other: each is to be read before the next is asked for. Throws Error when it is damaged or cut off. */
export async function* tarMembers(bytes: AsyncIterable<Buffer>): AsyncIterable<Member> {
  const reader = extract();
  const input = Readable.from(bytes, { objectMode: true });
  input.on('error', (error) => reader.destroy(error));
  input.pipe(reader);
  try {
    for await (const entry of reader) {
      const { name, type } = entry.header;
      if (type === 'directory') entry.resume();
      else if (type === 'file' || type === 'contiguous-file') {
        yield { name, bytes: () => entry as AsyncIterable<Buffer> };
        entry.resume();
      } else {
        entry.resume();
        yield { name, refused: `a ${type ?? 'thing'} in an archive is not followed` };
      }
    }
  } finally {
    input.destroy();
    reader.destroy();
  }
}
