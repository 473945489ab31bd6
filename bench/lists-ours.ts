import { openLake } from '../src/lake/lake.js';
import type { ListFormatName } from '../src/lists/list.js';
import { importBuilt, printFigures } from './measure.js';

/** Writes a list of all posts of a lake, best first, to nowhere. */
const [dir, to, rows] = process.argv.slice(2) as [string, ListFormatName, string];
const { writeList } = await importBuilt<typeof import('../src/lists/list.js')>('lists/list.js');
const lake = await openLake(dir, { rating: 'all', memory: '512MB' });
let characters = 0;
const start = performance.now();
const { listed } = await writeList(lake, `SELECT booru, fid FROM posts ORDER BY score DESC, fid LIMIT ${rows}`, { to, write: (text) => { characters += text.length; } });
printFigures(start, { listed, characters });
lake.close();
