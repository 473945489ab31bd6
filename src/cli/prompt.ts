import { createInterface, type Interface } from 'node:readline';
import type { Lake } from '../lake/lake.js';
import { schemas } from '../lake/schema.js';
import { UserError } from '../lake/error.js';
import { visibleLines } from '../charts/text.js';
import { formatResult } from '../reports/format.js';
import { listQueries, loadQuery, queryError, runQuery, type SavedQuery } from '../reports/query.js';
import { isBlank, oneLine, splitStatement } from '../reports/sqltext.js';
import { completions } from './completion.js';
import { PromptHistory } from './history.js';

export interface PromptOptions {
  input: NodeJS.ReadableStream;
  output: NodeJS.WritableStream & { isTTY?: boolean; columns?: number };
  /** Where the lines typed are kept; nowhere when null. Default: the user's state folder. */
  historyFile?: string | null;
}

const helpText = `Write SQL and end it with ;   Ctrl-C stops a running query, Ctrl-D leaves.
.tables               the tables and what they hold
.queries              the saved queries
.run NAME [k=v ...]   run a saved query
.help                 this text
.quit                 leave
`;

/** Reads statements until the end of input or .quit, and prints what they give. Errors are printed, never thrown. */
export async function startPrompt(lake: Lake, options: PromptOptions): Promise<void> {
  const prompt = new Prompt(lake, options, new PromptHistory(options.historyFile));
  await prompt.run(listQueries().catch(() => []));
}

class Prompt {
  private pending = '';
  private running = false;
  private readonly lines: Interface;
  private queries: SavedQuery[] = [];

  constructor(private readonly lake: Lake, private readonly options: PromptOptions, private readonly history: PromptHistory) {
    const { input, output } = options;
    this.lines = createInterface({
      input, output, terminal: output.isTTY === true, history: history.newestFirst(), historySize: 1000, removeHistoryDuplicates: true,
      completer: (line: string) => completions(line, this.pending, this.queries.map((query) => query.name)),
    });
    this.lines.on('SIGINT', () => this.interrupt());
  }

  async run(queries: Promise<SavedQuery[]>): Promise<void> {
    const lines = this.lines[Symbol.asyncIterator]();
    this.queries = await queries;
    this.show();
    for (let next = await lines.next(); !next.done; next = await lines.next()) {
      if (!(await this.take(next.value))) break;
      this.show();
    }
    if (this.pending.trim()) await this.runPending('');
    this.lines.close();
  }

  /** Handles one line; false when it ends the session. */
  private async take(line: string): Promise<boolean> {
    const bare = line.trim();
    if (!this.pending.trim() && bare.startsWith('.')) {
      this.history.add(bare);
      return this.command(bare.slice(1).split(/\s+/));
    }
    this.pending += `${line}\n`;
    for (let cut = splitStatement(this.pending); cut; cut = splitStatement(this.pending)) {
      this.pending = cut.statement;
      await this.runPending(cut.rest);
    }
    if (isBlank(this.pending)) this.pending = '';
    return true;
  }

  private async runPending(rest: string): Promise<void> {
    const sql = this.pending.trim();
    this.pending = rest;
    if (isBlank(sql)) return;
    this.history.add(`${oneLine(sql)};`);
    await this.print(() => this.lake.query(sql));
  }

  private async command([name = '', ...words]: string[]): Promise<boolean> {
    const [first, ...settings] = words;
    if (name === 'quit' || name === 'exit' || name === 'q') return false;
    if (name === 'help') this.write(helpText);
    else if (name === 'tables') this.write(listing([...schemas.values()].map((table) => [table.name, table.about])));
    else if (name === 'queries') this.write(listing(this.queries.map((query) => [query.name, query.title])));
    else if (name === 'run' && first) await this.print(async () => runQuery(this.lake, await loadQuery(first), readSettings(settings)));
    else this.write(`No command .${name}; .help lists them.\n`);
    return true;
  }

  private async print(ask: () => ReturnType<Lake['query']>): Promise<void> {
    const start = performance.now();
    this.running = true;
    try {
      const result = await ask();
      const { columns: width, isTTY: terminal } = this.options.output;
      this.write(formatResult(result, 'table', { width, terminal, maxRows: 1000 }));
      const seconds = ((performance.now() - start) / 1000).toFixed(2);
      this.write(`${result.rows.length} ${result.rows.length === 1 ? 'row' : 'rows'} in ${seconds} s\n`);
    } catch (error) {
      const { message, hint } = queryError('SQL', error as Error);
      this.write(/INTERRUPT/i.test(message) ? 'Stopped.\n' : visibleLines(`${message}\n${hint ? `${hint}\n` : ''}`));
    } finally {
      this.running = false;
    }
  }

  private interrupt(): void {
    if (this.running) {
      this.lake.connection.interrupt();
      return;
    }
    this.lines.write(null, { ctrl: true, name: 'e' });
    this.lines.write(null, { ctrl: true, name: 'u' });
    this.write(this.pending ? '\n' : '\n.quit or Ctrl-D leaves.\n');
    this.pending = '';
    this.show();
  }

  private show(): void {
    if (this.options.output.isTTY !== true) return;
    this.lines.setPrompt(this.pending ? '     ... ' : 'boorulab> ');
    this.lines.prompt();
  }

  private write(text: string): void {
    this.options.output.write(text);
  }
}

function listing(entries: readonly (readonly [string, string])[]): string {
  const width = Math.max(0, ...entries.map(([name]) => name.length));
  return entries.map(([name, about]) => `${name.padEnd(width)}  ${about}\n`).join('');
}

function readSettings(words: readonly string[]): Record<string, string> {
  return Object.fromEntries(words.map((word) => {
    const equals = word.indexOf('=');
    if (equals < 1) throw new UserError(`Cannot read "${word}".`, 'Write parameters as name=value.', 2);
    return [word.slice(0, equals), word.slice(equals + 1)];
  }));
}
