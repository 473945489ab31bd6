import type { Command } from 'commander';
import { commitParts, type CommittedParts } from '../images/commit-parts.js';
import { linesOfLook } from './looked.js';
import { globalOptions, withLake } from './options.js';
import { putRows, say } from './print.js';
import { tellTotals, tellTroubles } from './scanned.js';
import { addPartsOption, partsFolder } from './shard-options.js';
import { withStep } from './step.js';

const types = { step: 'VARCHAR', shards: 'BIGINT', committed: 'BOOLEAN', to_run: 'VARCHAR', looked: 'BIGINT', loaded: 'BIGINT', rejected: 'BIGINT', boxes: 'BIGINT', unchanged: 'BIGINT' };

export function define(commit: Command): void {
  commit
    .option('--json', 'print the result as JSON')
    .addHelpText('after', '\nExample:\n  boorulab images scan pictures --shard 1/2\n  boorulab images scan pictures --shard 2/2\n  boorulab images commit')
    .action(async (flags: { parts?: string; json?: boolean }, command: Command) => {
      const globals = globalOptions(command);
      const done = await withStep(globals, 'parts', (step) => commitParts(globals.lake, partsFolder(flags, globals.lake), { rating: globals.rating, ...step }));
      putRows(types, done.map(rowOf), flags.json === true);
      for (const { scan, look, fault } of done) {
        if (fault !== null) say(fault.message);
        if (fault?.hint !== undefined) say(fault.hint);
        if (scan !== null) {
          tellTroubles(scan);
          tellTotals(scan, globals.lake);
        }
        if (look !== null) await withLake(command, async (lake) => (await linesOfLook(lake, look)).forEach(say));
      }
      if (done.some(({ fault }) => fault !== null)) process.exitCode = 1;
    });
  addPartsOption(commit);
}

function rowOf({ set, scan, look, fault }: CommittedParts): Record<keyof typeof types, string | number | boolean | null> {
  const { step, count, missing } = set;
  const head = { step, shards: count, committed: fault === null, to_run: missing.join(' ') || null };
  if (look !== null) return { ...head, looked: look.looked, loaded: look.looked, rejected: 0, boxes: look.boxes, unchanged: look.known };
  const root = scan?.roots[0];
  if (root === undefined) return { ...head, looked: null, loaded: null, rejected: null, boxes: null, unchanged: null };
  return { ...head, looked: root.read, loaded: root.loaded, rejected: root.rejected, boxes: null, unchanged: root.unchanged + root.excludedBefore };
}
