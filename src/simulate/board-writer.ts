import type { Post } from './posts.js';
import type { World } from './world.js';

/** Writes the posts of one board in its own format. */
export interface BoardWriter {
  /** Writes a post; gives its text without what parts it from the next. */
  write(post: Post): string;
  /** Ends the file of posts and writes the files that need the final counts. */
  finish(counts: Int32Array): void;
}

/** The spellings of a board in rank order. */
export function spellingsByRank(world: World, board: number): string[] {
  return Array.from(world.byRank[board]!, (concept) => world.book.concepts[concept]!.names[board]!);
}

/** The tags of a board that occur, in the order of the board's tag numbers; counts are by rank. */
export function usedTags(world: World, board: number, counts: Int32Array): { id: number; concept: number; name: string; category: number; count: number }[] {
  return Array.from(world.byRank[board]!, (concept, rank) => ({ id: world.tagIds[board]![concept]!, concept, name: world.book.concepts[concept]!.names[board]!, category: world.book.concepts[concept]!.categories[board]!, count: counts[rank]! }))
    .filter((tag) => tag.count > 0)
    .sort((a, b) => a.id - b.id);
}

/** `ab/cd` of an md5. */
export function folder(md5: string): string {
  return `${md5.slice(0, 2)}/${md5.slice(2, 4)}`;
}

/** Width and height fitted into a box; never enlarged. */
export function fit(width: number, height: number, box: number): [width: number, height: number] {
  const scale = Math.min(1, box / Math.max(width, height));
  return [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
}

/** Width and height at a width of at most 850, the usual sample of the boards. */
export function sampleSize(width: number, height: number): [width: number, height: number] {
  return width > 850 ? [850, Math.max(1, Math.round((height * 850) / width))] : [width, height];
}

/** The letter of a rating on boards that know safe, questionable and explicit. */
export function oldLetter(rating: number): string {
  return rating <= 1 ? 's' : rating === 2 ? 'q' : 'e';
}

