/** Bytes of one frame. `ends` is true of its last ones, which then tell its checksum. */
export interface FramePiece {
  bytes: Buffer;
  ends: boolean;
  checksum: number | null;
}

const magic = 0xfd2fb528;

type Awaited = 'magic' | 'descriptor' | 'header' | 'block' | 'data' | 'checksum' | 'skipped size' | 'skipped';

/** Finds where the frames of a .zst stream end (RFC 8878), so that each can be decoded and checked on its own. Frames of other data are left out. */
export class ZstdFrames {
  private awaited: Awaited = 'magic';
  private pending = Buffer.alloc(0);
  /** Bytes still to pass in `data` and `skipped`. */
  private left = 0;
  private isLastBlock = false;
  private hasChecksum = false;

  /** True between two frames. */
  get isComplete(): boolean {
    return this.awaited === 'magic' && this.pending.length === 0;
  }

  *split(chunk: Buffer): Iterable<FramePiece> {
    const bytes = this.pending.length > 0 ? Buffer.concat([this.pending, chunk]) : chunk;
    let at = 0;
    let start = 0;
    for (;;) {
      const from = at;
      const rest = bytes.length - at;
      if (this.awaited === 'data' || this.awaited === 'skipped') {
        const passed = Math.min(rest, this.left);
        at += passed;
        this.left -= passed;
        if (this.awaited === 'skipped') start = at;
        if (this.left > 0) break;
        if (this.awaited === 'skipped') {
          this.awaited = 'magic';
          continue;
        }
        if (!this.isLastBlock) this.awaited = 'block';
        else if (this.hasChecksum) this.awaited = 'checksum';
        else {
          yield { bytes: bytes.subarray(start, at), ends: true, checksum: null };
          start = at;
          this.awaited = 'magic';
        }
        continue;
      }
      const needed = this.awaited === 'descriptor' ? 1 : this.awaited === 'header' ? this.left : this.awaited === 'block' ? 3 : 4;
      if (rest < needed) break;
      at += needed;
      if (this.awaited === 'magic') {
        const word = bytes.readUInt32LE(from);
        if (word !== magic && (word & 0xfffffff0) >>> 0 !== 0x184d2a50) throw new Error('the zstd data is damaged: no frame begins where one should');
        this.awaited = word === magic ? 'descriptor' : 'skipped size';
        if (word !== magic) start = at;
      } else if (this.awaited === 'skipped size') {
        start = at;
        this.left = bytes.readUInt32LE(from);
        this.awaited = 'skipped';
      } else if (this.awaited === 'descriptor') {
        const descriptor = bytes[from]!;
        const isSingle = (descriptor & 0x20) !== 0;
        this.hasChecksum = (descriptor & 4) !== 0;
        this.left = (isSingle ? 0 : 1) + [0, 1, 2, 4][descriptor & 3]! + [isSingle ? 1 : 0, 2, 4, 8][descriptor >> 6]!;
        this.awaited = 'header';
      } else if (this.awaited === 'header') this.awaited = 'block';
      else if (this.awaited === 'block') {
        const block = bytes.readUIntLE(from, 3);
        this.isLastBlock = (block & 1) === 1;
        this.left = ((block >> 1) & 3) === 1 ? 1 : block >> 3;
        this.awaited = 'data';
      } else {
        yield { bytes: bytes.subarray(start, at), ends: true, checksum: bytes.readUInt32LE(from) };
        start = at;
        this.awaited = 'magic';
      }
    }
    // The beginning of a header waits for its rest.
    if (at > start) yield { bytes: bytes.subarray(start, at), ends: false, checksum: null };
    this.pending = Buffer.from(bytes.subarray(at));
  }
}
