/** Runs a notebook from top to bottom in a TypeScript kernel, without Python. */
import { createRequire } from 'node:module';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UserError } from '../lake/error.js';
import { folderVariable } from './gallery.js';
import { Kernel, KernelTimeout } from './kernel.js';
import { errorHint, errorWords, failureOf } from './notebook-failure.js';
import { readNotebook, wholeText, type CodeCell, type Notebook } from './notebook-file.js';
import { CellOutputs } from './notebook-outputs.js';
import { setParams } from './notebook-params.js';
import { pageVariable } from './workbench.js';

export interface RunOptions {
  /** The lake that `openLake()` opens in a cell. Default: as without a runner. */
  lake?: string;
  /** Folder the cells run in. Default: the notebook's, or this package's when `boorulab` cannot be imported there. */
  cwd?: string;
  /** Values of the notebook's parameters, as a user types them. */
  params?: Readonly<Record<string, string>>;
  /** Added to this process's environment. TZ is UTC unless given, so that printed dates are the same everywhere. */
  env?: Record<string, string>;
  /** How long one cell may take. Default 600. */
  timeoutSeconds?: number;
  /** Ends the run and its kernel; the run then throws the signal's reason. */
  signal?: AbortSignal;
  /** Called before each code cell; cells count from 1. */
  onCell?: (cell: number, cells: number) => void;
}

/**
 * Runs the code cells in order and returns the notebook with their outputs; the file is not touched.
 * Throws a UserError at the first cell that fails or takes too long, and ends the kernel whatever happens.
 */
export async function runNotebook(file: string, { lake, cwd, params = {}, env, timeoutSeconds = 600, signal, onCell }: RunOptions = {}): Promise<Notebook> {
  const notebook = await readNotebook(file);
  setParams(notebook, file, params);
  const cells = notebook.cells.filter((cell): cell is CodeCell => cell.cell_type === 'code');
  for (const cell of cells) Object.assign(cell, { outputs: [], execution_count: null });
  const lakeEnv = lake === undefined ? {} : { BOORULAB_LAKE: resolve(lake) };
  const kernel = await Kernel.start({ cwd: cwd ?? importFolder(file), env: { ...process.env, TZ: 'UTC', [pageVariable]: '1', [folderVariable]: process.cwd(), ...lakeEnv, ...env }, signal });
  try {
    for (const [index, cell] of cells.entries()) {
      onCell?.(index + 1, cells.length);
      if (wholeText(cell.source).trim() !== '') await runCell(kernel, cell, `${file}, cell ${index + 1}`, timeoutSeconds);
    }
  } finally {
    await kernel.stop();
  }
  return notebook;
}

async function runCell(kernel: Kernel, cell: CodeCell, name: string, timeoutSeconds: number): Promise<void> {
  const outputs = new CellOutputs();
  const fail = (words: string, hint?: string) => new UserError(`${name}${words}\n${excerpt(wholeText(cell.source))}`, hint);
  cell.outputs = outputs.outputs;
  const reply = await kernel.execute(wholeText(cell.source), { timeoutSeconds, onMessage: (message) => outputs.add(message) }).catch((error: unknown) => {
    if (error instanceof KernelTimeout) throw fail(` was stopped: it ran longer than ${timeoutSeconds} s.`, 'Let the cell do less, or allow more time.');
    throw error instanceof UserError ? fail(`: ${error.message}`, error.hint) : error;
  });
  cell.execution_count = typeof reply['execution_count'] === 'number' ? reply['execution_count'] : null;
  if (reply['status'] !== 'ok') throw fail(` failed: ${failureOf(reply, outputs)}`, errorHint(outputs.lastError));
  if (outputs.stray !== undefined) throw fail(` failed: ${errorWords(outputs.stray)}`, 'Is an await missing?');
}

/** The first lines of a cell, set in. */
function excerpt(source: string): string {
  const lines = source.trim().split('\n');
  const kept = lines.slice(0, 8).map((line) => `    ${line.length > 120 ? `${line.slice(0, 119)}…` : line}`);
  return [...kept, ...(lines.length > kept.length ? ['    …'] : [])].join('\n');
}

function importFolder(file: string): string {
  const folder = dirname(resolve(file));
  try {
    createRequire(resolve(file)).resolve('boorulab');
    return folder;
  } catch {
    return fileURLToPath(new URL('../..', import.meta.url));
  }
}
