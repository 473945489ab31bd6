import { sampleBytes } from '../sample.js';

/** A byte stream of which the beginning was read ahead. */
export class Peeked {
  private constructor(
    /** The first bytes, as many as a sample has. */
    readonly head: Buffer,
    /** True when there are no others. */
    readonly whole: boolean,
    private readonly ahead: readonly Buffer[],
    private readonly iterator: AsyncIterator<Buffer>,
  ) {}

  static async of(bytes: AsyncIterable<Buffer>): Promise<Peeked> {
    const iterator = bytes[Symbol.asyncIterator]();
    const ahead: Buffer[] = [];
    let length = 0;
    let ended = false;
    while (length <= sampleBytes && !ended) {
      const { done, value } = await iterator.next();
      if (done) ended = true;
      else {
        ahead.push(value);
        length += value.length;
      }
    }
    const all = ahead.length === 1 ? ahead[0]! : Buffer.concat(ahead);
    return new Peeked(all.subarray(0, sampleBytes), ended, ended ? [all] : ahead, iterator);
  }

  /** The whole stream, once. */
  async *bytes(): AsyncIterable<Buffer> {
    yield* this.ahead;
    if (this.whole) return;
    yield* { [Symbol.asyncIterator]: () => this.iterator };
  }

  /** Ends the stream, read or not. */
  async close(): Promise<void> {
    if (!this.whole) await this.iterator.return?.();
  }
}
