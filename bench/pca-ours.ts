/** All principal components of a table with the kernel. */
import { pca } from '../src/kernels/pca.js';
import { readTable } from './dense-table.js';
import { printFigures } from './measure.js';

const [path, n, d] = [process.argv[2]!, Number(process.argv[3]), Number(process.argv[4])];
const table = readTable(path);
const start = performance.now();
const { variance } = pca(table, n, d);
printFigures(start, { first: variance[0]!, last: variance[d - 1]! });
