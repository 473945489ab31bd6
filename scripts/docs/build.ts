// Writes the references in docs/reference/ from the code, and docs/ as web pages into site/; with the folder of a lake, the charts of its queries too.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openLake } from '../../src/index.js';
import { listQueries, runQuery } from '../../src/reports/query.js';
import { previewOf } from '../../src/reports/querypage.js';
import { references } from './references.js';
import { writeSite } from './site.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
mkdirSync(join(root, 'docs', 'reference'), { recursive: true });
for (const [name, text] of await references()) writeFileSync(join(root, 'docs', 'reference', name), text);
const out = join(root, 'site');
rmSync(out, { recursive: true, force: true });
console.log(`${writeSite(root, out, await charts(process.argv[2])).length} pages. Open ${join(out, 'index.html')}`);

async function charts(folder: string | undefined): Promise<Map<string, string>> {
  const drawn = new Map<string, string>();
  if (folder === undefined) return drawn;
  const lake = await openLake(folder);
  for (const query of await listQueries()) {
    if (query.params.some(({ fallback }) => fallback === undefined)) continue;
    const svg = await previewOf(query, await runQuery(lake, query));
    if (svg !== undefined) drawn.set(query.name, svg);
  }
  lake.close();
  return drawn;
}
