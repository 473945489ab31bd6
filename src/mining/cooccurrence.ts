import { rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { countPairsInBlocks, planBlocks } from '../kernels/pair-blocks.js';
import { countPairs } from '../kernels/pair-counts.js';
import { bytesOf, defaultMemory } from '../lake/database.js';
import { UserError } from '../lake/error.js';
import type { Lake } from '../lake/lake.js';
import { runStep, type StepOptions } from '../lake/step.js';
import { PairTable } from './pair-table.js';
import { filteredTags, indexPostTags, type FilteredTags, type TagFilter } from './post-tags.js';
import { writeRankedPosts } from './ranked-posts.js';

export interface CooccurrenceOptions extends StepOptions, Partial<Omit<TagFilter, 'booru'>> {
  /** Canonical name of a board; without it every board with posts. */
  readonly booru?: string;
  /** Pairs in fewer posts are left out. Default 5. */
  readonly minimum?: number;
  /** Default: as many as the machine has cores. */
  readonly threads?: number;
  /** Bytes that the index of a board may take; one that takes more is counted in passes over a file. Default: `memory`, else a quarter of the machine's. */
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
  /** How often all tags of posts were gone through in a file, since they did not fit into memory; 0 when they did. */
  readonly passes: number;
}

/** What DuckDB may take to sort the pairs, 1 GB or half of what there is, since counting takes the other half: more of them spill to disk. */
const sortMemory = (memory: string | undefined): string => (memory === undefined ? '1GB' : `${Math.floor(Math.max(bytesOf(memory) / 2, Math.min(bytesOf(memory), 1e9)))}B`);

/** The command in the ledger of runs. */
export const cooccurrenceCommand = 'cooccurrence';

/**
 * Counts in how many posts two tags stand together, over the posts the session shows, and writes the table `cooccurrence`
 * of the session's lake in one commit. Pairs counted before of these boards are replaced; pairs that came from a file stay.
 * Throws UserError when the board has no posts, the lake is being written or changed since it was opened, or on the signal.
 */
export async function countCooccurrence(lake: Lake, options: CooccurrenceOptions = {}): Promise<BoardPairs[]> {
  const { minimum = 5, categories = [], minimumPosts = minimum, years = null, threads = availableParallelism(), indexBytes = bytesOf(options.memory ?? defaultMemory()), signal } = options;
  const boards = await boardsToCount(lake, options.booru);
  return runStep(lake, cooccurrenceCommand, { ...options, memory: sortMemory(options.memory) }, async (writer) => {
    const table = new PairTable(writer.connection);
    const result: BoardPairs[] = [];
    for (const booru of boards) {
      const step = (label: string) => (done: number, total: number) => {
        signal?.throwIfAborted();
        options.onStep?.({ label: `${label} ${booru}`, done, total });
      };
      const tags = await filteredTags(lake, { booru, categories, minimumPosts: Math.max(minimum, minimumPosts), years });
      const ways = { minimum, threads, step };
      result.push(await hasRoom(lake, tags, indexBytes) ? await countInMemory(lake, tags, table, ways) : await countInPasses(lake, tags, table, { ...ways, path: join(writer.staging, 'ranked-posts'), bytes: Math.min(indexBytes / 2, kernelBytes) }));
    }
    const rows = result.reduce((sum, board) => sum + board.post_tags, 0);
    return { writes: [await table.write(writer.scan('cooccurrence'))], parameters: { boards, minimum, minimumPosts, categories, years }, rows, result };
  });
}

/** What the counting kernel can address at most. */
const kernelBytes = 3.9e9;

/** True when the posts and their index fit. */
async function hasRoom(lake: Lake, { filter, tagIds, total }: FilteredTags, indexBytes: number): Promise<boolean> {
  const [counted] = await lake.rows<{ posts: number }>('SELECT count(*) AS posts FROM posts WHERE booru = $booru', { booru: filter.booru });
  const width = tagIds.length < 2 ** 16 ? 2 : 4;
  const ours = total * width + counted!.posts * 4;
  const kernels = total * (width + 2) + counted!.posts * (4 + width);
  return ours + kernels <= indexBytes && kernels <= kernelBytes;
}

interface Way {
  readonly minimum: number;
  readonly threads: number;
  readonly step: (label: string) => (done: number, total: number) => void;
}

async function countInMemory(lake: Lake, tags: FilteredTags, table: PairTable, { minimum, threads, step }: Way): Promise<BoardPairs> {
  const { booru } = tags.filter;
  const { postTags, tagIds } = await indexPostTags(lake, tags, step('reading'));
  const { posts, batches } = countPairs(postTags, { minimum, threads, onProgress: step('counting') });
  const pairs = await table.add(booru, tagIds, posts, batches);
  return { booru, posts: postTags.postOffsets.length - 1, tags: tagIds.length, post_tags: postTags.tagIds.length, pairs, passes: 0 };
}

async function countInPasses(lake: Lake, tags: FilteredTags, table: PairTable, { minimum, threads, step, path, bytes }: Way & { path: string; bytes: number }): Promise<BoardPairs> {
  const { booru } = tags.filter;
  const { posts, count, tagOfRank, meetings } = await writeRankedPosts(lake, tags, path, step('writing down'));
  const options = { tagOfRank, meetings, minimum, threads, bytes };
  const passes = planBlocks(options).length;
  const counting = step('counting in passes');
  const batches = countPairsInBlocks(posts, { ...options, onProgress: (done) => counting(done, passes * posts.length) });
  const pairs = await table.add(booru, tags.tagIds, Uint32Array.from(tags.posts), batches);
  await rm(path);
  return { booru, posts: count, tags: tags.tagIds.length, post_tags: tags.total, pairs, passes };
}

async function boardsToCount(lake: Lake, booru: string | undefined): Promise<string[]> {
  const found = (await lake.rows<{ booru: string }>('SELECT DISTINCT booru FROM tag_posts ORDER BY booru')).map((row) => row.booru);
  if (found.length === 0) throw new UserError('The lake shows no tagged posts', 'Load some first, or show more of them: --rating all');
  if (booru === undefined) return found;
  if (!found.includes(booru)) throw new UserError(`The lake shows no tagged posts of ${booru}`, `Boards with posts: ${found.join(', ') || 'none'}`, 2);
  return [booru];
}
