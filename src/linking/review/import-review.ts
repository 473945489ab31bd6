import { VARCHAR } from '@duckdb/node-api';
import { resolve } from 'node:path';
import { createColumnTable } from '../../lake/column-table.js';
import type { Lake } from '../../lake/lake.js';
import { literal } from '../../lake/sql.js';
import { runStep, type StepOptions } from '../../lake/step.js';
import { scanOf } from '../../lake/views.js';
import { consistentAnswers } from './consistency.js';
import { readAnswers, rowsOf, slotOf, type Answer, type StoredDecision } from './decision-rows.js';
import { knownAnswers } from './known-keys.js';
import { readReview, type ReviewReject } from './review-file.js';

export interface ImportOptions extends StepOptions {
  /** Who decided. */
  readonly by?: string;
}

export interface ImportSummary extends Readonly<Record<Answer, number>> {
  /** Rows of the file: those with an answer, those without, those rejected. */
  readonly rows: number;
  readonly empty: number;
  readonly rejected: number;
  /** Decisions that are new or other than before. */
  readonly changed: number;
  readonly rejects: readonly ReviewReject[];
}

export const importCommand = 'link review';

/**
 * Reads a file of questions that a person answered into the table `decisions`. Each row counts as an answer, as empty or as a reject with its line and
 * reason; what is said already is not written again. Throws UserError when the file is no such file, and as `runStep`.
 */
export async function importReview(lake: Lake, text: string, name: string, options: ImportOptions = {}): Promise<ImportSummary> {
  const read = readReview(text, name);
  const { answered, empty, rejects } = readAnswers(read.rows);
  const { known, rejects: unknown } = await knownAnswers(lake, answered);
  const stored = await lake.rows<StoredDecision>(`SELECT kind, left_key AS "left", right_key AS "right", lower(trim(decision)) AS decision FROM (${scanOf(lake.manifest, 'decisions', resolve(lake.dir))}) WHERE left_key <> '' ORDER BY decided_at, kind, left_key, right_key`);
  const { kept, rejects: contradicting } = consistentAnswers(known, stored);
  const before = new Map(stored.map((decision) => [slotOf(decision), decision.decision]));
  const news = new Map<string, StoredDecision>();
  for (const row of kept.flatMap(rowsOf)) if ((before.get(slotOf(row)) ?? 'open') !== row.decision) news.set(slotOf(row), row);
  if (news.size > 0) await write(lake, [...news.values()], name, options);
  const all = [...read.rejects, ...rejects, ...unknown, ...contradicting].sort((a, b) => a.line - b.line);
  const count = (answer: Answer) => kept.filter((one) => one.answer === answer).length;
  return { rows: read.rows.length + read.rejects.length, yes: count('yes'), no: count('no'), none: count('none'), open: count('open'), empty, rejected: all.length, changed: news.size, rejects: all };
}

async function write(lake: Lake, rows: readonly StoredDecision[], name: string, options: ImportOptions): Promise<void> {
  const now = options.now ?? new Date();
  await runStep(lake, importCommand, options, async (writer) => {
    const column = (key: keyof StoredDecision) => ({ type: VARCHAR, values: rows.map((row) => row[key]) });
    await createColumnTable(writer.connection, 'decided', { kind: column('kind'), left_key: column('left'), right_key: column('right'), decision: column('decision') });
    await writer.inbox.insert('decisions', `SELECT 1 AS load_id, *, ${literal(now.toISOString())}::TIMESTAMPTZ AS decided_at, ${options.by === undefined ? 'NULL::VARCHAR' : literal(options.by)} AS decided_by FROM decided`);
    return { writes: [], parameters: { file: name, ...(options.by === undefined ? {} : { by: options.by }) }, rows: rows.length, result: undefined };
  });
}
