import { tableSection } from '../../src/engines/dictionary.js';
import { schemas } from '../../src/lake/schema.js';

/** The reference of tables, from their schemas. */
export function tablesReference(): string {
  return `# Tables\n\nEvery table of a lake, made from its schema. Columns in bold are the key: one row each. How the tables lie on disk, and which row stays when two meet, is in [lake.md](../lake.md).\n\n${[...schemas.keys()].map(tableSection).join('\n')}`;
}
