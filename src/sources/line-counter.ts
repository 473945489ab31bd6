/** Counts the lines that are not empty, the last one also when no line end follows it. */
export class LineCounter {
  private ended = 0;
  /** Bytes of the line so far, and its last byte. */
  private length = 0;
  private last = 0;

  add(chunk: Buffer): void {
    let start = 0;
    for (let end = chunk.indexOf(10); end >= 0; end = chunk.indexOf(10, start)) {
      this.length += end - start;
      if (end > start) this.last = chunk[end - 1]!;
      this.ended += this.filled;
      this.length = 0;
      start = end + 1;
    }
    this.length += chunk.length - start;
    if (start < chunk.length) this.last = chunk[chunk.length - 1]!;
  }

  get lines(): number {
    return this.ended + this.filled;
  }

  private get filled(): number {
    return this.length > 1 || (this.length === 1 && this.last !== 13) ? 1 : 0;
  }
}
