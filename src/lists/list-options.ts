import type { ListFormatName } from './list.js';
import type { Shell } from './plan.js';

/** What a caller chooses of a list. */
export interface ListOptions {
  readonly to: ListFormatName;
  /** File or folder to write; made when whole. A list that is one text goes to `write`, or standard output, when it is left out. */
  readonly out?: string;
  /** Takes the text piece by piece, when there is no `out`. */
  readonly write?: (text: string) => unknown;
  /** Addresses of the posts' files, or of their pages. */
  readonly of?: 'files' | 'posts';
  /** Folder into which the other program is told to put its files; `{booru}` stands for the board. */
  readonly dir?: string;
  /** For which shell a plan is written; PowerShell when `out` ends in .ps1, else sh. */
  readonly shell?: Shell;
  /** Beside each picture its tags. */
  readonly sidecars?: boolean;
  /** Pictures in each .tar of a WebDataset; default 1,000. */
  readonly shardSize?: number;
  /** Of posts of one work, as the table works has it, only the first. */
  readonly once?: boolean;
  /** Stops the work; nothing is left half-written. */
  readonly signal?: AbortSignal;
  readonly onStep?: (step: { label: string; done: number; total: number }) => void;
}
