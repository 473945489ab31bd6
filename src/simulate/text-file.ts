import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

const FLUSH_AT = 1 << 20;

/** A text file written from front to back in pieces of about a megabyte; makes its folder. */
export class TextFile {
  readonly #handle: number;
  #buffer = '';
  bytes = 0;

  constructor(readonly path: string) {
    mkdirSync(dirname(path), { recursive: true });
    this.#handle = openSync(path, 'w');
  }

  write(text: string): void {
    this.#buffer += text;
    if (this.#buffer.length >= FLUSH_AT) this.#flush();
  }

  close(): void {
    this.#flush();
    closeSync(this.#handle);
  }

  #flush(): void {
    const data = Buffer.from(this.#buffer, 'utf8');
    this.#buffer = '';
    for (let at = 0; at < data.length; ) at += writeSync(this.#handle, data, at);
    this.bytes += data.length;
  }
}

/** Writes a whole small file. */
export function writeText(path: string, text: string): void {
  const file = new TextFile(path);
  file.write(text);
  file.close();
}
