/** The step `link mal` on a copy of a lake: from reading tags and entries to the commit. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLake } from '../src/lake/lake.js';
import { linkMal } from '../src/linking/mal/link-mal.js';
import { printFigures } from './measure.js';

const out = mkdtempSync(join(tmpdir(), 'boorulab-bench-'));

async function link(): Promise<void> {
  cpSync(process.argv[2]!, out, { recursive: true });
  const lake = await openLake(out);
  const start = performance.now();
  const kinds = await linkMal(lake);
  printFigures(start, { tags: kinds.reduce((sum, kind) => sum + kind.tags, 0), accepted: kinds.reduce((sum, kind) => sum + kind.accepted, 0) });
  lake.close();
}

void link().finally(() => rmSync(out, { recursive: true, force: true }));
