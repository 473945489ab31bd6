import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { UserError } from '../lake/error.js';

/** A text file that is at its name only when it is whole. */
export class WholeFile {
  private constructor(readonly path: string, private readonly staging: string, private readonly handle: FileHandle) {}

  /** Throws UserError when it cannot be written there. */
  static async open(path: string): Promise<WholeFile> {
    const staging = join(dirname(path), `.${basename(path)}.${process.pid}.part`);
    const handle = await open(staging, 'w').catch((error: Error) => {
      throw new UserError(`Cannot write ${path}: ${error.message}`);
    });
    return new WholeFile(path, staging, handle);
  }

  async write(text: string | Uint8Array): Promise<void> {
    await this.handle.appendFile(text);
  }

  /** Gives it its name. */
  async finish(): Promise<void> {
    await this.handle.close();
    await rename(this.staging, this.path).catch(async (error: Error) => {
      await rm(this.staging, { force: true });
      throw new UserError(`Cannot write ${this.path}: ${error.message}`);
    });
  }

  /** Leaves nothing. */
  async drop(): Promise<void> {
    await this.handle.close();
    await rm(this.staging, { force: true });
  }
}

/** Writes a file whole or not at all. */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  const file = await WholeFile.open(path);
  try {
    await file.write(content);
  } catch (error) {
    await file.drop();
    throw error;
  }
  await file.finish();
}
