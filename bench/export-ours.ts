/** One export of a lake up to a rating, or (`copy`) a plain copy of its files, put on the disk for good: the disk's own speed. */
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Rating } from '../src/lake/views.js';
import { importBuilt, outFolder, printFigures } from './measure.js';

const [lake, what] = process.argv.slice(2) as [string, Rating | 'copy'];
const out = mkdtempSync(join(outFolder, 'export-'));

async function copy(to: string): Promise<void> {
  cpSync(lake, to, { recursive: true, dereference: true });
  for (const entry of readdirSync(to, { recursive: true, withFileTypes: true }).filter((found) => found.isFile())) {
    const handle = await open(join(entry.parentPath, entry.name), 'r+');
    await handle.sync();
    await handle.close();
  }
}

async function run(): Promise<void> {
  const { exportLake } = await importBuilt<typeof import('../src/engines/export.js')>('engines/export.js');
  const start = performance.now();
  await (what === 'copy' ? copy(join(out, 'copy')) : exportLake(lake, { to: join(out, 'export'), rating: what, memory: '1GB' }));
  printFigures(start);
}

void run().finally(() => rmSync(out, { recursive: true, force: true }));
