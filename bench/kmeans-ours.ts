/** k-means with the kernel from the first k rows as centres, so many iterations. */
import { kMeans } from '../src/kernels/k-means.js';
import { readTable } from './dense-table.js';
import { printFigures } from './measure.js';

const [path, n, d, k, iterations] = [process.argv[2]!, ...process.argv.slice(3).map(Number)] as [string, number, number, number, number];
const table = Float32Array.from(readTable(path));
const start = performance.now();
const found = kMeans(table, n, d, { k, iterations, tolerance: 0, start: table.slice(0, k * d) });
printFigures(start, { iterations: found.iterations, inertia: found.inertia });
