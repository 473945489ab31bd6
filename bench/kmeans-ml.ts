/** The peer ml-kmeans from the same centres. */
import { kmeans } from 'ml-kmeans';
import { readTable, rowsOf } from './dense-table.js';
import { printFigures } from './measure.js';

const [path, , d, k, iterations] = [process.argv[2]!, ...process.argv.slice(3).map(Number)] as [string, number, number, number, number];
const rows = rowsOf(readTable(path), d);
const start = performance.now();
const found = kmeans(rows, k, { initialization: rows.slice(0, k), maxIterations: iterations, tolerance: 0 });
const end = performance.now();
const inertia = rows.reduce((sum, row, i) => sum + row.reduce((own, value, j) => own + (value - found.centroids[found.clusters[i]!]![j]!) ** 2, 0), 0);
printFigures(start + (performance.now() - end), { iterations: found.iterations, inertia });
