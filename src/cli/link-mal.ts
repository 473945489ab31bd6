import type { Command } from 'commander';
import { UserError } from '../lake/error.js';
import { linkMal } from '../linking/mal/link-mal.js';
import { withLake } from './options.js';
import { putRows, say } from './print.js';
import { withStep } from './step.js';

interface LinkMalFlags {
  accept: string;
  learn?: boolean;
  json?: boolean;
}

const summaryTypes = { kind: 'VARCHAR', tags: 'BIGINT', entries: 'BIGINT', accepted: 'BIGINT', review: 'BIGINT', decisions: 'BIGINT' };

export function addLinkMal(link: Command): void {
  link
    .command('mal')
    .description('Find which entry of MyAnimeList each copyright and character is, into the table mal_links')
    .option('--accept <score>', 'accept links from this score on; less sure ones are for review', '0.5')
    .option('--learn', 'estimate what each comparison is worth from this lake, instead of the built-in weights')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', `\nExample:\n  boorulab franchises\n  boorulab link mal\n  boorulab sql -c "from mal_links where status = 'review' order by tag_name, rank"`)
    .action((flags: LinkMalFlags, command: Command) => {
      const accept = Number(flags.accept);
      if (flags.accept.trim() === '' || !(accept >= 0.5 && accept <= 1)) throw new UserError(`--accept takes a number from 0.5 to 1, not "${flags.accept}"`, undefined, 2);
      return withLake(command, async (lake, globals) => {
        const summary = await withStep(globals, 'kinds', (step) => linkMal(lake, { accept, learn: flags.learn === true, ...step }));
        putRows(summaryTypes, summary.map((row) => ({ ...row })), flags.json === true);
        const review = summary.reduce((sum, row) => sum + row.review, 0);
        if (review > 0) say(`${review.toLocaleString('en')} tags have candidates to look at: boorulab sql -c "from mal_links where status = 'review' order by tag_name, rank"`);
      });
    });
}
