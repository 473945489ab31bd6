import { mkdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
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
export function writeKernelspec(dir: string, options: KernelspecOptions = {}): Kernelspec {
  const jupyterPath = resolve(dir, 'share', 'jupyter');
  return { file: writeInto(jupyterPath, options), jupyterPath, words: [...pathWords(jupyterPath), 'Then, in the same shell, one of:', ...startWords()] };
}

/** Writes it to the folder that every Jupyter and VS Code of this user looks into. */
export function writeUserKernelspec(options: KernelspecOptions = {}): Kernelspec {
  const jupyterPath = userDataFolder();
  return { file: writeInto(jupyterPath, options), jupyterPath, words: [`Every Jupyter of this user now has the kernel "${kernelTitle}". Start one of:`, ...startWords()] };
}

/** Jupyter's folder for data of a user. https://docs.jupyter.org/en/latest/use/jupyter-directories.html */
export function userDataFolder({ env, platform, home }: { env: NodeJS.ProcessEnv; platform: NodeJS.Platform; home: string } = { env: process.env, platform: process.platform, home: homedir() }): string {
  if (env['JUPYTER_DATA_DIR']) return env['JUPYTER_DATA_DIR'];
  if (platform === 'win32') return join(env['APPDATA'] ?? join(home, 'AppData', 'Roaming'), 'jupyter');
  if (platform === 'darwin') return join(home, 'Library', 'Jupyter');
  return join(env['XDG_DATA_HOME'] ?? join(home, '.local', 'share'), 'jupyter');
}

function writeInto(jupyterPath: string, { lake }: KernelspecOptions): string {
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
  return file;
}

function pathWords(jupyterPath: string): string[] {
  const windows = process.platform === 'win32';
  const setting = windows ? `$env:JUPYTER_PATH = '${jupyterPath.replaceAll("'", "''")}'` : `export JUPYTER_PATH='${jupyterPath.replaceAll("'", "'\\''")}'`;
  return [`First tell Jupyter where the kernel "${kernelTitle}" is${windows ? ' (PowerShell)' : ''}:`, `  ${setting}`];
}

function startWords(): string[] {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  return [
    '  jupyter notebook notebooks',
    '  jupyter lab notebooks',
    '  code .        (VS Code with its Jupyter extension: open a notebook, Select Kernel, Jupyter Kernel)',
    `Cells can import boorulab in folders below ${root} and wherever it is installed by npm.`,
    'Without Jupyter: boorulab report notebooks/01-first-look.ipynb',
  ];
}
