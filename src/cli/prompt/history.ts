import { appendFileSync, mkdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

const most = 1000;

/** Statements and commands typed at the prompt, whole, kept in a file for the next session. A file that cannot be read or written is done without. */
export class PromptHistory {
  /** Oldest first. */
  readonly entries: string[];

  constructor(private readonly file: string | null = defaultFile()) {
    this.entries = file === null ? [] : readEntries(file);
  }

  add(entry: string): void {
    if (entry === this.entries.at(-1)) return;
    this.entries.push(entry);
    if (this.file === null) return;
    try {
      mkdirSync(dirname(this.file), { recursive: true, mode: 0o700 });
      appendFileSync(this.file, `${JSON.stringify(entry)}\n`, { mode: 0o600 });
    } catch {
      return;
    }
  }
}

function readEntries(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\n').slice(-most - 1).flatMap(readEntry);
  } catch {
    return [];
  }
}

function readEntry(line: string): string[] {
  try {
    const entry = JSON.parse(line) as unknown;
    return typeof entry === 'string' ? [entry] : [];
  } catch {
    return [];
  }
}

function defaultFile(): string {
  const state = process.env['XDG_STATE_HOME'] || process.env['LOCALAPPDATA'] || join(homedir(), '.local', 'state');
  return join(state, 'boorulab', 'sql_history');
}
