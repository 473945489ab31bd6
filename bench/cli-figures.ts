/** Runs the built command line in this process, with the arguments given, and prints the figures of it at its end. */
import { importBuilt, printFigures } from './measure.js';

const start = performance.now();
process.on('exit', () => printFigures(start));
void importBuilt('cli/main.js');
