import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { openLake } from '../src/lake/lake.js';
import { literal } from '../src/lake/sql.js';
import { outFolder, printFigures } from './measure.js';

/** Writes the columns that a list of addresses is made of by DuckDB's COPY, in the same order. */
const [dir, rows] = process.argv.slice(2) as [string, string];
const lake = await openLake(dir, { rating: 'all', memory: '512MB' });
const out = join(outFolder, `lists-floor-${process.pid}.csv`);
const start = performance.now();
await lake.rows(`COPY (SELECT booru, fid, md5, file_ext, file_url FROM posts ORDER BY score DESC, fid LIMIT ${rows}) TO ${literal(out)} (FORMAT csv)`);
printFigures(start);
rmSync(out, { force: true });
lake.close();
