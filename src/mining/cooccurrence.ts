import { availableParallelism } from 'node:os';
import { countPairs, type PairCounts } from '../kernels/pair-counts.js';
import { bytesOf, defaultMemory } from '../lake/database.js';
import { UserError } from '../lake/error.js';
import type { Lake } from '../lake/lake.js';
import { runStep, type StepOptions } from '../lake/step.js';
import { PairTable } from './pair-table.js';
import { readPostTagParts, type TagFilter } from './post-tags.js';

export interface CooccurrenceOptions extends StepOptions, Partial<Omit<TagFilter, 'booru'>> {
  /** Canonical name of a board; without it every board with posts. */
  readonly booru?: string;
  /** Pairs in fewer posts are left out. Default 5. */
  readonly minimum?: number;
  /** Default: as many as the machine has cores. */
  readonly threads?: number;
  /** Bytes the posts may take at once: the rest is counted after them. Default `memory`, or a quarter of the machine's. */
  readonly indexBytes?: number;
}

/** What was counted of one board. */
export interface BoardPairs {
  readonly booru: string;
  readonly posts: number;
  readonly tags: number;
  /** Pairs of a post and a tag that were read. */
  readonly post_tags: number;
  readonly pairs: number;
  /** In how many parts the posts were counted, one after another, since they did not fit into memory at once. */
  readonly parts: number;
}

/** What DuckDB may take to sort the pairs, when the caller does not say: more of them spill to disk. */
const sortMemory = '1GB';

/** The kernel's memory ends here. */
const kernelBytes = 4e9;

/** Pairs of a post and a tag that are counted at once: a number of 2 or 4 bytes stands in our index and in the kernel's, and most have an address of 4 there. */
const mostAtOnce = (tags: number, bytes: number): number => Math.max(1, Math.floor(Math.min(bytes, kernelBytes) / (tags < 2 ** 16 ? 8 : 12)));

/** The command in the ledger of runs. */
export const cooccurrenceCommand = 'cooccurrence';

/**
 * Counts in how many posts two tags stand together, over the posts the session shows, and writes the table `cooccurrence`
 * of the session's lake in one commit; posts that do not fit into `indexBytes` are counted some at a time, and the parts' pairs summed by DuckDB. Pairs counted before of these boards are replaced; pairs that came from a file stay.
 * Throws UserError when the board has no posts, the lake is being written or changed since it was opened, or on the signal.
 */
export async function countCooccurrence(lake: Lake, options: CooccurrenceOptions = {}): Promise<BoardPairs[]> {
  const { minimum = 5, categories = [], minimumPosts = minimum, years = null, threads = availableParallelism(), indexBytes = bytesOf(options.memory ?? defaultMemory()), signal } = options;
  const boards = await boardsToCount(lake, options.booru);
  return runStep(lake, cooccurrenceCommand, { memory: sortMemory, ...options }, async (writer) => {
    const table = new PairTable(writer.connection);
    const result: BoardPairs[] = [];
    for (const booru of boards) {
      const step = (label: string) => (done: number, total: number) => {
        signal?.throwIfAborted();
        options.onStep?.({ label: `${label} ${booru}`, done, total });
      };
      const least = Math.max(minimum, minimumPosts);
      const { tagIds, total, parts } = await readPostTagParts(lake, { booru, categories, minimumPosts: least, years }, (tags) => mostAtOnce(tags, indexBytes), step('reading'));
      const wanted = Math.ceil(total / mostAtOnce(tagIds.length, indexBytes));
      const read = { posts: 0, post_tags: 0, parts: 0 };
      async function* counts(): AsyncGenerator<PairCounts> {
        for await (const postTags of parts) {
          read.posts += postTags.postOffsets.length - 1;
          read.post_tags += postTags.tagIds.length;
          read.parts += 1;
          // A pair of one post in this part may be one of many in all.
          yield countPairs(postTags, { minimum: wanted > 1 ? 1 : minimum, threads, onProgress: step(wanted > 1 ? `counting part ${read.parts} of ${wanted} of` : 'counting') });
        }
      }
      const pairs = await (wanted > 1 ? table.addParts(booru, tagIds, minimum, counts()) : table.add(booru, tagIds, counts()));
      result.push({ booru, tags: tagIds.length, ...read, pairs });
    }
    const rows = result.reduce((sum, board) => sum + board.post_tags, 0);
    return { writes: [await table.write(writer.scan('cooccurrence'))], parameters: { boards, minimum, minimumPosts, categories, years }, rows, result };
  });
}

async function boardsToCount(lake: Lake, booru: string | undefined): Promise<string[]> {
  const found = (await lake.rows<{ booru: string }>('SELECT DISTINCT booru FROM tag_posts ORDER BY booru')).map((row) => row.booru);
  if (found.length === 0) throw new UserError('The lake shows no tagged posts', 'Load some first, or show more of them: --rating all');
  if (booru === undefined) return found;
  if (!found.includes(booru)) throw new UserError(`The lake shows no tagged posts of ${booru}`, `Boards with posts: ${found.join(', ') || 'none'}`, 2);
  return [booru];
}
