import { appendFileSync, mkdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

const most = 1000;

/** Lines typed at the prompt, kept in a file for the next session. A file that cannot be read or written is done without. */
export class PromptHistory {
  private readonly file: string | null;

  constructor(file: string | null = defaultFile()) {
    this.file = file;
  }

  newestFirst(): string[] {
    if (this.file === null) return [];
    try {
      return readFileSync(this.file, 'utf8').split('\n').filter(Boolean).slice(-most).reverse();
    } catch {
      return [];
    }
  }

  add(line: string): void {
    if (this.file === null) return;
    try {
      mkdirSync(dirname(this.file), { recursive: true, mode: 0o700 });
      appendFileSync(this.file, `${line}\n`, { mode: 0o600 });
    } catch {
      return;
    }
  }
}

function defaultFile(): string {
  const state = process.env['XDG_STATE_HOME'] || process.env['LOCALAPPDATA'] || join(homedir(), '.local', 'state');
  return join(state, 'boorulab', 'sql_history');
}
