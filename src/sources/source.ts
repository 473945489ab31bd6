import type { DuckDBConnection } from '@duckdb/node-api';
import type { Origin } from '../lake/inbox.js';
import type { TableName } from '../lake/schema.js';
import type { RejectReason } from './reject.js';
import type { Sample } from './sample.js';

/**
 * One record of a file as a reader delivers it: where it stands, its raw text (up to the limit of a reject), and its
 * fields, by name or as the text of one JSON object without line breaks, or why it cannot be read. `under` is the key
 * of the list it stood in, for records of a nested JSON document.
 */
export type FileRecord = { line: number; raw: () => string; under?: string } & (
  | { values: Readonly<Record<string, unknown>> }
  | { json: string }
  | { reason: RejectReason; detail?: string }
);

/** Reads the records of a decompressed byte stream in order. */
export type RecordReader = (bytes: AsyncIterable<Buffer>, sample: Sample) => AsyncIterable<FileRecord>;

/** How the records of a format lie in a file. */
export type RecordFormat =
  /**
   * Objects one a line, in an array, or in the array (or single object) under one of `unwrap` in each root object.
   * `preamble` is true of a first object that tells about the file and is no record.
   */
  | { kind: 'json'; unwrap?: readonly string[]; preamble?: (first: Readonly<Record<string, unknown>>) => boolean }
  /**
   * Rows of fields with a header line. `quoted`: fields may stand in double quotes; `multiline`: and hold line breaks.
   * `columns` names the fields of a file without a header. `wide` names the one field that may hold the delimiter,
   * when nothing is quoted. `others` names the fields of rows that have another number of them. `fallback` is the encoding of lines that are not valid UTF-8, else `bad_encoding`.
   */
  | { kind: 'csv'; delimiter: string; quoted: boolean; multiline?: boolean; columns?: readonly string[]; wide?: string; others?: readonly (readonly string[])[]; fallback?: 'windows-1251' }
  /** Anything else, by a reader of its own. */
  | { kind: 'custom'; read: RecordReader };

export interface Rule {
  reason: RejectReason;
  /** SQL over the fields that is true for rows to reject. */
  when: string;
  /** SQL for the detail. */
  detail?: string;
}

/**
 * Rows for one table of the lake: `select` reads the temp view `record` (the fields with their types, `_row` the
 * record's number in the file from 1, `_line` or NULL) and names columns of the table; the others stay NULL.
 * `src_file`, `src_format` and `src_row` (from `_row`) are filled in. Pictures come after the posts they are of, so that
 * those of excluded posts are left out.
 */
export type Emission =
  | { table: Exclude<TableName, 'posts' | 'post_tags' | 'tag_posts' | 'cooccurrence'>; select: string }
  /**
   * Posts: columns booru, fid, rating_std and others of `posts`; `tags` VARCHAR[] when the source brings tags, which
   * then have origin `tagOrigin` (`learned` (tag_name) then holds the distinct tags of the last board, for later emissions); `records` when a post stands for more than one record. Keys and rating_level are filled in.
   * `implied` when the records bring rows of other tables and the posts only say what those are of: then a record is no reject because the lake knows more of its post.
   * `beside` is SQL that is true for records that are no posts, in files that hold both.
   * A source with a record for each tag gives `pairs` instead of `tags`: SQL of (booru, fid, tag_name), repeats allowed.
   */
  | { table: 'posts'; select: string; origin: Origin; tagOrigin?: Origin; pairs?: string; implied?: true; beside?: string }
  /** Pairs: booru, tag_a, tag_b (names), posts_both, posts_a, posts_b, origin. */
  | { table: 'cooccurrence'; select: string };

export interface LoadContext {
  connection: DuckDBConnection;
  sample: Sample;
  /** The board given by the user or named by the file's path, or null. */
  board: string | null;
  /** SQL of the tags known so far: (booru, tag_name, tag_cat, board_tag_id), from the lake and from this load. */
  vocabulary: string;
  /** SQL of the labels known so far: (booru, tag_name, kind, id). */
  labels: string;
  /** The first value of a query over `record`, or over `numbered`: the records before any is rejected, all there is for rules and identities. */
  scalar(sql: string): Promise<unknown>;
  /** SQL for an aggregate (a truth or a text) over the records of a row's own file: what a file decides stays its own when many are read as one. */
  ofFile(aggregate: string): Promise<string>;
}

/** A dump format: how to recognise it, and how its records become rows of the lake. */
export interface Source {
  /** Name used by `--source` and in the ledger. */
  readonly id: string;
  /** Short code kept as `src_format` (format reference F). */
  readonly code: string;
  readonly title: string;
  /** True when the beginning of a file is of this format. Content decides; names only where content cannot. */
  detect(sample: Sample): boolean;
  readonly format: RecordFormat | ((sample: Sample) => RecordFormat);
  /** Field names to DuckDB types. Fields a file does not have are NULL; others it has are ignored. */
  readonly fields: Readonly<Record<string, string>>;
  /**
   * Columns computed once from the fields of each record, in SQL: what rules, identity and emissions need more than once.
   * One named as a field replaces it; those of a later list may use those of an earlier one.
   */
  readonly derived?: readonly Readonly<Record<string, string>>[];
  /** Fields that must have a value, else `missing_key`. */
  readonly required: readonly string[];
  /** SQL for what a record is of; of records with the same identity the last by `newest` (SQL, then order of rows) is kept. */
  readonly identity?: string | ((context: LoadContext) => string | Promise<string>);
  readonly newest?: string;
  /** True when the name of a file tells what its records are of: then the same bytes under another name are another file. */
  readonly named?: true;
  /** True when the user's template tells how its files are laid out: then the same bytes with another template are another file. */
  readonly templated?: true;
  /**
   * True when its files are small and many, a post or a few each: then small ones are read many at a time. What a
   * file decides for its rows must then come from `ofFile`, not from `scalar`, and `sample` is that of one of them.
   */
  readonly sidecar?: true;
  /** True when an empty file tells something, too: that nothing is in a picture. */
  readonly blank?: true;
  /** True when the source looks up what other files bring: its files are loaded after theirs. */
  readonly late?: true;
  rules?(context: LoadContext): Rule[] | Promise<Rule[]>;
  emit(context: LoadContext): Emission[] | Promise<Emission[]>;
}
