import { readFile } from 'node:fs/promises';
import { UserError } from '../lake/error.js';

/** A notebook of nbformat 4. https://nbformat.readthedocs.io/en/latest/format_description.html */
export interface Notebook {
  cells: Cell[];
  metadata: {
    kernelspec?: { name?: string; display_name?: string; language?: string };
    /** Of a notebook that was run: names and values of its parameters, to be read. */
    boorulab?: { parameters: readonly (readonly [name: string, value: string])[] };
  } & Record<string, unknown>;
  nbformat: number;
  nbformat_minor: number;
}

export type Cell = CodeCell | TextCell<'markdown'> | TextCell<'raw'>;

interface TextCell<Type> {
  cell_type: Type;
  source: Text;
  metadata: Record<string, unknown>;
}

export interface CodeCell {
  cell_type: 'code';
  source: Text;
  metadata: Record<string, unknown>;
  outputs: Output[];
  execution_count: number | null;
}

/** Text, whole or in lines that keep their line ends. */
export type Text = string | string[];

export type Output =
  | { output_type: 'stream'; name: 'stdout' | 'stderr'; text: Text }
  | { output_type: 'display_data' | 'execute_result'; data: Record<string, unknown>; metadata: Record<string, unknown>; execution_count?: number | null }
  | { output_type: 'error'; ename: string; evalue: string; traceback: string[] };

/** A text of a notebook in one piece; anything else than text is empty. */
export function wholeText(text: unknown): string {
  return Array.isArray(text) ? text.join('') : typeof text === 'string' ? text : '';
}

/** Reads a TypeScript or JavaScript notebook. Throws a UserError when the file is none. */
export async function readNotebook(file: string): Promise<Notebook> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UserError(error.code === 'ENOENT' ? `No notebook at ${file}` : `Cannot read ${file}: ${error.message}`, undefined, 2);
  });
  const notebook = parse(text);
  if (!notebook) throw new UserError(`${file} is not a Jupyter notebook (JSON with cells, nbformat 4).`, 'Save it again in Jupyter, or give another file.', 2);
  const language = notebook.metadata.kernelspec?.language;
  if (language && !/^(type|java)script$/i.test(language)) throw new UserError(`${file} is a ${language} notebook; boorulab runs TypeScript.`, undefined, 2);
  return notebook;
}

function parse(text: string): Notebook | undefined {
  try {
    const found = JSON.parse(text.replace(/^\ufeff/, '')) as Partial<Notebook> | null;
    return found?.nbformat === 4 && Array.isArray(found.cells) ? { ...found, metadata: found.metadata ?? {} } as Notebook : undefined;
  } catch {
    return undefined;
  }
}
