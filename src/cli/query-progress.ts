import type { Lake } from '../lake/lake.js';
import { say } from './print.js';

/** Shows on stderr how long a query has run, and how far it is where that is known: one line kept up to date on a terminal, else a plain line now and then. */
export class QueryProgress {
  private readonly started = Date.now();
  private readonly timer: NodeJS.Timeout;
  private isDrawn = false;

  /** @param percentage how far it is, -1 when that is not known */
  constructor(private readonly percentage: () => number = () => -1) {
    const terminal = process.stderr.isTTY === true;
    this.timer = setInterval(() => this.show(terminal), terminal ? 500 : 15_000);
    this.timer.unref();
  }

  /** Asks DuckDB to count, without drawing. */
  static async enable(lake: Lake): Promise<void> {
    await lake.connection.run('SET enable_progress_bar = true');
    await lake.connection.run('SET enable_progress_bar_print = false');
  }

  /** Seconds since the start. Takes the line away. */
  stop(): number {
    clearInterval(this.timer);
    if (this.isDrawn) process.stderr.write('\r\x1b[K');
    this.isDrawn = false;
    return (Date.now() - this.started) / 1000;
  }

  private show(terminal: boolean): void {
    const seconds = Math.round((Date.now() - this.started) / 1000);
    if (seconds < 1) return;
    const percentage = this.percentage();
    const text = `${seconds} s${percentage > 0 ? `, ${Math.min(99, Math.floor(percentage))} %` : ''}`;
    if (!terminal) return say(`Query running: ${text}`);
    process.stderr.write(`\r${text}  Ctrl-C stops the query\x1b[K`);
    this.isDrawn = true;
  }
}
