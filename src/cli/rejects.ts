import type { Command } from 'commander';
import { UserError } from '../lake/error.js';
import { rejectReasons, type RejectReason } from '../sources/reject.js';
import { withLake } from './options.js';
import { putResult } from './print.js';

const summarySql = `SELECT reason, sum(records) AS rows, count(DISTINCT load_id) AS files,
  any_value(parse_filename(file) || coalesce(' line ' || line, '') || ': ' || left(coalesce(raw, detail, ''), 120)) AS example
  FROM rejects GROUP BY reason ORDER BY rows DESC, reason`;

const listSql = `SELECT file, line, row, reason, detail, raw FROM rejects WHERE $reason IS NULL OR reason = $reason ORDER BY load_id, row LIMIT $limit`;

export function define(command: Command): void {
  command
    .argument('[reason]', `list the rows of one reason: ${Object.keys(rejectReasons).join(', ')}`)
    .option('--limit <rows>', 'rows to list', '100')
    .option('--json', 'print as JSON')
    .addHelpText('after', '\nExample:\n  boorulab rejects\n  boorulab rejects bad_json')
    .action((reason: string | undefined, options: { limit: string; json?: boolean }, command: Command) => {
      if (reason !== undefined && !(reason in rejectReasons)) command.error(`error: unknown reason "${reason}". Reasons: ${Object.keys(rejectReasons).join(', ')}`, { exitCode: 2 });
      if (!/^\d+$/.test(options.limit)) throw new UserError(`--limit takes a whole number, not "${options.limit}"`, undefined, 2);
      return withLake(command, async (lake) => {
        const result = reason === undefined ? await lake.query(summarySql) : await lake.query(listSql, { reason, limit: Number(options.limit) });
        if (reason === undefined) {
          result.columns.splice(1, 0, { name: 'meaning', type: 'VARCHAR' });
          for (const row of result.rows) row['meaning'] = rejectReasons[row['reason'] as RejectReason] ?? '';
        }
        putResult(result, options.json === true);
      }, false);
    });
}
