import { visibleText } from '../charts/text.js';
import { say } from './print.js';

const plainLineSeconds = 10;

/** Shows how far long work is, on stderr: one line kept up to date on a terminal, else a plain line now and then. */
export class Progress {
  private readonly started = Date.now();
  private shown = this.started;
  private wide = 0;

  constructor(private readonly unit: string) {}

  /** `done` of `total` units are finished (total 0 when not known); `label` says what is being worked on. */
  update(done: number, total: number, label: string): void {
    const now = Date.now();
    const terminal = process.stderr.isTTY === true;
    if (now - this.shown < (terminal ? 100 : plainLineSeconds * 1000)) return;
    this.shown = now;
    const seconds = (now - this.started) / 1000;
    const rate = done / seconds;
    const left = total > done && done > 0 ? `, ${clock((total - done) / rate)} left` : '';
    const share = total > 0 ? `${done.toLocaleString('en')} of ${total.toLocaleString('en')} ${this.unit}` : `${done.toLocaleString('en')} ${this.unit}`;
    const speed = done > 0 && rate >= 1 ? `, ${Math.round(rate).toLocaleString('en')}/s` : '';
    const line = `${share}, ${clock(seconds)}${speed}${left}  ${visibleText(label)}`;
    if (!terminal) return say(line);
    const cut = line.slice(0, Math.max(20, (process.stderr.columns ?? 80) - 1));
    process.stderr.write(`\r${cut.padEnd(this.wide)}`);
    this.wide = cut.length;
  }

  /** Clears the line. */
  end(): void {
    if (process.stderr.isTTY && this.wide > 0) process.stderr.write(`\r${' '.repeat(this.wide)}\r`);
  }
}

function clock(seconds: number): string {
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
