import { join } from 'node:path';
import { identifier, literal } from '../lake/sql.js';
import { jsonOf, writeLines } from './line-file.js';
import type { FileRecord, LoadContext, Source } from './source.js';

/** Adds to `bad` the records of `numbered` that break a rule of their source or are superseded within their file; with `many` files these are told apart by `_file`. */
export async function markBad(source: Source, context: LoadContext, many = false): Promise<void> {
  const { connection } = context;
  const missing = source.required.map((name) => {
    const cell = identifier(name);
    // Most texts start with a visible character, which is quicker to see than what trim leaves of them.
    const isMissing = source.fields[name] === 'VARCHAR' ? `CASE WHEN ${cell} > '!' THEN false ELSE coalesce(trim(${cell}) = '', true) END` : `${cell} IS NULL`;
    return `WHEN ${isMissing} THEN {reason: 'missing_key', detail: ${literal(`no ${name}`)}}`;
  });
  const broken = ((await source.rules?.(context)) ?? []).map((rule) => `WHEN ${rule.when} THEN {reason: ${literal(rule.reason)}, detail: ${rule.detail ?? 'NULL'}}`);
  const cases = [...missing, ...broken];
  if (cases.length > 0) {
    await connection.run(`INSERT INTO bad SELECT _row, _line, verdict.reason, verdict.detail, NULL
      FROM (SELECT _row, _line, CASE ${cases.join(' ')} END AS verdict FROM numbered ANTI JOIN bad USING (_row)) WHERE verdict IS NOT NULL`);
  }
  if (source.identity === undefined) return;
  const identity = typeof source.identity === 'string' ? source.identity : await source.identity(context);
  const twice = await context.scalar(`SELECT count(*) > count(DISTINCT ${many ? `row(_file, ${identity})` : identity}) FROM numbered ANTI JOIN bad USING (_row)`);
  if (twice !== true) return;
  const newest = source.newest === undefined ? '' : `${source.newest} DESC NULLS LAST, `;
  await connection.run(`INSERT INTO bad SELECT _row, _line, 'superseded', 'the file has a newer row of it', (${identity})::VARCHAR FROM numbered ANTI JOIN bad USING (_row)
    QUALIFY row_number() OVER (PARTITION BY ${many ? '_file, ' : ''}${identity} ORDER BY ${newest}_row DESC) > 1`);
}

/** Fills in the raw text and the line of rejected records by reading all once more, when there are any. */
export async function keepRawTexts(readAgain: () => AsyncIterable<FileRecord>, context: LoadContext, staging: string): Promise<void> {
  const { connection } = context;
  const wanted = await connection.run('SELECT _row FROM bad WHERE raw IS NULL OR _line IS NULL');
  const rows = new Set(((await wanted.getRowsJS()) as [bigint][]).map(([row]) => Number(row)));
  if (rows.size === 0) return;
  const path = join(staging, 'raw-texts.jsonl');
  await writeLines(path, textsOf(readAgain(), rows));
  await connection.run(`UPDATE bad SET raw = coalesce(bad.raw, texts.raw), _line = texts.line
    FROM read_json(${literal(path)}, format = 'newline_delimited', hive_partitioning = false, columns = {_row: 'BIGINT', line: 'BIGINT', raw: 'VARCHAR'}) AS texts
    WHERE bad._row = texts._row`);
}

/** A line of JSON for each record whose number, from 1 on, is wanted. */
async function* textsOf(records: AsyncIterable<FileRecord>, wanted: ReadonlySet<number>): AsyncIterable<string> {
  let row = 0;
  for await (const record of records) if (wanted.has(++row)) yield jsonOf({ _row: row, line: record.line, raw: record.raw() });
}
