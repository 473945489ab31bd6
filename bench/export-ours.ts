/** One export of a lake up to a rating, or (`cp`) a plain copy of its files that is synced: the disk's own speed. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Rating } from '../src/lake/views.js';
import { importBuilt, outFolder, printFigures } from './measure.js';

const [lake, what] = process.argv.slice(2) as [string, Rating | 'cp'];
const out = mkdtempSync(join(outFolder, 'export-'));

async function run(): Promise<void> {
  const { exportLake } = await importBuilt<typeof import('../src/engines/export.js')>('engines/export.js');
  const start = performance.now();
  if (what === 'cp') execFileSync('sh', ['-c', 'cp -rL "$1" "$2" && find "$2" -type f -exec sync {} +', 'sh', lake, join(out, 'copy')]);
  else await exportLake(lake, { to: join(out, 'export'), rating: what, memory: '1GB' });
  printFigures(start);
}

void run().finally(() => rmSync(out, { recursive: true, force: true }));
