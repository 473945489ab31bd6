/** One load of a file or folder into a fresh lake. Arguments: source, path, board or empty. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadFiles } from '../src/sources/load.js';
import { cpuSince, printFigures } from './measure.js';

const [source, path, board] = process.argv.slice(2) as [string, string, string];
const out = mkdtempSync(join(tmpdir(), 'boorulab-bench-'));

async function load(): Promise<void> {
  const start = performance.now();
  const used = process.cpuUsage();
  const { files } = await loadFiles(join(out, 'lake'), [path], { memory: '1GB', source, ...(board === '' ? {} : { board }) });
  const sum = (key: 'read' | 'loaded') => files.reduce((total, file) => total + file[key], 0);
  if (sum('read') === 0) throw new Error(files[0]?.note);
  printFigures(start, { rows: sum('read'), loaded: sum('loaded'), cpu: cpuSince(used) });
}

void load().finally(() => rmSync(out, { recursive: true, force: true }));
