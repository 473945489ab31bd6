/** The peer ml-pca: all components from the covariance, its faster way. */
import { PCA } from 'ml-pca';
import { readTable, rowsOf } from './dense-table.js';
import { printFigures } from './measure.js';

const [path, d] = [process.argv[2]!, Number(process.argv[4])];
const rows = rowsOf(readTable(path), d);
const start = performance.now();
const variance = new PCA(rows, { method: 'covarianceMatrix' }).getEigenvalues();
printFigures(start, { first: variance[0]!, last: variance[d - 1]! });
