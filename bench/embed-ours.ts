/** The step `embed` on a lake: from reading the pairs to the commit. */
import { mkdtempSync, rmSync, cpSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLake } from '../src/lake/lake.js';
import { embedTags } from '../src/mining/embed.js';
import { printFigures } from './measure.js';

const out = mkdtempSync(join(tmpdir(), 'boorulab-bench-'));

async function embed(): Promise<void> {
  cpSync(process.argv[2]!, out, { recursive: true });
  const lake = await openLake(out, { rating: 'all', memory: '1GB' });
  const start = performance.now();
  const [board] = await embedTags(lake, { memory: '1GB', tags: 30_000, dimensions: 128 });
  printFigures(start, { vectors: board!.vectors, explained: board!.explained });
  lake.close();
}

void embed().finally(() => rmSync(out, { recursive: true, force: true }));
