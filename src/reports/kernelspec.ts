import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { kernelCommand } from './kernel-process.js';

export const kernelName = 'boorulab';
export const kernelTitle = 'TypeScript (Boorulab)';

export interface KernelspecOptions {
  /** The lake that `openLake()` opens in Jupyter; default: as without Jupyter. */
  lake?: string;
}

export interface Kernelspec {
  /** The kernel.json written. */
  file: string;
  /** What to set JUPYTER_PATH to. */
  jupyterPath: string;
  /** How to start Jupyter with it, one line each. */
  words: string[];
}

/** Writes `share/jupyter/kernels/boorulab/kernel.json` below a folder, for this package's own kernel and this Node. Nothing is installed. */
export function writeKernelspec(dir: string, { lake }: KernelspecOptions = {}): Kernelspec {
  const jupyterPath = resolve(dir, 'share', 'jupyter');
  const folder = join(jupyterPath, 'kernels', kernelName);
  const file = join(folder, 'kernel.json');
  const spec = {
    argv: kernelCommand('{connection_file}'),
    display_name: kernelTitle,
    language: 'typescript',
    // Node hears no interrupts of Windows; elsewhere a signal also ends a loop that lets no message through.
    interrupt_mode: process.platform === 'win32' ? 'message' : 'signal',
    env: lake === undefined ? {} : { BOORULAB_LAKE: resolve(lake) },
  };
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, `${JSON.stringify(spec, null, 2)}\n`);
  return { file, jupyterPath, words: startWords(jupyterPath) };
}

function startWords(jupyterPath: string): string[] {
  const windows = process.platform === 'win32';
  const setting = windows ? `$env:JUPYTER_PATH = '${jupyterPath.replaceAll("'", "''")}'` : `export JUPYTER_PATH='${jupyterPath.replaceAll("'", "'\\''")}'`;
  const root = fileURLToPath(new URL('../..', import.meta.url));
  return [
    `First tell Jupyter where the kernel "${kernelTitle}" is${windows ? ' (PowerShell)' : ''}:`,
    `  ${setting}`,
    'Then, in the same shell, one of:',
    '  jupyter notebook notebooks',
    '  jupyter lab notebooks',
    '  code .        (VS Code with its Jupyter extension: open a notebook, Select Kernel, Jupyter Kernel)',
    `Cells can import boorulab in folders below ${root} and wherever it is installed by npm.`,
    'Without Jupyter: boorulab report notebooks/01-first-look.ipynb',
  ];
}
