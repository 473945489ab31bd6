import { UserError } from '../../lake/error.js';

/** How much an archive may unpack to. */
export interface UnpackLimits {
  /** Bytes in all. */
  total: number;
  /** Times its own size, once more than `free` bytes came out of it. */
  ratio: number;
  free: number;
}

export const unpackLimits: UnpackLimits = { total: 200e9, ratio: 1000, free: 1e9 };

/** Counts what comes out of one archive, and throws UserError when it is too much to be true. */
export class Budget {
  private used = 0;

  constructor(private readonly path: string, private readonly size: number, private readonly limits: UnpackLimits = unpackLimits) {}

  async *counted(bytes: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
    for await (const chunk of bytes) {
      this.used += chunk.length;
      const { total, ratio, free } = this.limits;
      if (this.used > total || (this.used > free && this.used > ratio * this.size)) {
        throw new UserError(`${this.path}: unpacks to more than ${this.used > total ? `${total / 1e9} GB` : `${ratio} times its size`}; nothing more of it is read`, 'If it is sound, unpack it with its own program and load the folder.');
      }
      yield chunk;
    }
  }
}
