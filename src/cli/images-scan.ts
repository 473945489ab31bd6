import type { Command } from 'commander';
import type { RootSummary } from '../images/scan-ledger.js';
import { scanPictures, type ScanOptions } from '../images/scan.js';
import { scanShard } from '../images/scan-shard.js';
import type { ShardPlace } from '../images/shard.js';
import { UserError } from '../lake/error.js';
import { globalOptions, type GlobalOptions } from './options.js';
import { putRows } from './print.js';
import { tellTotals, tellTroubles } from './scanned.js';
import { addPartsOption, addShardOption, sayPart, shardPlace, shardTypes, type ShardFlags } from './shard-options.js';
import { withStep } from './step.js';
import { wholeNumber } from './tag-options.js';

interface ScanFlags extends ShardFlags {
  board?: string;
  processes?: string;
  json?: boolean;
}

const rootTypes = {
  root: 'VARCHAR', files: 'BIGINT', read: 'BIGINT', loaded: 'BIGINT', rejected: 'BIGINT', unchanged: 'BIGINT', passed_over: 'BIGINT', gone: 'BIGINT', with_post: 'BIGINT', known_post: 'BIGINT',
};

const rowOf = ({ root, files, read, loaded, rejected, unchanged, excludedBefore, passedOver, gone, withPost, ofKnownPost }: RootSummary) =>
  ({ root, files, read, loaded, rejected, unchanged: unchanged + excludedBefore, passed_over: passedOver, gone, with_post: withPost, known_post: ofKnownPost });

export function define(scan: Command): void {
  scan
    .argument('<path...>', 'folders, .zip or .tar archives, or pictures')
    .option('--board <name>', 'the board of pictures that are named by an id alone, such as 0123/456123.jpg')
    .option('--processes <number>', 'pictures looked at at a time (default: the cores of the machine)')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', '\nWhat was looked at before and has not changed is left alone; Ctrl-C keeps what is done. See docs/pictures.md.\n\nExample:\n  boorulab images scan pictures/ more.zip\n  boorulab images scan 512px/ --board danbooru\n  boorulab images scan pictures --shard 3/16')
    .action(async (paths: string[], flags: ScanFlags, command: Command) => {
      const globals = globalOptions(command);
      const { board, processes } = flags;
      const options = { ...(board === undefined ? {} : { board }), ...(processes === undefined ? {} : { processes: wholeNumber(processes, 'processes') }) };
      const place = shardPlace(flags, globals.lake);
      if (place !== undefined) return scanPart(globals, paths, place, options, flags.json === true);
      const summary = await withStep(globals, 'files', (step) => scanPictures(globals.lake, paths, { ...options, ...step }));
      putRows(rootTypes, summary.roots.map(rowOf), flags.json === true);
      tellTroubles(summary);
      if (flags.json !== true) tellTotals(summary, globals.lake);
    });  addPartsOption(addShardOption(scan));
}

async function scanPart(globals: GlobalOptions, [path, ...more]: readonly string[], place: ShardPlace, options: ScanOptions, json: boolean): Promise<void> {
  if (more.length > 0) throw new UserError('A shard is one of one folder', 'Run the shards of each folder, with --parts DIR of its own, and commit them.', 2);
  const { part, files, looked, reused, unchanged, troubles } = await withStep(globals, 'files', (step) => scanShard(globals.lake, path!, place, { ...options, ...step }));
  putRows({ ...shardTypes, files: 'BIGINT' }, [{ shard: `${place.number}/${place.count}`, looked, reused, unchanged, files }], json);
  tellTroubles({ troubles });
  sayPart(part);
}
