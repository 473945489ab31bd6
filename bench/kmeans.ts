import { sizes, tableFile } from './dense-table.js';
import { findPython, printMachine, printPeers, runChild, runPython } from './measure.js';

const k = 100;
const iterations = 20;

/** 100 clusters from the same centres, as many iterations: the kernel against scikit-learn and ml-kmeans, each in a process of its own, in turns. */
export async function main(): Promise<void> {
  printMachine();
  const python = findPython('sklearn');
  for (const [n, d] of sizes) {
    const args = [await tableFile(n, d), ...[n, d, k, iterations].map(String)];
    console.log(`${n.toLocaleString('en')} x ${d}, ${k} clusters, at most ${iterations} iterations`);
    printPeers({
      boorulab: () => runChild('kmeans-ours.ts', ...args),
      'scikit-learn, float32': python === null ? null : () => runPython(python, 'kmeans.py', ...args, 'float32'),
      'scikit-learn, float64': python === null ? null : () => runPython(python, 'kmeans.py', ...args, 'float64'),
      'ml-kmeans': () => runChild('kmeans-ml.ts', ...args),
    }, (timing) => `${timing['iterations']} iterations of ${((1000 * timing.seconds) / timing['iterations']!).toFixed(0)} ms, inertia ${timing['inertia']!.toFixed(0)}`);
  }
}
