/** One load of a file into a fresh lake, or into the one of the second argument. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadFiles } from '../src/sources/load.js';
import { printFigures } from './measure.js';

const out = mkdtempSync(join(tmpdir(), 'boorulab-bench-'));

async function load(): Promise<void> {
  const start = performance.now();
  const { files, ok } = await loadFiles(process.argv[3] ?? join(out, 'lake'), [process.argv[2]!], { memory: '1GB' });
  if (!ok) throw new Error(files[0]?.note);
  printFigures(start, { rows: files[0]!.loaded });
}

void load().finally(() => rmSync(out, { recursive: true, force: true }));
