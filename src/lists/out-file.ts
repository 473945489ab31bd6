import { open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { UserError } from '../lake/error.js';

const pieceLength = 1 << 16;

/** Takes text, in order. */
export type Write = (text: string) => Promise<void>;

/** Gives `work` a way to write text: to a file, which takes its name when it is whole, or without one to `other`. Small pieces are joined. */
export async function withOutFile(out: string | null, other: (text: string) => unknown, work: (write: Write) => Promise<void>): Promise<void> {
  if (out === null) return joined(async (text) => void (await other(text)), work);
  const part = join(dirname(out), `.${basename(out)}.${process.pid}.part`);
  const file = await open(part, 'w').catch((error: Error) => {
    throw new UserError(`Cannot write ${out}: ${error.message}`);
  });
  try {
    await joined(async (text) => void (await file.writeFile(text)), work);
    await file.close();
    await rename(part, out);
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(part, { force: true });
    throw (error as NodeJS.ErrnoException).syscall === undefined ? error : new UserError(`Cannot write ${out}: ${(error as Error).message}`);
  }
}

async function joined(write: Write, work: (write: Write) => Promise<void>): Promise<void> {
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
