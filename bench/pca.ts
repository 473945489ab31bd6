import { sizes, tableFile } from './dense-table.js';
import { findPython, printMachine, printPeers, runChild, runPython } from './measure.js';

/** All components of two tables: the kernel against scikit-learn and ml-pca, each in a process of its own, in turns. */
export async function main(): Promise<void> {
  printMachine();
  const python = findPython('sklearn');
  for (const [n, d] of sizes) {
    const args = [await tableFile(n, d), String(n), String(d)];
    console.log(`${n.toLocaleString('en')} x ${d}, all components`);
    printPeers({
      boorulab: () => runChild('pca-ours.ts', ...args),
      'scikit-learn, full': python === null ? null : () => runPython(python, 'pca.py', ...args),
      'ml-pca, covariance': () => runChild('pca-ml.ts', ...args),
    }, (timing) => `variance ${timing['first']!.toFixed(6)} to ${timing['last']!.toFixed(6)}`);
  }
}
