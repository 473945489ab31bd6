import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { openLake } from '../src/lake/lake.js';
import type { ListFormatName } from '../src/lists/list.js';
import { importBuilt, outFolder, printFigures } from './measure.js';

/** Writes a list of the posts of a lake, best first, into bench/out, and takes it away again. */
const [dir, to, rows] = process.argv.slice(2) as [string, ListFormatName, string];
const { writeList } = await importBuilt<typeof import('../src/lists/list.js')>('lists/list.js');
const lake = await openLake(dir, { rating: 'all', memory: '512MB' });
const out = join(outFolder, `list-${process.pid}`);
const start = performance.now();
const { listed } = await writeList(lake, `SELECT booru, fid FROM posts ORDER BY score DESC, fid LIMIT ${rows}`, { to, out });
printFigures(start, { listed });
lake.close();
rmSync(out, { recursive: true });
