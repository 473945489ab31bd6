import { open, type FileHandle } from 'node:fs/promises';

/** A text file written in large pieces. Close or drop it in any case. */
export class LineFile {
  private pending: string[] = [];
  private waiting = 0;
  private writing: Promise<void> = Promise.resolve();
  /** Characters written so far. */
  length = 0;
  /** Characters of the longest line. */
  longest = 0;

  private constructor(readonly path: string, private readonly file: FileHandle) {}

  static async open(path: string): Promise<LineFile> {
    return new LineFile(path, await open(path, 'w'));
  }

  async write(line: string): Promise<void> {
    this.pending.push(line);
    this.length += line.length;
    this.longest = Math.max(this.longest, line.length);
    this.waiting += line.length;
    if (this.waiting > 1 << 20) await this.flush();
  }

  /** Ends the file with all lines in it. */
  async close(): Promise<void> {
    await this.flush();
    await this.writing;
    await this.file.close();
  }

  /** Lets go of a file that is not wanted any more; does nothing to one that was closed. */
  async drop(): Promise<void> {
    await this.writing.catch(() => undefined);
    await this.file.close();
  }

  private async flush(): Promise<void> {
    if (this.pending.length === 0) return;
    const text = `${this.pending.join('\n')}\n`;
    this.pending = [];
    this.waiting = 0;
    await this.writing;
    this.writing = this.file.writeFile(text);
    // Thrown where it is waited for: by the next piece, or at the end.
    this.writing.catch(() => undefined);
  }
}

/** Writes a file of lines. */
export async function writeLines(path: string, lines: Iterable<string> | AsyncIterable<string>): Promise<void> {
  const file = await LineFile.open(path);
  try {
    for await (const line of lines) await file.write(line);
    await file.close();
  } finally {
    await file.drop();
  }
}

/** A value as JSON that DuckDB can read: halves of UTF-16 pairs in its texts are replaced. */
export function jsonOf(value: object): string {
  return JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'string' ? inner.replace(/\p{Surrogate}/gu, '\ufffd') : inner));
}

/** True when a text of JSON.stringify holds half of a UTF-16 pair, which it writes as an escape. */
export function hasHalfCharacter(json: string): boolean {
  return json.includes('\\ud') && /\\ud[89a-f]/.test(json.replaceAll('\\\\', ''));
}
