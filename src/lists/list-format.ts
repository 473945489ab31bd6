import type { Lake } from '../lake/lake.js';
import type { ListOptions } from './list-options.js';

/** What became of the posts or pictures chosen. */
export interface Written {
  readonly listed: number;
  /** Posts left out for want of an address. */
  readonly addressless?: number;
  /** Pictures left out: not there; in an archive, where a script cannot reach; not readable as pictures; of unknown size. */
  readonly gone?: number;
  readonly archived?: number;
  readonly unreadable?: number;
  readonly unsized?: number;
}

export interface ListContext {
  readonly lake: Lake;
  readonly options: ListOptions;
  /** Tells that one more is done, or so many; throws on the signal. */
  readonly step: (many?: number) => void;
}

/** A kind of list. */
export interface ListFormat {
  readonly about: string;
  /** What it lists; the tables listed_posts or listed_pictures hold them. */
  readonly lists: 'posts' | 'pictures';
  /** A text may go to standard output, a file or folder needs a name. */
  readonly gives: 'text' | 'file' | 'folder';
  /** True when it uses the other columns of the rows. */
  readonly takesMore?: boolean;
  write(context: ListContext): Promise<Written>;
}
