import type { ToldPost } from './told-post.js';

/** A file, or a run of them, that a format is made of. */
export interface FormatFile {
  /** Posts told at once: `text` is asked for so many, and so many stand in a file when `path` differs from run to run. */
  readonly run: number;
  /** Path below the format's folder; `number` counts the runs from 1. A run with the path of the one before goes behind it. */
  path(posts: readonly ToldPost[], number: number): string;
  text(posts: readonly ToldPost[], number: number): string;
}

/** Another way to write down the posts of a board. */
export interface PostFormat {
  /** Its folder, and what a user calls it. */
  readonly name: string;
  /** Numbers of the boards whose posts it tells. */
  readonly of: readonly number[];
  /** The day the dump was made, in ms: it knows only what was there by then. */
  readonly until?: number;
  readonly files: readonly FormatFile[];
}

const RUN = 500;

/** One file with a record a line. */
export function lines(path: string, line: (post: ToldPost) => string, header = ''): FormatFile {
  return { run: RUN, path: () => path, text: (posts, number) => (number === 1 ? header : '') + posts.map((post) => `${line(post)}\n`).join('') };
}

/** A file for every so many posts, numbered. */
export function pages(stem: string, ext: string, run: number, text: FormatFile['text']): FormatFile {
  return { run, path: (_, number) => `${stem}-${String(number).padStart(4, '0')}.${ext}`, text };
}

/** A file for every post. */
export function sidecars(name: (post: ToldPost) => string, text: (post: ToldPost) => string): FormatFile {
  return { run: 1, path: ([post]) => name(post!), text: ([post]) => text(post!) };
}
