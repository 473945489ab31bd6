import { visibleLines } from '../../charts/text.js';
import type { Lake, Params } from '../../lake/lake.js';
import { UserError } from '../../lake/error.js';
import type { QueryResult } from '../../lake/result.js';
import type { ResultStream } from '../../lake/result-stream.js';
import { copyLines, copyToParquet } from '../../reports/export.js';
import { formatOfFile, type Format, isWhole, type TextFormat } from '../../reports/format.js';
import { refuseLakeFile } from '../../lake/own-folder.js';
import { refuseLakeWrites } from '../../reports/lake-guard.js';
import { queryError } from '../../reports/sql-error.js';
import { WholeFile } from '../../reports/whole-file.js';
import { wholeText, writeResult } from '../../reports/write-result.js';
import { QueryProgress } from '../query-progress.js';

/** Rows that a prompt reads of a result to show it. */
export const mostRows = 10_000;

export interface SessionOptions {
  format?: Format;
  /** For results. */
  data: NodeJS.WritableStream;
  /** For words about them. */
  words: NodeJS.WritableStream;
  /** A person is there: results are cut to what can be read, counted and timed. */
  isPrompt?: boolean;
  /** Columns of the terminal that results go to, if they do. */
  width?: () => number | undefined;
  /** Shows a text too long for the screen; false when it could not. */
  page?: (text: string) => Promise<boolean>;
}

export interface Ask {
  sql: string;
  values?: Params;
  /** What errors call the text, and how many lines of it stand above the statement. */
  name: string;
  above: number;
}

/** Rows of a result, and whether it has more than were read. */
export type ReadResult = QueryResult & { more: boolean };

/** Statements asked one after another, and where and how their results are shown. */
export class Session {
  timer = true;
  pager = true;
  /** The last question, for charts and lists. */
  last: Ask | undefined;
  /** Something may have been created since the names of tables were read. */
  hasNewNames = true;
  private lastRows: ReadResult | undefined;
  private format: TextFormat = 'table';
  private output: { file: WholeFile; format: TextFormat } | undefined;
  private once: { path: string; format: Format } | undefined;
  private written = 0;
  private stopper: AbortController | undefined;

  constructor(readonly lake: Lake, readonly options: SessionOptions) {
    if (options.format) this.setFormat(options.format);
  }

  /** Runs one statement and shows its result. Throws UserError. */
  async run(ask: Ask): Promise<void> {
    refuseLakeWrites(this.lake.dir, ask.sql);
    const { once } = this;
    this.once = undefined;
    const progress = new QueryProgress(() => this.lake.connection.progress.percentage);
    try {
      if (once?.format === 'parquet') return this.said(`${counted(await copyToParquet(this.lake, ask.sql, ask.values ?? {}, once.path))} written to ${once.path}`, progress.stop());
      const result = await this.lake.stream(ask.sql, ask.values ?? {});
      if (!result.isQuery) return await this.noteChange(result, progress);
      [this.last, this.lastRows] = [ask, undefined];
      if (once) await this.toFile(result, await WholeFile.open(once.path), once.format as TextFormat, progress);
      else if (this.output) await this.addToFile(result, this.output, progress);
      else if (this.options.isPrompt) await this.present(await result.first(mostRows), progress);
      else await this.pour(result, progress);
    } catch (error) {
      throw queryError(ask.name, error as Error, ask.above - (once?.format === 'parquet' ? copyLines : 0));
    } finally {
      progress.stop();
    }
  }

  setFormat(format: Format): void {
    if (format === 'parquet') throw new UserError('Parquet goes to a file.', 'Write .once FILE.parquet before the statement.', 2);
    this.format = format;
  }

  /** Stops what is running. */
  interrupt(): void {
    this.stopper?.abort();
    this.lake.connection.interrupt();
  }

  /** Does work that an interrupt stops by its signal. */
  async stoppable<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    this.stopper = new AbortController();
    try {
      return await work(this.stopper.signal);
    } finally {
      this.stopper = undefined;
    }
  }

  /** The first rows of the last question, asked again where they were not kept. */
  async lastResult(): Promise<ReadResult | undefined> {
    if (this.last === undefined || this.lastRows !== undefined) return this.lastRows;
    this.lastRows = await (await this.lake.stream(this.last.sql, this.last.values)).first(mostRows);
    return this.lastRows;
  }

  /** Results from now on go to a file; without one, to the screen again. The format is that of the file's name, else the session's. */
  async setOutput(path: string | undefined, format?: Format): Promise<void> {
    const chosen = path === undefined ? 'table' : this.formatFor(path, format);
    if (chosen === 'parquet') throw new UserError('A Parquet file holds one result.', `Write .once ${path ?? ''} before the statement.`, 2);
    await this.close();
    if (path !== undefined) this.output = { file: await WholeFile.open(path), format: chosen };
  }

  /** The next result goes to a file. */
  setOnce(path: string, format?: Format): void {
    this.once = { path, format: this.formatFor(path, format) };
  }

  /** Ends the file that results go to. */
  async close(): Promise<void> {
    const { output } = this;
    this.output = undefined;
    await output?.file.finish();
  }

  /** Leaves nothing of it. */
  async drop(): Promise<void> {
    await this.output?.file.drop();
    this.output = undefined;
  }

  /** Prints a text that is read, in the pager when it is longer than the screen. */
  async show(text: string): Promise<void> {
    const { page, isPrompt } = this.options;
    if (isPrompt && page && this.pager && (await page(text))) return;
    await this.put(text);
  }

  /** Prints words about the work. */
  say(text: string): void {
    this.options.words.write(visibleLines(text.endsWith('\n') ? text : `${text}\n`));
  }

  private formatFor(path: string, format: Format | undefined): Format {
    refuseLakeFile(this.lake.dir, path);
    return format ?? formatOfFile(path) ?? this.format;
  }

  private async present(result: ReadResult, progress: QueryProgress): Promise<void> {
    const seconds = progress.stop();
    this.lastRows = result;
    await this.show(wholeText(result, this.format, { terminal: true, ...this.size() }));
    this.said(result.more ? `The first ${counted(mostRows)} (.once FILE before the statement writes all)` : counted(result.rows.length), seconds);
  }

  private async pour(result: ResultStream, progress: QueryProgress): Promise<void> {
    if (this.written++ > 0 && (isWhole(this.format) || this.format === 'markdown')) await this.put('\n');
    await writeResult(result, this.format, (text) => {
      progress.stop();
      return this.put(text);
    }, { terminal: this.options.width?.() !== undefined, ...this.size() });
  }

  private size(): { width?: number } {
    const width = this.options.width?.();
    return width === undefined ? {} : { width };
  }

  private async toFile(result: ResultStream, file: WholeFile, format: TextFormat, progress: QueryProgress): Promise<void> {
    try {
      await this.addToFile(result, { file, format }, progress);
      await file.finish();
    } catch (error) {
      await file.drop();
      throw error;
    }
  }

  private async addToFile(result: ResultStream, { file, format }: { file: WholeFile; format: TextFormat }, progress: QueryProgress): Promise<void> {
    const rows = await writeResult(result, format, (text) => file.write(text));
    this.said(`${counted(rows)} written to ${file.path}`, progress.stop());
  }

  private async noteChange(result: ResultStream, progress: QueryProgress): Promise<void> {
    await result.first(0);
    this.hasNewNames = true;
    if (this.options.isPrompt) this.said(result.changed > 0 ? `${counted(result.changed)} written` : 'Done', progress.stop());
  }

  /** A word on what was done, with the time it took for a person. */
  private said(text: string, seconds: number): void {
    this.say(this.timer && this.options.isPrompt ? `${text} in ${seconds.toFixed(2)} s` : text);
  }

  /** Prints data as it is. */
  put(text: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.options.data.write(text, (error) => (error ? reject(error) : resolve()));
    });
  }
}

function counted(rows: number): string {
  return `${rows.toLocaleString('en')} ${rows === 1 ? 'row' : 'rows'}`;
}
