import { Writable } from 'node:stream';

/** Keeps what is written to it until it is taken. */
export class Sink extends Writable {
  private text = '';

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.text += chunk.toString();
    done();
  }

  taken(): string {
    const { text } = this;
    this.text = '';
    return text;
  }
}
