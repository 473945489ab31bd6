import type { Command } from 'commander';
import { UserError } from '../lake/error.js';
import { linkMal } from '../linking/mal/link-mal.js';
import { withLake } from './options.js';
import { put, putRows, say } from './print.js';
import { withStep } from './step.js';

interface LinkMalFlags {
  accept?: string;
  fit?: boolean;
  learn?: boolean;
  labels: boolean;
  json?: boolean;
}

const summaryTypes = { kind: 'VARCHAR', tags: 'BIGINT', entries: 'BIGINT', accepted: 'BIGINT', review: 'BIGINT', labels: 'BIGINT', decisions: 'BIGINT', accept_from: 'DOUBLE' };

export function define(command: Command): void {
  command
    .option('--accept <score>', 'accept links from this score on, less sure ones are for review (default: as learned, so that of known ones 99% of characters and 98% of titles are right)')
    .option('--fit', 'fit what each comparison is worth to the labels and decisions of this lake, instead of the built-in weights')
    .option('--learn', 'estimate it from this lake without labels')
    .option('--no-labels', 'do not take the labels of the lake as known links')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', `\nExample:\n  boorulab franchises\n  boorulab link mal\n  boorulab sql -c "from mal_links where status = 'review' order by tag_name, rank"`)
    .action((flags: LinkMalFlags, command: Command) => {
      const accept = flags.accept === undefined ? undefined : Number(flags.accept);
      if (accept !== undefined && (flags.accept!.trim() === '' || !(accept > 0 && accept <= 1))) throw new UserError(`--accept takes a number from 0 to 1, not "${flags.accept}"`, undefined, 2);
      if (flags.fit && (flags.learn || !flags.labels)) throw new UserError('--fit needs labels, so it goes neither with --learn nor with --no-labels', undefined, 2);
      return withLake(command, async (lake, globals) => {
        const weights = flags.fit ? 'fit' : flags.learn ? 'learn' : 'built-in';
        const summary = await withStep(globals, 'kinds', (step) => linkMal(lake, { weights, labels: flags.labels, ...step, ...(accept === undefined ? {} : { accept }) }));
        if (flags.json) return put(JSON.stringify(summary, null, 2));
        putRows(summaryTypes, summary.map(({ model, ...row }) => ({ ...row, accept_from: Number(model.accept.toFixed(3)) })), false);
        const review = summary.reduce((sum, row) => sum + row.review, 0);
        if (review > 0) say(`${review.toLocaleString('en')} tags have candidates to look at: boorulab sql -c "from mal_links where status = 'review' order by tag_name, rank"`);
      });
    });
}
