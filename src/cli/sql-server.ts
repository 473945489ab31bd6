import type { Server } from '../engines/clickhouse/server.js';
import { UserError } from '../lake/error.js';
import { isWhole, type TextFormat } from '../reports/format.js';
import { resolveParams } from '../reports/params.js';
import type { SavedQuery } from '../reports/query.js';
import { queryError } from '../reports/sql-error.js';
import { placeholders, splitScript } from '../reports/sqltext.js';
import { WholeFile } from '../reports/whole-file.js';
import { writeResult } from '../reports/write-result.js';
import { say } from './print.js';
import { QueryProgress } from './query-progress.js';

export interface ServerAnswer {
  format: TextFormat;
  /** File for the results; without one they go to stdout. */
  output: string | undefined;
  given: Readonly<Record<string, string>>;
}

/** Asks a server the statements of a text in turn. The first error ends it, and leaves no file. */
export async function answerFromServer(server: Server, script: SavedQuery, { format, output, given }: ServerAnswer): Promise<void> {
  const values = resolveParams(script.name, script.params, given);
  const file = output === undefined ? undefined : await WholeFile.open(output);
  try {
    let written = 0;
    for (const part of splitScript(script.sql)) {
      if (part.isCommand) throw new UserError(`${script.name}: ${part.text.split(' ')[0]} is a command of the prompt, which has no --engine`, undefined, 2);
      if (written++ > 0 && file === undefined && (isWhole(format) || format === 'markdown')) await put('\n');
      const used = Object.fromEntries(placeholders(part.text).map((name) => [name, values[name] ?? null]));
      const progress = new QueryProgress();
      try {
        const result = await server.stream(part.text, used);
        const rows = await writeResult(result, format, async (text) => {
          progress.stop();
          await (file === undefined ? put(text) : file.write(text));
        }, file === undefined ? { terminal: process.stdout.isTTY, ...(process.stdout.isTTY ? { width: process.stdout.columns ?? 80 } : {}) } : {});
        if (file !== undefined) say(`${rows.toLocaleString('en')} ${rows === 1 ? 'row' : 'rows'} written to ${file.path}`);
      } catch (error) {
        throw queryError(script.name, error as Error, script.above + part.line - 1);
      } finally {
        progress.stop();
      }
    }
    await file?.finish();
  } catch (error) {
    await file?.drop();
    throw error;
  }
}

function put(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => (error ? reject(error) : resolve()));
  });
}
