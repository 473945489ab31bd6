import type { Content } from './jupyter-messages.js';
import type { CellOutputs } from './notebook-outputs.js';

const diagnostic = /^(?:\S+ )?\d+:\d+ - /;

/** The error of a failed cell as `Name: message`. tslab sends neither, but prints the error with its stack, or the compiler's words. */
export function failureOf(reply: Content, { lastError, outputs }: CellOutputs): string {
  const error = outputs.find((output) => output.output_type === 'error');
  if (error?.output_type === 'error') return `${error.ename}: ${error.evalue}`;
  if (reply['ename']) return `${reply['ename']}: ${reply['evalue']}`;
  const printed = outputs.flatMap((output) => (output.output_type === 'stream' && output.name === 'stderr' ? [output.text as string] : [])).join('').trim();
  const wrong = printed.split('\n');
  if (wrong.every((line) => diagnostic.test(line) || /^\s/.test(line)) && diagnostic.test(printed)) return `TypeScript: ${wrong.slice(0, 3).join('\n').replace(/^(?=\d+:\d+ - )/gm, 'line ')}`;
  return errorWords(lastError);
}

/** Name and message of an error printed by Node, without the excerpt of code above and the stack below. */
export function errorWords(printed: string): string {
  const body = printed.trim().replace(/^\S+:\d+\n[\s\S]*?\n[\s^~]*\n\s*/, '');
  const end = body.search(/\n\s+at |\n\s*\{\n/);
  return (end < 0 ? body : body.slice(0, end)).trim().replace(/^\[(\w*Error: [\s\S]*)\]$/, '$1') || 'unknown error';
}

/** What to do next, when the printed error is one that says so. */
export function errorHint(printed: string): string | undefined {
  return /\n\s+hint: (["'`])(.*?)\1,?\n/.exec(printed)?.[2];
}
