import { once } from 'node:events';
import { withOutFile } from './out-path.js';
import type { ListOptions } from './list-options.js';

const pieceLength = 1 << 16;

/** Takes text, in order. */
export type Write = (text: string) => Promise<void>;

/** Gives `work` a way to write text to the file of the options, or without one to their `write` or standard output; small pieces are joined. */
export async function withText({ out, write }: Pick<ListOptions, 'out' | 'write'>, work: (write: Write) => Promise<void>): Promise<void> {
  if (out !== undefined) return withOutFile(out, (file) => joinedText((text) => file.writeFile(text), work));
  await joinedText(write === undefined ? toStdout : async (text) => void (await write(text)), work);
}

async function toStdout(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}

/** Gives `work` a way to write text to `write` in pieces of some size. */
export async function joinedText(write: Write, work: (write: Write) => Promise<void>): Promise<void> {
  let pieces: string[] = [];
  let length = 0;
  const flush = async () => {
    if (length > 0) await write(pieces.join(''));
    [pieces, length] = [[], 0];
  };
  await work(async (text) => {
    pieces.push(text);
    length += text.length;
    if (length >= pieceLength) await flush();
  });
  await flush();
}
