import { open, type FileHandle } from 'node:fs/promises';
import type { RankedPosts } from '../kernels/pair-blocks.js';
import { UserError } from '../lake/error.js';
import type { Lake } from '../lake/lake.js';
import { postTagPieces, type FilteredTags } from './post-tags.js';

/** The posts of a board in a file, as ranks of their tags. */
export interface RankedFile {
  readonly posts: RankedPosts;
  /** Posts with a tag of the filter. */
  readonly count: number;
  /** Number of the tag (by its place in `tagIds`) of each rank, and how many commoner tags it meets. */
  readonly tagOfRank: Uint32Array;
  readonly meetings: Float64Array;
}

/** Ranks that are written and read at a time. */
const pieceRanks = 2 ** 21;

/** More tags than this are sorted by the library's sort. */
const fewTags = 48;

/** Writes the posts of a board into a file, in order, for passes over them; 2 bytes a tag, 4 above 65,535 tags. Throws UserError when the disk is full. */
export async function writeRankedPosts(lake: Lake, tags: FilteredTags, path: string, onProgress?: (done: number, total: number) => void): Promise<RankedFile> {
  const { tagOfRank, rankOf } = rankTags(tags);
  const isWide = tagOfRank.length > 2 ** 16;
  const Ranks = isWide ? Uint32Array : Uint16Array;
  const meetings = new Float64Array(tagOfRank.length);
  const pieces: number[] = [];
  // Room for what one piece of the lake adds, and a post of all tags.
  const buffer = new Ranks(2 * pieceRanks + tagOfRank.length);
  let [start, at, count, length, done] = [0, 0, 0, 0, 0];
  let [lastLow, lastHigh, isFirst] = [0, 0, true];
  const close = (): void => {
    if (at === start) return;
    sortRanks(buffer, start, at);
    for (let i = start; i < at; i++) meetings[buffer[i]!]! += at - 1 - i;
    buffer[at++] = 0;
    start = at;
    count++;
  };
  const file = await open(path, 'w').catch((error: Error) => Promise.reject(cannotWrite(path, error)));
  try {
    const flush = async (): Promise<void> => {
      await writeAll(file, buffer.subarray(0, start)).catch((error: Error) => Promise.reject(cannotWrite(path, error)));
      pieces.push(start);
      length += start;
      buffer.copyWithin(0, start, at);
      at -= start;
      start = 0;
    };
    for await (const { keys, ids } of postTagPieces(lake, tags)) {
      const words = new Int32Array(keys.buffer, keys.byteOffset, 2 * keys.length);
      for (let row = 0; row < ids.length; row++) {
        const [low, high] = [words[2 * row]!, words[2 * row + 1]!];
        if (isFirst || low !== lastLow || high !== lastHigh) close();
        [lastLow, lastHigh, isFirst] = [low, high, false];
        const rank = rankOf[ids[row]!] ?? 0;
        if (rank === 0) continue;
        buffer[at++] = rank;
        done++;
      }
      if (at > pieceRanks) await flush();
      onProgress?.(done, tags.total);
    }
    close();
    await flush();
  } finally {
    await file.close();
  }
  const width = isWide ? 4 : 2;
  const longest = Math.max(0, ...pieces);
  async function* read(): AsyncIterable<Uint16Array | Uint32Array> {
    const from = await open(path, 'r');
    const bytes = new Ranks(longest);
    try {
      for (const ranks of pieces) {
        const piece = bytes.subarray(0, ranks);
        for (let at = 0; at < ranks * width; ) {
          const { bytesRead } = await from.read(new Uint8Array(piece.buffer, at, ranks * width - at));
          if (bytesRead === 0) throw new Error(`${path} was cut short while it was read`);
          at += bytesRead;
        }
        yield piece;
      }
    } finally {
      await from.close();
    }
  }
  return { posts: { width, length, longest, read }, count, tagOfRank, meetings };
}

const cannotWrite = (path: string, { message }: Error): UserError => new UserError(`Cannot write ${path}: ${message}`, 'Make room on the disk of the lake, or give more --memory; the lake is as it was before.');

/** Ranks of tags from the rarest to the commonest, of equally common ones by number; and the rank of each number of the lake, 0 for none. */
function rankTags({ tagIds, posts }: FilteredTags): { tagOfRank: Uint32Array; rankOf: Uint32Array } {
  const order = Uint32Array.from(tagIds.keys()).sort((a, b) => posts[a]! - posts[b]! || a - b);
  const tagOfRank = new Uint32Array(tagIds.length + 1);
  tagOfRank.set(order, 1);
  const rankOf = new Uint32Array((tagIds.at(-1) ?? 0) + 1);
  order.forEach((tag, place) => (rankOf[tagIds[tag]!] = place + 1));
  return { tagOfRank, rankOf };
}

function sortRanks(ranks: Uint16Array | Uint32Array, from: number, to: number): void {
  if (to - from > fewTags) return void ranks.subarray(from, to).sort();
  for (let i = from + 1; i < to; i++) {
    const rank = ranks[i]!;
    let j = i - 1;
    for (; j >= from && ranks[j]! > rank; j--) ranks[j + 1] = ranks[j]!;
    ranks[j + 1] = rank;
  }
}

async function writeAll(file: FileHandle, ranks: Uint16Array | Uint32Array): Promise<void> {
  const bytes = new Uint8Array(ranks.buffer, ranks.byteOffset, ranks.byteLength);
  for (let written = 0; written < bytes.length; ) written += (await file.write(bytes, written)).bytesWritten;
}
