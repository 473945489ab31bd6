import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRunning } from './lock.js';

const prefix = `boorulab-spill-${hostname().replace(/[^\w.]/g, '_')}-`;
let swept = false;

/** Path of a new folder for what DuckDB spills, which makes and removes it. Those that killed processes of this host left are removed first. */
export function spillFolder(): string {
  if (!swept && existsSync(tmpdir())) removeLeft();
  swept = true;
  return join(tmpdir(), `${prefix}${process.pid}-${randomUUID()}`);
}

function removeLeft(): void {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(prefix))) {
    const pid = Number.parseInt(name.slice(prefix.length), 10);
    try {
      if (pid > 0 && !isRunning(pid)) rmSync(join(tmpdir(), name), { recursive: true, force: true });
    } catch {
      // Another user's, who will see to it.
    }
  }
}
