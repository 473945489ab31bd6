import type { Command } from 'commander';
import type { RootSummary } from '../images/scan-ledger.js';
import { scanPictures, type ScanSummary } from '../images/scan.js';
import { rejectReasons, type RejectReason } from '../sources/reject.js';
import { globalOptions } from './options.js';
import { putRows, say } from './print.js';
import { withStep } from './step.js';
import { wholeNumber } from './tag-options.js';

interface ScanFlags {
  board?: string;
  processes?: string;
  json?: boolean;
}

const rootTypes = {
  root: 'VARCHAR', files: 'BIGINT', read: 'BIGINT', loaded: 'BIGINT', rejected: 'BIGINT', unchanged: 'BIGINT', passed_over: 'BIGINT', gone: 'BIGINT', with_post: 'BIGINT', known_post: 'BIGINT',
};

const rowOf = ({ root, files, read, loaded, rejected, unchanged, excludedBefore, passedOver, gone, withPost, ofKnownPost }: RootSummary) =>
  ({ root, files, read, loaded, rejected, unchanged: unchanged + excludedBefore, passed_over: passedOver, gone, with_post: withPost, known_post: ofKnownPost });

/** Troubles that are named one by one. */
const troublesShown = 5;

export function define(command: Command): void {
  command
    .argument('<path...>', 'folders, .zip or .tar archives, or pictures')
    .option('--board <name>', 'the board of pictures that are named by an id alone, such as 0123/456123.jpg')
    .option('--processes <number>', 'pictures looked at at a time (default: the cores of the machine)')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', '\nWhat was looked at before and has not changed is left alone; Ctrl-C keeps what is done. See docs/pictures.md.\n\nExample:\n  boorulab images scan pictures/ more.zip\n  boorulab images scan 512px/ --board danbooru')
    .action(async (paths: string[], flags: ScanFlags, command: Command) => {
      const globals = globalOptions(command);
      const { board, processes } = flags;
      const options = { ...(board === undefined ? {} : { board }), ...(processes === undefined ? {} : { processes: wholeNumber(processes, 'processes') }) };
      const summary = await withStep(globals, 'files', (step) => scanPictures(globals.lake, paths, { ...options, ...step }));
      putRows(rootTypes, summary.roots.map(rowOf), flags.json === true);
      tellTroubles(summary);
      if (flags.json !== true) tellTotals(summary, globals.lake);
    });
}

function tellTotals({ roots, adopted }: ScanSummary, lake: string): void {
  const sum = (column: 'read' | 'loaded' | 'rejected' | 'gone' | 'withPost' | 'ofKnownPost' | 'misnamed') => roots.reduce((total, root) => total + root[column], 0);
  const number = (count: number) => count.toLocaleString('en');
  say(`${number(sum('read'))} pictures read = ${number(sum('loaded'))} loaded + ${number(sum('rejected'))} rejected, lake ${lake}`);
  if (sum('loaded') > 0) say(`${number(sum('withPost'))} of them are of a post, ${number(sum('ofKnownPost'))} of one the lake knew; the others are shown whatever they hold.`);
  const reasons = new Map<string, number>();
  for (const { rejects } of roots) for (const [reason, count] of Object.entries(rejects)) reasons.set(reason, (reasons.get(reason) ?? 0) + count);
  for (const [reason, count] of [...reasons].sort()) say(`  ${number(count)} rejected as ${reason}: ${rejectReasons[reason as RejectReason] ?? ''}`);
  if (sum('misnamed') > 0) say(`${number(sum('misnamed'))} pictures have the extension of another type; file_type is the real one.`);
  if (sum('gone') > 0) say(`${number(sum('gone'))} pictures of earlier scans are gone; their rows stay.`);
  if (adopted > 0) say(`${number(adopted)} pictures of earlier scans have a post now.`);
  if (sum('loaded') > 0) say('Go on with: boorulab images faces, boorulab images duplicates, boorulab images quality');
}

function tellTroubles({ troubles }: ScanSummary): void {
  for (const { path, what } of troubles.slice(0, troublesShown)) say(`Left out: ${path}: ${what}`);
  if (troubles.length > troublesShown) say(`... and ${(troubles.length - troublesShown).toLocaleString('en')} more folders or files left out.`);
}
