import { commandsReference } from './commands-reference.js';
import { queriesReference } from './queries-reference.js';
import { tablesReference } from './tables-reference.js';

/** The files of docs/reference/ that are made from the code, by name. */
export async function references(): Promise<[name: string, text: string][]> {
  return [['tables.md', tablesReference()], ['queries.md', await queriesReference()], ['commands.md', await commandsReference()]];
}
