import { resolveParams } from '../../reports/params.js';
import type { SavedQuery } from '../../reports/query.js';
import { UserError } from '../../lake/error.js';
import { placeholders, splitScript } from '../../reports/sqltext.js';
import { leaving, runCommand } from './commands.js';
import type { Session } from './session.js';

/** How deep scripts may read scripts. */
const deepest = 20;
let depth = 0;

/** Runs statements and dot commands in turn. The first error ends it, as a UserError that names the line. */
export async function runScript(session: Session, script: Pick<SavedQuery, 'name' | 'sql' | 'above' | 'params'>, given: Readonly<Record<string, string>>): Promise<void> {
  if (depth >= deepest) throw new UserError(`${script.name}: scripts read each other without end.`);
  const values = resolveParams(script.name, script.params, given);
  depth++;
  try {
    for (const part of splitScript(script.sql)) {
      const above = script.above + part.line - 1;
      if (!part.isCommand) {
        const used = Object.fromEntries(placeholders(part.text).map((name) => [name, values[name] ?? null]));
        await session.run({ sql: part.text, values: used, name: script.name, above });
        continue;
      }
      if (leaving.includes(part.text.slice(1))) return;
      await runCommand(session, part.text.slice(1)).catch((error: Error) => {
        throw error instanceof UserError && !error.message.startsWith(script.name) ? new UserError(`${script.name}, line ${above + 1}: ${error.message}`, error.hint, error.exitCode) : error;
      });
    }
  } finally {
    depth--;
  }
}
