import { availableParallelism } from 'node:os';
import { countPairs } from '../kernels/pair-counts.js';
import { UserError } from '../lake/error.js';
import type { Lake } from '../lake/lake.js';
import { runStep, type StepOptions } from '../lake/step.js';
import { PairTable } from './pair-table.js';
import { readPostTags, type TagFilter } from './post-tags.js';

export interface CooccurrenceOptions extends StepOptions, Partial<Omit<TagFilter, 'booru'>> {
  /** Canonical name of a board; without it every board with posts. */
  readonly booru?: string;
  /** Pairs in fewer posts are left out. Default 5. */
  readonly minimum?: number;
  /** Default: as many as the machine has cores. */
  readonly threads?: number;
}

/** What was counted of one board. */
export interface BoardPairs {
  readonly booru: string;
  readonly posts: number;
  readonly tags: number;
  /** Pairs of a post and a tag that were read. */
  readonly post_tags: number;
  readonly pairs: number;
}

/** What DuckDB may take to sort the pairs, when the caller does not say: more of them spill to disk. */
const sortMemory = '1GB';

/** The command in the ledger of runs. */
export const cooccurrenceCommand = 'cooccurrence';

/**
 * Counts in how many posts two tags stand together, over the posts the session shows, and writes the table `cooccurrence`
 * of the session's lake in one commit. Pairs counted before of these boards are replaced; pairs that came from a file stay.
 * Throws UserError when the board has no posts, the lake is being written or changed since it was opened, or on the signal.
 */
export async function countCooccurrence(lake: Lake, options: CooccurrenceOptions = {}): Promise<BoardPairs[]> {
  const { minimum = 5, categories = [], minimumPosts = minimum, years = null, threads = availableParallelism(), signal } = options;
  const boards = await boardsToCount(lake, options.booru);
  return runStep(lake, cooccurrenceCommand, { memory: sortMemory, ...options }, async (writer) => {
    const table = new PairTable(writer.connection);
    const result: BoardPairs[] = [];
    for (const booru of boards) {
      const step = (label: string) => (done: number, total: number) => {
        signal?.throwIfAborted();
        options.onStep?.({ label: `${label} ${booru}`, done, total });
      };
      const { postTags, tagIds } = await readPostTags(lake, { booru, categories, minimumPosts: Math.max(minimum, minimumPosts), years }, step('reading'));
      const { posts, batches } = countPairs(postTags, { minimum, threads, onProgress: step('counting') });
      const pairs = await table.add(booru, tagIds, posts, batches);
      result.push({ booru, posts: postTags.postOffsets.length - 1, tags: tagIds.length, post_tags: postTags.tagIds.length, pairs });
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
