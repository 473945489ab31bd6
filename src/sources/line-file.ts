import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';

/** A text file written in large pieces. */
export class LineFile {
  private readonly stream;
  private pending: string[] = [];
  private waiting = 0;
  /** Characters written so far. */
  length = 0;
  /** Characters of the longest line. */
  longest = 0;

  constructor(readonly path: string) {
    this.stream = createWriteStream(path);
  }

  async write(line: string): Promise<void> {
    this.pending.push(line);
    this.length += line.length;
    this.longest = Math.max(this.longest, line.length);
    this.waiting += line.length;
    if (this.waiting > 1 << 20) await this.flush();
  }

  async close(): Promise<void> {
    await this.flush();
    this.stream.end();
    await finished(this.stream);
  }

  private async flush(): Promise<void> {
    if (this.pending.length > 0 && !this.stream.write(`${this.pending.join('\n')}\n`)) await once(this.stream, 'drain');
    this.pending = [];
    this.waiting = 0;
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
