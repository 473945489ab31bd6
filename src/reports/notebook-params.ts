/** Parameters of a notebook by papermill's convention: defaults in a cell tagged `parameters`, given values in a cell set after it. */
import { UserError } from '../lake/error.js';
import { wholeText, type Cell, type CodeCell, type Notebook } from './notebook-file.js';
import { paramFacts, type ParamType, type ParamValue, type QueryParam, resolveParams } from './params.js';

const defaultsTag = 'parameters';
const givenTag = 'injected-parameters';

/** A declaration with a literal value, alone on its line: `let year = 2020; // the year to look at`. */
const declaration = /^[ \t]*(const|let|var)[ \t]+([A-Za-z_]\w*)[ \t]*(:[^=\n]+?)?[ \t]*=[ \t]*(-?\d[\w.]*|true|false|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\$\n]|\\.)*`)[ \t]*;?[ \t]*(?:\/\/[ \t]*(.*?))?[ \t]*$/gm;

interface Declared extends QueryParam {
  /** What stands before `=`. */
  readonly head: string;
}

function tagged(notebook: Notebook, tag: string): Cell[] {
  return notebook.cells.filter(({ metadata }) => Array.isArray(metadata?.['tags']) && metadata['tags'].includes(tag));
}

function declared(notebook: Notebook): Declared[] {
  const text = tagged(notebook, defaultsTag).map(({ source }) => wholeText(source)).join('\n');
  return Array.from(text.matchAll(declaration), ([, keyword, name = '', annotation = '', literal = '', about = '']) => ({
    name, about, ...valueOf(literal), head: `${keyword} ${name}${annotation.trim()}`,
  }));
}

function valueOf(literal: string): { type: ParamType; fallback: ParamValue } {
  if (/^["'`]/.test(literal)) return { type: 'VARCHAR', fallback: literal.slice(1, -1).replace(/\\(.)/g, (_, char: string) => ({ n: '\n', t: '\t' })[char] ?? char) };
  if (literal === 'true' || literal === 'false') return { type: 'BOOLEAN', fallback: literal === 'true' };
  return { type: 'DOUBLE', fallback: Number(literal.replaceAll('_', '')) };
}

/** The parameters that a notebook declares, with their defaults. */
export function notebookParams(notebook: Notebook): QueryParam[] {
  return declared(notebook);
}

/**
 * Sets the given values, read as the defaults' types, in a cell after the defaults; an older such cell goes. The notebook's metadata then say what
 * every parameter is. Throws UserError for an unknown name or a value that cannot be read.
 */
export function setParams(notebook: Notebook, file: string, given: Readonly<Record<string, string>>): void {
  const params = declared(notebook);
  if (params.length === 0 && Object.keys(given).length > 0) {
    throw new UserError(`${file} takes no parameters.`, 'Tag a cell `parameters` in which each is declared with a value: let year = 2020;', 2);
  }
  const values = resolveParams(file, params, given);
  if (Object.keys(given).length > 0) {
    const lines = params.filter(({ name }) => Object.hasOwn(given, name)).map(({ name, head }) => `${head} = ${literalOf(values[name]!)};`);
    const cell: CodeCell = { cell_type: 'code', source: `// Given to this run\n${lines.join('\n')}`, metadata: { tags: [givenTag] }, outputs: [], execution_count: null };
    const old = new Set(tagged(notebook, givenTag));
    const last = tagged(notebook, defaultsTag).at(-1)!;
    notebook.cells = notebook.cells.filter((other) => !old.has(other)).flatMap((other) => (other === last ? [other, cell] : [other]));
  }
  notebook.metadata.boorulab = { parameters: paramFacts(params, values) };
}

/** A value as TypeScript that can stand in any line. */
function literalOf(value: ParamValue): string {
  return JSON.stringify(value).replace(/[\u007f-\u009f\u2028\u2029]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
